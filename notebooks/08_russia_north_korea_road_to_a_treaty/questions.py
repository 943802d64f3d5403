"""Questions of notebook 08: dates of recognition and treaty, soldiers as ranges, and what the order of events proves."""

from typing import Any

import pandas as pd

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Names, Number, Question
from workbook.checking.lookup import day_at, existing, number_at, text_at

KINDS = ("defence", "consultation", "no hostile alliances", "partnership", "cooperation")

TIMING = {
    "a": "They support it: the missile flew soon after the summit, so know-how must have come with it.",
    "b": "They refute every transfer: nothing can have been handed over.",
    "c": "The flight came before the summit, so it is no effect of it. Contact since 2022 stays possible as a cause.",
    "d": "They say nothing, because the day of the first flight is unknown.",
}

ALLIES = {
    "a": "Allies for the first time, since the signature in June 2024.",
    "b": "Allies again, in the formal sense since December 2024. The soldiers had left before that.",
    "c": "Allies since the soldiers left, for the soldiers were sent under a treaty in force.",
    "d": "No allies, because the treaty of 2024 promises contact and no aid.",
}


def event(load: Loader, name: str) -> pd.Timestamp:
    """On which day was the event ``name``?"""
    return day_at(load("events").set_index("event_id"), name, "date")


def treaty(load: Loader, name: str, column: str) -> pd.Timestamp:
    """On which day was the treaty ``name`` signed, in force or ended, as ``column`` says?"""
    return day_at(load("treaties").set_index("treaty_id"), name, column)


def arms(load: Loader, name: str, column: str = "amount_low") -> float:
    """Which amount does the row ``name`` of arms and troops give?"""
    return number_at(load("arms_and_troops").set_index("row_id"), name, column)


def arms_day(load: Loader, name: str, column: str = "date") -> pd.Timestamp:
    """Which day does the row ``name`` of arms and troops give?"""
    return day_at(load("arms_and_troops").set_index("row_id"), name, column)


def days(first: pd.Timestamp, last: pd.Timestamp) -> int:
    """How many days lie between two dates?"""
    return (last - first).days


def meetings(load: Loader) -> "pd.Series[Any]":
    """On which days did summits of Russia and North Korea begin?"""
    talks = measures.talks(load("summits"))
    return talks.loc[talks["dyad"] == "RUS-PRK", "date_start"].sort_values()


def first_solid(load: Loader) -> pd.Timestamp:
    """On which day did a solid-fuel ICBM fly first?"""
    return pd.Timestamp(
        existing(measures.first_launch(load("missile_tests"), **{"class": "ICBM", "fuel": "solid"}))["date"]
    )


def under_fire_before_the_treaty(load: Loader) -> int:
    """How many days before the treaty was in force were the soldiers first reported under fire?"""
    return days(event(load, "E183"), treaty(load, "T36", "in_force"))


def promises(load: Loader, name: str) -> frozenset[str]:
    """Which kinds of promise does the treaty ``name`` hold?"""
    return frozenset(text_at(load("treaties").set_index("treaty_id"), name, "kinds").split(";"))


def capacity_to_deliveries(load: Loader) -> float:
    """By how many times is the South Korean figure of July 2025 larger than the Ukrainian one?"""
    return round(arms(load, "A50", "capacity_152mm_rounds") / arms(load, "A51"), 1)


def what_the_timing_shows(load: Loader) -> str:
    """Which conclusion does the order of summit and first flight allow?"""
    summit = meetings(load)[lambda found: found >= "2023"].iloc[0]
    return "c" if first_solid(load) < summit else "a"


def which_allies(load: Loader) -> str:
    """Which judgement fits the spells of alliance and the day of the first transport?"""
    spells = measures.bound_spells(load("treaties"))
    spells = spells[spells["between"] == "RUS-PRK"]
    before = arms_day(load, "A20", "period_start") < spells["start"].iloc[-1]
    return "b" if len(spells) > 1 and before else "c"


