"""Figures in the text of notebook 05, as the data give them."""

from collections.abc import Callable

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import number_at

from .questions import leads_if_wrong, matches, net, ranks, scores, sets_that_korea_and_russia_lead


def nets(load: Loader, first: str, second: str) -> tuple[int, int]:
    """What is accord minus conflict of a pair for Salát and for Bogusz?"""
    return net(load, first, second, "salat2025"), net(load, first, second, "bogusz2024")


def wrong_links(wrong: float) -> Callable[[Loader], tuple[float, float]]:
    """How often, in percent, Russia and North Korea lead if links are wrong."""

    def shares(load: Loader) -> tuple[float, float]:
        one, other = leads_if_wrong(load, wrong)
        return one * 100, other * 100

    return shares


def lengths(load: Loader) -> tuple[int, int]:
    """How many interests has China in the table, and how many Russia?"""
    counts = ranks(load)["actor"].value_counts()
    return int(counts["CHN"]), int(counts["RUS"])


def rates(load: Loader) -> tuple[float, float]:
    """Accord minus conflict of Russia and North Korea as percent of each state's own points."""
    table = scores(load).set_index(["first", "second", "analysis"])["rate"] * 100
    order = table.drop([key for key in table.index if key[:2] == ("PRK", "RUS")])
    top = float(table["PRK", "RUS", "salat2025"]), float(table["PRK", "RUS", "bogusz2024"])
    north = order[[key for key in order.index if set(key[:2]) <= {"CHN", "RUS", "PRK"}]]
    assert min(top) > north.max()
    return top


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
    Figure("still leads alone in {:.0f} percent of cases for Salát and {:.0f} percent for Bogusz", wrong_links(0.1)),
    Figure("that falls to {:.0f} and {:.0f} percent", wrong_links(0.3)),
    Figure("China has {} interests in the table, Russia {}", lengths),
    Figure("top is the same: {:+.0f} percent for Salát and {:+.0f} for Bogusz", rates),
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
