"""Questions of notebook 13: kinds of triangles, balance, and what would be more than three ties."""

from workbook import load, measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Choice, Mistake, Names, Number

THREE = ("CHN", "RUS", "PRK")
PAIRS = ("CHN-RUS", "CHN-PRK", "RUS-PRK")
TABLES = {"treaty": "treaties", "votes": "unga_agreement", "meetings": "summits"}
TYPES = {"a": "ménage à trois", "b": "romantic triangle", "c": "stable marriage", "d": "unit veto"}
PIVOTS = {"a": "China", "b": "Russia", "c": "North Korea", "d": "none of them"}
AGAINST = {
    "a": "Another parade with the three leaders side by side.",
    "b": "An exercise in which the armed forces of all three take part.",
    "c": "A new record of trade between China and Russia.",
    "d": "A year in which all three vote alike on every text of the Assembly.",
}
SIGN_OF = {"a": "parade", "b": "exercises of all three", "c": "trade", "d": "votes"}


def types(rule):
    """Which triangle do the three states make in each year that is known by ``rule``?"""
    found = measures.ties(rule, load(TABLES[rule]), 1950, 2026, THREE).dropna(subset=["sign"])
    years = {}
    for row in found.itertuples(index=False):
        years.setdefault(row.year, {})[row.first, row.second] = int(row.sign)
    return {year: measures.triangle_type(signs) for year, signs in years.items() if len(signs) == 3}


def years_of(rule, kind="ménage à trois"):
    """In how many years are the three of this kind by ``rule``, and in how many is the kind known?"""
    found = types(rule)
    return sum(one["type"] == kind for one in found.values()), len(found)


def same_type():
    """In how many years do all three rules give the same type, and in how many do all three give one?"""
    found = [types(rule) for rule in TABLES]
    shared = set(found[0]) & set(found[1]) & set(found[2])
    return sum(len({one[year]["type"] for one in found}) == 1 for year in shared), len(shared)


def unbroken_since(rule):
    """Since which year are the three a ménage à trois without a break, by ``rule``?"""
    found = types(rule)
    return max(year for year, one in found.items() if one["type"] != "ménage à trois") + 1


def pivot_years(rule, state="PRK"):
    """In which years is ``state`` the pivot by ``rule``?"""
    return [year for year, one in types(rule).items() if one["pivot"] == state]


def pivots_by_meetings():
    """In which years are China and Russia the pivot by meetings?"""
    return (*pivot_years("meetings", "CHN"), *pivot_years("meetings", "RUS"))


def pivot_of_2024():
    """Who is the pivot of 2024 by meetings, as a letter?"""
    return {"CHN": "a", "RUS": "b", "PRK": "c", None: "d"}[types("meetings")[2024]["pivot"]]


def lowest_score(year=2021):
    """Which is the lowest of the three scores in ``year``?"""
    scores = load("unga_agreement")
    now = scores[(scores["year"] == year) & scores["actor_a"].isin(THREE) & scores["actor_b"].isin(THREE)]
    return float(now["agreement_score"].min())


def missiles(year):
    """How many missiles did CNS count in ``year``?"""
    return int(load("missile_tests_by_year").set_index("year").loc[year, "cns_missiles"])


def last_launch():
    """Up to which day does CNS count?"""
    tests = load("missile_tests")
    return on_day(tests.loc[tests["counted_by"].str.contains("CNS", na=False), "date"].max())


def border_clash():
    """On which day did Chinese and Soviet soldiers fight at the border?"""
    return on_day(load("events").set_index("event_id").loc["E039", "date"])


def drills(states):
    """How many exercises of exactly these states («CHN;RUS») are listed?"""
    rows = load("joint_drills")
    return int(((rows["actors"] == states) & (rows["is_drill"] == "yes")).sum())


def northern_drills():
    """How many exercises of the northern states are listed?"""
    rows = load("joint_drills")
    return int(((rows["camp"] == "northern") & (rows["is_drill"] == "yes")).sum())


def all_pairs_bound():
    """From which day to which were all three pairs bound to defend each other?"""
    spells = measures.bound_spells(load("treaties"))
    old = spells[spells["between"].isin(PAIRS) & (spells["start"].dt.year < 1990)]
    return on_day(old["start"].max()), on_day(old["end"].min())


def mending():
    """Which single tie, if it turns, makes the triangle balanced when China and Russia are at odds?"""
    signs = {("CHN", "RUS"): -1, ("CHN", "PRK"): 1, ("RUS", "PRK"): 1}
    return frozenset("-".join(move["tie"]) for move in measures.moves(signs) if move["balanced"])


def two_good_ties():
    """Which letter names a triangle with two good ties and a bad one?"""
    kind = measures.triangle_type({("CHN", "RUS"): -1, ("CHN", "PRK"): 1, ("RUS", "PRK"): 1})["type"]
    return next(letter for letter, name in TYPES.items() if name == kind)


def what_would_count():
    """Which option is among the acts by which forecast F-S1 is decided?"""
    indicator = load("forecasts").set_index("forecast_id").loc["F-S1", "indicator"]
    return next(letter for letter, word in SIGN_OF.items() if word in indicator)


