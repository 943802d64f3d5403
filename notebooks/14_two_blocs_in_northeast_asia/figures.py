"""Figures in the text of notebook 14, as the data give them."""

from datetime import date

from workbook import measures
from workbook.authoring.figures import Figure, up_to_of
from workbook.base.wording import on_day
from workbook.catalog import card
from workbook.checking import Loader
from workbook.checking.lookup import day_at, pair_signs
from workbook.measures.state_ties import Evidence
from workbook.measures.state_triangles import ChanceBalance, NetworkBalance
from workbook.measures.treaty_obligations import TreatyList

from .questions import NORTH, SOUTH, agreed, days_from_camp_david, drills_of_three, freedom_edge, share_of, signed

WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

TIMES = ("never", "once", "twice", "three times")


def secrets_since(load: Loader) -> tuple[int]:
    """In which year did the arrangement on secrets begin?"""
    treaties = load("treaties")
    tisa = treaties[treaties["title"].str.contains("TISA", regex=False)]
    return (int(tisa["signed"].dt.year.iloc[0]),)


def drills_of_pair(load: Loader, states: str) -> int:
    """How many exercises of the pair ``states`` (“CHN;RUS”) are listed?"""
    drills = load("joint_drills")
    return int(((drills["actors"] == states) & (drills["is_drill"] == "yes")).sum())


def years_old(load: Loader, treaty: str) -> int:
    """How many full years after ``treaty`` was signed did the paper of Salát appear?"""
    appeared = day_at(load("works").set_index("work_id"), "S00", "date")
    day = signed(load, treaty)
    return appeared.year - day.year - ((appeared.month, appeared.day) < (day.month, day.day))


def warheads(load: Loader, states: tuple[str, str, str]) -> int:
    """How many warheads did ``states`` have in January 2026, as SIPRI counts?"""
    values = measures.figures(load("sipri", reasons=True), "warheads-sipri")
    return int(values.loc[(values["year"] == 2026) & values["actor"].isin(states), "value"].sum())


def across(load: Loader, texts: TreatyList) -> int:
    """How many pairs of a northern and a southern state have a promise in force in 2026, by one list of texts?"""
    held = measures.ties("treaty", load("treaties"), 2026, 2026, texts=texts)
    return int((held["sign"].eq(1) & (held["first"].isin(NORTH) != held["second"].isin(NORTH))).sum())


def three_sign(load: Loader, title: str) -> str:
    """On which day did the southern three sign the text whose title begins with ``title``?"""
    treaties = load("treaties")
    mine = treaties[(treaties["dyad"] == "USA-JPN-KOR") & treaties["title"].str.startswith(title)]
    return on_day(mine["signed"].iloc[0])


def balanced(load: Loader, year: int, as_first: bool = False) -> tuple[NetworkBalance, ChanceBalance]:
    """How balanced are the known ties of the six in ``year`` by treaties, in fact and by chance?

    ``as_first``: as in the first release, with its list of texts and each tie that is not seen taken for a bad one.
    """
    texts: TreatyList = "first release" if as_first else "rule"
    evidence: Evidence = "absence" if as_first else "force"
    held = measures.ties(
        "treaty", load("treaties"), year, year, texts=texts, enmities=load("enmities"), evidence=evidence
    )
    return measures.balance_of_network(pair_signs(held)), measures.balance_by_chance(pair_signs(held))


def by_known_ties(load: Loader, year: int) -> tuple[int, int]:
    """How many triangles of the six have three known ties in ``year``, and how many are balanced?"""
    there, _ = balanced(load, year)
    return there["triangles"], there["balanced"]


def by_first_release(load: Loader) -> tuple[int, int, int]:
    """The same for 2026 as in the first release, and in what percent of placements it is as many."""
    there, chance = balanced(load, 2026, as_first=True)
    return there["balanced"], there["triangles"], round(100 * chance["at_least"])


