"""Questions of notebook 09: summits, votes and trade of China and North Korea, and what their order shows."""

import pandas as pd

from workbook import measures
from workbook.catalog import load
from workbook.checking import Choice, Loader, Mistake, Number, Question
from workbook.checking.lookup import day_at, number_at

ORDERS = {
    "a": "Xi met Kim first, but after the meeting with Trump was announced: a connection is possible.",
    "b": "Trump met Kim first, so the connection is proved by the order of the two first meetings.",
    "c": "Xi met Kim first, so the meetings with Trump can have played no part in the change.",
    "d": "Xi met Kim first, so Trump followed Beijing: the connection runs the other way round.",
}

TURNS = {
    "a": "A sudden turn: nothing of weight changed before the parade and the tea of September 2025.",
    "b": "A turn of 2018: once the summits had resumed, nothing of weight was added in later years.",
    "c": "A turn of 2022: until the war and the veto, China kept its distance from Pyongyang.",
    "d": "A turn in steps: summits resumed in 2018, a veto came in 2022, the open embrace in 2025.",
}


def pair_talks(load: Loader, first: str, second: str) -> pd.DataFrame:
    """Which talks in person of the leaders ``first`` and ``second`` are listed?"""
    talks = measures.talks(load("summits"))
    both = talks["participants"].str.contains(first) & talks["participants"].str.contains(second)
    return talks[both].sort_values("date_start")


def xi_kim(load: Loader, last_year: int = 2026) -> pd.DataFrame:
    """Which summits of Xi and Kim Jong Un are listed up to ``last_year``?"""
    talks = pair_talks(load, "Xi Jinping", "Kim Jong Un")
    listed: pd.DataFrame = talks[talks["date_start"].dt.year <= last_year]
    return listed


def xi_kim_in_china(load: Loader) -> int:
    """How many of the summits of 2018 and 2019 were in China?"""
    return int((xi_kim(load, 2019)["place"] != "Pyongyang").sum())


def event(load: Loader, event_id: str) -> pd.Timestamp:
    """On which day was the event?"""
    events = load("events").set_index("event_id")
    return day_at(events, event_id, "date")


def lead_over_trump(load: Loader) -> int:
    """How many days before Singapore did Xi and Kim first talk?"""
    return (event(load, "E123") - event(load, "E120")).days


def what_the_order_shows(load: Loader) -> str:
    """Which letter fits the order of the two first meetings?"""
    return "a" if lead_over_trump(load) > 0 else "b"


def with_china(load: Loader, year: int, series: str = "customs", column: str = "total_usd_million") -> float:
    """What was North Korea's trade with China in ``year``, in million dollars?"""
    trade = load("trade").set_index(["partner", "series", "year"])
    return number_at(trade, ("CHN", series, year), column)


def rise(load: Loader, year: int, series_before: str = "customs") -> float:
    """By how many percent did trade with China rise from the year before to ``year``?"""
    return round((with_china(load, year) / with_china(load, year - 1, series_before) - 1) * 100, 1)


def rise_on_wrong_base(load: Loader) -> float:
    """The rise of 2025, if one divides by the later year."""
    return round((1 - with_china(load, 2024) / with_china(load, 2025)) * 100, 1)


def sanctions_votes(load: Loader) -> pd.DataFrame:
    """Which sanctions resolutions on North Korea did China vote for?"""
    votes = load("unsc_votes")
    chosen = (votes["category"] == "sanctions") & (votes["outcome"] == "adopted") & (votes["vote_CHN"] == "yes")
    return votes[chosen].sort_values("date")


def veto_day(load: Loader) -> pd.Timestamp:
    """On which day did China veto a draft on sanctions?"""
    votes = load("unsc_votes")
    vetoed = votes["vetoed_by"].fillna("").str.contains("CHN") & (votes["category"] == "sanctions")
    return pd.Timestamp(votes.loc[vetoed, "date"].iloc[0])


def xi_putin(load: Loader, year: int = 2024) -> int:
    """How many talks in person of Xi and Putin does ``year`` hold?"""
    talks = pair_talks(load, "Xi Jinping", "Vladimir Putin")
    return int((talks["date_start"].dt.year == year).sum())