QUESTIONS = [
    Choice(
        id="13-1",
        prompt="Two ties are good and the third is bad. What does Dittmer call such a triangle?",
        answer=two_good_ties,
        options=TYPES,
        hints=("The table in the argument counts good ties.", "It is the one triangle that has a pivot."),
        solution="The answer is {answer}. The pivot is the state with two good ties.",
        mistakes=(
            Mistake(lambda: "c", "A stable marriage has one good tie. Here there are two."),
            Mistake(lambda: "a", "A ménage à trois has three good ties."),
        ),
        level="remember",
    ),
    Choice(
        id="13-2",
        prompt="Who was the pivot in 2024 by the rule of meetings?",
        answer=pivot_of_2024,
        options=PIVOTS,
        hints=(
            "Set the first view to meetings, and the year to 2024.",
            "Which two leaders had not met for talks since 2019?",
        ),
        solution="The answer is {answer}. Xi and Kim had not met for five years, while Putin met both.",
        mistakes=(
            Mistake(lambda: "c", "S-4-16 would lead us to expect it. But Xi and Kim had not met since 2019."),
            Mistake(lambda: "d", "Two ties were good by this rule, so there is a pivot."),
        ),
        level="understand",
    ),
    Number(
        id="13-3",
        prompt="In how many years since 1950 was North Korea the pivot by the rule of treaties?",
        answer=lambda: len(pivot_years("treaty")),
        hints=(
            "In the first view count the years marked R, and look at which tie is bad in them.",
            "There are two spells: 1981 to 1996, and 2000 to 2001. Count first and last year.",
        ),
        solution="The two spells have 16 and 2 years, in all {answer}. In them China and Russia had no promise in force.",
        unit="years",
        mistakes=(
            Mistake(lambda: years_of("treaty")[0], "These are the years with three good ties."),
            Mistake(lambda: len(pivot_years("treaty")) - 2, "Count the first and the last year of each spell."),
        ),
        level="apply",
    ),
    Names(
        id="13-4",
        prompt="""Suppose that China–Russia turns bad while the other two ties stay good.
Which ties would each, if it alone turned next, make the triangle balanced?""",
        answer=mending,
        allowed=PAIRS,
        hints=(
            "Balanced is a triangle with no bad tie or two. Now there is one.",
            "Go through the ties one by one, and count the bad ties after each turn.",
        ),
        solution="""The answer is {answer}.
One bad tie becomes none or two, whichever turns.
So the theory expects a change, and does not say which.""",
        mistakes=(
            Mistake(
                lambda: frozenset({"CHN-RUS"}),
                "That one would. But a stable marriage, with two bad ties, is balanced as well.",
            ),
            Mistake(
                lambda: frozenset({"CHN-PRK", "RUS-PRK"}),
                "Both would. What if China and Russia made up again?",
            ),
        ),
        level="analyse",
    ),
    Number(
        id="13-5",
        prompt="By how many missiles was the CNS count of 2024, the year of the treaty, below that of 2022 (S-4-11)?",
        answer=lambda: missiles(2022) - missiles(2024),
        hints=(
            "Both counts stand in the part on the other side.",
            'By code: wb.load("missile_tests_by_year").set_index("year")["cns_missiles"]',
        ),
        solution="69 − 41 is {answer}. One indicator does not refute a forecast, but it gives no support so far.",
        unit="missiles",
        mistakes=(
            Mistake(lambda: missiles(2022) - missiles(2025), "That is the distance to 2025."),
            Mistake(lambda: missiles(2024) - missiles(2022), "The size is right. Give it without the minus sign."),
        ),
        level="analyse",
    ),
    Choice(
        id="13-6",
        prompt="Which finding would count most against the view that there are only three two-way ties (S-ES-12)?",
        answer=what_would_count,
        options=AGAINST,
        hints=(
            "Ask of each: could it happen if every pair acted only for itself?",
            "Forecast F-S1 names three acts that would count. Which option is one of them?",
        ),
        solution="""The answer is {answer}
A parade and equal votes need no joint plan, and trade is a matter of two.
An exercise of three needs common orders, signals and aims.""",
        mistakes=(
            Mistake(lambda: "a", "It has happened, and no joint text came of it."),
            Mistake(lambda: "c", "That would strengthen one line."),
            Mistake(lambda: "d", "States can vote alike without planning together."),
        ),
        level="evaluate",
    ),
]

FIGURES = [
    Figure("By treaties {} of {} years are a ménage à trois", lambda: years_of("treaty")),
    Figure("without a break since {}", lambda: unbroken_since("treaty")),
    Figure("By votes it is {} of {} years", lambda: years_of("votes")),
    Figure("by meetings only {} of {}", lambda: years_of("meetings")),
    Figure("known by all three rules, {} of {} get the same type", same_type),
    Figure("North Korea was one in {} years", lambda: len(pivot_years("treaty"))),
    Figure("the pivot was China in {}, and Russia in {} and {}", pivots_by_meetings),
    Figure("its lowest score is {:.2f}", lowest_score),
    Figure("On {} Chinese and Soviet soldiers", border_clash),
    Figure("All {} northern exercises and patrols", northern_drills),
    Figure("From {} to {} each of the three pairs", all_pairs_bound),
    Figure(
        "CNS counted {} missiles in 2022, {} in 2024 and {} in 2025",
        lambda: (missiles(2022), missiles(2024), missiles(2025)),
    ),
    Figure("For the next year it was {} up to {}", lambda: (missiles(2026), last_launch())),
    Figure(
        "By {} the leaders of two pairs",
        lambda: on_day(load("forecasts").set_index("forecast_id").loc["F-S2", "evidence_until"]),
    ),
]

GIVEN = ("0.75 or more",)

REFLECTION = """Write about 150 words.
Invent a fourth rule for a good tie, which our datasets could decide.
Say which years it would judge otherwise than the rule of treaties.
Would North Korea be a pivot by your rule, and would that support S-4-16?
Name one thing that your rule would get wrong."""

WORKS = ()
