"""Questions of notebook 11: what came first, how near is near, and what a wrong argument leaves open."""

from typing import Any

import pandas as pd

from workbook import measures
from workbook.base.wording import on_day
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Number, Question
from workbook.checking.lookup import day_at, existing
from workbook.measures.date_distances import Direction

FLIGHTS = {"a": "the first", "b": "the second", "c": "the third", "d": "no flight of such a missile"}

READINGS_OF_TESTS = {
    "a": "Most ways of asking find launches nearer than chance, so the finding is firm.",
    "b": "No way of asking finds them nearer than chance, so there is nothing to explain.",
    "c": "Some ways find them nearer, and none that counts only the days since a summit.",
    "d": "Some ways find them nearer, above all those that count only the days since a summit.",
}
LEVEL = 0.05

JUDGEMENTS = {
    "a": "The claim holds: the dates show that know-how was passed on.",
    "b": "The claim is refuted: no know-how was passed on.",
    "c": "The argument from timing fails. Whether and how much was passed on must be shown by other evidence.",
    "d": "The claim cannot be discussed, because all transfers are secret.",
}

VOSTOCHNY = "S090"


def solid(load: Loader) -> pd.DataFrame:
    """All flights of solid-fuel ICBMs, in order."""
    tests = load("missile_tests")
    return tests[(tests["range_class"] == "ICBM") & (tests["fuel"] == "solid")].sort_values("date")


def first_solid(load: Loader) -> pd.Timestamp:
    """When did the first solid-fuel ICBM fly?"""
    return pd.Timestamp(
        existing(measures.first_launch(load("missile_tests"), range_class="ICBM", fuel="solid"))["date"]
    )


def december(load: Loader) -> tuple[str, int]:
    """When did a solid-fuel ICBM fly in December 2023, and which flight of its kind was it?"""
    dates = solid(load)["date"].reset_index(drop=True)
    in_december = dates[(dates >= "2023-12-01") & (dates <= "2023-12-31")]
    return on_day(in_december.iloc[0]), int(in_december.index[0]) + 1


def flight_of_december(load: Loader) -> str:
    """Which option says it?"""
    return "abcd"[min(december(load)[1], 4) - 1]


def summit(load: Loader) -> pd.Timestamp:
    """When did Kim and Putin meet at Vostochny?"""
    return day_at(load("summits").set_index("summit_id"), VOSTOCHNY, "date_start")


def meetings(load: Loader) -> "pd.Series[Any]":
    """The first days of all summits of Russia and North Korea."""
    talks = measures.talks(load("summits"))
    return talks.loc[talks["dyad"] == "RUS-PRK", "date_start"]


def days_ahead(load: Loader, date: pd.Timestamp) -> int:
    """How many days before the summit is ``date``?"""
    return int((summit(load) - date).days)


def rockets(
    load: Loader, outcome: str | None = None, since: str = "1984", until: pd.Timestamp | str = "2100"
) -> "pd.Series[Any]":
    """The days of launches of satellites (with one outcome, in a span)."""
    tests = load("missile_tests")
    launches = tests[(tests["range_class"] == "SLV") & tests["date"].between(pd.Timestamp(since), pd.Timestamp(until))]
    if outcome:
        launches = launches[launches["outcome"] == outcome]
    return launches["date"].sort_values()


def list_ends(load: Loader) -> pd.Timestamp:
    """With which day does the list of CNS end?"""
    tests = load("missile_tests")
    return pd.Timestamp(tests.loc[tests["counted_by"] == "CNS", "date"].max())


def nearness(
    load: Loader,
    dates: "pd.Series[Any]",
    span: tuple[object, object] | None = None,
    direction: Direction = "nearest",
) -> "pd.Series[Any]":
    """How near are ``dates`` to the summits, since 2022 or over another span?"""
    first, last = span or ("2022-01-01", list_ends(load))
    return measures.closeness_test(dates[dates >= "2022"], meetings(load), first, last, direction)


def all_tests(load: Loader) -> pd.DataFrame:
    """How does the closeness test come out in every way that can be defended?"""
    return measures.launch_closeness(load("missile_tests"), load("summits"), load("events"))


def since_a_summit(load: Loader) -> pd.DataFrame:
    """Those of them that count only the days since a summit."""
    rows = all_tests(load)
    return rows[(rows["direction"] == "since") & (rows["others"] == "summits")]


def recent_rockets(load: Loader) -> "pd.Series[Any]":
    """The launches of satellites since 2022."""
    return rockets(load, since="2022")


def before_nearest(load: Loader) -> int:
    """How many launches of satellites since 2022 came before the nearest summit?"""
    return int((measures.days_to_nearest(recent_rockets(load), meetings(load)) > 0).sum())


def reading_of_tests(load: Loader) -> str:
    """Which reading fits all tests together, whatever span and rule one prefers?"""
    every, since = ((rows["p"] <= LEVEL).mean() for rows in (all_tests(load), since_a_summit(load)))
    if every > 0.5:
        return "a"
    if every == 0:
        return "b"
    return "c" if since == 0 else "d"


def judgement(load: Loader) -> str:
    """Which judgement on B-1-08 fits the dates and the statements on technology?"""
    arms = load("arms_and_troops")
    reported = arms["category"].eq("technology").any()
    return "c" if first_solid(load) < summit(load) and reported else "a"


