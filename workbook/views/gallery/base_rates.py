"""Base rates: how far each moves with the record, the years and the rule that one takes."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
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
    reading = (
        "One line is a forecast and the kind of year that is counted for it; each mark is the base rate by one choice "
        "of past years, and the bar joins the lowest and the highest. By construction a base rate counts years and "
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
        rows["place"] = range(len(rows))
        rows["cases"], rows["rule"] = rows["cases"].map(CASES), rows["prior"].map(PRIORS)
        rows["over"] = [_over(row) for row in each_row(rows)]
        rows["found"] = rows["happened"].astype(str) + " of " + rows["of"].map(lambda number: many(number, "case"))
        rows["line"] = rows["forecast_id"] + ": " + rows["label"] + ", " + rows["over"]
        rows["rate"] = (rows["base_rate"] * 100).round(1)
        rows["hover"] = [
            f"{row.line}; {row.cases}, {row.found}; {row.rule}: {row.rate:g} percent" for row in each_row(rows)
        ]
        return rows

    def describe(self, rows: pd.DataFrame) -> str:
        lines = rows["forecast_id"] + " (" + rows["label"] + ", " + rows["over"] + ")"
        rates = {str(line): list(mine) for line, mine in rows["rate"].groupby(lines, sort=False)}
        start = f"By {joined([CASES[name] for name in self.cases])} ({PRIORS[self.prior].partition(':')[0]}), "
        if len(self.cases) == 1:
            each = [f"{line} {mine[0]:.0f} percent" for line, mine in rates.items()]
            return start + "; ".join(each) + "."
        widest = max(rates, key=lambda line: max(rates[line]) - min(rates[line]))
        low, high = min(rates[widest]), max(rates[widest])
        return (
            f"{start}the choice of cases alone moves the base rate of {widest} from {low:.0f} to {high:.0f} percent, "
            f"the most of {many(len(rates), 'line')}."
        )

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return rate_lines(rows, list(CASES.values()))


def _over(row: Row) -> str:
    """In which of its years it has to happen."""
    return OVER[row.holds].format(many(row.years, "year")) if row.years > 1 else ONE[row.holds]
