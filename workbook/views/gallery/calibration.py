"""Calibration: of what was called 70 percent likely, did 70 percent happen?"""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...charts import MARKS, calibration_diagram
from ...measures import calibration, murphy_decomposition
from ..controls import Choice, Several
from ..question_panel import PRACTICE, QuestionView

BANDS = {"5": "20 percent wide", "10": "10 percent wide", "2": "below 50 and above"}
WHO = dict(zip(("you", "class", "base"), list(MARKS)[:3], strict=True))


class Calibration(QuestionView):
    """Do things called 70 percent likely happen in 70 of 100 cases? You, the class and the base rate."""

    question = "Of what was called 70 percent likely, did 70 percent happen?"
    reading = (
        "On the dashed line, things happened as often as was said; beside each point, how many of how many questions."
    )
    notes = (
        "One point is a band of probabilities: to the right what was said on average, upward what happened; the more "
        "questions, the larger it is. Below the dashed line things were called likelier than they were. A few "
        "questions prove nothing: a band needs ten or more. By construction one outcome moves a point of n questions "
        "by 1/n, and the Brier score mixes skill with how hard the questions were. All are scored on the questions "
        "that you have answered; before you answer, the base rate stands alone with all practice questions. The class "
        "is its median. Method: Brier 1950, Murphy 1973."
    )
    filters = {"who": "by_who"}
    columns = {
        "who": "Who",
        "low": "Band from (percent)",
        "high": "to (percent)",
        "said": "Said, mean (percent)",
        "happened": "Happened (percent)",
        "forecasts": "Questions",
    }

    who = Several("Whose answers", WHO)
    bands = Choice("Bands", BANDS)

    def rows(self) -> pd.DataFrame:
        decided = self.questions().query("outcome.notna() and not late")
        answered = decided[decided["probability"].notna()]
        self.answered = len(answered)
        decided = answered if len(answered) else decided[decided["group"] == PRACTICE]
        self.parts = {}
        diagrams = []
        for key, column in (("you", "probability"), ("class", "median"), ("base", "base_rate")):
            rows = decided[decided[column].notna()]
            if rows.empty:
                continue
            pairs = rows[column].astype(float), rows["outcome"].astype(float)
            self.parts[key] = (murphy_decomposition(*pairs), len(rows))
            diagrams.append(calibration(*pairs, bins=int(self.bands)).assign(by_who=key, who=WHO[key]))
        rows = pd.concat(diagrams, ignore_index=True)
        for name in ("low", "high", "said", "happened"):
            rows[name] = (rows[name] * 100).round(1)
        rows["forecasts"] = rows["forecasts"].astype(int)
        held = (rows["happened"] / 100 * rows["forecasts"]).round().astype(int)
        rows["held"] = held.astype(str) + " of " + rows["forecasts"].astype(str)
        rows["hover"] = [
            f"{row.who}: said {row.said:g} percent, {row.held} happened, {row.happened:g} percent"
            for row in rows.itertuples()
        ]
        return rows

    def headline(self, rows: pd.DataFrame) -> str:
        key = "you" if self.answered and "you" in self.who else rows["by_who"].iloc[0]
        mine = rows[rows["by_who"] == key]
        missed = (mine["said"] - mine["happened"]).abs() * mine["forecasts"]
        far = mine.assign(missed=missed).sort_values("missed", ascending=False, kind="stable").iloc[0]
        who = "you" if key == "you" else f"the {WHO[key]}"
        return f"Where {who} said {far['said']:.0f} percent, {far['happened']:.0f} percent happened: {far['held']}."

    def describe(self, rows: pd.DataFrame) -> str:
        scores = [
            f"{WHO[key]} {self.parts[key][0]['brier']:.3f} on {many(self.parts[key][1], 'question')}"
            for key in self.who
            if key in self.parts
        ]
        start = "" if self.answered else "You have answered no question that is decided. "
        text = (
            f"That band misses most. {start}Brier score: {'; '.join(scores)} (0 is perfect, always saying "
            "50 percent gives 0.250)."
        )
        if self.answered and "you" in self.who:
            parts = self.parts["you"][0]
            text += (
                f" Yours is {parts['reliability']:.3f} for missed calibration, minus {parts['resolution']:.3f} for "
                f"telling cases apart, plus {parts['uncertainty']:.3f} for how uncertain the questions are."
            )
        return text

    def _nothing(self) -> str:
        if not self.who:
            return super()._nothing()
        names = joined([WHO[key] for key in self.who])
        return f"There are no decided answers of {names} yet: answer practice questions first."

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return calibration_diagram(rows, narrow)
