"""How much happened, when, and between whom?"""

from typing import Literal

import pandas as pd


def activity(events: pd.DataFrame, by: Literal["dyad", "category", "check"] = "dyad") -> pd.DataFrame:
    """How many events does each year hold, for each value of ``by`` (dyad, category, check)?

    ``events`` is ``wb.load("events")`` or any rows of it. Returns years as rows, values of ``by`` as columns and
    counts as cells; events without a value stand under ``none``. A count says how much was recorded here, not how
    much happened.

    By construction: the rows are our selection, denser for late years, so a rise is in part a rise of our attention.

    Source: counting; no method of the literature.

    >>> import workbook as wb
    >>> int(activity(wb.load("events")).loc[1961].sum()) >= 2
    True
    """
    years = events["date"].dt.year.rename("year")
    values = events[by].fillna("none")
    return values.groupby([years, values]).size().unstack(fill_value=0)


def place_counts(*tables: pd.DataFrame) -> pd.Series:
    """How many rows name each place?

    ``tables`` are datasets with a column ``places`` (events, summits, missile_tests, nuclear_tests, joint_drills), or
    any rows of them. Returns the counts by ``place_id``, the most named first; places that no row names are left out.
    A row that names three places counts once for each. Being named often says what was recorded, not what matters.

    By construction: capitals lead, because talks and statements are placed there.

    Source: counting; no method of the literature.

    >>> import workbook as wb
    >>> place_counts(wb.load("nuclear_tests")).to_dict()
    {'punggye-ri': 6}
    """
    named = pd.concat([table["places"] for table in tables]).dropna().str.split(";").explode()
    counts: pd.Series = named.value_counts()
    return counts.rename_axis("place_id").rename("rows")
