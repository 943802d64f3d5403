"""Tests: how many missiles and nuclear devices were tested, and when, beside summits and votes."""

from collections.abc import Iterator
from typing import Any, Literal, get_args

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many, on_day
from ...catalog import address, card, load
from ...charts import launch_lanes
from ...measures import days_to_next, first_launch, launches_per_year, talks
from ..base import View
from ..controls import Choice, Several, Year

PICTURES = {
    "missiles": "missiles per year, as CNS counts",
    "days": "launch days per year, as CNS counts",
    "entries": "entries per year, as CSIS counts",
    "dates": "each launch by date, beside diplomacy",
}
TOLD_APART = ("missiles", "days", "dates")  # what tells launches apart by class, fuel and outcome
Rule = Literal["missiles", "days", "entries"]
UNITS: dict[str, tuple[str, str]] = {
    "missiles": ("missile", "missiles"),
    "days": ("launch day", "launch days"),
    "entries": ("entry", "entries"),
}
LISTED = {"missiles": "CNS", "days": "CNS", "entries": "CSIS"}
THINGS = {"missile": "missiles", "nuclear": "nuclear tests"}
DIPLOMACY = {"summit": "summits", "vote": "Council votes"}
CLASSES = {
    "SLV": "satellite rockets (SLV)",
    "ICBM": "intercontinental (ICBM)",
    "IRBM": "intermediate range (IRBM)",
    "MRBM": "medium range (MRBM)",
    "SRBM": "short range (SRBM)",
    "SLBM": "from submarines (SLBM)",
    "hypersonic": "hypersonic",
    "CM": "cruise missiles (CM)",
    "open": "class open",
    "several": "several in one day",
    "not told apart": "all classes together",
}
FUELS = {"solid": "solid fuel", "liquid": "liquid fuel", "unknown": "fuel not known", "several": "several fuels"}
OUTCOMES = {"success": "success", "failure": "failure", "unknown": "no judgement", "several": "different outcomes"}
SUMMITS = {"CHN-PRK": "summits with China", "RUS-PRK": "summits with Russia"}
OTHERS, VOTES, NUCLEAR = "not on CNS's list", "votes of the Council", "nuclear tests"
WEAPONS = ("missile", "nuclear", "sanctions", "panel")
STAYS = ""  # the value of a row that a choice does not concern


