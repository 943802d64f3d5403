"""What the views of scenarios share: the factors, the influences, and one influence that a reader may change."""

from functools import cached_property

from ..catalog import load
from ..measures import network
from .base import View
from .controls import Choice

AS_JUDGED = "judged"
NONE = "none"
STRENGTHS = {
    AS_JUDGED: "as judged",
    "-3": "−3: hinders strongly",
    "-2": "−2: hinders",
    "-1": "−1: hinders a little",
    "0": "0: no influence",
    "1": "1: helps a little",
    "2": "2: helps",
    "3": "3: helps strongly",
}


class ImpactView(View):
    """A view of a network of influences. Its last three controls change one influence: of what, on what, how much."""

    datasets = ("scenario_factors", "scenario_influences")

    @cached_property
    def factors(self):
        """The states of all factors, one row each."""
        return load("scenario_factors")

    def what_if(self):
        """The controls by which a reader changes one influence."""
        factors = load("scenario_factors")
        said = factors["factor"] + ": " + factors["state"]
        states = dict(zip(factors["state_id"], said, strict=True))
        return (
            Choice("of", "What if", {NONE: "no influence is changed", **states}, NONE),
            Choice("on", "acted on", {NONE: "–", **states}, NONE),
            Choice("strength", "with the strength", STRENGTHS, AS_JUDGED),
        )

    @property
    def changed(self):
        """The influence that the reader changes: (of, on, strength), or None where the three make no sense."""
        one, other, strength = (self.chosen[name] for name in ("of", "on", "strength"))
        owner = dict(zip(self.factors["state_id"], self.factors["factor_id"], strict=True))
        if NONE in (one, other) or strength == AS_JUDGED or owner[one] == owner[other]:
            return None
        return one, other, int(strength)

    def network(self):
        """The network of influences, with the reader's change in it."""
        influences = load("scenario_influences")[["from_state", "to_state", "influence"]]
        if self.changed:
            one, other, strength = self.changed
            here = (influences["from_state"] == one) & (influences["to_state"] == other)
            influences = influences[~here]
            influences.loc[len(influences) + 1_000] = [one, other, strength]
        return network(self.factors, influences)

    @property
    def what_changed(self):
        """The beginning of a sentence that names the reader's change; blank if there is none."""
        if not self.changed:
            return ""
        one, other, strength = self.changed
        names = self.factors.set_index("state_id")["state"]
        return f"With «{names[one]}» acting on «{names[other]}» at {strength:+d}, ".replace("at -", "at −")
