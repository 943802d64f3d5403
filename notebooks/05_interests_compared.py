"""Questions of notebook 05: ranks, silence, and an index of common ground with weights to move."""

from functools import cache
from itertools import product

from workbook import load, measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Choice, Mistake, Names, Number

CHINA = (
    "chn-buffer",
    "chn-stability",
    "chn-influence",
    "chn-check-us-jpn-kor",
    "chn-look-neutral",
    "chn-good-name",
)
REASONS = {
    "a": "The analyses name different partners for the same interest, and that was coded twice.",
    "b": "Partners and opponents are coded once. Only rank and silence differ between the two.",
    "c": "The index takes trade figures of different years.",
    "d": "One analysis denies that China and Russia have any common interest.",
}
FINDINGS = {
    "a": "China and North Korea are opponents, for the index is negative.",
    "b": "Russia and North Korea have no conflict, for bogusz2024 has none.",
    "c": "In this coding Russia and North Korea have most in accord, in both analyses and with all weights tried.",
    "d": "salat2025 is right, because its scores are higher.",
}


def ranks():
    """How does each analysis rank each interest?"""
    return measures.side_by_side(load("interests"))


def matches(kind, actor=None):
    """For how many interests, of one actor or all, is the match of the two analyses ``kind``?"""
    table = ranks()
    if actor:
        table = table[table["actor"] == actor]
    return int((table["match"] == kind).sum())


def china_ranked(kind):
    """Which of the interests on the question's list have the match ``kind``?"""
    table = ranks()
    return frozenset(table.loc[table["match"] == kind, "interest_id"]) & set(CHINA)


@cache
def scores(high=3, medium=2, low=1):
    """How do the pairs of states score with these weights?"""
    return measures.pair_scores(load("interests"), {"high": high, "medium": medium, "low": low})


def net(first, second, analysis, weights=(3, 2, 1)):
    """What is accord minus conflict of a pair?"""
    table = scores(*weights).set_index(["first", "second", "analysis"])
    return int(table.loc[(first, second, analysis), "net"])


def nets(first, second):
    """What is accord minus conflict of a pair in salat2025 and in bogusz2024?"""
    return net(first, second, "salat2025"), net(first, second, "bogusz2024")


@cache
def sets_that_korea_and_russia_lead():
    """In how many sets of orderly weights do Russia and North Korea lead the triangle in both analyses; of how many?"""
    tried = [w for w in product(range(6), repeat=3) if w[0] >= w[1] >= w[2] and w[0] > 0]
    led = [
        w
        for w in tried
        if all(
            net("PRK", "RUS", analysis, w) > max(net("PRK", "CHN", analysis, w), net("CHN", "RUS", analysis, w))
            for analysis in ("salat2025", "bogusz2024")
        )
    ]
    return len(led), len(tried)


def what_is_coded_once():
    """Which letter names the reason, seen from the columns of the table?"""
    both = load("interests").fillna("").groupby("interest_id")[["shared_with", "conflicts_with"]].nunique()
    return "b" if (both == 1).all().all() else "a"


def what_stands():
    """Which finding holds whatever the weights?"""
    led, tried = sets_that_korea_and_russia_lead()
    return "c" if led == tried else "b"


def points(relation=None, decided=None):
    """How many points of comparison have this relation, and are decided (True) or open (False)?"""
    table = load("comparisons")
    if relation:
        table = table[table["relation"] == relation]
    verdict = table["better_supported"]
    if decided is None:
        return len(table)
    return int((verdict.notna() & (verdict != "open")).sum() if decided else (verdict == "open").sum())


def last_sanctions():
    """On which day did the Council last adopt sanctions on North Korea?"""
    votes = load("unsc_votes")
    return on_day(votes.loc[(votes["category"] == "sanctions") & (votes["outcome"] == "adopted"), "date"].max())


def recognition():
    """On which day did North Korea recognise Donetsk and Luhansk?"""
    events = load("events")
    found = events["actors"].str.contains("PRK") & events["title"].str.contains("recogni") & (events["date"] > "2022")
    return on_day(events.loc[found, "date"].iloc[0])


def vostochny():
    """On which day of 2023 did Putin and Kim Jong Un meet?"""
    found = measures.talks(load("summits"))
    chosen = (found["dyad"] == "RUS-PRK") & (found["date_start"].dt.year == 2023)
    return on_day(found.loc[chosen, "date_start"].iloc[0])


def soviet_share():
    """What share of North Korea's recorded trade, in percent, had the Soviet Union in 1990?"""
    shares = measures.trade_share(load("trade"), "RUS").set_index("year")
    return float(shares.loc[1990, "share"]) * 100


