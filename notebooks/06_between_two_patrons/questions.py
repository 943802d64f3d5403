"""Questions of notebook 06: two patrons, a rule on paper, and an index whose parts change."""

import pandas as pd

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Names, Number, Question
from workbook.checking.lookup import day_at, number_at, pair_signs, text_at
from workbook.measures.state_ties import TieRule
from workbook.measures.state_triangles import Triangle

THREE = ("CHN", "RUS", "PRK")

PAIRS = ("CHN-PRK", "RUS-PRK", "CHN-RUS")

WHY_IT_FALLS = {
    "a": "China's share of recorded trade fell, and Russia's rose.",
    "b": "In 2023 the votes are missing, and the only talks of leaders were with Russia.",
    "c": "North Korea voted more often with Russia than with China in 2023.",
    "d": "Missing parts were counted as 0, which stands for Russia.",
}

WHAT_PAPER_SHOWS = {
    "a": "That Moscow and Beijing were friends until 1980, so that S-3.0-03 is refuted.",
    "b": "That treaties stood. Events show a split in the same years, so use both records and say what each sees.",
    "c": "Nothing: treaties should be left out of every study of the triangle.",
    "d": "That North Korea was the pivot in the sixties, as S-3.0-03 says.",
}


def signed(load: Loader, treaty: str) -> pd.Timestamp:
    """On which day was ``treaty`` signed?"""
    return day_at(load("treaties").set_index("treaty_id"), treaty, "signed")


def days_apart(load: Loader) -> int:
    """How many days lie between the two alliances of 1961?"""
    return (signed(load, "T10") - signed(load, "T09")).days


def bound_in(load: Loader, year: int) -> frozenset[str]:
    """Which pairs of the triangle were bound to defend each other at the end of ``year``?"""
    bound = measures.bound_spells(load("treaties"))
    still = bound["end"].isna() | (bound["end"].dt.year > year)
    return frozenset(bound.loc[(bound["start"].dt.year <= year) & still, "between"]) & frozenset(PAIRS)


def triangle(load: Loader, year: int, rule: TieRule = "treaty", data: str = "treaties") -> Triangle:
    """Which triangle do the three make in ``year``, by one rule?"""
    ties = measures.ties(rule, load(data), year, year, THREE)
    return measures.triangle_type(pair_signs(ties))


def first_year_as_pivot(load: Loader) -> int:
    """In which year do treaties first make North Korea the pivot?"""
    return next(year for year in range(1950, 2027) if triangle(load, year)["pivot"] == "PRK")


def years_of_friends(load: Loader) -> tuple[int, int]:
    """The first and the last year of the first unbroken triangle of friends, by treaties."""
    first = next(year for year in range(1950, 2027) if triangle(load, year)["type"] == "ménage à trois")
    return first, next(year for year in range(first, 2027) if triangle(load, year + 1)["type"] != "ménage à trois")


def event(load: Loader, name: str) -> pd.Timestamp:
    """On which day was the event ``name``?"""
    return day_at(load("events").set_index("event_id"), name, "date")


def parts(load: Loader) -> pd.DataFrame:
    """The three components of the index, year by year."""
    return measures.patron_balance(load("trade"), load("unga_agreement"), load("summits"))


def index(load: Loader) -> pd.DataFrame:
    """The index with equal weights, by year."""
    return measures.hedging_index(parts(load), {"trade": 1, "votes": 1, "meetings": 1}).set_index("year")


def trade_part(load: Loader, year: int, column: str = "value") -> float:
    """The trade component of the index in ``year``, or one of the two shares behind it."""
    components = parts(load)
    return number_at(components[components["component"] == "trade"].set_index("year"), year, column)


def trade_difference(load: Loader, year: int) -> float:
    """China's share minus Russia's, without the step to the scale from 0 to 1."""
    return round(trade_part(load, year, "china") - trade_part(load, year, "russia"), 2)


def why_the_index_falls(load: Loader) -> str:
    """Which letter? If trade rose and the votes dropped out, the parts explain the fall."""
    without_votes = "votes" in text_at(index(load), 2023, "left_out")
    return "b" if trade_part(load, 2023) > trade_part(load, 2021) and without_votes else "a"


def what_paper_shows(load: Loader) -> str:
    """Which letter? If treaties give friends in the year of the border clash, paper and events part."""
    return "b" if triangle(load, event(load, "E039").year)["type"] == "ménage à trois" else "d"


