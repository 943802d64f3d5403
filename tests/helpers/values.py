"""Arbitrary values for whatever judges answers: plain ones, nested ones, and objects that lie or raise."""

import decimal

import numpy as np
import pandas as pd
from hypothesis import strategies as st


class Liar:
    """Says that it equals everything, and raises when it is looked at."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __repr__(self):
        raise RuntimeError("no")

    def __float__(self):
        raise SystemExit

    def __iter__(self):
        raise MemoryError

    def item(self):
        raise ValueError("no item")


class Sneak(str):
    """A text that says it equals everything."""

    __slots__ = ()

    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


class LyingNumber(float):
    """A number that says it equals everything, and that every other is no distance away."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__


LIARS = (Liar(), [Liar()], {"1": Liar()}, Liar, 10**5000)
STRANGE = (object(), Liar, print, pd.NA, pd.NaT, np.array([]), np.array([1, 2]), 10**400, "x" * 10**6)
TABLES = (
    pd.DataFrame(),
    pd.Series([1.0]),
    pd.DataFrame({"year": []}),
    pd.DataFrame({"share": [0.83, 0.89, np.nan]}),
    range(10**9),
    Sneak("x"),
)
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.binary(),
    st.complex_numbers(),
    st.decimals().map(decimal.Decimal),
    st.datetimes(),
    st.timedeltas(),
    st.just(...),
    st.sampled_from(STRANGE),
    st.sampled_from(TABLES),
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=8,
)
