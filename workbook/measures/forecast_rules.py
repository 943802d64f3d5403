"""Which forecasts are decided on a day, by which rows, and which only a person can decide."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ..base import WorkbookError
from ..base.wording import many, on_day
from .forecast_records import PAIRS, THREE_WAY, Tables, in_force, three_way

ANSWERS = ("yes", "no", "open", "to be read", "cannot be decided")
AS_MANY_AS, TRADE = 2024, 2_700.0  # F-B1: the year to be reached; F-S7: million dollars of trade
SHARE = 80.0  # F-B7: percent
WINDOW = 10  # F-S5: years before


@dataclass(frozen=True)
class Standing:
    """How a forecast stands by the rows that there are.

    ``right``: whether it is right as things stand; ``final``: whether no later row can change that; ``rows`` decide it,
    such as summits:S111; ``complete``: whether the data are all there, None where only the day counts up to which
    they were looked for; ``says``: what was counted.
    """

    right: bool
    final: bool
    rows: tuple[str, ...]
    says: str
    complete: bool | None = None


Rule = Callable[[Tables, pd.Timestamp, pd.Timestamp], Standing]


def decide(forecasts: pd.DataFrame, tables: Tables, until: Mapping[str, date], on: date) -> pd.DataFrame:
    """Which forecasts are decided on the day ``on``, and by which rows?

    ``forecasts`` is ``wb.load("forecasts")``; ``tables`` holds the datasets of FORECAST_RULES, ``until`` the day
    up to which each was looked for. Rows later than ``on`` do not count. Returns one row per forecast:
    ``forecast_id``, ``deadline``,
    ``answer`` (yes: it came true; no: it did not; open; to be read: only a text that the workbook does not hold
    decides it; cannot be decided), ``outcome`` (1, 0 or missing), ``rows`` (what decides it, such as summits:S111) and
    ``why`` in a sentence.

    A row that settles it decides at once. Silence decides only when the deadline is over and the datasets were looked
    for up to it: otherwise the forecast is open, whatever the day.

    By construction: it knows what the tables hold and no more, so “no” is never said of what was not looked for.

    Raises WorkbookError if ``tables`` or ``until`` lacks a dataset.

    Source: our own definition; the rules are those of the column ``resolution_rule``.

    >>> import workbook as wb
    >>> from workbook.catalog import looked_until
    >>> tables = {name: wb.load(name) for name in RULE_TABLES}
    >>> found = decide(wb.load("forecasts"), tables, {name: looked_until(name) for name in tables}, date(2026, 10, 10))
    >>> found.set_index("forecast_id").loc["F-B9", "answer"]
    'cannot be decided'
    """
    now = pd.Timestamp(on)
    lines = []
    for forecast in forecasts.to_dict("records"):
        name, deadline = forecast["forecast_id"], forecast["deadline"]
        answer, rows, why = "cannot be decided", "", str(forecast["why_not"])
        if forecast["status"] in ("fulfilled", "refuted"):
            answer, why = ("yes" if forecast["status"] == "fulfilled" else "no"), "Judged by a person: see status_note."
        elif forecast["resolved_by"] != "nothing":
            rule = FORECAST_RULES.get(name)
            standing = None
            if rule:
                needed = _lacking(tables, until, rule.datasets)
                standing = rule.standing(_up_to(tables, until, rule.datasets, now), forecast["opens"], deadline)
                known = pd.Timestamp(min(until[dataset] for dataset in needed))
            if standing and standing.final:
                answer, rows, why = ("yes" if standing.right else "no"), ";".join(standing.rows), standing.says
            elif forecast["resolved_by"] == "reading" or not rule or not standing:
                answer = "to be read"
            elif not now > deadline:
                answer, rows, why = "open", ";".join(standing.rows), f"{standing.says} Due {on_day(deadline)}."
            elif forecast["resolved_by"] == "data and reading":
                answer, why = "to be read", f"{standing.says} {forecast['why_not']}"
            elif standing.complete is False or (standing.complete is None and known < deadline):
                end = f"the data end on {on_day(known)}" if standing.complete is None else "a figure is missing"
                answer, rows, why = "open", ";".join(standing.rows), f"{standing.says} Open: {end}."
            else:
                answer, rows, why = ("yes" if standing.right else "no"), ";".join(standing.rows), standing.says
        lines.append((name, deadline, answer, {"yes": 1, "no": 0}.get(answer), rows, why))
    table = pd.DataFrame(lines, columns=["forecast_id", "deadline", "answer", "outcome", "rows", "why"])
    return table.astype({"outcome": "Int64"})


def _lacking(tables: Tables, until: Mapping[str, date], datasets: tuple[str, ...]) -> tuple[str, ...]:
    for name in datasets:
        if name not in tables or name not in until:
            raise WorkbookError(
                f"decide needs the dataset {name} among its tables, and the day up to which it is known."
            )
    return datasets


DATES = THREE_WAY


def _up_to(tables: Tables, until: Mapping[str, date], datasets: tuple[str, ...], now: pd.Timestamp) -> Tables:
    """The rows that had happened by ``now``; a figure of a year only where the whole year was looked at."""
    found = {}
    for name in datasets:
        table, known = tables[name], min(now, pd.Timestamp(until[name]))
        if "year" in table:
            whole = known.year if (known.month, known.day) == (12, 31) else known.year - 1
            found[name] = table[table["year"] <= whole]
        else:
            found[name] = table[pd.to_datetime(table[DATES.get(name, "date")], errors="coerce") <= now]
    return found


def _between(table: pd.DataFrame, column: str, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    days = pd.to_datetime(table[column], errors="coerce")
    return table[(days >= first) & (days <= last)]


def _names(dataset: str, table: pd.DataFrame) -> tuple[str, ...]:
    return tuple(f"{dataset}:{key}" for key in table.iloc[:, 0])


def _three_way(tables: Tables, first: pd.Timestamp, last: pd.Timestamp) -> tuple[str, ...]:
    """The steps of all three from ``first`` to ``last``."""
    found = three_way(tables)
    return tuple(key for name in found for key in _names(name, _between(found[name], DATES[name], first, last)))


def _institution(tables: Tables, first: pd.Timestamp, last: pd.Timestamp) -> Standing:
    rows = _three_way(tables, first, last)
    return Standing(bool(rows), bool(rows), rows, f"{many(len(rows), 'step')} of all three.")


def _pairs(tables: Tables, first: pd.Timestamp, last: pd.Timestamp) -> Standing:
    broken = _three_way(tables, first, last)
    treaties = tables["treaties"]
    held = {pair: in_force(treaties, pair, last) for pair in PAIRS}
    without = [pair for pair, rows in held.items() if not rows]
    right = not broken and not without
    says = (
        f"{many(len(broken), 'step')} of all three; "
        f"{'each pair has a treaty in force' if not without else 'no treaty in force: ' + ', '.join(without)}."
    )
    kept = tuple(f"treaties:{row}" for rows in held.values() for row in rows)
    return Standing(right, not right, broken if broken else kept, says)


def _sanctions(tables: Tables, first: pd.Timestamp, last: pd.Timestamp) -> Standing:
    votes = _between(tables["unsc_votes"], "date", first, last)
    yes = votes[(votes["category"] == "sanctions") & (votes["outcome"] == "adopted") & (votes["vote_RUS"] == "yes")]
    rows = _names("unsc_votes", yes)
    return Standing(not rows, bool(rows), rows, f"{many(len(rows), 'sanctions text')} with a Russian yes.")


def _missiles(tables: Tables, first: pd.Timestamp, last: pd.Timestamp) -> Standing:
    counts = tables["missile_tests_by_year"].set_index("year")["cns_missiles"].dropna()
    year = last.year
    before = counts.reindex(range(year - WINDOW, year))
    complete = year in counts.index and bool(before.notna().all())
    if not complete:
        return Standing(False, False, (), f"The count of {year} is not there.", complete=False)
    mean = float(before.mean())
    says = f"{counts[year]:.0f} missiles in {year}; the mean of the ten years before is {mean:.1f}."
    return Standing(bool(counts[year] > mean), False, (f"missile_tests_by_year:{year}",), says, True)


def _close(tables: Tables, first: pd.Timestamp, last: pd.Timestamp) -> Standing:
    summits = _between(tables["summits"], "date_start", first, last)
    met = summits[(summits["dyad"] == "CHN-PRK") & (summits["level"] == "leader") & (summits["format"] == "in person")]
    trade = tables["trade"]
    rows = trade[(trade["series"] == "customs") & (trade["partner"] == "CHN") & (trade["year"] == first.year)]
    totals = rows["total_usd_million"].dropna()
    names = _names("summits", met)
    says = f"{many(len(met), 'meeting')} of Xi and Kim"
    if totals.empty:
        return Standing(False, False, names, f"{says}; the trade of {first.year} is not there.", complete=False)
    total = float(totals.iloc[0])
    says = f"{says}; trade of {total:,.0f} million dollars in {first.year}."
    enough = total >= TRADE
    return Standing(bool(len(met)) and enough, not enough, (*names, f"trade:{first.year},CHN,customs"), says)


def _southern(tables: Tables, first: pd.Timestamp, last: pd.Timestamp) -> Standing:
    drills, summits = tables["joint_drills"], tables["summits"]
    exercises = drills[(drills["kind"] == "multi-domain exercise") & (drills["actors"] == "USA;JPN;KOR")]
    met = summits[(summits["dyad"] == "USA-JPN-KOR") & (summits["level"] == "leader")]
    counts = {}
    rows: tuple[str, ...] = ()
    for year in (AS_MANY_AS, first.year):
        held = [table[pd.to_datetime(table["date_start"]).dt.year == year] for table in (exercises, met)]
        rows = (*_names("joint_drills", held[0]), *_names("summits", held[1]))
        counts[year] = len(rows)
    right = counts[first.year] >= counts[AS_MANY_AS]
    says = f"{counts[AS_MANY_AS]} exercises and meetings in {AS_MANY_AS}, {counts[first.year]} in {first.year}."
    return Standing(right, right, rows, says)


def _test(tables: Tables, first: pd.Timestamp, last: pd.Timestamp) -> Standing:
    tests = _between(tables["nuclear_tests"], "date", first, last)
    rows = _names("nuclear_tests", tests)
    return Standing(bool(rows), bool(rows), rows, f"{many(len(rows), 'nuclear test')}.")


def _share(tables: Tables, first: pd.Timestamp, last: pd.Timestamp) -> Standing:
    trade = tables["trade"]
    years = range(first.year + 1, last.year + 1)
    rows = trade[(trade["series"] == "kotra") & (trade["partner"] == "CHN") & trade["year"].isin(years)]
    shares = rows.set_index("year")["share_of_total_percent"].dropna()
    low = shares[shares < SHARE]
    says = f"{many(len(low), 'year')} under {SHARE:.0f} percent of {many(len(shares), 'year')} with a figure."
    names = tuple(f"trade:{year},CHN,kotra" for year in (low if len(low) else shares).index)
    return Standing(low.empty, not low.empty, names, says, complete=set(years) <= set(shares.index))


def _deal(tables: Tables, first: pd.Timestamp, last: pd.Timestamp) -> Standing:
    treaties = _between(tables["treaties"], "signed", first, last)
    rows = _names("treaties", treaties[treaties["parties"].isin(["PRK;USA", "USA;PRK"])])
    return Standing(not rows, bool(rows), rows, f"{many(len(rows), 'text')} of Pyongyang and Washington alone.")


@dataclass(frozen=True)
class ForecastRule:
    """The datasets that a forecast is decided by, and how it stands by them."""

    datasets: tuple[str, ...]
    standing: Rule


THREE = tuple(THREE_WAY)
FORECAST_RULES: Mapping[str, ForecastRule] = {
    "F-S1": ForecastRule(THREE, _institution),
    "F-S2": ForecastRule(THREE, _pairs),
    "F-S3": ForecastRule(("unsc_votes",), _sanctions),
    "F-S5": ForecastRule(("missile_tests_by_year",), _missiles),
    "F-S7": ForecastRule(("trade", "summits"), _close),
    "F-B1": ForecastRule(("joint_drills", "summits"), _southern),
    "F-B3": ForecastRule(("nuclear_tests",), _test),
    "F-B7": ForecastRule(("trade",), _share),
    "F-B10": ForecastRule(("treaties",), _deal),
}
RULE_TABLES = tuple(sorted({name for rule in FORECAST_RULES.values() for name in rule.datasets}))
