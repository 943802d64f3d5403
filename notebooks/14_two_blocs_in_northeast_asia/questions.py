"""Questions of notebook 14: two groups of three states, and how far each is an institution."""

import pandas as pd

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Names, Number, Question
from workbook.checking.lookup import day_at
from workbook.measures.state_capabilities import IndicatorName

NORTH, SOUTH = ("CHN", "RUS", "PRK"), ("USA", "JPN", "KOR")

PAIRS = ("CHN-PRK", "CHN-RUS", "RUS-PRK", "USA-JPN", "USA-KOR", "JPN-KOR")

VOTES = {
    "a": "Tokyo has moved from Washington to Beijing.",
    "b": "Washington stood apart from all five others, so the score tells of its votes and of the agenda.",
    "c": "The alliance of the two states has ended.",
    "d": "Votes in the Assembly are of no use for any comparison.",
}

BUILD = {
    "a": "The two groups are built alike, for in each of them two pairs of three have promised defence.",
    "b": "Pairs carry both groups; the southern one has added steps of all three, and the northern one has not.",
    "c": "The northern group is the firmer institution, for China and Russia exercise together most often.",
    "d": "Neither group has done anything as three.",
}


def drills_of_three(load: Loader, camp: str) -> pd.DataFrame:
    """Which exercises of all three states of ``camp`` are listed?"""
    drills = load("joint_drills")
    return drills[(drills["camp"] == camp) & (drills["format"] == "trilateral") & (drills["is_drill"] == "yes")]


def acts_of_three(load: Loader, camp: str) -> int:
    """How many rows of all three states of ``camp`` are there, exercises or not?"""
    drills = load("joint_drills")
    return int(((drills["camp"] == camp) & (drills["format"] == "trilateral")).sum())


def freedom_edge(load: Loader, year: int) -> int:
    """How often was Freedom Edge held in ``year``, by the list?"""
    drills = drills_of_three(load, "southern")
    return int((drills["name"].str.startswith("Freedom Edge") & (drills["date_start"].dt.year == year)).sum())


def bound_pairs(load: Loader) -> frozenset[str]:
    """Which of the six pairs inside the two groups are bound to defend each other now?"""
    spells = measures.bound_spells(load("treaties"))
    return frozenset(spells.loc[spells["end"].isna(), "between"]) & frozenset(PAIRS)


def bound_or_consulting(load: Loader) -> frozenset[str]:
    """The same pairs, and those that only promised to consult."""
    return bound_pairs(load) | {"CHN-RUS", "JPN-KOR"}


def signed(load: Loader, treaty: str) -> pd.Timestamp:
    """On which day was ``treaty`` signed?"""
    return day_at(load("treaties").set_index("treaty_id"), treaty, "signed")


def days_from_camp_david(load: Loader, column: str = "signed") -> int:
    """How many days lie between Camp David and the treaty of Russia and North Korea?"""
    treaty = day_at(load("treaties").set_index("treaty_id"), "T36", column)
    return (treaty - signed(load, "T35")).days


def share_of(load: Loader, states: tuple[str, ...], indicator: IndicatorName, year: int) -> float:
    """What share of all states with a figure do ``states`` have, in percent?"""
    rows = measures.figures(load(measures.INDICATORS[indicator].dataset, reasons=True), indicator)
    values = rows[rows["year"] == year].set_index("actor")["value"].dropna()
    return float(100 * values[values.index.isin(states)].sum() / values.sum())


def agreed(load: Loader, first: str, second: str) -> float:
    """How alike did the two states vote in 2025?"""
    scores = load("unga_agreement")
    now = scores[(scores["year"] == 2025) & (scores["record"] == "undl2025")]
    pair = now[(now["actor_a"].isin([first, second])) & (now["actor_b"].isin([first, second]))]
    return float(pair["agreement_score"].iloc[0])


def what_the_votes_mean(load: Loader) -> str:
    """Which reading fits: did the United States stand apart from all five in 2025?"""
    others = [agreed(load, "USA", state) for state in ("CHN", "RUS", "PRK", "JPN", "KOR")]
    return "b" if max(others) < 0.25 else "a"


def how_they_are_built(load: Loader) -> str:
    """Which judgement fits the promises in pairs and the exercises in threes?"""
    south, north = len(drills_of_three(load, "southern")), len(drills_of_three(load, "northern"))
    if south == north:
        return "a" if south else "d"
    return "b" if south > north else "c"