REFLECTION = """What evidence would convince you that Russia passed on rocket know-how, and what that it did not?
Write about 150 words.
Name two observations for each side, and say which dataset or which kind of source would hold them.
Say how sure you are today, as a number of percent, and which of your observations would move it most."""

QUESTIONS: list[Question] = [
    Choice(
        id="11-1",
        level="remember",
        prompt="B-1-09 speaks of December 2023. Which flight of a solid-fuel ICBM took place in that month?",
        options=FLIGHTS,
        answer=lambda: flight_of_december(load),
        hints=(
            "Set *Fuel* to *solid* in the first view, and read the dates from left to right.",
            "There were flights in April, July and December of that year.",
        ),
        solution="The answer is {answer}. The first flew in April, the second in July.",
        mistakes=(
            Mistake(lambda: "a", "That is what B-1-09 says. Look for earlier flights in the same year."),
            Mistake(lambda: "b", "The second flight was in July 2023."),
        ),
    ),
    Number(
        id="11-2",
        level="understand",
        prompt="B-1-11 says that before it worked with Moscow North Korea “struggled” with reaching orbit. "
        "How many launches had nevertheless reached orbit before September 2023?",
        answer=lambda: len(rockets(load, "success", until=summit(load))),
        unit="launches",
        hints=(
            "The first table under the hood lists all launches of satellites with their outcome.",
            "Count the rows with success and a date before 13 September 2023.",
        ),
        solution="{answer}: in December 2012 and February 2016, among failures. “Struggled” holds; “for the first time” (B-1-10) does not.",
        mistakes=(
            Mistake(
                lambda: len(rockets(load, "success")),
                "You count all that reached orbit. One of them came after the summit.",
            ),
            Mistake(
                lambda: 0, "That would follow from B-1-10, a first success in 2024. Look at the years before 2022."
            ),
        ),
    ),
    Number(
        id="11-3",
        level="apply",
        prompt="How many days before the summit of 13 September 2023 did the first solid-fuel ICBM fly?",
        answer=lambda: days_ahead(load, first_solid(load)),
        unit="days",
        tolerance=1,
        hints=(
            "The sentence under the first view names both days.",
            'By code: wb.measures.days_to_next("2023-04-13", meetings)',
        ),
        solution="From 13 April to 13 September 2023 it is {answer} days. The summit came after the flight.",
        mistakes=(
            Mistake(lambda: days_ahead(load, solid(load)["date"].iloc[1]), "That is the second flight, of July 2023."),
            Mistake(
                lambda: -days_ahead(load, first_solid(load)),
                "The size is right. The flight came before the summit, so give the days without the minus sign.",
            ),
        ),
    ),
    Number(
        id="11-4",
        level="analyse",
        prompt="Four satellites were launched or tried since 2022. How many of these launches came before the nearest summit?",
        answer=lambda: before_nearest(load),
        unit="launches",
        hints=(
            "Run the cell with days_to_nearest. What do plus and minus mean?",
            "A number without a minus sign: the nearest summit was still to come.",
        ),
        solution="{answer} of four. Only the success of November 2023 has its nearest summit behind it.",
        mistakes=(
            Mistake(
                lambda: len(recent_rockets(load)) - before_nearest(load),
                "You count those with a minus sign. There the summit came before the launch.",
            ),
            Mistake(
                lambda: len(rockets(load, since="2022", until=summit(load))),
                "You count those before the summit of 2023. One launch came shortly before the summit of 2024.",
            ),
        ),
    ),
    Choice(
        id="11-5",
        level="analyse",
        prompt="The view of closeness asks in many ways whether launches lie near meetings with Russia. "
        "What do its tests say together?",
        options=READINGS_OF_TESTS,
        answer=lambda: reading_of_tests(load),
        hints=(
            "The sentence of the view says how many tests have a p of at most 0.05, and how many of each direction.",
            "A cause comes first: what becomes of the small p if only days after a summit count?",
        ),
        solution="""The answer is {answer}
One chosen span can give either result, so a single p settles nothing here.
Leaders may meet because rockets are a topic, or both follow a calendar; what is expected can act before it is held.""",
        mistakes=(
            Mistake(lambda: "a", "Some tests have a small p. How many of all is that?"),
            Mistake(lambda: "b", "Look left in the curve: some tests lie below the dashed line."),
            Mistake(lambda: "d", "The first part is right. Now read how many of those since a summit are small."),
        ),
    ),
    Choice(
        id="11-6",
        level="evaluate",
        prompt="What is the fairest judgement on B-1-08, the inference from timing?",
        options=JUDGEMENTS,
        answer=lambda: judgement(load),
        hints=(
            "The claim rests on B-1-09 and B-1-10. What is left of it without them?",
            "Is a conclusion false because one argument for it is? Look at the last table under the hood.",
        ),
        solution="""The answer is {answer}
Better evidence would be an engine, a document or a witness. So far little of that is public.""",
        mistakes=(
            Mistake(lambda: "a", "The first flight came before the summit. Dates in the wrong order show no cause."),
            Mistake(lambda: "b", "The dates refute the argument. Other evidence speaks for some help."),
            Mistake(lambda: "d", "Some transfers are documented, and several governments have spoken of others."),
        ),
    ),
]