def sudden_or_gradual(load: Loader) -> str:
    """Which letter fits the order of the last yes, the first summit, the veto and the parade?"""
    steps = [sanctions_votes(load)["date"].max(), xi_kim(load)["date_start"].min(), veto_day(load), event(load, "E200")]
    return "d" if steps == sorted(steps) and (steps[3] - steps[1]).days > 365 else "a"


QUESTIONS: list[Question] = [
    Number(
        id="09-1",
        prompt="How many summits did Xi Jinping and Kim Jong Un hold in 2018 and 2019?",
        answer=lambda: len(xi_kim(load, 2019)),
        hints=("Use the first view and set the years.", "Count the circles from 2018 to 2019."),
        solution="The list has {answer}: three in 2018 and two in 2019.",
        unit="summits",
        mistakes=(
            Mistake(lambda: len(xi_kim(load)), "You count all up to 2026. Stop at the end of 2019."),
            Mistake(lambda: xi_kim_in_china(load), "These are Kim's trips to China. Xi also went to Pyongyang."),
        ),
        level="remember",
    ),
    Choice(
        id="09-2",
        prompt="""Salát calls China's change “clearly not unrelated” to three meetings of Trump and Kim (S-3.2-05).
What does the order of the first meetings show?""",
        answer=lambda: what_the_order_shows(load),
        options=ORDERS,
        hints=(
            "Compare March and June 2018. Which meeting was first?",
            "A meeting can have an effect before it takes place, once it is announced.",
        ),
        solution="The answer is {answer} A connection is all that Salát claims; which way it ran, dates do not say.",
        mistakes=(
            Mistake(lambda: "b", "Look at the dates once more: 26 March and 12 June 2018."),
            Mistake(lambda: "c", "The order is right. But was the meeting with Trump a secret in March?"),
            Mistake(lambda: "d", "Which of the two meetings was announced first? Order alone names no cause."),
        ),
        level="understand",
    ),
    Number(
        id="09-3",
        prompt="By how many percent did trade with China rise from 2024 to 2025, in Chinese customs figures?",
        answer=lambda: rise(load, 2025),
        hints=(
            "Stay within one series: the last table under the hood.",
            "Divide 2,735 by 2,180, take away 1, multiply by 100.",
        ),
        solution="(2,735 / 2,180 − 1) × 100 = {answer}. The year 2024 had been a low one.",
        unit="percent",
        tolerance=0.6,
        mistakes=(
            Mistake(
                lambda: rise(load, 2025, "kotra"), "You compare KOTRA's 2024 with customs of 2025. Do not mix series."
            ),
            Mistake(lambda: rise_on_wrong_base(load), "You divide by 2025. The base is the earlier year."),
        ),
        level="apply",
    ),
    Number(
        id="09-4",
        prompt="B-4-03 and B-4-05 name two meetings of Xi and Putin in 2024. How many talks in person were there?",
        answer=lambda: xi_putin(load),
        hints=(
            "Set the first view to China–Russia and to 2024. Video talks do not count.",
            "Look for a meeting in Astana.",
        ),
        solution="""There were {answer}: Beijing in May, Astana in July, Kazan in October.
The one left out came two weeks after the Pyongyang treaty, so it matters for the argument.""",
        unit="talks",
        mistakes=(Mistake(lambda: xi_putin(load) - 1, "Bogusz names these two. One more is on record."),),
        level="analyse",
    ),
    Choice(
        id="09-5",
        prompt="""Salát writes that China “has now spectacularly abandoned its reservations” (S-3.2-24),
and that the change began in the late 2010s (S-3.2-05).
Which judgement does the whole record support?""",
        answer=lambda: sudden_or_gradual(load),
        options=TURNS,
        hints=(
            "Order four dates: last yes to sanctions, first summit, veto, parade.",
            "Ask whether one step or several lie between 2017 and 2025.",
        ),
        solution="""The answer is {answer}
That is how Salát tells it too. What was new in 2025 is how openly it was shown.""",
        mistakes=(
            Mistake(lambda: "a", "What about the summits of 2018 and the veto of 2022?"),
            Mistake(lambda: "b", "The summits are one step. Did China vote in 2022 as it had voted in 2017?"),
            Mistake(lambda: "c", "The veto is of 2022. But the summits began four years earlier."),
        ),
        level="evaluate",
    ),
]

REFLECTION = """You advise a foreign ministry in September 2025, the day after the tea in Beijing.
Write about 150 words: what is new in China's policy, and what is old?
Name one sign that would show within a year that you were wrong."""
