"""Figures in the text of notebook 10, as the data give them."""

from typing import Any, Literal

import pandas as pd

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.catalog import card
from workbook.checking import Loader

from .questions import council, days_to_recognition, event, on_ukraine, resolutions


def alike(load: Loader, subject: str, first: int, second: str = "RUS") -> tuple[int, int]:
    """In how many votes since ``first`` did China and ``second`` vote alike, and in how many did both vote?"""
    compared = measures.voted_alike(load("unsc_votes"), "CHN", second)
    shown = compared[(compared["subject"] == subject) & (compared["date"].dt.year >= first)]
    return int(shown["alike"].sum()), len(shown)


def unanimous(load: Loader) -> tuple[int, int]:
    """How many votes on Korea since 2006 were unanimous, and of how many?"""
    votes = load("unsc_votes")
    counted = votes[(votes["subject"] == "Korea") & (votes["date"].dt.year >= 2006) & votes["yes"].notna()]
    return int((counted["yes"] == 15).sum()), len(counted)


def both_yes(load: Loader) -> int:
    """On how many texts on Ukraine did China and Russia both vote yes?"""
    votes = load("unsc_votes")
    return int(((votes["subject"] == "Ukraine") & (votes["vote_CHN"] == "yes") & (votes["vote_RUS"] == "yes")).sum())


def looked_until() -> str:
    """Up to which day were votes of the Council looked for?"""
    return on_day(pd.Timestamp(card("unsc_votes").looked_for_until))


def later_vetoes(load: Loader) -> pd.DataFrame:
    """Which drafts has Russia vetoed since August 2022?"""
    votes = load("unsc_votes")
    later = (votes["date"] >= "2022-08-01") & (votes["text_kind"] == "draft")
    drafts: pd.DataFrame = votes[later & votes["vetoed_by"].str.contains("RUS", na=False)]
    return drafts


def russian_vetoes(load: Loader) -> tuple[str, int, int, int]:
    """Until when, how many, how many of them alone, and how many with China?"""
    by = later_vetoes(load)["vetoed_by"]
    return looked_until(), len(by), int((by == "RUS").sum()), int((by == "CHN;RUS").sum())


def china_on_lone_vetoes(load: Loader) -> tuple[int, int, int]:
    """Of the drafts that Russia vetoed alone, on how many did China abstain, and on how many did it vote yes?"""
    lone = later_vetoes(load).query("vetoed_by == 'RUS'")["vote_CHN"]
    return len(lone), int((lone == "abstain").sum()), int((lone == "yes").sum())


def blocked(load: Loader, name: str) -> str:
    """On which day was this statement stopped?"""
    return on_day(pd.Timestamp(str(load("blocked_statements").set_index("statement_id").loc[name, "date"])))


def china_on_ukraine(load: Loader) -> tuple[int, int, int]:
    """On how many texts since 2022 did China abstain, of how many, and on how many did it vote no?"""
    votes = on_ukraine(load)["vote_CHN"]
    return int((votes == "abstain").sum()), len(votes), int((votes == "no").sum())


def assembly(load: Loader, symbol: str) -> "pd.Series[Any]":
    """Which row of the Assembly's votes is this?"""
    return load("unga_votes").set_index("symbol").loc[[symbol]].iloc[0]


def score(load: Loader, year: int, record: str) -> tuple[float, float]:
    """How alike did North Korea vote with China and with Russia in ``year`` of ``record``?"""
    agreement = measures.agreement_with(load("unga_agreement"), "PRK").set_index(["other", "record", "year"])["value"]
    return agreement.loc[("CHN", record, year)], agreement.loc[("RUS", record, year)]


def distance(load: Loader, year: int) -> tuple[float, float]:
    """How far from North Korea on the line of ideal points are China and Russia?"""
    distances = measures.distance_from(load("ideal_points"), "PRK").set_index(["other", "year"])["value"]
    return distances.loc[("CHN", year)], distances.loc[("RUS", year)]


def korea_pair(load: Loader, texts: Literal["all", "contested"] = "all") -> "pd.Series[Any]":
    """How alike are China and Russia on Korea since 2006, beside unanimity, chance and the other pairs?"""
    votes = load("unsc_votes")
    korea = votes[(votes["subject"] == "Korea") & (votes["date"].dt.year >= 2006)]
    pairs = measures.agreement_of_pairs(korea, texts=texts)
    beside = measures.beside_other_pairs(pairs, "CHN", "RUS")
    mine = pairs[(pairs["first"] == "CHN") & (pairs["second"] == "RUS")].iloc[0]
    return pd.Series({**mine.to_dict(), **beside.to_dict()})


def contested(load: Loader) -> tuple[int, int]:
    """How many of these votes were contested, and how many of the contested ones do China and Russia share?"""
    pair = korea_pair(load, "contested")
    return int(pair["votes"]), int(pair["identical"])


def korea_shares(load: Loader) -> tuple[float, float]:
    """Which share of identical votes have China and Russia, and which the middle of the other pairs?"""
    pair = korea_pair(load)
    return float(pair["identical_vote_share"]), float(pair["median"])


