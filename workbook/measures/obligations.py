"""Which treaties bind whom to what, and when?"""

import pandas as pd

# The obligations of the ATOP vocabulary that the treaties hold, and one more that several of them share.
OBLIGATIONS = ("defence", "neutrality", "non-aggression", "no hostile alliances", "consultation")
STANDING = ("in force", "in effect", "dormant")


def obligations(treaties):
    """What does each text oblige its parties to, from which day to which?

    ``treaties`` is ``wb.load("treaties")``. Returns one row per text and obligation (OBLIGATIONS, after the
    Alliance Treaty Obligations and Provisions project: Leeds, Ritter, Mitchell and Long 2002): ``treaty_id``,
    ``between`` (the dyad, or the parties where there is none), ``obligation``, ``signed``, ``start`` (in force:
    an obligation counts from here, not from signature), ``end`` (missing while the text stands), ``stands``
    (not formally ended) and ``dormant`` (so, but no longer acted upon). A text without a day of entry into
    force, or that ended on a day that was not found, has no span and is left out.

    >>> import workbook as wb
    >>> found = obligations(wb.load("treaties")).set_index(["treaty_id", "obligation"])
    >>> str(found.loc[("T36", "defence"), "start"].date())
    '2024-12-04'
    """
    stands = treaties["ended"].isna() & treaties["status"].isin(STANDING)
    known = treaties["in_force"].notna() & (treaties["ended"].notna() | stands)
    long = treaties.assign(
        between=treaties["dyad"].fillna(treaties["parties"].str.replace(";", "-")),
        obligation=treaties["kinds"].fillna("").str.split(";"),
        start=treaties["in_force"],
        end=treaties["ended"],
        stands=stands,
        dormant=treaties["status"] == "dormant",
    )[known].explode("obligation")
    columns = ["treaty_id", "between", "obligation", "signed", "start", "end", "stands", "dormant"]
    return long.loc[long["obligation"].isin(OBLIGATIONS), columns].reset_index(drop=True)


def bound_spells(treaties, obligation="defence"):
    """In which unbroken spells was each pair bound by ``obligation``?

    ``treaties`` is ``wb.load("treaties")`` or rows of it. Texts of one pair that overlap, or follow each other
    within a day, make one spell. Returns one row per spell: ``between``, ``start``, ``end`` (missing while it
    lasts), ``signed`` (of the text that begins it), ``treaties`` (their ids) and ``dormant`` (it lasts, but
    only in dormant texts), in order of time.

    >>> import workbook as wb
    >>> spells = bound_spells(wb.load("treaties"))
    >>> [start.year for start in spells.loc[spells["between"] == "RUS-PRK", "start"]]
    [1961, 2024]
    """
    texts = obligations(treaties)
    texts = texts[texts["obligation"] == obligation].sort_values("start", kind="stable")
    spells = [_spell(texts) for _, pair in texts.groupby("between", sort=False) for texts in _runs(pair)]
    columns = ["between", "start", "end", "signed", "treaties", "dormant"]
    return pd.DataFrame(spells, columns=columns).sort_values("start", kind="stable", ignore_index=True)


def _runs(texts):
    """The texts of one pair, in order of their start, parted where a day or more lies between them."""
    ends = texts["end"].mask(texts["stands"], pd.Timestamp.max.normalize()).cummax()
    apart = (texts["start"] - ends.shift()).dt.days > 1
    return [run for _, run in texts.groupby(apart.cumsum())]


def _spell(texts):
    standing = texts[texts["stands"]]
    return {
        "between": texts["between"].iloc[0],
        "start": texts["start"].iloc[0],
        "end": texts["end"].max() if standing.empty else pd.NaT,
        "signed": texts["signed"].iloc[0],
        "treaties": ";".join(texts["treaty_id"]),
        "dormant": bool(len(standing) and standing["dormant"].all()),
    }
