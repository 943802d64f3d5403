"""Questions of notebook 05: ranks, silence, and an index of common ground with weights to move."""

from itertools import product

import pandas as pd

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Names, Number, Question
from workbook.checking.lookup import count_at

CHINA = (
    "chn-stability",
    "chn-buffer",
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
    "b": "Russia and North Korea have no conflict, for Bogusz names none.",
    "c": "In this coding Russia and North Korea have most in accord, for both analyses, as long as most links are right.",
    "d": "Salát is right, because his scores are higher.",
}


def ranks(load: Loader) -> pd.DataFrame:
    """How does each analysis rank each interest?"""
    return measures.side_by_side(load("interests"))


def matches(load: Loader, kind: str, actor: str | None = None) -> int:
    """For how many interests, of one actor or all, is the match of the two analyses ``kind``?"""
    table = ranks(load)
    if actor:
        table = table[table["actor"] == actor]
    return int((table["match"] == kind).sum())


def china_ranked(load: Loader, kind: str) -> frozenset[str]:
    """Which of the interests on the question's list have the match ``kind``?"""
    table = ranks(load)
    return frozenset(table.loc[table["match"] == kind, "interest_id"]) & set(CHINA)


def scores(load: Loader, high: int = 3, medium: int = 2, low: int = 1) -> pd.DataFrame:
    """How do the pairs of states score with these weights?"""
    return measures.pair_scores(load("interests"), {"high": high, "medium": medium, "low": low})


def net(load: Loader, first: str, second: str, analysis: str, weights: tuple[int, int, int] = (3, 2, 1)) -> int:
    """What is accord minus conflict of a pair?"""
    table = scores(load, *weights).set_index(["first", "second", "analysis"])
    return count_at(table, (first, second, analysis), "net")


def sets_that_korea_and_russia_lead(load: Loader) -> tuple[int, int]:
    """In how many sets of orderly weights do Russia and North Korea lead the triangle in both analyses; of how many?"""
    tried = [w for w in product(range(6), repeat=3) if w[0] >= w[1] >= w[2] and w[0] > 0]
    return sum(korea_and_russia_lead(scores(load, *weights)) for weights in tried), len(tried)


def leads_if_wrong(load: Loader, wrong: float) -> tuple[float, float]:
    """How often do Russia and North Korea lead for Salát and for Bogusz, if links are wrong and weights open?"""
    table = measures.lead_of_links(load("interests"), wrong, measures.ORDERLY_WEIGHTS)
    shares = table.set_index(["first", "second", "analysis"])["leads"]
    return float(shares["PRK", "RUS", "salat2025"]), float(shares["PRK", "RUS", "bogusz2024"])


def korea_and_russia_lead(table: pd.DataFrame) -> bool:
    """Do Russia and North Korea lead the triangle in both analyses, by the scores in ``table``?"""
    net = table.set_index(["first", "second", "analysis"])["net"]
    return all(
        net["PRK", "RUS", analysis] > max(net["PRK", "CHN", analysis], net["CHN", "RUS", analysis])
        for analysis in ("salat2025", "bogusz2024")
    )


def what_is_coded_once(load: Loader) -> str:
    """Which letter names the reason, seen from the columns of the table?"""
    both = load("interests").fillna("").groupby("interest_id")[["shared_with", "conflicts_with"]].nunique()
    return "b" if (both == 1).all().all() else "a"


def what_stands(load: Loader) -> str:
    """Which finding holds whatever the weights, and if one link in ten is wrong?"""
    led, tried = sets_that_korea_and_russia_lead(load)
    return "c" if led == tried and min(leads_if_wrong(load, 0.1)) > 0.5 else "b"


QUESTIONS: list[Question] = [
    Number(
        id="05-1",
        prompt="The dataset lists 29 interests of six states. How many do the two analyses rank differently?",
        answer=lambda: matches(load, "different"),
        hints=(
            "Use the first view, tick all states and set “Show” to those that they rank differently.",
            "Silence is not a rank. The first table under the hood has the rest.",
        ),
        solution="The answer is {answer}: four of China, two of North Korea and one of Russia.",
        unit="interests",
        mistakes=(
            Mistake(
                lambda: matches(load, "different") + matches(load, "silent"),
                "You count silence as a rank. Leave it out.",
            ),
            Mistake(lambda: matches(load, "different", "CHN"), "These are China's alone. Add the other states."),
        ),
        level="remember",
    ),
    Names(
        id="05-2",
        prompt="""Which of these interests of China does one analysis rank higher than the other?
Choose from chn-stability, chn-buffer, chn-influence, chn-check-us-jpn-kor, chn-look-neutral and chn-good-name.""",
        answer=lambda: china_ranked(load, "different"),
        allowed=CHINA,
        hints=(
            "The first view shows two ranks for each interest that both name.",
            "There are three: one is about the land between, one about Pyongyang, one about Washington and its allies.",
        ),
        solution="The answer is {answer}. On chn-look-neutral one analysis is silent, and silence is no rank.",
        mistakes=(
            Mistake(
                lambda: china_ranked(load, "different") | china_ranked(load, "silent"),
                "Almost. One of them is named by one analysis only, so there are no two ranks to compare.",
            ),
        ),
        level="understand",
    ),
    Number(
        id="05-3",
        prompt="Give each priority one point. What is accord minus conflict for China and North Korea for Bogusz (`bogusz2024`)?",
        answer=lambda: net(load, "PRK", "CHN", "bogusz2024", (1, 1, 1)),
        hints=(
            "Set the three weights of the second view to 1, or read the table under the hood.",
            "Seven interests are in accord. Count those in conflict.",
        ),
        solution="Seven in accord, nine in conflict: {answer}. With equal weights the index only counts interests.",
        unit="points",
        tolerance=0,
        mistakes=(
            Mistake(lambda: net(load, "PRK", "CHN", "bogusz2024"), "That is with the weights 3, 2 and 1."),
            Mistake(lambda: net(load, "PRK", "CHN", "salat2025", (1, 1, 1)), "That is Salát. Take Bogusz."),
        ),
        level="apply",
    ),
    Choice(
        id="05-4",
        prompt="China and Russia score above zero for Salát and below zero for Bogusz. Why can they differ at all?",
        answer=lambda: what_is_coded_once(load),
        options=REASONS,
        hints=(
            "Look at the columns shared_with and conflicts_with in both rows of an interest.",
            "The text below the second view says what was coded once.",
        ),
        solution="The answer is {answer} So the sign tells what each text dwells on, more than what the states want.",
        mistakes=(
            Mistake(lambda: "a", "Compare the two rows of chn-stability: the partners are the same."),
            Mistake(lambda: "d", "Read the bar to the right: Bogusz has interests in accord too."),
        ),
        level="analyse",
    ),
    Choice(
        id="05-5",
        prompt="You may carry one finding of the second view into a paper. Which one stands?",
        answer=lambda: what_stands(load),
        options=FINDINGS,
        hints=(
            "Ask of each sentence: would it survive other weights, other links, and the silence of one text?",
            "A good finding says that it rests on a coding.",
        ),
        solution="The answer is {answer} The other sentences take a code, a silence or a sum for the world itself.",
        mistakes=(
            Mistake(lambda: "a", "The sign depends on the analysis. And conflict of interests is not enmity."),
            Mistake(lambda: "b", "Bogusz is silent where Salát finds a conflict. Silence is not harmony."),
        ),
        level="evaluate",
    ),
]

REFLECTION = """Choose one interest whose rank you would change.
Write about 150 words: which claims speak for your code, which against, and which observation would settle it.
Then say what your change does to the second view."""
