"""How did the claims of the two analyses fare, and what do the analyses rest on?"""

# In the order in which a reader asks: what the record decides, what is disputed, what it cannot decide.
VERDICTS = (
    "ok",
    "imprecise",
    "wrong",
    "contested",
    "conflict",
    "unverified",
    "overtaken",
    "testable",
    "restates",
    "see",
    "none",
)
RELATIONS = ("supports", "contradicts", "qualifies")


def given_verdicts(claims):
    """Which verdicts were given to which claim?

    ``claims`` is ``wb.load("claims")``. Returns one row per claim and verdict, with all columns of ``claims``;
    ``verdict`` is one of VERDICTS, and ``none`` where no verdict was given. A claim with two verdicts has two
    rows, so count claims with ``nunique`` of ``claim_id``.

    >>> import workbook as wb
    >>> given = given_verdicts(wb.load("claims"))
    >>> given.loc[given["claim_id"] == "B-2-03", "verdict"].to_list()
    ['imprecise', 'wrong']
    """
    verdicts = claims["verdict"].fillna("none").str.split(";")
    return claims.assign(verdict=verdicts).explode("verdict", ignore_index=True)


def evidence_links(claims, links):
    """How many rows of our datasets were linked to each claim, and how do they bear on it?

    ``links`` is ``wb.load("claim_evidence")``. Returns one row per claim, in the order of ``claims``:
    ``claim_id``, ``supports``, ``contradicts``, ``qualifies`` and ``links``, their sum. Links are not votes: do
    not subtract those that contradict from those that support. A claim without a link is not refuted.

    >>> import pandas as pd
    >>> claims = pd.DataFrame({"claim_id": ["one", "two"]})
    >>> evidence_links(claims, pd.DataFrame({"claim_id": ["one"], "relation": ["supports"]}))["links"].to_list()
    [1, 0]
    """
    counts = links.groupby(["claim_id", "relation"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=claims["claim_id"], columns=list(RELATIONS), fill_value=0)
    return counts.assign(links=counts.sum(axis="columns")).rename_axis(columns=None).reset_index()


def backed_by_notes(claims):
    """For how many of its claims does each analysis cite a work?

    Returns one row per analysis: ``analysis``, ``backed`` (claims with a note of the author's) and ``claims``, all
    of them.
    A claim without a note is not unfounded: summaries, and matters of common knowledge, need none.

    >>> import pandas as pd
    >>> claims = pd.DataFrame({"analysis": ["a", "a", "b"], "notes_cited": ["3", None, None]})
    >>> backed_by_notes(claims)["backed"].to_list()
    [1, 0]
    """
    backed = claims["notes_cited"].notna().groupby(claims["analysis"]).agg(backed="sum", claims="size")
    return backed.reset_index()


def rested_on(works):
    """Who rests on which work?

    ``works`` is ``wb.load("works")``. Returns one row per work and user, with all columns of ``works`` and ``user``:
    salat2025, bogusz2024, or data (rows of the workbook's own datasets). The two analyses themselves, which the
    workbook cites for every claim, are left out: neither is a source of its own.
    A work that two notes of an analysis cite has a record per note, and counts twice.

    >>> import workbook as wb
    >>> set(rested_on(wb.load("works"))["user"]) == {"salat2025", "bogusz2024", "data"}
    True
    """
    users = works["cited_by"].fillna("").str.split(";")
    long = works.assign(user=users).explode("user", ignore_index=True)
    itself = long["note_ref"].isna() & (long["user"] != "data")
    return long[~itself & (long["user"] != "")].reset_index(drop=True)
