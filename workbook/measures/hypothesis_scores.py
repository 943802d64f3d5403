"""Which of several hypotheses does the evidence speak against least? Analysis of competing hypotheses (Heuer 1999)."""

from collections.abc import Mapping

import pandas as pd

from ..base import WorkbookError, unknown
from .coding import cohens_kappa, weighted_kappa

READINGS = {"first": "the first reading", "second": "the second reading"}

# How a piece of evidence stands to a hypothesis, and what it adds to the inconsistency; consistency adds nothing.
RATINGS = {"CC": 0.0, "C": 0.0, "N": 0.0, "I": 1.0, "II": 2.0}
SCALE = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}


def rivals(ratings: pd.DataFrame, hypotheses: pd.DataFrame, of: str, reading: str = "first") -> pd.DataFrame:
    """Which ratings may be compared: of hypotheses that exclude each other, by one reader?

    ``ratings`` is ``wb.load("evidence_ratings")``, ``hypotheses`` is ``wb.load("hypotheses")``, ``of`` is one of its
    sets (form, motive, duration) and ``reading`` is first or second. Returns the rows of ``ratings`` of that set and
    reading; none if that reading did not rate the set.

    By construction: a score compares answers to one question only; that one answer excludes the others is a choice of
    words (“chiefly”) and not a finding.

    Raises UnknownName for another set or reading.

    Source: Heuer 1999, “Psychology of Intelligence Analysis”, chapter 8, step 1: hypotheses that exclude each other.

    >>> import workbook as wb
    >>> rows = rivals(wb.load("evidence_ratings"), wb.load("hypotheses"), "form")
    >>> sorted(set(rows["hypothesis_id"]))
    ['H1', 'H2', 'H5']
    """
    sets = dict.fromkeys(hypotheses["set"])
    if of not in sets:
        raise unknown("set of hypotheses", of, sets)
    if reading not in READINGS:
        raise unknown("reading", reading, READINGS)
    names = hypotheses.loc[hypotheses["set"] == of, "hypothesis_id"]
    return ratings[ratings["hypothesis_id"].isin(names) & (ratings["reading"] == reading)].reset_index(drop=True)


def inconsistency(ratings: pd.DataFrame, weights: Mapping[str, float] | pd.Series | None = None) -> pd.DataFrame:
    """How much does the evidence speak against each hypothesis?

    ``ratings`` is ``wb.load("evidence_ratings")`` or a table like it: ``evidence_id``, ``hypothesis_id`` and
    ``rating``: CC very consistent, C consistent, N neutral or not applicable, I inconsistent, II very inconsistent.
    ``weights`` (a dict or Series by evidence_id) says how much each piece counts, 0 or more; without it, each 1.

    Returns one row per hypothesis, the least contradicted first: ``hypothesis_id``, ``score`` (Σ weight · 1 for I and
    2 for II), ``rank`` (equal scores share one), ``inconsistent``, ``consistent`` and ``rated`` (counts of evidence).
    Only inconsistency counts, because evidence that fits one hypothesis often fits the others too. A missing rating
    counts as nothing, so compare ``rated``.

    By construction: a sum over the chosen evidence, so that a vague hypothesis, which nothing contradicts, comes first.

    Raises UnknownName for another rating or a weight of an unknown piece, and WorkbookError for a weight below 0 or a
    cell rated twice.

    Source: Heuer 1999, “Psychology of Intelligence Analysis”, chapter 8.

    >>> rows = [("e1", "A", "I"), ("e1", "B", "C"), ("e2", "A", "C"), ("e2", "B", "C")]
    >>> table = pd.DataFrame(rows, columns=["evidence_id", "hypothesis_id", "rating"])
    >>> inconsistency(table)[["hypothesis_id", "score"]].to_numpy().tolist()
    [['B', 0.0], ['A', 1.0]]
    """
    rows = _checked(ratings)
    rows["weight"] = _weights(rows["evidence_id"], weights)
    rows["score"] = rows["rating"].map(RATINGS) * rows["weight"]
    rows["inconsistent"] = rows["rating"].isin(["I", "II"])
    rows["consistent"] = rows["rating"].isin(["C", "CC"])
    table = rows.groupby("hypothesis_id", sort=True).agg(
        score=("score", "sum"),
        inconsistent=("inconsistent", "sum"),
        consistent=("consistent", "sum"),
        rated=("rating", "count"),
    )
    table.insert(1, "rank", table["score"].rank(method="min").astype(int))
    return table.reset_index().sort_values(["score", "hypothesis_id"], ignore_index=True)


