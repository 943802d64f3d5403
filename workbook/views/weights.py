"""The control for a weight: a whole number that a reader gives, with a word for what it means."""

from .controls import Choice


class Weight(Choice):
    """A choice among whole numbers; in code it may be given as a number, ``risk_instability=3``."""

    def read(self, value):
        return super().read(str(value))