QUESTIONS: list[Question] = [
    Number(
        id="06-1",
        level="remember",
        prompt="In 1961 North Korea signed alliances with Moscow and Beijing. How many days lie between the signatures?",
        answer=lambda: days_apart(load),
        hints=("The view of treaties names both days.", "The argument and the list of events have them too."),
        solution="From 6 to 11 July 1961 it is {answer} days. Pyongyang wanted both, and got both.",
        unit="days",
        mistakes=(Mistake(lambda: 0, "Both entered into force on one day. The question asks for the signatures."),),
    ),
    Names(
        id="06-2",
        level="understand",
        prompt="Which pairs of the triangle were bound by a promise of defence in 1970?",
        answer=lambda: bound_in(load, 1970),
        hints=(
            "Look at the first view, at 1970.",
            "A quarrel does not end a treaty. The Chinese–Soviet one ran to 1980.",
        ),
        solution="{answer}: all three, one year after Soviet and Chinese soldiers had fought each other.",
        allowed=PAIRS,
        mistakes=(
            Mistake(
                lambda: bound_in(load, 1990),
                "You leave out China–Russia. They were at odds, but their treaty of 1950 had not run out.",
            ),
        ),
    ),
    Number(
        id="06-3",
        level="apply",
        prompt="""The trade part of the index is one half plus (China's share − Russia's share) / 2, with shares from 0 to 1.
In 1990 the shares were 0.116 and 0.533. What is the trade part?""",
        answer=lambda: round(trade_part(load, 1990), 2),
        hints=("First take the difference: it is negative.", "Halve the difference, then add one half."),
        solution="0.5 + (0.116 − 0.533) / 2 = {answer}. It lies on the Russian side; the figures are unconfirmed.",
        unit="0 to 1",
        tolerance=0.01,
        mistakes=(
            Mistake(lambda: trade_difference(load, 1990), "That is the difference. Halve it and add one half."),
            Mistake(lambda: round(1 - trade_part(load, 1990), 2), "You took Russia minus China: 1 stands for China."),
        ),
    ),
    Number(
        id="06-4",
        level="analyse",
        prompt="In which year does the treaty rule, by texts alone, first put North Korea in the place of the pivot, "
        "with no promise between Moscow and Beijing?",
        answer=lambda: first_year_as_pivot(load),
        hints=(
            "Step through the years in the triangle view. In 1969 there was a promise, and fighting too.",
            "The place of the pivot needs two good ties, and none between the other two.",
        ),
        solution="In {answer}, the first year without the alliance of 1950. The split itself was twenty years older.",
        unit="year",
        mistakes=(
            Mistake(
                lambda: event(load, "E027").year,
                "The split became open in that year. But the rule looks only at treaties.",
            ),
            Mistake(
                lambda: years_of_friends(load)[0],
                "In that year all three ties are good by the rule, so there is no pivot.",
            ),
        ),
    ),
    Choice(
        id="06-5",
        level="analyse",
        prompt="Why does the index of leaning fall from 2021 to 2023?",
        answer=lambda: why_the_index_falls(load),
        options=WHY_IT_FALLS,
        hints=("The last cell of “Under the hood” names the parts used.", "Compare the column used for both years."),
        solution="The answer is {answer} The trade part even rose a little.",
        mistakes=(
            Mistake(lambda: "a", "Set the weights of votes and meetings to 0: trade does not fall."),
            Mistake(lambda: "c", "There is no figure for the votes of 2023."),
            Mistake(lambda: "d", "A missing part is left out, and never counted as 0."),
        ),
    ),
    Choice(
        id="06-6",
        level="evaluate",
        prompt="By treaties, 1961 to 1980 is a triangle of friends. What does that show for S-3.0-03?",
        answer=lambda: what_paper_shows(load),
        options=WHAT_PAPER_SHOWS,
        hints=("Ask what the rule counts.", "Compare with the events of 1960 and 1969."),
        solution="The answer is {answer} The quarrel began late in the fifties and was open by 1960, which fits S-3.0-03.",
        mistakes=(
            Mistake(lambda: "a", "A treaty that nobody ends is not yet friendship: see the fighting of 1969."),
            Mistake(lambda: "c", "A blind spot is a reason to add another record, not to drop this one."),
        ),
    ),
]

REFLECTION = """Write about 150 words.
Draft a rule that says when two of the three states have a good tie, so that it gets 1965, 1970 and 2024 right.
Say which record it needs, and for which years that record exists.
Name one year in which your rule would still be wrong.
Then judge: does North Korea play its patrons, or do the patrons come and go?"""