def diagnosticity(ratings: pd.DataFrame) -> pd.DataFrame:
    """Which evidence tells the hypotheses apart?

    ``ratings`` is as in ``inconsistency``. Returns one row per piece of evidence, the most telling first:
    ``evidence_id`` and ``diagnosticity``, the mean absolute difference between the ratings of two hypotheses (CC 2,
    C 1, N 0, I −1, II −2), over all pairs: 0 if it stands to all of them alike, however strongly, and 4 at most.
    Evidence with 0 can be left out without changing the order of the hypotheses.

    By construction: it depends on the rivals; with another hypothesis among them another piece tells most.

    Raises UnknownName for another rating, and WorkbookError for a cell rated twice.

    Source: Heuer 1999, “Psychology of Intelligence Analysis”, chapter 8, for the idea; the mean difference is Gini's.

    >>> rows = [("e1", "A", "I"), ("e1", "B", "C"), ("e2", "A", "C"), ("e2", "B", "C")]
    >>> table = pd.DataFrame(rows, columns=["evidence_id", "hypothesis_id", "rating"])
    >>> diagnosticity(table).to_numpy().tolist()
    [['e1', 2.0], ['e2', 0.0]]
    """
    rows = _checked(ratings)
    rows["value"] = rows["rating"].map(SCALE).astype(float)
    spread = rows.groupby("evidence_id", sort=True)["value"].agg(_mean_difference)
    table = spread.rename("diagnosticity").reset_index()
    return table.sort_values(["diagnosticity", "evidence_id"], ascending=[False, True], ignore_index=True)


def without_each(ratings: pd.DataFrame, weights: Mapping[str, float] | pd.Series | None = None) -> pd.DataFrame:
    """What if one piece of evidence is false? Which hypothesis leads then?

    ``ratings`` and ``weights`` are as in ``inconsistency``. Returns one row per piece of evidence: ``evidence_id``,
    ``leader`` (the least contradicted hypotheses if it is left out, joined by a semicolon), ``changes`` (the leader is
    another than with all evidence) and ``margin`` (how far the next hypothesis is behind, in points of the score).
    Those that change the leader carry the verdict: check them first.

    By construction: a piece moves the distance of two hypotheses by twice its weight at most, so that no single
    piece can change a greater lead. That none does is no sign that the lead is firm.

    Raises UnknownName for another rating or a weight of an unknown piece, and WorkbookError for a weight below 0 or a
    cell rated twice.

    Source: Heuer 1999, “Psychology of Intelligence Analysis”, chapter 8, step 6.

    >>> rows = [("e1", "A", "I"), ("e1", "B", "C"), ("e2", "A", "C"), ("e2", "B", "C")]
    >>> table = pd.DataFrame(rows, columns=["evidence_id", "hypothesis_id", "rating"])
    >>> without_each(table)[["evidence_id", "leader", "changes"]].to_numpy().tolist()
    [['e1', 'A;B', True], ['e2', 'B', False]]
    """
    rows = _checked(ratings)
    rows["score"] = rows["rating"].map(RATINGS) * _weights(rows["evidence_id"], weights)
    scores = rows.pivot(index="evidence_id", columns="hypothesis_id", values="score")
    scores = scores.reindex(list(dict.fromkeys(rows["evidence_id"])))
    leaders_of_all = _leaders(scores.sum())[0]
    results = []
    for name in scores.index:
        left = scores.drop(index=name)
        leaders, margin = _leaders(left.sum()[left.notna().any()])
        results.append({"evidence_id": name, "leader": leaders, "changes": leaders != leaders_of_all, "margin": margin})
    return pd.DataFrame(results, columns=["evidence_id", "leader", "changes", "margin"])


def pieces_needed(ratings: pd.DataFrame, weights: Mapping[str, float] | pd.Series | None = None) -> pd.DataFrame:
    """How many pieces of evidence must be false before another hypothesis draws level?

    ``ratings`` and ``weights`` are as in ``inconsistency``. Returns one row per hypothesis that does not lead, the
    nearest first: ``hypothesis_id``, ``behind`` (points behind the leader; of several leaders, the first), ``pieces``
    (the least number of pieces without which it is level or ahead) and ``evidence`` (which, joined by a semicolon).

    The score is a sum, so the pieces that speak most for the leader over the rival go first, and no smaller number
    does.

    By construction: at least ``behind`` / 2, since a piece counts two points at most (times its weight).

    Raises UnknownName for another rating or a weight of an unknown piece, and WorkbookError for a weight below 0 or a
    cell rated twice.

    Source: Heuer 1999, “Psychology of Intelligence Analysis”, chapter 8, step 6; the greedy count is exact for a sum.

    >>> rows = [("e1", "A", "II"), ("e1", "B", "C"), ("e2", "A", "I"), ("e2", "B", "C")]
    >>> table = pd.DataFrame(rows, columns=["evidence_id", "hypothesis_id", "rating"])
    >>> pieces_needed(table).to_numpy().tolist()
    [['A', 3.0, 2, 'e1;e2']]
    """
    scores = _points(ratings, weights)
    totals = scores.sum().round(9).sort_values(kind="stable")
    results = []
    for name in totals.index[totals > totals.min()]:
        gains = (scores[name] - scores[totals.index[0]]).sort_values(ascending=False, kind="stable")
        behind = totals[name] - totals.iloc[0]
        number = int((gains.cumsum().round(9) < behind).sum()) + 1
        results.append((name, behind, number, ";".join(gains.index[:number])))
    return pd.DataFrame(results, columns=["hypothesis_id", "behind", "pieces", "evidence"])


