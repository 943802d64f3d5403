"""Forecasts: your own probabilities beside the class, the base rate and what happened."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import many, on_day
from ...charts import probability_lines
from ...measures import brier_score
from ..controls import Choice
from ..question_panel import COMING, OPEN, PRACTICE, QuestionView

NOT_YET = "shown when you have saved a probability"


class Forecasts(QuestionView):
    """How likely is it? Give probabilities to what the analyses expect, to next year, and to years that are over."""

    question = "How likely is it, and how good are you at saying so?"
    reading = "One line is one question, from impossible (0) to certain (100); a bar is the middle half of the class."
    notes = (
        "Choose a question, type a probability and a reason, and press Save. A forecast of the two analyses may be "
        "saved again until its deadline; the last one in time counts, and all are kept; how it stands so far is shown "
        "when you have saved one. The questions of the coming year, asked by the records, work the same way. A "
        "practice question asks of a year that is over: answer from memory; the first answer counts, and then you see "
        "what happened. The mark of the class is its median. "
        "By construction the base rate counts the ten known years before by Laplace's rule and reads no text: "
        "wb.views.base_rates() shows what other choices give. Indicators and deadlines are ours: the analyses name "
        "none."
    )
    filters = {"asked": "by_asked"}
    columns = {
        "question": "Question",
        "statement": "What is said",
        "due": "Deadline",
        "rule": "True if",
        "you": "You (percent)",
        "reason": "Because",
        "class": "Class, median (percent)",
        "base": "Base rate (percent)",
        "happened": "What happened",
        "status_note": "So far",
    }

    asked = Choice(
        "Show",
        {
            OPEN: "what the two analyses expect",
            COMING: "the coming year, by the records",
            PRACTICE: "practice: years that are over",
        },
    )

    def rows(self) -> pd.DataFrame:
        rows = self.questions()
        rows["by_asked"] = rows["group"]
        rows["place"] = range(len(rows))
        rows["due"] = rows["deadline"].map(on_day, na_action="ignore")
        answered = rows["probability"].notna()
        # The outcome of a practice question shows only once it is answered.
        seen = rows["outcome"].notna() & (answered | (rows["group"] != PRACTICE))
        rows["outcome"] = rows["outcome"].astype(float).where(seen) * 100
        rows["happened"] = rows["outcome"].map({100.0: "it happened", 0.0: "it did not happen"})
        rows["status_note"] = rows["status_note"].where(answered, NOT_YET).mask(rows["group"] != OPEN)
        # So does the base rate: the question is what you know, not what you can copy.
        hidden = (rows["group"] == PRACTICE) & ~answered
        rows["base"] = (rows["base_rate"] * 100).round(0).mask(hidden)
        rows["you"] = (rows["probability"].astype(float) * 100).round(1)
        for name, column in (("class", "median"), ("class_low", "low"), ("class_high", "high")):
            rows[name] = (rows[column].astype(float) * 100).round(0).mask(hidden)
        rows["waiting"] = hidden
        rows["line"] = [_label(row) for row in rows.to_dict("records")]
        rows.loc[hidden, "line"] = (
            f"{many(int(hidden.sum()), 'question')} left to answer, one dot each: choose one from the list above, save "
            "a probability from memory, and see what happened."
        )
        rows.loc[hidden, "place"] = len(rows)
        first = (rows["group"] == OPEN) & ~rows["due"].duplicated()
        rows["heading"] = ("By " + rows["due"]).where(first)
        rows["hover"] = [_hover(row) for row in rows.to_dict("records")]
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        mine, decided = rows["you"].notna(), int(rows["outcome"].notna().sum())
        if self.asked == PRACTICE:
            return f"You have answered {mine.sum()} of {many(len(rows), 'practice question')}."
        things = "forecast" if self.asked == OPEN else "question"
        done = f"{decided} {'is' if decided == 1 else 'are'} decided" if decided else "none is decided yet"
        return f"You have given a probability to {mine.sum()} of {many(len(rows), things)}; {done}."

    def describe(self, rows: pd.DataFrame) -> str:
        mine = rows[rows["you"].notna()]
        if self.asked == PRACTICE:
            return _score(mine) or "Ten or more show whether you are a good judge; each takes half a minute."
        parts = [] if rows["outcome"].notna().any() else [f"The first deadline is {rows['due'].iloc[0]}."]
        late = int(rows["late"].sum())
        if late:
            parts.append(f"You have given {many(late, 'answer')} after the deadline: kept and not scored.")
        rates = rows["base"].dropna()
        if len(rates):
            span = f"from {rates.min():.0f} to {rates.max():.0f} percent"
            parts.append(f"The record alone gives a base rate for {len(rates)} of them, {span}.")
        return " ".join([*parts, _score(mine[mine["outcome"].notna() & ~mine["late"]])]).strip()

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return probability_lines(rows, narrow)


def _score(rows: pd.DataFrame) -> str:
    """How good the probabilities were, in a sentence; blank if there is none."""
    if rows.empty:
        return ""
    outcome = rows["outcome"] / 100
    score = brier_score(rows["probability"], outcome)
    text = f"Your Brier score on {many(len(rows), 'question')} is {score:.3f}"
    for name, words in (("base_rate", "that of the base rate"), ("median", "that of the class")):
        if rows[name].notna().all():
            text += f", {words} {brier_score(rows[name], outcome):.3f}"
    return text + " (0 is perfect, always saying 50 percent gives 0.250)."


def _label(row: Mapping[Hashable, Any]) -> str:
    """A question as the chart names it: a forecast in its words, what a record asks with its year."""
    if row["group"] == OPEN:
        words = f"{row['question']}: {row['statement'].rstrip('.')}"
    else:
        words = f"{row['short'][0].upper()}{row['short'][1:]}, {row['question'][-4:]}"
    return f"{words} → {row['happened']}" if isinstance(row["happened"], str) else words


def _hover(row: Mapping[Hashable, Any]) -> str:
    parts = [f"{row['question']}: {row['statement']}"]
    for name, words in (("you", "you"), ("class", "class"), ("base", "base rate")):
        if pd.notna(row[name]):
            parts.append(f"{words} {row[name]:g} percent")
    if pd.isna(row["you"]):
        parts.append("not answered yet")
    return "; ".join([*parts, row["happened"]] if isinstance(row["happened"], str) else parts)