def northern_talk(load: Loader) -> str:
    """On which day did officials of the northern three talk as three?"""
    summits = load("summits")
    three = summits[(summits["dyad"] == "CHN-RUS-PRK") & (summits["occasion"] != "parade")]
    return on_day(three["date_start"].iloc[0])


def northern_parades(load: Loader) -> str:
    """How many parades of the northern three are listed, as a word?"""
    summits = load("summits")
    return WORDS[int(((summits["dyad"] == "CHN-RUS-PRK") & (summits["occasion"] == "parade")).sum())]


def data_sharing(load: Loader) -> str:
    """Since which day do the southern three share data on missile launches?"""
    drills = load("joint_drills")
    return on_day(drills.loc[drills["kind"] == "arrangement", "date_start"].iloc[0])


FIGURES: list[Figure] = [
    Figure("none found of the leaders up to {}", up_to_of("F-S1")),
    Figure("At Camp David on {}", lambda load: on_day(signed(load, "T35"))),
    Figure("Camp David came {} days before", days_from_camp_david),
    Figure("were {} and {} years old", lambda load: (years_old(load, "T04"), years_old(load, "T06"))),
    Figure("{} of the {} pairs across", lambda load: (across(load, "rule"), len(NORTH) * len(SOUTH))),
    Figure("{} pairs have a binding promise", lambda load: across(load, "binding")),
    Figure("{} by the texts that the ATOP project counts", lambda load: across(load, "atop")),
    Figure("{} with the treaty of the Southeast Asian states", lambda load: across(load, "asean")),
    Figure("list of our first release it was {}", lambda load: across(load, "first release")),
    Figure("an arrangement on secrets from December {} (TISA)", secrets_since),
    Figure("exchange of secrets, from December {};", secrets_since),
    Figure("joint statement of the leaders on {}", lambda load: three_sign(load, "Phnom Penh")),
    Figure("in Lima on {} on a secretariat", lambda load: three_sign(load, "Joint statement on the Trilateral")),
    Figure("a secretariat, agreed on {}", lambda load: three_sign(load, "Joint statement on the Trilateral")),
    Figure("Of {} small triangles of known ties {} are balanced", lambda load: by_known_ties(load, 2026)),
    Figure("placed anywhere it would be {:.1f} on average", lambda load: balanced(load, 2026)[1]["expected"]),
    Figure("in 1985 it was, of {}, {}", lambda load: by_known_ties(load, 1985)),
    Figure("it was {} of {}, which only {} percent of placements reach", by_first_release),
    Figure("the United States and Japan is {:.2f}", lambda load: agreed(load, "USA", "JPN")),
    Figure("China and Japan {:.2f}", lambda load: agreed(load, "CHN", "JPN")),
    Figure("holds {} exercises and patrols of China and Russia", lambda load: drills_of_pair(load, "CHN;RUS")),
    Figure("lists {} exercises of all three", lambda load: len(drills_of_three(load, "southern"))),
    Figure("exercises of all three | {} in our list", lambda load: len(drills_of_three(load, "southern"))),
    Figure(
        "was held {} in 2024, {} in 2025 and {} in 2026",
        lambda load: tuple(TIMES[freedom_edge(load, year)] for year in (2024, 2025, 2026)),
    ),
    Figure("have {} parades and one talk", northern_parades),
    Figure("vice foreign ministers, on {}", northern_talk),
    Figure("had {:.0f} percent of the spending", lambda load: share_of(load, SOUTH, "spending-sipri", 2024)),
    Figure("had {:.0f} percent of the active soldiers", lambda load: share_of(load, NORTH, "soldiers-iiss", 2025)),
    Figure(
        "were {:,} in the north and {:,} in the south",
        lambda load: (warheads(load, NORTH), warheads(load, SOUTH)),
    ),
    Figure("since {}", data_sharing),
    Figure("looked for up to {}", lambda load: on_day(date.fromisoformat(card("joint_drills").looked_for_until))),
]

GIVEN = ("from 1999 on (TCOG, Schoff 2005)",)
