"""The questions that a reader gives probabilities to: forecasts of the two analyses, coming years, and past ones."""

import datetime
from functools import cached_property
from typing import Any

import pandas as pd

from ..base import WorkbookError, unknown
from ..base.wording import joined, on_day, shortened
from ..catalog import load, looked_until
from ..measures import (
    RECORD_TABLES,
    RECORDS,
    RULE_TABLES,
    coming_questions,
    counted_answers,
    decide,
    practice_questions,
    resolve,
    yearly_outcomes,
)
from .base import Row
from .entry_view import EntryView
from .forms import Field, Line, Pick

OPEN, COMING, PRACTICE = "open", "coming", "practice"
TABLES = tuple(dict.fromkeys([*RECORD_TABLES, *RULE_TABLES]))
SOURCES = {record.id: record.datasets for record in RECORDS}


class QuestionView(EntryView):
    """A view of probabilities. ``today`` decides which deadlines are over."""

    datasets = ("forecasts", *TABLES)
    asks = "Your probability"
    collected = "class-forecasts.csv"
    of_each = ("question", "answers", "median", "low", "high")

    def __init__(self, *nameless: Any, state: str | None = None, **choices: Any) -> None:
        self.today = pd.Timestamp(datetime.date.today())
        super().__init__(*nameless, state=state, **choices)

    def questions(self) -> pd.DataFrame:
        """Every question, one row each: what is asked, its base rate, its outcome and what was entered."""
        return self._answered(self.every_question)

    @cached_property
    def every_question(self) -> pd.DataFrame:
        """The questions without answers: the forecasts that can be scored, those of coming years, then practice."""
        forecasts = load("forecasts")
        tables = {name: load(name) for name in TABLES}
        outcomes = yearly_outcomes(tables, forecasts)
        past = practice_questions(outcomes).sort_values(["year", "question"])
        past = past.rename(columns={"happened": "outcome"}).assign(
            group=PRACTICE, rule="it happened", short=past["label"]
        )
        scored = forecasts["deadline"].notna() & (forecasts["resolved_by"] != "nothing")
        dated = forecasts[scored].sort_values(["deadline", "forecast_id"], kind="stable")
        rates = resolve(dated, outcomes, self.today)[["forecast_id", "base_rate"]]
        decided = decide(dated, tables, {name: looked_until(name) for name in RULE_TABLES}, self.today)
        ours = (
            dated.merge(rates)
            .merge(decided[["forecast_id", "outcome"]])
            .assign(
                question=lambda rows: rows["forecast_id"],
                group=OPEN,
                rule=lambda rows: rows["fulfilled_if"],
                short=lambda rows: rows["statement"].map(lambda text: shortened(text, 44)),
            )
        )
        rows = pd.concat([ours, self._coming(outcomes), past], ignore_index=True)
        return rows[
            ["question", "group", "statement", "short", "deadline", "rule", "base_rate", "outcome", "status_note"]
        ]

    def _coming(self, outcomes: pd.DataFrame) -> pd.DataFrame:
        """The questions of the years that begin after the data end, up to next year; and of those answered before."""
        known = looked_until("forecasts").year
        years = range(known + 1, max(known, self.today.year) + 2)
        practice = set(practice_questions(outcomes)["question"])
        answered = set(self._entered().of("forecast")["question"]) - practice
        over = set(outcomes.loc[outcomes["question"].isin(answered), "year"])
        rows = coming_questions(outcomes, sorted({*years, *over}))
        rows = rows[rows["year"].isin(years) | rows["question"].isin(answered)]
        return rows.rename(columns={"happened": "outcome"}).assign(
            group=COMING,
            short=rows["label"],
            deadline=[pd.Timestamp(year, 12, 31) for year in rows["year"]],
            rule=[f"it stands so in {joined(SOURCES[record])} when that year is known." for record in rows["record"]],
        )

    def _answered(self, rows: pd.DataFrame) -> pd.DataFrame:
        """``rows`` with the probabilities that count: the first for practice, the last in time for a forecast."""
        entered = self._entered().of("forecast").assign(student="you")
        deadlines = rows[rows["group"] != PRACTICE].set_index("question")["deadline"]
        answers = counted_answers(entered, deadlines)[["question", "probability", "reason", "late"]]
        rows = rows.merge(answers, on="question", how="left").merge(self._of_class(), on="question", how="left")
        return rows.assign(late=rows["late"].eq(True), outcome=rows["outcome"].astype("Float64"))

    def fields(self) -> tuple[Field, ...]:
        rows = self.every_question
        first = rows["group"] == self.chosen.get("asked", OPEN)  # what the view shows stands first in the list
        lines = {str(row.question): _line(row) for row in pd.concat([rows[first], rows[~first]]).itertuples()}
        return (
            Pick("question", "Question", lines),
            Line("percent", "Probability (percent, 0 to 100)", "70"),
            Line("reason", "Because", "what speaks for it, what against"),
        )

    def fill(self, about: str) -> dict[str, str]:
        row = _asked(about, self.questions())
        answered = pd.notna(row["probability"])
        return {
            "percent": f"{row['probability'] * 100:g}" if answered else "",
            "reason": row["reason"] if answered and isinstance(row["reason"], str) else "",
        }

    def tell(self, about: str) -> str:
        row = _asked(about, self.questions())
        if row["group"] == PRACTICE:
            return f"{row['statement']} Answer from memory: what happened is shown when you have saved."
        text = f"{row['statement']} True if: {row['rule']} Deadline: {on_day(_day(row['deadline']))}."
        if row["group"] == COMING:
            return text
        so_far = "shown when you have saved a probability." if pd.isna(row["probability"]) else row["status_note"]
        return f"{text} So far: {so_far}"

    def enter(self, question: str, percent: object, reason: str = "") -> str:
        """Save that ``question`` comes true with ``percent``. Returns a sentence; raises WorkbookError if it cannot."""
        rows = self.questions()
        if question not in set(rows["question"]):
            raise unknown("question", question, rows["question"])
        row = _asked(question, rows)
        probability = _probability(percent)
        self._keep("forecast", [{"question": question, "probability": probability, "reason": reason}])
        saved = f"Saved: {question}, {probability * 100:g} percent."
        if row["group"] == PRACTICE:
            answer = "It happened." if row["outcome"] else "It did not happen."
            first = row["probability"]
            again = f" You had said {first * 100:g} percent; the first answer counts." if pd.notna(first) else ""
            rate = f"By the base rate it was {row['base_rate'] * 100:.0f} percent."
            return f"{saved} {answer} {rate}{again}"
        deadline = _day(row["deadline"])
        if self.today > deadline:
            return f"{saved} Its deadline was {on_day(deadline)}, so it is kept and not scored."
        return f"{saved} It is scored after {on_day(deadline)}; until then you may save another one."


def _asked(question: str, rows: pd.DataFrame) -> "pd.Series[Any]":
    """The row of ``question``."""
    return rows[rows["question"] == question].iloc[0]


def _probability(percent: object) -> float:
    """The share that ``percent``, as a reader types it, stands for."""
    text = str(percent).strip().removesuffix("percent").removesuffix("%").strip().replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 100:
        came = f"“{percent}”" if str(percent).strip() else "Nothing"
        raise WorkbookError(f"{came} is not a probability in percent; type a number from 0 to 100, such as 70.")
    return value / 100


def _line(row: Row) -> str:
    """A question in one line of a list."""
    due = "practice" if row.group == PRACTICE else f"by {on_day(row.deadline)}"
    return f"{row.question} ({due}): {shortened(row.statement, 90)}"


def _day(cell: object) -> pd.Timestamp:
    return pd.Timestamp(str(cell))
