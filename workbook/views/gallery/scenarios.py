"""Scenarios: put a future together, and see whether it holds together."""

import pandas as pd
from altair import TopLevelMixin

from ...base.wording import joined, many
from ...catalog import load
from ...charts import impact_bars
from ...measures import consistent_scenarios, impact_balance, influences_in, succession
from ..controls import Choice, Group
from ..impacts import ImpactView

GOOD, BAD, PULL, REST = (
    "chosen, and nothing speaks more for another",
    "chosen, though more speaks for another",
    "more speaks for it than for the chosen one",
    "not chosen",
)


class Scenarios(ImpactView):
    """Does this future hold together? A state of each factor is chosen; all others speak for or against it."""

    question = "Does this future hold together, and if not, where does it go?"
    reading = (
        "Bold: chosen. Bar to the right: the rest of the future helps; to the left: it hinders. Arrow: more "
        "speaks for this state."
    )
    notes = (
        "A bar adds up what the chosen states of the other factors do to a state: to the right they help it, to the "
        "left they hinder it. A future holds together if in no factor another state has the higher score. The "
        "influences are judgements of the authors of this workbook on what the two analyses say, from −3 to 3: change "
        "one and look. By construction a score adds up what we put in, and the table lists it: that two states go "
        "together restates these judgements. No number is a probability. Method: Weimer-Jehle 2006."
    )
    columns = {
        "factor_words": "Factor",
        "state_words": "State",
        "score": "Impact score",
        "role": "In this scenario",
        "put_in": "What was put in and adds up to the score",
        "meaning": "What the state means",
        "claims": "Claims",
    }

    states = Group(lambda: _factors(load("scenario_factors")))

    @property
    def scenario(self) -> dict[str, str]:
        """The chosen state of each factor."""
        return self.states

    def rows(self) -> pd.DataFrame:
        self.net = self.network()
        balance = impact_balance(self.net, self.scenario).rename(columns={"state": "state_id"})
        rows = balance.merge(self.factors.rename(columns={"factor": "factor_words"}), on="state_id")
        rows["state_words"] = rows["state"]
        rows["put_in"] = rows["state_id"].map(self._put_in()).fillna("nothing")
        mine = rows[rows["chosen"]].set_index("factor_id")["score"]
        pulls = rows["score"] > rows["factor_id"].map(mine)
        held = rows["factor_id"].map(rows[rows["chosen"]].set_index("factor_id")["best"])
        rows["role"] = pulls.map({True: PULL, False: REST})
        rows.loc[rows["chosen"], "role"] = held[rows["chosen"]].map({True: GOOD, False: BAD})
        rows["factor"] = rows["factor_words"]
        score = rows["score"].map("{:+d}".format).str.replace("-", "−")
        rows["hover"] = rows["factor"] + ": " + rows["state"] + ", score " + score + ", " + rows["role"]
        return rows

    def _put_in(self) -> "pd.Series[str]":
        """For each state, the influences on it that add up to its score, in words."""
        inputs = influences_in(self.net, self.scenario)
        causes = self.factors.set_index("state_id")
        words = inputs["from_state"].map(causes["factor"] + ": " + causes["state"])
        inputs["words"] = words + " " + inputs["influence"].map("{:+d}".format).str.replace("-", "−")
        return inputs.groupby("to_state")["words"].agg("; ".join)

    def headline(self, rows: pd.DataFrame) -> str:
        wrong = int((rows["role"] == BAD).sum())
        if not wrong:
            return "This future holds together: in no factor does more speak for another state."
        pull = "pulls" if wrong == 1 else "pull"
        return f"This future does not hold together: {wrong} of {rows['factor_id'].nunique()} factors {pull} elsewhere."

    def describe(self, rows: pd.DataFrame) -> str:
        wrong = rows[rows["role"] == BAD]
        net = self.net
        changed = self.what_changed
        consistent = len(consistent_scenarios(net))
        hold = "holds" if consistent == 1 else "hold"
        futures = (
            f"{changed}{consistent or ('no' if changed else 'No')} of {net.combinations:,} futures {hold} together."
        )
        if wrong.empty:
            return futures
        factors = joined([f"“{name}”" for name in wrong["factor_words"]])
        verb = "pulls" if len(wrong) == 1 else "pull"
        path = succession(net, self.scenario)
        names = self.factors.set_index("state_id")["state"]
        end = path.iloc[-1]
        moved = [f"“{names[end[name]]}”" for name in path.columns if end[name] != self.scenario[name]]
        if not path.attrs["settled"]:
            leads = f"Followed on, it goes round in a circle after {many(len(path) - 1, 'step')}."
        else:
            leads = f"Followed on, it settles after {many(len(path) - 1, 'step')}, with {joined(moved)}."
        return f"{factors} {verb} elsewhere. {leads} {futures}"

    def draw(self, rows: pd.DataFrame, narrow: bool = False) -> TopLevelMixin:
        return impact_bars(rows, narrow)


def _factors(factors: pd.DataFrame) -> dict[str, Choice[str]]:
    """A control for each factor; at the start stands what held in 2025."""
    controls = {}
    for name, states in factors.groupby("factor_id", sort=False):
        options = dict(zip(states["state_id"], states["state"], strict=True))
        start = states.loc[states["held_in_2025"] == "yes", "state_id"].iloc[0]
        controls[str(name)] = Choice(states["factor"].iloc[0], options, start=start)
    return controls