QUESTIONS: list[Question] = [
    Number(
        id="08-1",
        prompt="How many days after Russia did North Korea recognise Donetsk and Luhansk?",
        answer=lambda: days(event(load, "E228"), event(load, "E149")),
        hints=(
            "The first table under the hood has the three days.",
            "From 21 February to 13 July 2022: the days left in February, four whole months, and 13 days.",
        ),
        solution="7 + 31 + 30 + 31 + 30 + 13 = {answer} days. Three states acted on three days; only Syria's was in June.",
        unit="days",
        tolerance=1,
        mistakes=(
            Mistake(
                lambda: days(event(load, "E148"), event(load, "E149")),
                "That is the time since Syria's recognition. The question asks for Russia's.",
            ),
        ),
        level="remember",
    ),
    Names(
        id="08-2",
        prompt="""Which kinds of promise stand in the treaty of 2024 (T36) and not in that of 2000 (T23)?
Use the column kinds of the dataset treaties.""",
        answer=lambda: promises(load, "T36") - promises(load, "T23"),
        hints=(
            "Set the treaty view to all promises, and open its table.",
            'By code: wb.load("treaties").set_index("treaty_id").loc[["T23", "T36"], "kinds"]',
        ),
        solution="New are: {answer}. The promise of aid is what makes it an alliance.",
        allowed=KINDS,
        mistakes=(
            Mistake(
                lambda: promises(load, "T36"),
                "These are all its kinds. Two of them stood in the treaty of 2000 too.",
            ),
        ),
        level="understand",
    ),
    Number(
        id="08-3",
        prompt="""How many days before the treaty entered into force were North Korean soldiers first reported under fire?
Use the events E183 and E185.""",
        answer=lambda: under_fire_before_the_treaty(load),
        hints=(
            "Entry into force is not signature. Look for both days in the timeline.",
            "Subtract the date of E183 from that of E185.",
        ),
        solution="From 4 November to 4 December 2024 it is {answer} days. The promise did not yet bind.",
        unit="days",
        tolerance=1,
        mistakes=(
            Mistake(
                lambda: days(treaty(load, "T36", "signed"), event(load, "E183")),
                "That is the time from signature to the first report. The question asks for entry into force.",
            ),
            Mistake(
                lambda: days(treaty(load, "T36", "signed"), treaty(load, "T36", "in_force")),
                "That is the time from signature to entry into force.",
            ),
        ),
        level="apply",
    ),
    Number(
        id="08-4",
        prompt="""In July 2025 South Korea (A50) gave the shells that would fit into the containers.
Ukraine (A51) gave deliveries.
How many times larger is the South Korean figure?""",
        answer=lambda: capacity_to_deliveries(load),
        hints=(
            "A50 has it in the column capacity_152mm_rounds, A51 in amount_low.",
            "Divide 12 million by 6.5 million.",
        ),
        solution="12 / 6.5 = {answer}. The two count different things, so neither corrects the other.",
        unit="times",
        tolerance=0.06,
        mistakes=(
            Mistake(
                lambda: round(arms(load, "A49") / arms(load, "A51"), 1),
                "You took the South Korean figure of June, from another service.",
            ),
        ),
        level="analyse",
    ),
    Choice(
        id="08-5",
        prompt="""Bogusz calls a transfer of missile technology likely (B-1-08), since a first solid-fuel ICBM and a first satellite followed.
What do the day of that first flight and that of the Vostochny summit say of it?""",
        answer=lambda: what_the_timing_shows(load),
        options=TIMING,
        hints=(
            "Compare 13 April 2023 with 13 September 2023.",
            "A cause comes before its effect. Which options go further than that?",
        ),
        solution="""The answer is {answer}
The cooperation itself is older than the summit: first reports of shells and a first arms train fall in 2022.
Whether the missile shows earlier help is disputed in public (dataset disputes).""",
        mistakes=(
            Mistake(lambda: "a", "Which of the two days comes first?"),
            Mistake(lambda: "b", "One flight cannot speak for all that may have been handed over."),
        ),
        level="analyse",
    ),
    Choice(
        id="08-6",
        prompt="""Salát writes that by the treaty “the two countries officially became military allies” (S-3.1-22).
Which judgement does the record support?""",
        answer=lambda: which_allies(load),
        options=ALLIES,
        hints=(
            "How many spells does the second table under the hood show?",
            "Compare the start of the second spell with the first transport of soldiers, in October 2024.",
        ),
        solution="""The answer is {answer}
A promise to defend stood from 1961 to 1996, and stands again.
Salát does not say that it is the first; Bogusz's heading has “A renewed Russia–North Korea alliance” (B-1-19).""",
        mistakes=(
            Mistake(lambda: "a", "Look at the bar that starts in 1961, and at the day of entry into force."),
            Mistake(lambda: "c", "When did the first transport leave, and when was the treaty in force?"),
        ),
        level="evaluate",
    ),
]

REFLECTION = """Write about 150 words.
Which single step would you call the turn between Moscow and Pyongyang, and why?
Choose from the vote of March 2022, the recognition, the first arms train, the summit of 2023, the treaty, or the soldiers.
Say which evidence would make you choose another one.
"""
