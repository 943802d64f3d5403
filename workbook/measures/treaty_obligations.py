"""Which treaties bind whom to what, and when?"""

from typing import Any, Literal, get_args

import pandas as pd

from ..base import unknown

# The obligations of the ATOP vocabulary that the treaties hold, and one more that several of them share.
Obligation = Literal["defence", "neutrality", "non-aggression", "no hostile alliances", "consultation"]
OBLIGATIONS: tuple[Obligation, ...] = get_args(Obligation)
STANDING = ("in force", "in effect", "dormant")
# The texts that can be counted as a promise, list by list. What two states have promised depends on the list.
TreatyList = Literal["rule", "binding", "atop", "asean", "first release"]
TREATY_LISTS: dict[TreatyList, str] = {
    "rule": "treaties and declarations with one of the six promises",
    "binding": "binding texts with one of the six promises",
    "atop": "the ATOP project's list of texts of a pair to 2018, and the texts since",
    "asean": "treaties, declarations and the treaty of the Southeast Asian states, which all six have joined",
    "first release": "the texts of the workbook's first release, a selection",
}


def promising_texts(treaties: pd.DataFrame, texts: TreatyList = "rule") -> pd.DataFrame:
    """Which texts count as a promise of one state to another, by one of five lists?

    ``treaties`` is ``wb.load("treaties")``; ``texts`` is a key of TREATY_LISTS. Returns the rows of ``treaties`` on the
    list, in their order; dormant texts and texts that have ended are among them.

    Mind: no list is the right one. Declarations bind nobody in law; ATOP leaves some texts out that hold the words it
    asks for; by the treaty of the Southeast Asian states every pair of the six is bound since 2009.

    Raises UnknownName for another list.

    By construction: the list decides: a wider one binds more pairs, and the widest binds all.

    Source: the column ``lists``, by the rule on the card of treaties; the yardstick is the Alliance Treaty Obligations
    and Provisions project (Leeds, Ritter, Mitchell and Long 2002).

    >>> import workbook as wb
    >>> treaties = wb.load("treaties")
    >>> [name in set(promising_texts(treaties, "binding")["treaty_id"]) for name in ("T35", "T36")]
    [False, True]
    """
    if texts not in TREATY_LISTS:
        raise unknown("list of treaties", texts, TREATY_LISTS)
    lists = treaties["lists"].fillna("").str.split(";")
    wanted: set[str] = {"rule"} if texts == "binding" else {"rule", "asean"} if texts == "asean" else {texts}
    counted = lists.map(lambda names: bool(wanted & set(names))).astype(bool)
    return treaties[counted & ((texts != "binding") | treaties["tier"].eq("binding"))]


def treaty_spans(treaties: pd.DataFrame) -> pd.DataFrame:
    """From which day to which does each text bind, as far as the days are known?

    ``treaties`` is ``wb.load("treaties")``. Returns one row per text, with all columns of ``treaties`` and
    ``between`` (the dyad, or the parties where there is none), ``start`` (in force: a promise counts from here
    and not from signature), ``end`` (missing while the text stands), ``stands`` (not formally ended), ``dormant``
    (so, but no longer acted upon) and ``unknown``: ``start``, ``end`` or both, joined by a semicolon, where a text
    has such a day and it was not found; such a text has no span. Blank where both are known.

    By construction: days on paper; a text binds here from its entry into force to its formal end, kept or not.

    Source: our own definition.

    >>> import workbook as wb
    >>> spans = treaty_spans(wb.load("treaties")).set_index("treaty_id")
    >>> str(spans.loc["T36", "start"].date()), spans.loc["T07", "unknown"]
    ('2024-12-04', 'start;end')
    """
    stands = treaties["ended"].isna() & treaties["status"].isin(STANDING)
    start = treaties["in_force"].isna().map({True: "start", False: ""})
    end = (treaties["ended"].isna() & ~treaties["status"].isin((*STANDING, "signed"))).map({True: "end", False: ""})
    return treaties.assign(
        between=treaties["dyad"].fillna(treaties["parties"].str.replace(";", "-")),
        start=treaties["in_force"],
        end=treaties["ended"],
        stands=stands,
        dormant=treaties["status"] == "dormant",
        unknown=(start + ";" + end).str.strip(";"),
    )


def bound_spells(treaties: pd.DataFrame, obligation: Obligation = "defence") -> pd.DataFrame:
    """In which unbroken spells was each pair bound by ``obligation``?

    ``treaties`` is ``wb.load("treaties")`` or rows of it; ``obligation`` is one of OBLIGATIONS. Texts of one pair that
    overlap, or follow each other within a day, make one spell; a text with an unknown day has none. Returns one row
    per spell: ``between``, ``start``, ``end`` (missing while it lasts), ``signed`` (of the text that begins it),
    ``treaties`` (their ids) and ``dormant`` (it lasts, but only in dormant texts), in order of time.

    By construction: it sees texts: a promise that nobody would keep binds, and a tie without a text does not.

    Source: our own definition of a spell; the obligations follow the Alliance Treaty Obligations and Provisions
    project (Leeds, Ritter, Mitchell and Long 2002).

    >>> import workbook as wb
    >>> spells = bound_spells(wb.load("treaties"))
    >>> [start.year for start in spells.loc[spells["between"] == "RUS-PRK", "start"]]
    [1961, 2024]
    """
    texts = treaty_spans(treaties)
    having = texts["kinds"].fillna("").str.split(";").map(lambda kinds: obligation in kinds).astype(bool)
    texts = texts[having & texts["unknown"].eq("")].sort_values("start", kind="stable")
    spells = [_spell(texts) for _, pair in texts.groupby("between", sort=False) for texts in _runs(pair)]
    columns = ["between", "start", "end", "signed", "treaties", "dormant"]
    return pd.DataFrame(spells, columns=columns).sort_values("start", kind="stable", ignore_index=True)


def _runs(texts: pd.DataFrame) -> list[pd.DataFrame]:
    """The texts of one pair, in order of their start, parted where a day or more lies between them."""
    ends = texts["end"].mask(texts["stands"], pd.Timestamp.max.normalize()).cummax()
    apart = (texts["start"] - ends.shift()).dt.days > 1
    return [run for _, run in texts.groupby(apart.cumsum())]


def _spell(texts: pd.DataFrame) -> dict[str, Any]:
    standing = texts[texts["stands"]]
    return {
        "between": texts["between"].iloc[0],
        "start": texts["start"].iloc[0],
        "end": texts["end"].max() if standing.empty else pd.NaT,
        "signed": texts["signed"].iloc[0],
        "treaties": ";".join(texts["treaty_id"]),
        "dormant": bool(len(standing) and standing["dormant"].all()),
    }
