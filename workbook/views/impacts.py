"""What the views of scenarios share: the factors, the influences, and one influence that a reader may change."""

from functools import cached_property

import pandas as pd

from ..catalog import load
from ..measures import Network, network
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


def _states() -> dict[str, str]:
    """Every state with its factor and its words."""
    factors = load("scenario_factors")
    words = factors["factor"] + ": " + factors["state"]
    return dict(zip(factors["state_id"], words, strict=True))


class ImpactView(View):
    """A view of a network of influences. Its last three controls change one influence: of what, on what, how much."""

    datasets = ("scenario_factors", "scenario_influences")
    of = Choice("What if", lambda: {NONE: "no influence is changed", **_states()})
    on = Choice("acted on", lambda: {NONE: "–", **_states()}).unless(of=NONE)
    strength = Choice("with the strength", STRENGTHS).unless(of=NONE)

    @cached_property
    def factors(self) -> pd.DataFrame:
        """The states of all factors, one row each."""
        return load("scenario_factors")

    @property
    def changed(self) -> tuple[str, str, int] | None:
        """The influence that the reader changes: (of, on, strength), or None where the three make no sense."""
        cause, effect, strength = self.of, self.on, self.strength
        factor = dict(zip(self.factors["state_id"], self.factors["factor_id"], strict=True))
        if NONE in (cause, effect) or strength == AS_JUDGED or factor[cause] == factor[effect]:
            return None
        return cause, effect, int(strength)

    def network(self) -> Network:
        """The network of influences, with the reader's change in it."""
        influences = load("scenario_influences")[["from_state", "to_state", "influence"]]
        if self.changed:
            cause, effect, strength = self.changed
            here = (influences["from_state"] == cause) & (influences["to_state"] == effect)
            changed = pd.DataFrame([(cause, effect, strength)], columns=influences.columns)
            influences = pd.concat([influences[~here], changed], ignore_index=True)
        return network(self.factors, influences)

    @property
    def what_changed(self) -> str:
        """The beginning of a sentence that names the reader's change; blank if there is none."""
        if not self.changed:
            return ""
        cause, effect, strength = self.changed
        names = self.factors.set_index("state_id")["state"]
        return f"With “{names[cause]}” acting on “{names[effect]}” at {strength:+d}, ".replace("at -", "at −")
