"""How did the claims of the two analyses fare, and what do the analyses rest on?"""

from collections.abc import Set as AbstractSet

import pandas as pd

from .coding import cohens_kappa

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
READ_COLUMNS = ("kind", "verdict", "faithful", "fault")
LEDGER = "ledger"


def given_verdicts(claims: pd.DataFrame) -> pd.DataFrame:
    """Which verdicts were given to which claim?

    ``claims`` is ``wb.load("claims")``. Returns one row per claim and verdict, with all columns of ``claims``;
    ``verdict`` is one of VERDICTS, and ``none`` where no verdict was given. A claim with two verdicts has two
    rows, so count claims with ``nunique`` of ``claim_id``.

    By construction: the verdicts are ours, by our own datasets; a claim with two counts twice.

    Source: the verdicts are our own; no method of the literature.

    >>> import workbook as wb
    >>> verdicts = given_verdicts(wb.load("claims"))
    >>> verdicts.loc[verdicts["claim_id"] == "S-3.1-18", "verdict"].to_list()
    ['imprecise', 'conflict']
    """
    verdicts = claims["verdict"].fillna("none").str.split(";")
    return claims.assign(verdict=verdicts).explode("verdict", ignore_index=True)


def ledger_codes(claims: pd.DataFrame) -> pd.DataFrame:
    """How does the ledger code each claim, in the form in which a second coder would?

    ``claims`` is ``wb.load("claims")``. Returns one row per claim: ``claim_id``, ``kind``, ``stance`` (whose gain or
    cost, in short: gain, loss, gain and loss, indifference, none) and ``verdict`` (the first, ``none`` without one).

    By construction: our codes, to be compared with a reader's; where they differ neither is the key.

    Source: our own definition.

    >>> import workbook as wb
    >>> ledger_codes(wb.load("claims")).iloc[0].to_list()[1:]
    ['interpretation', 'gain', 'restates']
    """
    signs = claims["stance"].fillna("").str.replace(r"[A-Z]+:", "", regex=True).str.split(";").map(set)
    verdicts = claims["verdict"].fillna("none").str.partition(";")[0]
    return pd.DataFrame(
        {
            "claim_id": claims["claim_id"],
            "kind": claims["kind"].astype(str),
            "stance": signs.map(_stance),
            "verdict": verdicts,
        }
    )


def _stance(signs: AbstractSet[str]) -> str:
    gain, loss = "+" in signs, "-" in signs
    if gain and loss:
        return "gain and loss"
    return "gain" if gain else "loss" if loss else "indifference" if "0" in signs else "none"


