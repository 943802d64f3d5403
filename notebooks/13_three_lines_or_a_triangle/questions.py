"""Questions of notebook 13: kinds of triangles, balance, and what would be more than three ties."""

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Names, Number, Question
from workbook.checking.lookup import count_at, pair_signs, text_at
from workbook.measures.state_ties import Evidence, TieRule
from workbook.measures.state_triangles import Triangle
from workbook.measures.treaty_obligations import TreatyList

THREE = ("CHN", "RUS", "PRK")

PAIRS = ("CHN-RUS", "CHN-PRK", "RUS-PRK")

TABLES: dict[TieRule, str] = {"treaty": "treaties", "votes": "unga_agreement", "meetings": "summits"}

TYPES = {"a": "ménage à trois", "b": "romantic triangle", "c": "stable marriage", "d": "unit veto"}

PIVOTS = {"a": "China", "b": "Russia", "c": "North Korea", "d": "none of them"}

AGAINST = {
    "a": "Another parade with the three leaders side by side.",
    "b": "An exercise in which the armed forces of all three take part.",
    "c": "A new record of trade between China and Russia.",
    "d": "A year in which all three vote alike on every text of the Assembly.",
}

SIGN_OF = {"a": "parade", "b": "exercises of all three", "c": "trade", "d": "votes"}


def types(load: Loader, rule: TieRule, texts: TreatyList = "rule", evidence: Evidence = "force") -> dict[int, Triangle]:
    """Which triangle do the three states make in each year that the record of ``rule`` reaches?"""
    held = measures.ties(
        rule, load(TABLES[rule]), 1950, 2026, THREE, texts, enmities=load("enmities"), evidence=evidence
    )
    years = {int(str(year)): rows for year, rows in held.groupby("year") if rows["reached"].all()}
    return {year: measures.triangle_type(pair_signs(rows)) for year, rows in years.items()}


def years_of(load: Loader, rule: TieRule, texts: TreatyList = "rule") -> tuple[int, int]:
    """In how many years are the three a ménage à trois by ``rule``, and how many does its record reach?"""
    by_year = types(load, rule, texts)
    return sum(triangle["type"] == "ménage à trois" for triangle in by_year.values()), len(by_year)


def pivot_years(load: Loader, rule: TieRule, state: str = "PRK", texts: TreatyList = "rule") -> list[int]:
    """In which years is ``state`` in the place of the pivot by ``rule``?"""
    return [year for year, triangle in types(load, rule, texts).items() if triangle["pivot"] == state]


def pivot_of_2024(load: Loader) -> str:
    """Who is in the place of the pivot in 2024 by meetings, as a letter?"""
    return {"CHN": "a", "RUS": "b", "PRK": "c", "None": "d"}[str(types(load, "meetings")[2024]["pivot"])]


def missiles(load: Loader, year: int) -> int:
    """How many missiles did CNS count in ``year``?"""
    return count_at(load("missile_tests_by_year").set_index("year"), year, "cns_missiles")


def mending() -> frozenset[str]:
    """Which single tie, if it turns, makes the triangle balanced when China and Russia are at odds?"""
    signs = {("CHN", "RUS"): -1, ("CHN", "PRK"): 1, ("RUS", "PRK"): 1}
    return frozenset("-".join(move["tie"]) for move in measures.moves(signs) if move["balanced"])


def two_good_ties() -> str:
    """Which letter names a triangle with two good ties and a bad one?"""
    kind = measures.triangle_type({("CHN", "RUS"): -1, ("CHN", "PRK"): 1, ("RUS", "PRK"): 1})["type"]
    return next(letter for letter, name in TYPES.items() if name == kind)


def what_would_count(load: Loader) -> str:
    """Which option is among the acts by which forecast F-S1 is decided?"""
    indicator = text_at(load("forecasts").set_index("forecast_id"), "F-S1", "indicator")
    return next(letter for letter, word in SIGN_OF.items() if word in indicator)