class Tests(View):
    """What did North Korea test, how often and when? The counting rule is a control."""

    question = "What did North Korea test, how often and when?"
    reading = "Above a bar: its year's number, in brackets if not over. Hollow: failure. Grey: after the list's end."
    notes = (
        "Each class has its own baseline; all bars have one scale. CNS counts single missiles of 300 km and 500 kg or "
        "more, CSIS events with cruise missiles and rocket artillery: never add them up. By date, one sign is one "
        "launch, and those too near for their width stand above each other. A date shows what came first, not why. By "
        "construction a salvo is many missiles and one day, so the rule of counting decides which years stand out."
    )
    marks = {
        "E086": "First nuclear test",
        "E115": "First ICBM",
        "E159": "First with solid fuel",
        "E165": "Kim meets Putin",
        "E176": "Treaty with Russia",
    }
    marked = "date"
    datasets = ("missile_tests", "missile_tests_by_year", "nuclear_tests", "summits", "unsc_votes")
    filters = {
        "count": "by_count",
        "show": "by_thing",
        "beside": "by_beside",
        "kind": "by_class",
        "fuel": "by_fuel",
        "outcome": "by_outcome",
        "since": "year",
        "until": "year",
    }
    columns = {
        "when": "Year or date",
        "lane": "What",
        "system": "System or subject",
        "fuel": "Fuel",
        "outcome": "Outcome",
        "number": "Number",
        "unit": "Unit",
        "why": "Why a number is missing",
        "listed": "Counted or listed by",
        "address": "Source",
        "check": "Check",
    }

    count = Choice("Count", PICTURES)
    show = Several("Show", THINGS, stays=STAYS)
    beside = Several("Beside them", DIPLOMACY, stays=STAYS).when(count="dates")
    kind = Choice("Class", {"all": "every class", **CLASSES}, everything="all", stays=STAYS).when(count=TOLD_APART)
    fuel = Choice("Fuel", {"all": "every fuel", **FUELS}, everything="all", stays=STAYS).when(count=TOLD_APART)
    outcome = Choice("Outcome", {"all": "every outcome", **OUTCOMES}, everything="all", stays=STAYS).when(
        count=TOLD_APART
    )
    since = Year("From", of=("missile_tests", "date"), start=2006)
    until = Year("to", of=("missile_tests", "date"), until=True)

    def rows(self) -> pd.DataFrame:
        tests = load("missile_tests", reasons=True)
        rows = pd.concat(
            [*map(_counted, get_args(Rule)), _launches(tests), *_nuclear(), _summits(), _votes()], ignore_index=True
        )
        rows["fuel"], rows["outcome"] = (
            rows["by_fuel"].map(FUELS),
            rows["outcome"].fillna(rows["by_outcome"].map(OUTCOMES)),
        )
        rows["sign"] = rows["sign"].fillna(rows["fuel"]).fillna(FUELS["unknown"])
        rows["why"] = rows["why"].fillna("")
        rows["number"] = rows["number"].astype("Int64")
        number = rows["number"].astype("string").fillna("number not reported")
        rows["hover"] = rows["when"] + ", " + rows["lane"]
        for part in ("system", "fuel", "outcome"):
            rows["hover"] += (", " + rows[part]).fillna("")
        rows["hover"] += "; " + rows["unit"] + ": " + number + " (" + rows["listed"] + ")"
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        return self._counted(rows) if self.count in UNITS else self._dated(rows)

    def describe(self, rows: pd.DataFrame) -> str:
        nuclear = int((rows["by_thing"] == "nuclear").sum())
        parts = [f"Nuclear tests: {nuclear}."] if nuclear else []
        return " ".join([*parts, *self._most(rows), *self._beside(rows), *self._first(rows), self._last(self.count)])

    def _first(self, rows: pd.DataFrame) -> Iterator[str]:
        """A sentence on the first solid-fuel ICBM, if ``rows`` hold its year and a summit with Russia came later."""
        first = first_launch(load("missile_tests"), **{"class": "ICBM", "fuel": "solid"})
        held = talks(load("summits"))
        if first is None:
            return
        icbm = (rows["by_class"] == "ICBM") & (rows["by_fuel"] == "solid") & (rows["year"] == first["date"].year)
        later = days_to_next(first["date"], held.loc[held["dyad"] == "RUS-PRK", "date_start"])
        if icbm.any() and later is not None:
            meeting, days = later
            yield (
                f"The first solid-fuel ICBM flew on {on_day(first['date'])}, {days} days before the next summit with "
                f"Russia, on {on_day(meeting)}."
            )

    def _counted(self, rows: pd.DataFrame) -> str:
        rule, unit = LISTED[self.count], UNITS[self.count]
        counted = rows[rows["by_thing"] == "missile"]
        span = f"{self.since} to {self.until}"
        if counted.empty:
            return f"No {unit[0]} is selected, {many(len(rows), 'nuclear test')} from {span}."
        number = many(int(counted["number"].sum()), *unit)
        if what := self._selected_kinds():
            return f"{rule}: {number} ({', '.join(what)}), {span}."
        return f"{rule} counts {number} from {span}, most in {_peak(counted)}."

    def _selected_kinds(self) -> list[str]:
        """The words of the class, fuel and outcome that are chosen."""
        if self.count not in TOLD_APART:
            return []
        selected = ((self.kind, CLASSES), (self.fuel, FUELS), (self.outcome, OUTCOMES))
        return [words[value] for value, words in selected if value != "all"]

    def _most(self, rows: pd.DataFrame) -> list[str]:
        """The years with most, where the headline has no room for them."""
        counted = rows[rows["by_thing"] == "missile"]
        named = self.count in UNITS and len(counted) and self._selected_kinds()
        return [f"Most in {_peak(counted)}."] if named else []

    def _dated(self, rows: pd.DataFrame) -> str:
        listed = rows[rows["by_thing"] == "missile"]
        span = f"from {self.since} to {self.until}"
        cns = int((listed["listed"] == "CNS").sum())
        return f"{many(cns, 'launch', 'launches')} on CNS's list {span}, {len(listed) - cns} on others."

    def _beside(self, rows: pd.DataFrame) -> list[str]:
        """What stands beside the launches, by date."""
        counts = [f"{lane} {number}" for lane in (*SUMMITS.values(), VOTES) if (number := (rows["lane"] == lane).sum())]
        return [f"Beside them: {', '.join(counts)}."] if counts else []

    def _last(self, count: str) -> str:
        tests = load("missile_tests")
        if count in LISTED and LISTED[count] == "CNS":
            listed = tests[tests["counted_by"] == "CNS"]
            ends = f"The launches that CNS lists one by one end on {on_day(listed['date'].max())}."
            later = load("missile_tests_by_year")["cns_missiles"].sum() - listed["missiles"].sum()
            if count == "missiles" and later > 0:
                ends = f"{ends[:-1]}; its later count has {many(int(later), 'missile')} more, of no class here."
            return ends
        if count == "entries":
            return f"The last year, {card('missile_tests_by_year').covers[1]}, is not over."
        return f"The latest launch found is of {on_day(tests['date'].max())}."

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        years = [NUCLEAR, *CLASSES.values()]
        dates = [*SUMMITS.values(), VOTES, *years, OTHERS]
        tests = load("missile_tests")
        day = tests.loc[tests["counted_by"] == "CNS", "date"].max()
        end = (day.date().isoformat(), f"list ends {on_day(day)}")
        lanes = {**dict.fromkeys(UNITS, years), "dates": dates}
        return launch_lanes(rows, lanes, "dates", "count", {"missiles": end, "days": end}, narrow=narrow)