QUESTIONS = [
    Number(
        id="05-1",
        prompt="The dataset lists 29 interests of six states. How many do the two analyses rank differently?",
        answer=lambda: matches("different"),
        hints=(
            "Use the first view, check all boxes and set the match to different.",
            "Silence is not a rank. The first table under the hood has the rest.",
        ),
        solution="The answer is {answer}: two of China, one of Russia and one of North Korea.",
        unit="interests",
        mistakes=(
            Mistake(lambda: matches("different") + matches("silent"), "You count silence as a rank. Leave it out."),
            Mistake(lambda: matches("different", "CHN"), "These are China's alone. Add the other states."),
        ),
        level="remember",
    ),
    Names(
        id="05-2",
        prompt="""Which of these interests of China does one analysis rank higher than the other?
Choose from chn-buffer, chn-stability, chn-influence, chn-check-us-jpn-kor, chn-look-neutral and chn-good-name.""",
        answer=lambda: china_ranked("different"),
        allowed=CHINA,
        hints=(
            "The first view shows two marks for each interest that both name.",
            "There are two. One is about Pyongyang, one about Washington and its allies.",
        ),
        solution="The answer is {answer}. On chn-look-neutral one analysis is silent, and silence is no rank.",
        mistakes=(
            Mistake(
                lambda: china_ranked("different") | china_ranked("silent"),
                "Almost. One of them is named by one analysis only, so there are no two ranks to compare.",
            ),
        ),
        level="understand",
    ),
    Number(
        id="05-3",
        prompt="Give each priority one point. What is accord minus conflict for China and North Korea in bogusz2024?",
        answer=lambda: net("PRK", "CHN", "bogusz2024", (1, 1, 1)),
        hints=(
            "Set the three weights of the second view to 1, or read the table under the hood.",
            "Seven interests are in accord. Count those in conflict.",
        ),
        solution="Seven in accord, nine in conflict: {answer}. With equal weights the index only counts interests.",
        unit="points",
        tolerance=0,
        mistakes=(
            Mistake(lambda: net("PRK", "CHN", "bogusz2024"), "That is with the weights 3, 2 and 1."),
            Mistake(lambda: net("PRK", "CHN", "salat2025", (1, 1, 1)), "That is salat2025. Take bogusz2024."),
        ),
        level="apply",
    ),
    Choice(
        id="05-4",
        prompt="China and Russia score above zero in salat2025 and below zero in bogusz2024. Why can they differ at all?",
        answer=what_is_coded_once,
        options=REASONS,
        hints=(
            "Look at the columns shared_with and conflicts_with in both rows of an interest.",
            "The text below the second view says what was coded once.",
        ),
        solution="The answer is {answer} So the sign tells what each text dwells on, more than what the states want.",
        mistakes=(
            Mistake(lambda: "a", "Compare the two rows of chn-stability: the partners are the same."),
            Mistake(lambda: "d", "Read the bar to the right: bogusz2024 has interests in accord too."),
        ),
        level="analyse",
    ),
    Choice(
        id="05-5",
        prompt="You may carry one finding of the second view into a paper. Which one stands?",
        answer=what_stands,
        options=FINDINGS,
        hints=(
            "Ask of each sentence: would it survive other weights, and the silence of one text?",
            "A good finding says that it rests on a coding.",
        ),
        solution="The answer is {answer} The other sentences take a code, a silence or a sum for the world itself.",
        mistakes=(
            Mistake(lambda: "a", "The sign depends on the analysis. And conflict of interests is not enmity."),
            Mistake(lambda: "b", "bogusz2024 is silent where salat2025 finds a conflict. Silence is not harmony."),
        ),
        level="evaluate",
    ),
]

FIGURES = [
    Figure(
        "rank {} interests alike and {} differently", lambda: (matches("alike", "CHN"), matches("different", "CHN"))
    ),
    Figure("all six states, {} interests are listed", lambda: len(ranks())),
    Figure(
        "rank {} of them alike and {} differently; on {} one of them is silent",
        lambda: (matches("alike"), matches("different"), matches("silent")),
    ),
    Figure("Russia and North Korea stand at {:+d} in salat2025 and {:+d} in bogusz2024", lambda: nets("PRK", "RUS")),
    Figure("China and North Korea stand at {:+d} in salat2025 and {:+d} in bogusz2024", lambda: nets("PRK", "CHN")),
    Figure("China and Russia stand at {:+d} in salat2025 and {:+d} in bogusz2024", lambda: nets("CHN", "RUS")),
    Figure("lead in {} of {} sets of weights", sets_that_korea_and_russia_lead),
    Figure("has {} points in all", points),
    Figure("our datasets decide {} and leave {} open", lambda: (points(decided=True), points(decided=False))),
    Figure(
        "Of the {} differences of emphasis, {} are open",
        lambda: (points("emphasis differs"), points("emphasis differs", decided=False)),
    ),
    Figure("recognised Donetsk and Luhansk on {}", recognition),
    Figure("met Putin again on {}", vostochny),
    Figure("no new sanctions on North Korea since {}", last_sanctions),
    Figure("the Soviet Union had {:.1f} percent", soviet_share),
]

REFLECTION = """Choose one interest whose rank you would change.
Write about 150 words: which claims speak for your code, which against, and which observation would settle it.
Then say what your change does to the second view."""

WORKS = ()