def korea_chance(load: Loader) -> tuple[float, float]:
    """How many percent would China and Russia share by chance, and what is their kappa?"""
    pair = korea_pair(load)
    return float(pair["chance"]) * 100, float(pair["kappa"])


LEVELS = ((2021, "undl"), (2025, "undl2025"))


def usual(load: Loader, year: int, record: str) -> "pd.Series[Any]":
    """How alike do the pairs of the six states vote in ``year`` of ``record``?"""
    years = measures.agreement_of_all(load("unga_agreement"))
    return years[(years["year"] == year) & (years["record"] == record)].iloc[0]


FIGURES: list[Figure] = [
    Figure(
        "right: ES-11/1, {} yes, {} no, {} abstentions",
        lambda load: tuple(assembly(load, "A/RES/ES-11/1")[["yes", "no", "abstain"]]),
    ),
    Figure("for the first time on {}, and", lambda load: on_day(resolutions(load)["date"].min())),
    Figure("for the last time on {}.", lambda load: on_day(resolutions(load)["date"].max())),
    Figure("adopted by {} votes to none", lambda load: int(resolutions(load)["yes"].min())),
    Figure("On {} a US draft on new sanctions", lambda load: on_day(council(load, "V41")["date"])),
    Figure("got {} yes votes, and failed", lambda load: int(council(load, "V41")["yes"])),
    Figure("On {} a draft to keep the Panel of Experts", lambda load: on_day(council(load, "V46")["date"])),
    Figure("Donetsk and Luhansk on {}.", lambda load: on_day(event(load, "E228"))),
    Figure(
        "Syria followed on {}, and North Korea on {}.",
        lambda load: (on_day(event(load, "E148")).removesuffix(" 2022"), on_day(event(load, "E149"))),
    ),
    Figure("the vote in the Assembly came {} days before", lambda load: days_to_recognition(load, "E144")),
    Figure("From August 2022 to {} Russia vetoed {} drafts, {} of them alone and {} together", russian_vetoes),
    Figure("of the {} it abstained on {} and voted yes on {}.", china_on_lone_vetoes),
    Figure(
        "on {} both abstained on a text against Iran's attacks, which passed by {} votes, and on {} both",
        lambda load: (
            on_day(council(load, "V81")["date"]),
            int(council(load, "V81")["yes"]),
            on_day(council(load, "V84")["date"]),
        ),
    ),
    Figure(
        "stopped statements of the Council on {} and on {}, to texts",
        lambda load: (blocked(load, "BS02"), blocked(load, "BS03")),
    ),
    Figure("China alone one on {}", lambda load: blocked(load, "BS01")),
    Figure("Votes were looked for up to {}, eleven months", lambda load: looked_until()),
    Figure("They were looked for up to {};", lambda load: looked_until()),
    Figure("its last vote is of {}.", lambda load: on_day(load("unsc_votes")["date"].max())),
    Figure("voted alike in {} of {} votes since 2006", lambda load: alike(load, "Korea", 2006)),
    Figure("But {} of the {} were unanimous", unanimous),
    Figure("just as often: in {}.", lambda load: alike(load, "Korea", 2006, "USA")[0]),
    Figure("voted alike in {} of {} votes since 2014", lambda load: alike(load, "Ukraine", 2014)),
    Figure("and {} times both said yes", both_yes),
    Figure("On {} China said yes to a European wish", lambda load: on_day(council(load, "V71")["date"])),
    Figure("On Iran they voted alike in {} of {}, all", lambda load: alike(load, "Iran", 2025)),
    Figure("Of the {} contested votes China and Russia share {}, and", contested),
    Figure("votes of China and Russia is {:.2f}, against {:.2f} for the two other pairs", korea_shares),
    Figure("Chance would give the two {:.0f} percent, so that kappa is {:.2f}.", korea_chance),
    Figure(
        "On the {} contested votes kappa is {:.0f}, though they share {}:",
        lambda load: (contested(load)[0], korea_pair(load, "contested")["kappa"], contested(load)[1]),
    ),
    Figure("ten states and {} pairs", lambda load: len(measures.agreement_of_pairs(load("unga_votes")))),
    Figure(
        "The middle of all {} pairs of the six states was {:.2f} in 2021 and {:.2f} in 2025",
        lambda load: (int(usual(load, *LEVELS[0])["pairs"]), *(usual(load, *at)["median"] for at in LEVELS)),
    ),
    Figure("China abstained on {} of {} texts on Ukraine since 2022 and voted no on {}", china_on_ukraine),
    Figure("nearer to China ({:.2f}) than to Russia ({:.2f})", lambda load: score(load, 2021, "undl")),
    Figure("China {:.2f}, Russia {:.2f}.", lambda load: score(load, 2025, "undl2025")),
    Figure("a distance of {:.2f}, against {:.2f} for Russia", lambda load: distance(load, 2024)),
]

GIVEN = ("ES-11/1", "ES-11/3", "ES-11/5", "ES-11/7", "The score is 1")
