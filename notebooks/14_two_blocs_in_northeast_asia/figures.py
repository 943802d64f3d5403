"""Figures in the text of notebook 14, as the data give them."""

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import day_at, pair_signs

from .questions import NORTH, SOUTH, agreed, days_from_camp_david, drills_of_three, freedom_edge, share_of, signed

WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

TIMES = ("never", "once", "twice", "three times")


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


def balanced(load: Loader, year: int) -> tuple[int, int]:
    """How many triangles of the six states are known in ``year`` by treaties, and how many are balanced?"""
    ties = measures.ties("treaty", load("treaties"), year, year)
    balance = measures.balance_of_network(pair_signs(ties))
    return balance["triangles"], balance["balanced"]


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
    Figure("at Camp David on {}", lambda load: on_day(signed(load, "T35"))),
    Figure("Camp David came {} days before", days_from_camp_david),
    Figure("were {} and {} years old", lambda load: (years_old(load, "T04"), years_old(load, "T06"))),
    Figure("of {} small triangles {} are balanced", lambda load: balanced(load, 2026)),
    Figure("in 1985 it was {}", lambda load: balanced(load, 1985)[1]),
    Figure("the United States and Japan is {:.2f}", lambda load: agreed(load, "USA", "JPN")),
    Figure("China and Japan {:.2f}", lambda load: agreed(load, "CHN", "JPN")),
    Figure("holds {} exercises and patrols of China and Russia", lambda load: drills_of_pair(load, "CHN;RUS")),
    Figure("lists {} exercises of all three", lambda load: WORDS[len(drills_of_three(load, "southern"))]),
    Figure(
        "was held {} in 2024 and {} in 2025",
        lambda load: (TIMES[freedom_edge(load, 2024)], TIMES[freedom_edge(load, 2025)]),
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
    Figure("ends on {}", lambda load: on_day(load("joint_drills")["date_start"].max())),
]
