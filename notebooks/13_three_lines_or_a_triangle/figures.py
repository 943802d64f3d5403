"""Figures in the text of notebook 13, as the data give them."""

from workbook import measures
from workbook.authoring.figures import Figure
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import day_at
from workbook.measures.state_ties import TieRule

from .questions import PAIRS, TABLES, THREE, missiles, pivot_years, types, years_of


def same_type(load: Loader) -> tuple[int, int]:
    """In how many years do all three rules give the same type, and in how many do all three give one?"""
    by_rule = [types(load, rule) for rule in TABLES]
    shared = set(by_rule[0]) & set(by_rule[1]) & set(by_rule[2])
    return sum(len({triangle[year]["type"] for triangle in by_rule}) == 1 for year in shared), len(shared)


def unbroken_since(load: Loader, rule: TieRule) -> int:
    """Since which year are the three a ménage à trois without a break, by ``rule``?"""
    by_year = types(load, rule)
    return max(year for year, triangle in by_year.items() if triangle["type"] != "ménage à trois") + 1


def pivots_by_meetings(load: Loader) -> tuple[int, ...]:
    """In which years are China and Russia the pivot by meetings?"""
    return (*pivot_years(load, "meetings", "CHN"), *pivot_years(load, "meetings", "RUS"))


def lowest_score(load: Loader, year: int = 2021) -> float:
    """Which is the lowest of the three scores in ``year``?"""
    scores = load("unga_agreement")
    now = scores[(scores["year"] == year) & scores["actor_a"].isin(THREE) & scores["actor_b"].isin(THREE)]
    return float(now["agreement_score"].min())


def last_launch(load: Loader) -> str:
    """Up to which day does CNS count?"""
    tests = load("missile_tests")
    return on_day(tests.loc[tests["counted_by"].str.contains("CNS", na=False), "date"].max())


def border_clash(load: Loader) -> str:
    """On which day did Chinese and Soviet soldiers fight at the border?"""
    return on_day(day_at(load("events").set_index("event_id"), "E039", "date"))


def northern_drills(load: Loader) -> int:
    """How many exercises of the northern states are listed?"""
    rows = load("joint_drills")
    return int(((rows["camp"] == "northern") & (rows["is_drill"] == "yes")).sum())


def all_pairs_bound(load: Loader) -> tuple[str, str]:
    """From which day to which were all three pairs bound to defend each other?"""
    spells = measures.bound_spells(load("treaties"))
    old = spells[spells["between"].isin(PAIRS) & (spells["start"].dt.year < 1990)]
    return on_day(old["start"].max()), on_day(old["end"].min())


FIGURES: list[Figure] = [
    Figure("By treaties {} of {} years are a ménage à trois", lambda load: years_of(load, "treaty")),
    Figure("without a break since {}", lambda load: unbroken_since(load, "treaty")),
    Figure("By votes it is {} of {} years", lambda load: years_of(load, "votes")),
    Figure("by meetings only {} of {}", lambda load: years_of(load, "meetings")),
    Figure("known by all three rules, {} of {} get the same type", same_type),
    Figure("North Korea was one in {} years", lambda load: len(pivot_years(load, "treaty"))),
    Figure("the pivot was China in {}, and Russia in {} and {}", pivots_by_meetings),
    Figure("its lowest score is {:.2f}", lowest_score),
    Figure("On {} Chinese and Soviet soldiers", border_clash),
    Figure("All {} northern exercises and patrols", northern_drills),
    Figure("From {} to {} each of the three pairs", all_pairs_bound),
    Figure(
        "CNS counted {} missiles in 2022, {} in 2024 and {} in 2025",
        lambda load: (missiles(load, 2022), missiles(load, 2024), missiles(load, 2025)),
    ),
    Figure(
        "For the next year a later copy counts {}, up to {}", lambda load: (missiles(load, 2026), last_launch(load))
    ),
    Figure(
        "By {} the leaders of two pairs",
        lambda load: on_day(day_at(load("forecasts").set_index("forecast_id"), "F-S2", "evidence_until")),
    ),
]

GIVEN = ("0.75 or more",)