QUESTIONS: list[Question] = [
    Choice(
        id="13-1",
        prompt="Two ties are good and the third is bad. What is such a triangle called?",
        answer=two_good_ties,
        options=TYPES,
        hints=("The table in the argument counts good ties.", "It is the one triangle that has a pivot."),
        solution="""The answer is {answer}. The pivot is the state with two good ties.
To Dittmer the two others are suitors whom the pivot plays off; a sign does not show that.
Were the third tie not known, it could be a ménage à trois as well.""",
        mistakes=(
            Mistake(lambda: "c", "A stable marriage has one good tie. Here there are two."),
            Mistake(lambda: "a", "A ménage à trois has three good ties."),
        ),
        level="remember",
    ),
    Choice(
        id="13-2",
        prompt="Who stood in the place of the pivot in 2024 by the rule of meetings?",
        answer=lambda: pivot_of_2024(load),
        options=PIVOTS,
        hints=(
            "Set the first view to meetings, and the year to 2024.",
            "Which two leaders had not met for talks since 2019?",
        ),
        solution="""The answer is {answer}. Xi and Kim had not met for five years, while Putin met both.
That they did not meet does not show that they were at odds, so the type stays open.""",
        mistakes=(
            Mistake(lambda: "c", "S-4-16 has Pyongyang play on both. But Xi and Kim had not met since 2019."),
            Mistake(lambda: "d", "Two ties were good by this rule, and none was seen between the other two."),
        ),
        level="understand",
    ),
    Number(
        id="13-3",
        prompt="""In how many years since 1950 was North Korea in the place of the pivot by the rule of treaties?
Its ties with both were good, and China–Russia had no good sign.""",
        answer=lambda: len(pivot_years(load, "treaty")),
        hints=(
            "In the first view look for years in which only China–Russia has a question mark.",
            "There is one spell, 1981 to 1988, and one year by itself, in which soldiers fought.",
        ),
        solution="""It was in that place in {answer} years.
From 1981 to 1988 the alliance of China and the Soviet Union had run out, and the communiqué of 1989 was not yet issued.
In 1969 they fought while it stood: the tie was good on paper and bad at the border.
Binding texts alone give a year more, for their next one is of 1990.""",
        unit="years",
        mistakes=(
            Mistake(lambda: years_of(load, "treaty")[0], "These are the years with three good ties."),
            Mistake(lambda: len(pivot_years(load, "treaty")) - 1, "The spell is right. One year stands by itself."),
            Mistake(
                lambda: len(pivot_years(load, "treaty", texts="first release")),
                "The list of our first release gives this. It lacked texts of China with the Soviet Union and Russia.",
            ),
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
        prompt="""S-4-11 says that North Korea can test “with much greater confidence”. If that showed in numbers, they would rise.
By how many missiles was the CNS count of 2024, the year of the treaty, below that of 2022?""",
        answer=lambda: missiles(load, 2022) - missiles(load, 2024),
        hints=(
            "Both counts stand in the part on the other side.",
            'By code: wb.load("missile_tests_by_year").set_index("year")["cns_missiles"]',
        ),
        solution="69 − 41 is {answer}. The count did not rise. It does not refute S-4-11, which speaks of confidence.",
        unit="missiles",
        mistakes=(
            Mistake(lambda: missiles(load, 2022) - missiles(load, 2025), "That is the distance to 2025."),
            Mistake(
                lambda: missiles(load, 2024) - missiles(load, 2022),
                "The size is right. Give it without the minus sign.",
            ),
        ),
        level="analyse",
    ),
    Choice(
        id="13-6",
        prompt="Which finding would count most against the view that the three are a network of two-way ties "
        "rather than an alliance (S-ES-12)?",
        answer=lambda: what_would_count(load),
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

REFLECTION = """Write about 150 words.
Invent a fourth rule for a good tie, which our datasets could decide.
Say which years it would judge otherwise than the rule of treaties.
Would North Korea be a pivot by your rule, and would that support S-4-16?
Name one thing that your rule would get wrong."""

WORKS = ("davis-1967",)
