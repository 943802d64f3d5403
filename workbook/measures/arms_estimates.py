"""Which estimates may stand side by side, and how far apart are they?"""

import pandas as pd

CAPACITY = "rounds, container capacity in 152 mm"
DENIAL, ARMS = "denial", ["ammunition", "containers", "missiles", "guns"]


def comparable_figures(arms):
    """Which figures count the same kind of thing in the same unit, and so may stand in one picture?

    ``arms`` is ``wb.load("arms_and_troops")``. Returns the rows of ``arms`` with five columns more: ``kind`` (what is
    counted, by whom it is sent and, for shells, by which rule), ``unit``, ``low``, ``high`` and ``bound``:

    - ``exact`` one figure, ``range`` two;
    - ``at least`` only the low end is given, ``at most`` only the high end; the other end is not the same figure;
    - ``no figure`` a statement without one.

    Container capacity in 152 mm shells is a kind of its own and never stands beside deliveries: a row on
    containers that names its capacity appears twice, once with containers and once with the rounds that would fit.
    Killed and killed-and-wounded are two kinds. A statement without a figure stands with the kind of its category that
    has most figures; the denial of all arms transfers stands with every kind of arms from North Korea.

    Nothing is added up: the rows speak of different days, periods and observers.

    >>> import workbook as wb
    >>> figures = comparable_figures(wb.load("arms_and_troops"))
    >>> figures.loc[figures["row_id"] == "A11", "unit"].to_list()
    ['containers', 'rounds, container capacity in 152 mm']
    """
    own = arms.assign(kind=_kind(arms), unit=arms["unit"], low=arms["amount_low"], high=arms["amount_high"])
    stowed = (arms["basis"] == "container capacity").fillna(False)
    own.loc[stowed, "unit"] = CAPACITY
    room = arms[arms["capacity_152mm_rounds"].notna()]
    fits = room.assign(kind=_named("ammunition", room["from_actor"]), unit=CAPACITY)
    fits["low"] = fits["high"] = room["capacity_152mm_rounds"].astype(float)
    figures = pd.concat([own[own["unit"].notna()], fits])
    said = _placed(own[own["unit"].isna()], figures)
    found = pd.concat([figures, said]).sort_values(["date", "row_id"], kind="stable", ignore_index=True)
    found["bound"] = _bound(found["low"], found["high"])
    return found


def spread(figures):
    """What are the lowest and the highest of the figures, and who gives them?

    ``figures`` are rows of one kind and unit from ``comparable_figures``. Returns the two rows, the one with the
    lowest and the one with the highest end that is given; None if no row has a figure. An open end (at least, at
    most) counts with the end that is given, so the true spread can be wider.

    >>> rows = pd.DataFrame({"low": [5.0, 1.0], "high": [None, 2.0], "estimated_by": ["A", "B"]})
    >>> [row["estimated_by"] for row in spread(rows)]
    ['B', 'A']
    """
    lows = figures["low"].fillna(figures["high"]).dropna()
    highs = figures["high"].fillna(figures["low"]).dropna()
    return (figures.loc[lows.idxmin()], figures.loc[highs.idxmax()]) if len(lows) else None


def _kind(arms):
    wounded = arms["item"].str.startswith("killed and wounded")
    return _named(arms["category"].mask(wounded, "killed and wounded"), arms["from_actor"])


def _named(what, sender):
    return what + " from " + sender


def _placed(said, figures):
    """The statements without a figure, each with every kind and unit that it speaks of."""
    places = []
    for row in said.to_dict("records"):
        alike = figures[figures["from_actor"] == row["from_actor"]]
        if row["category"] == DENIAL:
            stands = alike.loc[alike["category"].isin(ARMS), ["kind", "unit"]].drop_duplicates()
        else:
            alike = alike[(alike["category"] == row["category"]) & (alike["unit"] != CAPACITY)]
            stands = alike[["kind", "unit"]].value_counts().head(1).index.to_frame(index=False)
        places.append(stands.assign(row_id=row["row_id"]))
    if not places:
        return said
    return said.drop(columns=["kind", "unit"]).merge(pd.concat(places), on="row_id")


def _bound(low, high):
    bound = pd.Series("range", index=low.index)
    bound = bound.mask(low == high, "exact")
    bound = bound.mask(high.isna(), "at least").mask(low.isna(), "at most")
    return bound.mask(low.isna() & high.isna(), "no figure")
