"""Scoring rules: what penalty to expect for saying what you believe, and for saying something else."""

from functools import cached_property

import numpy as np
import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...catalog import load
from ...charts import score_curves
from ...measures import (
    RECORD_TABLES,
    SCORING_RULES,
    expected_score,
    mean_score,
    practice_questions,
    yearly_outcomes,
)
from ..base import View, each_row
from ..controls import Choice, Several

BELIEFS = {str(percent): f"{percent} percent" for percent in (70, 10, 20, 30, 40, 50, 60, 80, 90)}
SHORT = {"brier": "Brier's rule", "log": "the logarithm", "spherical": "the spherical rule", "linear": "the distance"}
NAMES = {"brier": "Brier", "log": "logarithm", "spherical": "spherical", "linear": "distance"}  # at the curves
STEP = 5  # percent between two things that one could say


class ScoringRules(View):
    """Does a score reward saying what you believe? The penalty to expect by four rules."""

    question = "Does it pay to say what you believe?"
    reading = "A curve is the penalty to expect by one rule; its large mark stands where that is least."
    notes = (
        "You believe one probability, at the grey line, and could say any. The height is the penalty to expect, and 1 "
        "is that of always saying 50 percent, so that four rules fit one chart. By construction the squared distance "
        "(Brier), the logarithm and the spherical rule cost least at "
        "what you believe: they are proper. The plain distance is a straight line, so that it costs least at 0 or 100: "
        "it rewards saying more than you know. By the logarithm a false certainty costs without end, so it is not "
        "drawn at 0 and 100. Method: Brier 1950; Gneiting and Raftery 2007."
    )
    datasets = ("forecasts", *RECORD_TABLES)
    filters = {"rules": "by_rule"}
    columns = {
        "by": "Rule",
        "said": "You say (percent)",
        "expected": "Penalty to expect",
        "penalty": "Beside saying 50 percent (1: the same)",
        "best": "Least of the rule",
    }

    belief = Choice("You believe", BELIEFS)
    rules = Several("Rules", SCORING_RULES)

    def rows(self) -> pd.DataFrame:
        belief = int(self.belief)
        lines = [
            (rule, said, expected_score(said / 100, belief / 100, rule), expected_score(0.5, belief / 100, rule))
            for rule in SCORING_RULES
            for said in range(0, 101, STEP)
        ]
        rows = pd.DataFrame(lines, columns=["by_rule", "said", "expected", "half"])
        finite = pd.Series(np.isfinite(rows["expected"]), rows.index)
        rows = rows[finite].reset_index(drop=True)
        rows["belief"], rows["rule"] = belief, rows["by_rule"].map(NAMES)
        rows["by"] = rows["by_rule"].map(SCORING_RULES)
        rows["penalty"] = (rows["expected"] / rows.pop("half")).round(3)
        rows["expected"] = rows["expected"].round(4)
        rows["least"] = rows["expected"] == rows.groupby("rule")["expected"].transform("min")
        rows["best"] = rows["least"].map({True: "yes", False: "no"})
        # What costs the same everywhere has no best place.
        rows["least"] &= rows.groupby("rule")["least"].transform("sum") == 1
        rows["hover"] = [
            f"{row.by}: you believe {belief} percent and say {row.said}, penalty {row.expected:g} to be expected, "
            f"{row.penalty:g} times that of saying 50 percent"
            for row in each_row(rows)
        ]
        return rows

    @cached_property
    def practice(self) -> pd.DataFrame:
        """The questions of past years, with base rate and outcome."""
        forecasts = load("forecasts")
        outcomes = yearly_outcomes({name: load(name) for name in RECORD_TABLES}, forecasts)
        return practice_questions(outcomes)

    def headline(self, rows: pd.DataFrame) -> str:
        honest = len(self._honest(rows))
        if not honest:
            return f"If you believe {self.belief} percent, {self._distance(rows)}."
        rules = f"all {len(self.rules)} rules" if honest > 1 else SHORT[self.rules[0]]
        if honest < len(self.rules):
            rules = f"{honest} of {len(self.rules)} rules"
        return f"If you believe {self.belief} percent, saying {self.belief} costs least by {rules}."

    def describe(self, rows: pd.DataFrame) -> str:
        honest = self._honest(rows)
        parts = [f"That holds for {joined([SHORT[rule] for rule in honest])}."] if honest else []
        if honest and "linear" in self.rules:
            distance = self._distance(rows)
            parts.append(f"{distance[0].upper()}{distance[1:]}.")
        asked = self.practice
        pairs = [
            f"{mean_score(asked['base_rate'], asked['happened'], rule):.3f} to "
            f"{_number(mean_score(asked['base_rate'].round(), asked['happened'], rule))} by {SHORT[rule]}"
            for rule in self.rules
        ]
        parts.append(
            f"On {many(len(asked), 'practice question')}, rounding base rates to 0 or 100 percent changes the mean "
            f"penalty from {joined(pairs)}."
        )
        return " ".join(parts)

    def _honest(self, rows: pd.DataFrame) -> list[str]:
        """The rules by which it costs least to say what one believes."""
        least = rows[rows["least"]]
        return least.loc[least["said"] == int(self.belief), "by_rule"].to_list()

    def _distance(self, rows: pd.DataFrame) -> str:
        """What it costs least to say by the distance, or that it does not matter."""
        said = rows.loc[rows["least"] & (rows["by_rule"] == "linear"), "said"]
        return (
            f"by the distance it costs {f'least to say {said.iloc[0]}' if len(said) else 'the same whatever you say'}"
        )

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return score_curves(rows, list(NAMES.values()), narrow)


def _number(score: float) -> str:
    return f"{score:.3f}" if np.isfinite(score) else "infinity"