def _peak(counted: pd.DataFrame) -> str:
    """The year or years with most launches, and how many."""
    per_year = counted.groupby("year")["number"].sum().astype(int)
    peak = per_year[per_year == per_year.max()]
    years = joined([str(year) for year in peak.index]) if len(peak) < 3 else f"{len(peak)} years"
    return f"{years} ({per_year.max()}{' each' if len(peak) > 1 else ''})"


def _counted(rule: Rule) -> pd.DataFrame:
    """One row per bar: the launches of one year, class, outcome and fuel after one counting rule."""
    tests, by_year = load("missile_tests"), load("missile_tests_by_year")
    rows = launches_per_year(tests, by_year, rule)
    partial = rows["year"] == int(by_year["year"].max())
    return _row(
        rows,
        "missile",
        by_count=rule,
        by_class=rows["class"],
        by_outcome=rows["outcome"],
        by_fuel=rows["fuel"],
        lane=rows["class"].map(CLASSES),
        year=rows["year"],
        when=rows["year"].astype(str) + partial.map({True: " (part)", False: ""}),
        number=rows["number"],
        part=partial,
        unit=UNITS[rule][1],
        listed=LISTED[rule],
        source=by_year["source"].iloc[0].split(";")[rule == "entries"],
    )


def _launches(tests: pd.DataFrame) -> pd.DataFrame:
    first = first_launch(tests, **{"class": "ICBM", "fuel": "solid"})
    ours = tests["counted_by"] == "CNS"
    kind = tests["class"].fillna("open")
    failed = (tests["outcome"] == "failure").map({True: "failure", False: ""})
    return _row(
        tests,
        "missile",
        by_count="dates",
        by_class=kind,
        by_outcome=tests["outcome"],
        by_fuel=tests["fuel"],
        lane=kind.map(CLASSES).where(ours, OTHERS),
        date=tests["date"],
        number=tests["missiles"],
        why=tests["missiles_missing"],
        mark=failed if first is None else failed.where(tests["test_id"] != first["test_id"], "first"),
        system=tests["system"] + (", " + kind.map(CLASSES)).where(~ours, ""),
        unit="missiles",
        listed=tests["counted_by"],
        source=tests["source"],
        check=tests["check"],
    )


def _nuclear() -> Iterator[pd.DataFrame]:
    tests = load("nuclear_tests")
    cells = {
        "lane": NUCLEAR,
        "unit": "nuclear tests",
        "listed": "USGS",
        "sign": "nuclear test",
        "source": tests["source"],
    }
    for picture in UNITS:
        yield _row(
            tests, "nuclear", by_count=picture, year=tests["date"].dt.year, date=tests["date"], number=1, **cells
        )
    yield _row(tests, "nuclear", by_count="dates", date=tests["date"], number=1, **cells)


def _summits() -> pd.DataFrame:
    held = talks(load("summits"))
    held = held[held["dyad"].isin(list(SUMMITS))]
    return _row(
        held,
        "summit",
        by_count="dates",
        lane=held["dyad"].map(SUMMITS),
        date=held["date_start"],
        system=held["participants"].str.replace(";", ", "),
        number=1,
        unit="summits",
        sign="summit",
        listed="dataset summits",
        source=held["source"],
        check=held["check"],
    )


def _votes() -> pd.DataFrame:
    votes = load("unsc_votes")
    votes = votes[votes["category"].isin(WEAPONS) & votes["outcome"].isin(["adopted", "vetoed"])]
    return _row(
        votes,
        "vote",
        by_count="dates",
        lane=VOTES,
        date=votes["date"],
        system=votes["topic"],
        outcome=votes["outcome"],
        sign=votes["outcome"],
        number=1,
        unit="votes",
        listed="dataset unsc_votes",
        source=votes["source"],
        check=votes["check"],
    )


def _row(table: pd.DataFrame, thing: str, **cells: Any) -> pd.DataFrame:
    """A row for each row of ``table``, with the columns that all rows have; what is not given is blank."""
    beside = thing if thing in DIPLOMACY else STAYS
    thing = STAYS if beside else thing
    blank = {
        "by_beside": beside,
        "by_class": STAYS,
        "by_outcome": STAYS,
        "by_fuel": STAYS,
        "part": False,
        "mark": "",
        "check": "confirmed",
    }
    rows = pd.DataFrame({"by_thing": thing, **blank, **cells}, index=table.index)
    if "date" in rows:
        rows["year"] = rows["date"].dt.year
        rows["when"] = rows["date"].dt.strftime("%Y-%m-%d")
    rows["address"] = address(rows["source"])
    return rows
