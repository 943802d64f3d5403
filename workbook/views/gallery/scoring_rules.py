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
STEP = 5  # percent between two things that one could say


class ScoringRules(View):
    """Does a score reward saying what you believe? The penalty to expect by four rules."""

    question = "Does it pay to say what you believe?"
    reading = (
        "You believe one probability, at the grey line, and could say any. The height is the penalty to expect, and 1 "
        "is that of always saying 50 percent, so that four rules fit one chart. A large mark stands where a rule "
        "costs least. By construction the squared distance (Brier), the logarithm and the spherical rule cost least at "
        "what you believe: they are proper. The plain distance is a straight line, so that it costs least at 0 or 100: "
        "it rewards saying more than you know. By the logarithm a false certainty costs without end, so it is not "
        "drawn at 0 and 100. Method: Brier 1950; Gneiting and Raftery 2007."
    )
    datasets = ("forecasts", *RECORD_TABLES)
    filters = {"rules": "by_rule"}
    columns = {
        "rule": "Rule",
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
        rows["belief"], rows["rule"] = belief, rows["by_rule"].map(SCORING_RULES)
        rows["penalty"] = (rows["expected"] / rows.pop("half")).round(3)
        rows["expected"] = rows["expected"].round(4)
        rows["least"] = rows["expected"] == rows.groupby("rule")["expected"].transform("min")
        rows["best"] = rows["least"].map({True: "yes", False: "no"})
        rows["hover"] = [
            f"{row.rule}: you believe {belief} percent and say {row.said}, penalty {row.expected:g} to be expected, "
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

    def describe(self, rows: pd.DataFrame) -> str:
        least = {str(rule): list(said) for rule, said in rows[rows["least"]].groupby("by_rule", sort=False)["said"]}
        honest = [SHORT[rule] for rule, said in least.items() if said == [int(self.belief)]]
        parts = [f"it costs least to say {self.belief} by {joined(honest)}"] if honest else []
        for rule, said in least.items():
            if said != [int(self.belief)]:
                cost = f"least to say {said[0]}" if len(said) == 1 else "the same whatever you say"
                parts.append(f"by {SHORT[rule]} it costs {cost}")
        asked = self.practice
        pairs = [
            f"{mean_score(asked['base_rate'], asked['happened'], rule):.3f} to "
            f"{_number(mean_score(asked['base_rate'].round(), asked['happened'], rule))} by {SHORT[rule]}"
            for rule in self.rules
        ]
        return (
            f"If you believe {self.belief} percent, {'; '.join(parts)}. On {many(len(asked), 'practice question')}, "
            f"a base rate rounded to 0 or 100 percent changes the mean penalty from {joined(pairs)}."
        )

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return score_curves(rows, list(SCORING_RULES.values()))


def _number(score: float) -> str:
    return f"{score:.3f}" if np.isfinite(score) else "infinity"
