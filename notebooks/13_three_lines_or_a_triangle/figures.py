"""Figures in the text of notebook 13, as the data give them."""

from workbook import measures
from workbook.authoring.figures import Figure, up_to_of
from workbook.base.wording import on_day
from workbook.checking import Loader
from workbook.checking.lookup import day_at, pair_signs
from workbook.measures.state_ties import TieRule

from .questions import PAIRS, TABLES, THREE, missiles, pivot_years, types, years_of


def same_type(load: Loader) -> tuple[int, int]:
    """In how many years do all three rules give the same type, and in how many do all three give one?"""
    by_rule = [types(load, rule) for rule in TABLES]
    shared = set(by_rule[0]) & set(by_rule[1]) & set(by_rule[2])
    same = [len({triangle[year]["possible"] for triangle in by_rule}) == 1 for year in shared]
    return sum(same), len(shared)


def other_record(load: Loader) -> tuple[int, int]:
    """In how many years are the three a ménage à trois by the votes of the other record, and of how many?"""
    ties = measures.ties("votes", load("unga_agreement"), 1950, 2026, THREE, record="voeten")
    signs = [pair_signs(rows) for _, rows in ties.groupby("year") if rows["reached"].all()]
    kinds = [measures.triangle_type(year)["type"] for year in signs]
    return kinds.count("ménage à trois"), len(kinds)


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
    """On which day was the last launch that was found?"""
    return on_day(load("missile_tests")["date"].max())


def by_absence(load: Loader) -> tuple[int, int]:
    """In how many romantic triangles is North Korea the pivot if a tie not seen is bad, and if enmity must show?"""
    absence, force = (types(load, "treaty", evidence=evidence).values() for evidence in ("absence", "force"))
    romantic = [[kind["pivot"] for kind in kinds if kind["type"] == "romantic triangle"] for kinds in (absence, force)]
    return romantic[0].count("PRK"), romantic[1].count("PRK")


def turning(load: Loader) -> tuple[int, int, int]:
    """How often did one of the three ties turn by treaties, since when, and in which year did two of them?"""
    held = measures.ties("treaty", load("treaties"), 1950, 2026, THREE)
    turns = measures.turns_together(held)
    good = held[held["good"] & held["second"].eq("PRK")].groupby("first")["year"].min()
    assert turns["together"].to_list() == [0, 0, 1] and good.nunique() == 1
    return int(turns["turns"].iloc[0] + turns["other_turns"].iloc[:2].sum()), 1950, int(good.iloc[0])


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
    Figure("and up to {} it does", up_to_of("F-S2")),
    Figure("By treaties and declarations {} of {} years are a ménage à trois", lambda load: years_of(load, "treaty")),
    Figure("in the other {} no type is known", lambda load: years_of(load, "treaty")[1] - years_of(load, "treaty")[0]),
    Figure("with binding texts alone it is {} years", lambda load: years_of(load, "treaty", "binding")[0]),
    Figure("those that the ATOP project counts {}", lambda load: years_of(load, "treaty", "atop")[0]),
    Figure("list of our first release it was {}", lambda load: years_of(load, "treaty", "first release")[0]),
    Figure("without a break since {}", lambda load: unbroken_since(load, "treaty")),
    Figure("By votes it is {} of {} years", lambda load: years_of(load, "votes")),
    Figure("of Voeten and others, it is {} of {}:", other_record),
    Figure("by meetings only {} of {}", lambda load: years_of(load, "meetings")),
    Figure("known by all three rules, {} of {} get the same type", same_type),
    Figure(
        "North Korea was there in {} years, all of them before {}",
        lambda load: (len(pivot_years(load, "treaty")), max(pivot_years(load, "treaty")) + 1),
    ),
    Figure("that ATOP counts it was there in {}", lambda load: len(pivot_years(load, "treaty", texts="atop"))),
    Figure("for a bad one, it is the pivot of a romantic triangle in {} years", lambda load: by_absence(load)[0]),
    Figure("if enmity must be on record, in {}", lambda load: by_absence(load)[1] or "none"),
    Figure("its ties turned {} times since {}, and only those of North Korea turned together, in {}", turning),
    Figure("the place of the pivot was China's in {}, and Russia's in {} and {}", pivots_by_meetings),
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

GIVEN = ("0.75 or more", "0.25 or less", "Cartwright and Harary 1956", "Davis 1967")
