"""Which estimates may stand side by side, and how far apart are they?"""

import pandas as pd

from ..base import WorkbookError

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

    By construction: these are statements and no measurements; many statements of one kind are not better knowledge.

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

    By construction: it grows with every statement that is added, and says how far voices differ, not how sure one is.

    Source: counting; no method of the literature.

    >>> rows = pd.DataFrame({"low": [5.0, 1.0], "high": [None, 2.0], "estimated_by": ["A", "B"]})
    >>> [row["estimated_by"] for row in spread(rows)]
    ['B', 'A']
    """
    lows = figures["low"].fillna(figures["high"])
    highs = figures["high"].fillna(figures["low"])
    return (figures.iloc[lows.argmin()], figures.iloc[highs.argmax()]) if lows.notna().any() else None


def parts_of_totals(parts: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """What part of each total is each of several numbers?

    ``parts`` has ``part``, ``low`` and ``high`` (equal for one figure), ``totals`` has ``total``, ``low`` and ``high``,
    all in one unit. Returns one row per part and total, parts first: ``part``, ``total``, ``share_low`` and
    ``share_high``. Formula: low end of the part / high end of the total, and high end / low end. A share is above 1
    where the total does not hold the part, such as the losses of one month.

    Raises WorkbookError for a total that is not above 0 and for a range whose low end is above its high end.

    By construction: the share is as small as the total is large, so it says nothing until the total is named and fits
    the question; both numbers carry their own doubt, and days that differ are not brought together.

    Source: Best 2001, “Damned Lies and Statistics”, on the choice of a total; ranges are divided end by end.

    >>> parts = pd.DataFrame({"part": ["sent"], "low": [10], "high": [12]})
    >>> totals = pd.DataFrame({"total": ["army", "front"], "low": [1000, 40], "high": [1000, 50]})
    >>> parts_of_totals(parts, totals)["share_low"].to_list()
    [0.01, 0.2]
    """
    if (parts["low"] > parts["high"]).any() or (totals["low"] > totals["high"]).any():
        raise WorkbookError("The low end of a range is above its high end; give the lower figure first.")
    if not (totals["low"] > 0).all():
        raise WorkbookError(f"A total is {totals['low'].min():g}; a part can be taken of totals above 0 only.")
    both = parts.merge(totals, how="cross", suffixes=("", "_of_total"))
    return pd.DataFrame(
        {
            "part": both["part"],
            "total": both["total"],
            "share_low": both["low"] / both["high_of_total"],
            "share_high": both["high"] / both["low_of_total"],
        }
    )


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
