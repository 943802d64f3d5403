"""Which estimates may stand side by side, and how far apart are they?"""

import pandas as pd

CAPACITY = "rounds, container capacity in 152 mm"
# Counts of losses that never stand beside each other; of two that begin alike the longer comes last.
LOSSES = (
    "wounded",
    "killed and wounded",
    "killed and wounded in one week",
    "killed, wounded, missing and captured",
    "prisoners of war",
)
DENIAL, ARMS = "denial", ["ammunition", "containers", "missiles", "guns"]


def comparable_figures(arms: pd.DataFrame) -> pd.DataFrame:
    """Which figures count the same kind of thing in the same unit, and so may stand in one picture?

    ``arms`` is ``wb.load("arms_and_troops")``. Returns the rows of ``arms`` with five columns more: ``kind`` (what is
    counted, by whom it is sent and, for shells, by which rule), ``unit``, ``low``, ``high`` and ``bound``:

    - ``exact`` one figure, ``range`` two;
    - ``at least`` only the low end is given, ``at most`` only the high end; the other end is not the same figure;
    - ``no figure`` a statement without one.

    Container capacity in 152 mm shells is a kind of its own and never stands beside deliveries: a row on
    containers that names its capacity appears twice, once with containers and once with the rounds that would fit.
    Killed, wounded, killed-and-wounded and the like are kinds of their own. A statement without a figure stands with
    the kind of its category that has most figures; the denial of all arms transfers stands with every kind of arms
    from North Korea.

    Nothing is added up: the rows speak of different days, periods and observers.

    Source: our own definition.

    >>> import workbook as wb
    >>> figures = comparable_figures(wb.load("arms_and_troops"))
    >>> figures.loc[figures["row_id"] == "A11", "unit"].to_list()
    ['containers', 'rounds, container capacity in 152 mm']
    """
    counted = arms.assign(kind=_kind(arms), unit=arms["unit"], low=arms["amount_low"], high=arms["amount_high"])
    stowed = (arms["basis"] == "container capacity").fillna(False)
    counted.loc[stowed, "unit"] = CAPACITY
    room = arms[arms["capacity_152mm_rounds"].notna()]
    rounds = room["capacity_152mm_rounds"].astype(float)
    fits = room.assign(kind="ammunition from " + room["from_actor"], unit=CAPACITY, low=rounds, high=rounds)
    figures = pd.concat([counted[counted["unit"].notna()], fits])
    statements = _with_their_kinds(counted[counted["unit"].isna()], figures)
    rows = pd.concat([figures, statements]).sort_values(["date", "row_id"], kind="stable", ignore_index=True)
    rows["bound"] = _bound(rows["low"], rows["high"])
    return rows


def spread(figures: pd.DataFrame) -> tuple[pd.Series, pd.Series] | None:
    """What are the lowest and the highest of the figures, and who gives them?

    ``figures`` are rows of one kind and unit from ``comparable_figures``. Returns the two rows, the one with the
    lowest and the one with the highest end that is given; None if no row has a figure. An open end (at least, at
    most) counts with the end that is given, so the true spread can be wider.

    Source: counting; no method of the literature.

    >>> rows = pd.DataFrame({"low": [5.0, 1.0], "high": [None, 2.0], "estimated_by": ["A", "B"]})
    >>> [row["estimated_by"] for row in spread(rows)]
    ['B', 'A']
    """
    lows = figures["low"].fillna(figures["high"])
    highs = figures["high"].fillna(figures["low"])
    return (figures.iloc[lows.argmin()], figures.iloc[highs.argmax()]) if lows.notna().any() else None


def _kind(arms: pd.DataFrame) -> pd.Series:
    kinds = arms["category"]
    for loss in LOSSES:
        kinds = kinds.mask((arms["category"] == "casualties") & arms["item"].str.startswith(loss), loss)
    return kinds + " from " + arms["from_actor"]


def _with_their_kinds(statements: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The statements without a figure, each with every kind and unit that it speaks of."""
    kinds = []
    for row in statements.to_dict("records"):
        alike = figures[figures["from_actor"] == row["from_actor"]]
        if row["category"] == DENIAL:
            spoken_of = alike.loc[alike["category"].isin(ARMS), ["kind", "unit"]].drop_duplicates()
        else:
            alike = alike[(alike["category"] == row["category"]) & (alike["unit"] != CAPACITY)]
            spoken_of = alike[["kind", "unit"]].value_counts().head(1).index.to_frame(index=False)
        kinds.append(spoken_of.assign(row_id=row["row_id"]))
    if not kinds:
        return statements
    return statements.drop(columns=["kind", "unit"]).merge(pd.concat(kinds), on="row_id")


def _bound(low: pd.Series, high: pd.Series) -> pd.Series:
    bound = pd.Series("range", index=low.index)
    bound = bound.mask(low == high, "exact")
    bound = bound.mask(high.isna(), "at least").mask(low.isna(), "at most")
    return bound.mask(low.isna() & high.isna(), "no figure")