def evidence_links(claims: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """How many rows of our datasets were linked to each claim, and how do they bear on it?

    ``links`` is ``wb.load("claim_evidence")``. Returns one row per claim, in the order of ``claims``:
    ``claim_id``, ``supports``, ``contradicts``, ``qualifies`` and ``links``, their sum. Links are not votes: do
    not subtract those that contradict from those that support. A claim without a link is not refuted.

    By construction: we chose the links, so their number says how much we looked, not how strong a claim is.

    Source: counting; no method of the literature.

    >>> import pandas as pd
    >>> claims = pd.DataFrame({"claim_id": ["first", "second"]})
    >>> evidence_links(claims, pd.DataFrame({"claim_id": ["first"], "relation": ["supports"]}))["links"].to_list()
    [1, 0]
    """
    counts = links.groupby(["claim_id", "relation"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=claims["claim_id"], columns=list(RELATIONS), fill_value=0)
    return counts.assign(links=counts.sum(axis="columns")).rename_axis(columns=None).reset_index()


def backed_by_notes(claims: pd.DataFrame) -> pd.DataFrame:
    """For how many of its claims does each analysis cite a work?

    ``claims`` is ``wb.load("claims")``. Returns one row per analysis: ``analysis``, ``backed`` (claims with a note of
    the author's) and ``claims``, all of them. A claim without a note is not unfounded: summaries, and matters of
    common knowledge, need none.

    By construction: authors of short papers cite little, so the share follows the kind of paper as well as its care.

    Source: counting; no method of the literature.

    >>> import pandas as pd
    >>> claims = pd.DataFrame({"analysis": ["a", "a", "b"], "notes_cited": ["3", None, None]})
    >>> backed_by_notes(claims)["backed"].to_list()
    [1, 0]
    """
    backed = claims["notes_cited"].notna().groupby(claims["analysis"]).agg(backed="sum", claims="size")
    return backed.reset_index()


def cited_works(works: pd.DataFrame) -> pd.DataFrame:
    """Which works does each of the two analyses cite?

    ``works`` is ``wb.load("works")``. Returns one row per analysis and work, in the order of ``works``, with all its
    columns and ``analysis``: salat2025 or bogusz2024. A work has a record for each note that cites it; records
    of the same authors, title and container are one work here, and ``note_ref`` joins their notes by semicolons.
    The two analyses themselves, which no note cites, are left out.

    By construction: the works in the notes, so what an author read and did not cite is absent.

    Source: counting; no method of the literature.

    >>> import pandas as pd
    >>> works = pd.DataFrame({"work_id": ["S13", "S45"], "authors": "Wishnick", "title": "Obstacles", "container":
    ...     "FPRI", "cited_by": ["salat2025", "salat2025;data"], "note_ref": ["13", "45"]})
    >>> cited_works(works)["note_ref"].to_list()
    ['13;45']
    """
    users = works["cited_by"].fillna("").str.split(";")
    long = works.assign(analysis=users).explode("analysis", ignore_index=True)
    cited = long[long["note_ref"].notna() & (long["analysis"] != "data")]
    # A record without a title is a work of its own.
    named = cited.assign(name=cited["title"].fillna(cited["work_id"]))
    same = ["analysis", "authors", "name", "container"]
    notes = named.groupby(same, dropna=False, sort=False)["note_ref"].transform(";".join)
    return named.assign(note_ref=notes).drop_duplicates(same, ignore_index=True).drop(columns="name")


def agreement_of_readings(readings: pd.DataFrame) -> pd.DataFrame:
    """How far did the two readings of the ledger agree, code by code?

    ``readings`` is ``wb.load("ledger_readings")``, or rows of it with both readings of each claim. Returns one row per
    column that was coded (kind, verdict, faithful, fault): ``column``, ``claims`` (how many both read), ``agree`` (the
    share, from 0 to 1, in which both gave the same) and ``kappa`` (agreement beyond chance). Lists, such as two
    verdicts, count as the same when they have the same items in any order; no verdict and no fault are codes too.
    Both readings had the first codes of kind and verdict before them, so these two are upper bounds.

    Raises WorkbookError if no claim was read by both.

    By construction: two readers of one text by one rule book; it says that the codes can be repeated, not that they
    are right.

    Source: Cohen 1960, “A coefficient of agreement for nominal scales”, Educational and Psychological Measurement 20.

    >>> import workbook as wb
    >>> agreement_of_readings(wb.load("ledger_readings"))["agree"].round(2).to_list()
    [0.98, 0.93, 0.79, 0.65]
    """
    rows = []
    for column in READ_COLUMNS:
        codes = (
            readings[column].astype("object").fillna("none").map(lambda cell: ";".join(sorted(str(cell).split(";"))))
        )
        both = readings.assign(code=codes).pivot(index="claim_id", columns="reading", values="code")
        both = both.reindex(columns=["a", "b"]).dropna()
        kappa = cohens_kappa(both["a"], both["b"])
        rows.append({"column": column, "claims": len(both), "agree": (both["a"] == both["b"]).mean(), "kappa": kappa})
    return pd.DataFrame(rows)


def codes_of_readings(claims: pd.DataFrame, readings: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """What did each of the two readings code, and what does the ledger have in the end?

    ``claims``, ``readings`` and ``changes`` are ``wb.load`` of claims, ledger_readings and ledger_changes. Returns one
    row per claim, coder and column: ``claim_id``, ``coder`` (a, b, ledger), ``what`` (kind, verdict, faithful, fault)
    and ``code``. Of a list the first item is taken, so that one code stands against one; ``none`` is a code too. In
    the ledger a paraphrase without a row in ``changes`` was faithful. Claims that were not read twice are left out.

    By construction: both readings had the first codes before them and the ledger was mended after them, so the three
    are not independent.

    Source: our own definition.

    >>> import workbook as wb
    >>> codes = codes_of_readings(*(wb.load(name) for name in ("claims", "ledger_readings", "ledger_changes")))
    >>> codes[(codes["claim_id"] == "S-3.1-29") & (codes["what"] == "fault")]["code"].to_list()
    ['modality', 'modality', 'modality']
    """
    decided = claims[claims["claim_id"].isin(readings["claim_id"])][["claim_id", "kind", "verdict"]]
    decided = decided.merge(changes[["claim_id", "faithful", "fault"]], on="claim_id", how="left")
    decided = decided.assign(faithful=decided["faithful"].astype("object").fillna("yes"), coder=LEDGER)
    both = pd.concat([readings.rename(columns={"reading": "coder"}).astype({"coder": "object"}), decided])
    long = both.astype("object").melt(["claim_id", "coder"], list(READ_COLUMNS), "what", "code")
    return long.assign(code=long["code"].fillna("none").str.partition(";")[0])
