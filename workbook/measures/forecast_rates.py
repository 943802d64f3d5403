"""How likely is each forecast by its record alone, and by other records, years and rules that could be chosen?"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

import pandas as pd

from .base_rates import PRIORS, WINDOW, Holds, Prior, cases_like_the_last, rate_over_years
from .forecast_records import RECORDS, YearlyRecord

Cases = Literal["ten", "five", "all", "alike"]
CASES: dict[Cases, str] = {
    "ten": "the last ten years",
    "five": "the last five years",
    "all": "all years on record",
    "alike": "years that followed one like the last",
}
CHOICES: dict[Cases, dict[str, Any]] = {
    "ten": {"window": WINDOW},
    "five": {"window": 5},
    "all": {"window": None},
    "alike": {"window": None, "alike": True},
}


def resolve(
    forecasts: pd.DataFrame,
    outcomes: pd.DataFrame,
    on: date,
    window: int | None = WINDOW,
    prior: Prior = "laplace",
) -> pd.DataFrame:
    """Which forecasts are decided, and how likely was each by its record alone?

    ``forecasts`` is ``wb.load("forecasts")``, ``outcomes`` come from ``yearly_outcomes``, ``on`` is today (a date).
    Returns one row per forecast: ``forecast_id``, ``outcome`` (1, 0, or missing while open), ``decided_by`` (status: a
    person judged it; data: its record) and ``base_rate`` (0 to 1; missing where there is no yearly record of its
    indicator).

    A record decides once its deadline is over and it covers all years to it, or earlier where one year is enough. The
    base rate is that of the whole years from the first one after the forecast opens to its deadline, by the rule of
    succession: see ``rate_over_years``. ``window`` and ``prior`` say which earlier years count and what is added.

    By construction: the base rate counts years and reads no text; it is the same whoever forecasts.

    Raises UnknownName for another ``prior``, WorkbookError if the window is below 1.

    Source: our own definition of the cases; the rule is Laplace's (see ``rate_over_years``).

    >>> import workbook as wb
    >>> from workbook.measures import RECORD_TABLES, yearly_outcomes
    >>> tables = {name: wb.load(name) for name in RECORD_TABLES}
    >>> forecasts = wb.load("forecasts")
    >>> decided = resolve(forecasts, yearly_outcomes(tables, forecasts), on=pd.Timestamp("2026-01-01"))
    >>> rate = decided.set_index("forecast_id").loc["F-B3", "base_rate"]
    >>> round(float(rate), 3)  # any of three years, 2 of 10 before: 1 − 9/12 · 10/13 · 11/14
    0.547
    """
    records = {record.forecast: record for record in RECORDS if record.forecast}
    rows = []
    for forecast in forecasts.to_dict("records"):
        outcome: int | None = None
        by: str | None = None
        rate: float | None = None
        if record := records.get(forecast["forecast_id"]):
            earlier, years = _cases(record, forecast, outcomes)
            rate = rate_over_years(earlier, len(years), record.holds, window, prior)
            mine = outcomes[outcomes["record"] == record.id].set_index("year")["happened"]
            outcome = _decided(record.holds, mine.reindex(years), over=on > forecast["deadline"])
            by = None if outcome is None else "data"
        if forecast["status"] in ("fulfilled", "refuted"):
            outcome, by = int(forecast["status"] == "fulfilled"), "status"
        rows.append((forecast["forecast_id"], outcome, by, rate))
    table = pd.DataFrame(rows, columns=["forecast_id", "outcome", "decided_by", "base_rate"])
    return table.astype({"outcome": "Int64", "base_rate": float})


def alternative_rates(forecasts: pd.DataFrame, outcomes: pd.DataFrame) -> pd.DataFrame:
    """How far does the base rate of each forecast move with the record, the years and the rule that one takes?

    ``forecasts`` and ``outcomes`` are as in ``resolve``. Returns one row per forecast, record, choice of cases (CASES)
    and prior (PRIORS): ``forecast_id``, ``label`` (what is counted), ``measured`` (True if the rule of the forecast
    measures that, False for another reference class), ``holds``, ``years`` (how many count), ``cases``, ``prior``,
    ``happened`` and ``of`` (cases in which it happened, and all), and ``base_rate`` (0 to 1). Where there is no case
    and nothing is added, there is no rate and no row.

    By construction: all rates of one forecast come from the same few years, so they are no independent estimates; what
    they show is how much of a base rate is a choice.

    Source: our own definition; the reference class problem, as in Hájek 2007, “The reference class problem is your
    problem too”, Synthese 156.

    >>> import workbook as wb
    >>> from workbook.measures import RECORD_TABLES, yearly_outcomes
    >>> forecasts = wb.load("forecasts")
    >>> outcomes = yearly_outcomes({name: wb.load(name) for name in RECORD_TABLES}, forecasts)
    >>> rates = alternative_rates(forecasts, outcomes).query("forecast_id == 'F-S3' and prior == 'laplace'")
    >>> {row.cases: round(row.base_rate, 2) for row in rates.itertuples()}
    {'ten': 0.58, 'five': 0.75, 'all': 0.62, 'alike': 0.6}
    """
    lines = []
    ours = {forecast["forecast_id"]: forecast for forecast in forecasts.to_dict("records")}
    for record in RECORDS:
        if not (forecast := ours.get(record.forecast or record.beside)):
            continue
        earlier, years = _cases(record, forecast, outcomes)
        for cases, choice in CHOICES.items():
            seen = list(earlier if choice["window"] is None else earlier.iloc[-choice["window"] :])
            seen = cases_like_the_last(seen) if choice.get("alike") else seen
            for prior in PRIORS:
                if not seen and prior == "share":
                    continue
                rate = rate_over_years(earlier, len(years), record.holds, prior=prior, **choice)
                what = (forecast["forecast_id"], record.label, bool(record.forecast), record.holds, len(years))
                lines.append((*what, cases, prior, int(sum(seen)), len(seen), rate))
    columns = ["forecast_id", "label", "measured", "holds", "years", "cases", "prior", "happened", "of", "base_rate"]
    order = ["forecast_id", "measured", "label"]
    return pd.DataFrame(lines, columns=columns).sort_values(
        order, ascending=[True, False, True], kind="stable", ignore_index=True
    )


def _cases(record: YearlyRecord, forecast: Mapping[Any, Any], outcomes: pd.DataFrame) -> tuple["pd.Series[int]", range]:
    """What happened in the years before the first that counts, and the years that count."""
    opens: date = forecast["opens"]
    first = opens.year if (opens.month, opens.day) == (1, 1) else opens.year + 1
    years = range(first, forecast["deadline"].year + 1)
    main = next(other for other in RECORDS if other.forecast == forecast["forecast_id"])
    years = years[-main.last_years :]
    mine = outcomes[outcomes["record"] == record.id]
    return mine.loc[mine["year"] < years[0], "happened"], years


def _decided(holds: Holds, seen: pd.Series, over: bool) -> int | None:
    """1, 0 or None: whether the years ``seen`` (missing where not covered) decide a forecast that ``holds`` says."""
    target = 0 if holds == "every" else 1
    if (seen == target).any():  # one year is enough
        return int(holds == "any")
    return int(holds != "any") if over and seen.notna().all() else None
