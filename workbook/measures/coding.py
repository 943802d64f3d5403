"""Do several people code the same things alike?"""

import numpy as np
import pandas as pd

from ..base import WorkbookError, unknown


def cohens_kappa(one, other):
    """How much do two coders agree beyond chance?

    ``one`` and ``other`` are the codes of the same things in the same order; a thing that either left out is left out.
    κ = (observed − expected) / (1 − expected), where the expected agreement follows from how often each used each
    code: 1 full agreement, 0 what chance gives, below 0 less. Missing if both used one and the same code only.

    Source: Cohen 1960, «A coefficient of agreement for nominal scales», Educational and Psychological Measurement 20.

    >>> cohens_kappa(["a", "a", "b", "b"], ["a", "a", "b", "a"])
    0.5
    """
    table = pd.DataFrame({"one": list(one), "other": list(other)}).dropna()
    if table.empty:
        raise WorkbookError("The two coders have no thing in common that both coded.")
    observed = (table["one"] == table["other"]).mean()
    first, second = (table[name].value_counts(normalize=True) for name in table)
    expected = (first * second.reindex(first.index).fillna(0)).sum()
    return float((observed - expected) / (1 - expected)) if expected < 1 else float("nan")


def krippendorffs_alpha(codes, level="nominal"):
    """How reliable is the coding of several coders, who need not all have coded everything?

    ``codes`` has one row per thing and one column per coder, gaps where a coder left it out. ``level`` says how far two
    codes are apart: nominal (names: the same or not) or interval (numbers: the square of the difference).
    α = 1 − observed / expected disagreement: 1 full agreement, 0 chance. As a rule of thumb conclusions need 0.8, and
    0.667 is the least that is spoken of. Missing if everybody used one code only.

    Source: Krippendorff 2011, «Computing Krippendorff's alpha-reliability», University of Pennsylvania.

    >>> round(krippendorffs_alpha(pd.DataFrame({"x": ["a", "b", "a"], "y": ["a", "b", "b"]})), 3)
    0.444
    """
    counts, names = _counts(codes)
    return _alpha(counts, names, level)


def agreement_of_coders(codes, draws=1000, seed=0):
    """How well do coders agree, how sure is that, and on which things do they part?

    ``codes`` has one row per thing (its index names it) and one column per coder. Returns a dict:

    - ``alpha``: Krippendorff's alpha, with ``low`` and ``high``, between which 95 percent of ``draws`` lie in which
      things are drawn at random with replacement (bootstrap; Efron and Tibshirani 1993);
    - ``kappa``: a table with Cohen's kappa of each pair of coders: ``one``, ``other``, ``kappa``, ``things``;
    - ``divided``: the things that coders coded differently, the most divided first: ``codes`` (how many different
      ones) and ``share`` (of pairs of coders that agree).

    Raises WorkbookError for fewer than two coders.

    >>> found = agreement_of_coders(pd.DataFrame({"x": ["a", "b", "a"], "y": ["a", "b", "b"]}, index=["1", "2", "3"]))
    >>> list(found["divided"].index)
    ['3']
    """
    if codes.shape[1] < 2:
        raise WorkbookError("Agreement needs two coders at least.")
    chance = np.random.default_rng(seed)
    counts, names = _counts(codes)
    drawn = (chance.integers(0, len(counts), len(counts)) for _ in range(draws if len(counts) else 0))
    alphas = [_alpha(counts[things], names, "nominal") for things in drawn]
    low, high = pd.Series(alphas, dtype=float).quantile([0.025, 0.975])
    return {
        "alpha": krippendorffs_alpha(codes),
        "low": float(low),
        "high": float(high),
        "kappa": _pairwise(codes),
        "divided": _divided(codes),
    }


def _counts(codes):
    """How often each thing that two coders coded got each code, and the codes."""
    given, names = pd.factorize(codes.to_numpy(dtype=object).ravel(), use_na_sentinel=True)
    counts = np.zeros((len(codes), len(names)))
    things = np.repeat(np.arange(len(codes)), codes.shape[1])
    np.add.at(counts, (things[given >= 0], given[given >= 0]), 1)
    return counts[counts.sum(axis=1) > 1], names


def _alpha(counts, names, level):
    if not len(counts):
        raise WorkbookError("No thing was coded by two coders, so nothing can be compared.")
    # Krippendorff's matrix: how often each pair of codes meets within a thing, each code of a thing weighing alike.
    shares = counts / (counts.sum(axis=1) - 1)[:, None]
    pairs = counts.T @ shares - np.diag(shares.sum(axis=0))
    if level == "nominal":
        apart = 1 - np.eye(len(names))
    elif level == "interval":
        numbers = np.asarray(names, dtype=float)
        apart = (numbers[:, None] - numbers) ** 2
    else:
        raise unknown("level", level, ["nominal", "interval"])
    used = pairs.sum(axis=1)
    expected = (np.outer(used, used) - np.diag(used)) * apart
    if expected.sum() == 0:
        return float("nan")
    return float(1 - (used.sum() - 1) * (pairs * apart).sum() / expected.sum())


def _pairwise(codes):
    rows = []
    for place, one in enumerate(codes.columns):
        for other in codes.columns[:place]:
            both = codes[[one, other]].dropna()
            kappa = cohens_kappa(both[one], both[other]) if len(both) else float("nan")
            rows.append({"one": other, "other": one, "kappa": kappa, "things": len(both)})
    return pd.DataFrame(rows)


def _divided(codes):
    rows = {}
    for thing, given in zip(codes.index, codes.to_numpy(), strict=True):
        known = [code for code in given if not pd.isna(code)]
        if len(set(known)) > 1:
            pairs = len(known) * (len(known) - 1) / 2
            alike = sum(known[:place].count(code) for place, code in enumerate(known))
            rows[thing] = {"codes": len(set(known)), "share": alike / pairs}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["codes", "share"])
    return table.sort_values(["share", "codes"], ascending=[True, False], kind="stable")


def weighted_kappa(one, other):
    """How much do two markers agree beyond chance, if being two levels apart is four times as bad as one?

    ``one`` and ``other`` are the ranks of the levels that they gave the same essays. κ = 1 − observed / expected, each
    the mean square of the distance: of the pairs as they are, and of all pairs that could be made of the same ranks.
    Not a number if both used one and the same level only.

    Source: Cohen 1968, «Weighted kappa», Psychological Bulletin 70.

    >>> weighted_kappa([0, 1, 2, 3], [0, 1, 2, 2])
    0.875
    """
    one, other = list(one), list(other)
    observed = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) / len(one)
    expected = sum((a - b) ** 2 for a in one for b in other) / len(one) ** 2
    return 1 - observed / expected if expected else float("nan")