def readings_compared(ratings: pd.DataFrame) -> pd.DataFrame:
    """Do two readers rate the same evidence alike?

    ``ratings`` has ``reading`` (first, second) beside the columns of ``inconsistency``. Returns one row per hypothesis
    that both rated, and one for ``all``: ``hypothesis_id``, ``cells`` (rated by both), ``alike`` (share, 0 to 1),
    ``kappa`` (Cohen's, names alike or not) and ``weighted_kappa`` (squared steps on the scale from CC 2 to II −2).

    By construction: kappa says how clear the rules of rating are to two readers, and not whether they are right; with
    many N it is low although most cells are alike.

    Raises UnknownName for another rating, and WorkbookError if a reading rates a cell twice.

    Source: Cohen 1960 and 1968, as in ``cohens_kappa`` and ``weighted_kappa``.

    >>> rows = [("e1", "A", "I", "first"), ("e1", "A", "I", "second"), ("e2", "A", "C", "first")]
    >>> table = pd.DataFrame(rows, columns=["evidence_id", "hypothesis_id", "rating", "reading"])
    >>> readings_compared(table)[["hypothesis_id", "cells", "alike"]].to_numpy().tolist()
    [['A', 1, 1.0], ['all', 1, 1.0]]
    """
    keys = ["evidence_id", "hypothesis_id"]
    one, other = (_checked(ratings[ratings["reading"] == reading]) for reading in READINGS)
    both = one.merge(other, on=keys, suffixes=("", "_second")).sort_values(keys)
    groups = [*both.groupby("hypothesis_id", sort=True), ("all", both)]
    results = []
    for name, rows in groups if len(both) else []:
        steps = [rows[column].map(SCALE) for column in ("rating", "rating_second")]
        kappa = cohens_kappa(rows["rating"], rows["rating_second"])
        alike = float((rows["rating"] == rows["rating_second"]).mean())
        results.append((name, len(rows), alike, kappa, weighted_kappa(*steps)))
    return pd.DataFrame(results, columns=["hypothesis_id", "cells", "alike", "kappa", "weighted_kappa"])


def _points(ratings: pd.DataFrame, weights: Mapping[str, float] | pd.Series | None) -> pd.DataFrame:
    """The points of each piece (rows) against each hypothesis (columns); 0 where it was not rated."""
    rows = _checked(ratings)
    rows["score"] = rows["rating"].map(RATINGS) * _weights(rows["evidence_id"], weights)
    return rows.pivot(index="evidence_id", columns="hypothesis_id", values="score").fillna(0.0)


def _leaders(scores: pd.Series) -> tuple[str, float]:
    """The hypotheses with the lowest of ``scores`` (a Series by hypothesis), and how far the next one is behind."""
    if scores.empty:
        return "", float("nan")
    scores = scores.round(9)  # so that sums of the same weights are the same, whatever their order
    first = scores.min()
    behind = scores[scores > first]
    return ";".join(scores.index[scores == first]), (behind.min() - first if len(behind) else 0.0)


def _mean_difference(values: pd.Series) -> float:
    steps = sorted(values.dropna())
    if len(steps) < 2:
        return 0.0
    pairs = [abs(step - other) for number, step in enumerate(steps) for other in steps[:number]]
    return float(sum(pairs) / len(pairs))


def _checked(ratings: pd.DataFrame) -> pd.DataFrame:
    rows = ratings[["evidence_id", "hypothesis_id", "rating"]].dropna(subset="rating").copy()
    strange = rows.loc[~rows["rating"].isin(list(RATINGS)), "rating"]
    if len(strange):
        raise unknown("rating", strange.iloc[0], RATINGS)
    twice = rows[rows.duplicated(["evidence_id", "hypothesis_id"])]
    if len(twice):
        cell = twice.iloc[0]
        raise WorkbookError(f"{cell['evidence_id']} is rated twice for {cell['hypothesis_id']}; give one rating.")
    return rows


def _weights(evidence: pd.Series, weights: Mapping[str, float] | pd.Series | None) -> pd.Series | float:
    if weights is None:
        return 1.0
    series = pd.Series(weights, dtype=float)
    if (bad := series[~(series >= 0)]).size:
        raise WorkbookError(f"The weight of {bad.index[0]} is {bad.iloc[0]:g}; it can be 0 or more.")
    names = set(evidence)
    strange = [name for name in series.index if name not in names]
    if strange:
        raise unknown("piece of evidence", strange[0], dict.fromkeys(evidence), "pieces")
    return evidence.map(series).fillna(1.0)
