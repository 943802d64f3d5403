"""Which of several hypotheses does the evidence speak against least? Analysis of competing hypotheses (Heuer 1999)."""

from collections.abc import Mapping

import pandas as pd

from ..base import WorkbookError, unknown

# How a piece of evidence stands to a hypothesis, and what it adds to the inconsistency; consistency adds nothing.
RATINGS = {"CC": 0.0, "C": 0.0, "N": 0.0, "I": 1.0, "II": 2.0}
SCALE = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}


def inconsistency(ratings: pd.DataFrame, weights: Mapping[str, float] | pd.Series | None = None) -> pd.DataFrame:
    """How much does the evidence speak against each hypothesis?

    ``ratings`` is ``wb.load("evidence_ratings")`` or a table like it: ``evidence_id``, ``hypothesis_id`` and
    ``rating``: CC very consistent, C consistent, N neutral or not applicable, I inconsistent, II very inconsistent.
    ``weights`` (a dict or Series by evidence_id) says how much each piece counts, 0 or more; without it, each 1.

    Returns one row per hypothesis, the least contradicted first: ``hypothesis_id``, ``score`` (Σ weight · 1 for I and
    2 for II), ``rank`` (equal scores share one), ``inconsistent``, ``consistent`` and ``rated`` (counts of evidence).
    Only inconsistency counts, because evidence that fits one hypothesis often fits the others too. A missing rating
    counts as nothing, so compare ``rated``.

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
