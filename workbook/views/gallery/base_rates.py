"""Base rates: how far each moves with the record, the years and the rule that one takes."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import many
from ...catalog import load
from ...charts import rate_lines
from ...measures import CASES, PRIORS, RECORD_TABLES, alternative_rates, yearly_outcomes
from ..base import Row, View, each_row
from ..controls import Choice, Several

OVER = {"any": "in one of {}", "every": "in every one of {}", "no": "in none of {}"}
ONE = {"any": "in its year", "every": "in its year", "no": "not in its year"}
COUNTED = {"measured": "what the rule of the forecast measures", "beside": "another reference class"}


class BaseRates(View):
    """How likely is each forecast by its record alone, and how much of that number is a choice?"""

    question = "How likely is each forecast by its record alone, and how much of that is a choice?"
    reading = "One line is a forecast and what is counted for it; the bar runs from the lowest to the highest rate."
    notes = (
        "Each mark is the base rate by one choice of past years. The lines stand in the order of how far that choice "
        "moves them by Laplace's rule. By construction a base rate counts years and "
        "reads no text. With Laplace's rule, what never happened in N years gets n / (N + n + 1) for the next n years, "
        "whatever it is. Each year that passes as assumed joins the record before the next is judged, because the rate "
        "itself is not known. All marks of a line come from the same few years: they are no independent estimates. "
        "Method: Laplace 1814, rule of succession; Jeffreys 1946."
    )
    datasets = ("forecasts", *RECORD_TABLES)
    filters = {"cases": "by_cases", "prior": "by_prior", "counted": "by_counted"}
    columns = {
        "forecast_id": "Forecast",
        "label": "What is counted",
        "over": "It comes true if that happens",
        "cases": "Cases",
        "found": "It happened in",
        "rule": "Rule",
        "rate": "Base rate (percent)",
    }

    cases = Several("Cases", CASES)
    prior = Choice("Rule", PRIORS)
    counted = Several("Counted is", COUNTED)

    def rows(self) -> pd.DataFrame:
        forecasts = load("forecasts")
        outcomes = yearly_outcomes({name: load(name) for name in RECORD_TABLES}, forecasts)
        rows = alternative_rates(forecasts, outcomes)
        rows["by_cases"], rows["by_prior"] = rows["cases"], rows["prior"]
        rows["by_counted"] = rows["measured"].map({True: "measured", False: "beside"})
        rows["cases"], rows["rule"] = rows["cases"].map(CASES), rows["prior"].map(PRIORS)
        rows["over"] = [_over(row) for row in each_row(rows)]
        rows["found"] = rows["happened"].astype(str) + " of " + rows["of"].map(lambda number: many(number, "case"))
        rows["line"] = rows["forecast_id"] + ": " + rows["label"] + ",\n" + rows["over"]
        rows["rate"] = (rows["base_rate"] * 100).round(1)
        rates = rows[rows["by_prior"] == "laplace"].groupby("line", sort=False)["rate"]
        widths = (rates.max() - rates.min()).sort_values(ascending=False, kind="stable")
        rows["place"] = rows["line"].map({line: place for place, line in enumerate(widths.index)})
        rows["hover"] = [
            f"{_plain(row.line)}; {row.cases}, {row.found}; {row.rule}: {row.rate:g} percent" for row in each_row(rows)
        ]
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        if len(self.cases) == 1:
            rates = rows["rate"]
            return f"By {CASES[self.cases[0]]}, base rates run from {rates.min():.0f} to {rates.max():.0f} percent."
        widest, _ = _spans(rows)
        return f"Which past years one counts moves one base rate from {widest.low:.0f} to {widest.high:.0f} percent."

    def describe(self, rows: pd.DataFrame) -> str:
        rows = rows.assign(line=rows["line"].map(_plain))
        number, rule = rows["line"].nunique(), f"The rule is {PRIORS[self.prior]}."
        if len(self.cases) == 1:
            ordered = rows.sort_values("rate", kind="stable")
            low, high = ordered.iloc[0], ordered.iloc[-1]
            return f"Lowest of {many(number, 'line')} is {low['line']}; highest {high['line']}. {rule}"
        widest, least = _spans(rows)
        if number == 1:
            return f"That is {widest.Index}. {rule}"
        return (
            f"That is {widest.Index}, the most of {many(number, 'line')}. Least moved is {least.Index}, from "
            f"{least.low:.0f} to {least.high:.0f} percent. {rule}"
        )

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return rate_lines(rows, list(CASES.values()), narrow)


def _over(row: Row) -> str:
    """In which of its years it has to happen."""
    return OVER[row.holds].format(many(row.years, "year")) if row.years > 1 else ONE[row.holds]


def _plain(label: str) -> str:
    """A label without its break of lines."""
    return label.replace("\n", " ")


def _spans(rows: pd.DataFrame) -> tuple[Row, Row]:
    """The line that the choice of cases moves most, and the one that it moves least: ``Index``, ``low``, ``high``."""
    spans = rows.groupby("line", sort=False)["rate"].agg(low="min", high="max")
    ordered = spans.assign(width=spans["high"] - spans["low"]).sort_values("width", ascending=False, kind="stable")
    most, least = each_row(ordered.iloc[[0, -1]])
    return most, least
