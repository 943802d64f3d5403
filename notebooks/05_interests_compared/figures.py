"""Figures in the text of notebook 05, as the data give them."""

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import number_at

from .questions import matches, net, ranks, sets_that_korea_and_russia_lead


def nets(load: Loader, first: str, second: str) -> tuple[int, int]:
    """What is accord minus conflict of a pair for Salát and for Bogusz?"""
    return net(load, first, second, "salat2025"), net(load, first, second, "bogusz2024")


def points(load: Loader, relation: str | None = None, decided: bool | None = None) -> int:
    """How many points of comparison have this relation, and are decided (True) or open (False)?"""
    table = load("comparisons")
    if relation:
        table = table[table["relation"] == relation]
    verdict = table["better_supported"]
    if decided is None:
        return len(table)
    return int((verdict.notna() & (verdict != "open")).sum() if decided else (verdict == "open").sum())


def last_sanctions(load: Loader) -> str:
    """On which day did the Council last adopt sanctions on North Korea?"""
    votes = load("unsc_votes")
    return on_day(votes.loc[(votes["category"] == "sanctions") & (votes["outcome"] == "adopted"), "date"].max())


def recognition(load: Loader) -> str:
    """On which day did North Korea recognise Donetsk and Luhansk?"""
    events = load("events")
    recognition = (
        events["actors"].str.contains("PRK") & events["title"].str.contains("recogni") & (events["date"] > "2022")
    )
    return on_day(events.loc[recognition, "date"].iloc[0])


def vostochny(load: Loader) -> str:
    """On which day of 2023 did Putin and Kim Jong Un meet?"""
    talks = measures.talks(load("summits"))
    chosen = (talks["dyad"] == "RUS-PRK") & (talks["date_start"].dt.year == 2023)
    return on_day(talks.loc[chosen, "date_start"].iloc[0])


def soviet_share(load: Loader) -> float:
    """What share of North Korea's recorded trade, in percent, had the Soviet Union in 1990?"""
    shares = measures.trade_share(load("trade"), "RUS").set_index("year")
    return number_at(shares, 1990, "share") * 100


FIGURES: list[Figure] = [
    Figure(
        "rank {} interests alike and {} differently",
        lambda load: (matches(load, "alike", "CHN"), matches(load, "different", "CHN")),
    ),
    Figure("all six states, {} interests are listed", lambda load: len(ranks(load))),
    Figure(
        "rank {} of them alike and {} differently; on {} one of them is silent",
        lambda load: (matches(load, "alike"), matches(load, "different"), matches(load, "silent")),
    ),
    Figure(
        "Russia and North Korea stand at {:+d} for Salát and {:+d} for Bogusz",
        lambda load: nets(load, "PRK", "RUS"),
    ),
    Figure(
        "China and North Korea stand at {:+d} for Salát and {:+d} for Bogusz",
        lambda load: nets(load, "PRK", "CHN"),
    ),
    Figure("China and Russia stand at {:+d} for Salát and {:+d} for Bogusz", lambda load: nets(load, "CHN", "RUS")),
    Figure("lead in {} of {} sets of weights", sets_that_korea_and_russia_lead),
    Figure("has {} points in all", points),
    Figure(
        "our datasets decide {} and leave {} open",
        lambda load: (points(load, decided=True), points(load, decided=False)),
    ),
    Figure(
        "Of the {} differences of emphasis, {} are open",
        lambda load: (points(load, "emphasis differs"), points(load, "emphasis differs", decided=False)),
    ),
    Figure("recognised Donetsk and Luhansk on {}", recognition),
    Figure("met Putin again on {}", vostochny),
    Figure("no new sanctions on North Korea since {}", last_sanctions),
    Figure("the Soviet Union had {:.1f} percent", soviet_share),
]