QUESTIONS: list[Question] = [
    Number(
        id="14-1",
        prompt="How many exercises of the United States, Japan and South Korea together does the dataset list?",
        answer=lambda: len(drills_of_three(load, "southern")),
        hints=(
            "Use the view of exercises with *camp* southern and *format* trilateral.",
            "A summit and an arrangement are no exercises. The column is_drill tells them apart.",
        ),
        solution="The rows of the southern three with is_drill yes are {answer}.",
        unit="exercises",
        mistakes=(
            Mistake(lambda: acts_of_three(load, "southern"), "You also count the summit and the sharing of data."),
            Mistake(
                lambda: freedom_edge(load, 2024) + freedom_edge(load, 2025),
                "These are the Freedom Edge exercises only.",
            ),
        ),
        level="remember",
    ),
    Names(
        id="14-2",
        prompt="Which pairs inside the two groups are bound by a promise of defence that is in force?",
        answer=lambda: bound_pairs(load),
        allowed=PAIRS,
        hints=(
            "The second table under the hood lists such promises.",
            "A promise to consult is no promise to defend. Each group has one pair without the latter.",
        ),
        solution="The pairs are {answer}. China–Russia and Japan–South Korea promised to consult, not to fight.",
        mistakes=(
            Mistake(lambda: bound_or_consulting(load), "Two of these pairs only promised to consult each other."),
            Mistake(lambda: frozenset({"USA-JPN", "USA-KOR"}), "These are right. Now look at the northern group."),
        ),
        level="understand",
    ),
    Number(
        id="14-3",
        prompt="How many days after Camp David was the treaty of Russia and North Korea signed?",
        answer=lambda: days_from_camp_david(load),
        hints=(
            "You need two dates of signature. The dataset treaties has them as T35 and T36.",
            "From 18 August 2023 to 19 June 2024 it is ten months and a day; February 2024 had 29 days.",
        ),
        solution="It is {answer} days. So the treaty cannot have caused Camp David; it may be an answer to it.",
        unit="days",
        tolerance=1,
        mistakes=(
            Mistake(
                lambda: days_from_camp_david(load, "in_force"),
                "On that day it entered into force. It was signed before.",
            ),
        ),
        level="apply",
    ),
    Number(
        id="14-4",
        prompt="Which share of SIPRI's figures for spending in 2024 do the three northern states have, as recorded?",
        answer=lambda: round(share_of(load, NORTH, "spending-sipri", 2024), 1),
        hints=(
            "Add up the shares of China and Russia in the last view. Who has no figure?",
            "(314 + 149) / (997 + 314 + 149 + 55.3 + 47.6), in percent.",
        ),
        solution="It is {answer}. North Korea is missing, so the true share is higher, and nobody knows by how much.",
        unit="percent",
        tolerance=0.3,
        mistakes=(
            Mistake(lambda: round(share_of(load, SOUTH, "spending-sipri", 2024), 1), "That is the southern share."),
            Mistake(
                lambda: round(share_of(load, ("CHN",), "spending-sipri", 2024), 1), "That is China alone: add Russia."
            ),
        ),
        level="apply",
    ),
    Choice(
        id="14-5",
        prompt="In 2025 the United States and Japan agreed far less in the Assembly than China and Japan did. Why?",
        answer=lambda: what_the_votes_mean(load),
        options=VOTES,
        hints=(
            "Look at the scores of the United States with the other five states in 2025.",
            "Japan and South Korea voted nearly alike in that year. Who is the odd one out?",
        ),
        solution="""The answer is {answer}
All five scores of the United States lie below one quarter.
A score of two states moves when either of them moves, or the agenda.""",
        mistakes=(
            Mistake(lambda: "a", "Then the score of the United States with South Korea would have stayed high."),
            Mistake(lambda: "c", "The treaty of 1960 is in force. A vote is no treaty."),
            Mistake(lambda: "d", "They are of use within one record, if you know what was voted on."),
        ),
        level="analyse",
    ),
    Choice(
        id="14-6",
        prompt="S-4-09 sets one triangle against the other. Which judgement on how they are built fits the record best?",
        answer=lambda: how_they_are_built(load),
        options=BUILD,
        hints=(
            "Go through the table of six steps, one row at a time.",
            "In which rows do the two columns differ?",
        ),
        solution="""The answer is {answer}
The first two rows look alike; the others differ.
The southern steps are young, and none of them is a treaty of three.""",
        mistakes=(
            Mistake(lambda: "a", "True of the pairs. What of the exercises, texts and talks of all three?"),
            Mistake(lambda: "c", "One pair can be busy without the third. North Korea was found in none of these."),
            Mistake(lambda: "d", "Look at the exercises of the southern three once more."),
        ),
        level="evaluate",
    ),
]

REFLECTION = """Write about 150 words.
Name the one step that would convince you that the northern three have become an institution.
Say how an outside observer could see it, and which step would look similar and mean little.
Then apply the same test to the southern three.
Would they pass it?"""
