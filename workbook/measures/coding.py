"""Do several people code the same things alike?"""

import numpy as np
import pandas as pd

from ..catalog import WorkbookError


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


def krippendorffs_alpha(codes):
    """How reliable is the coding of several coders, who need not all have coded everything?

    ``codes`` has one row per thing and one column per coder, gaps where a coder left it out; the codes are names
    without an order. α = 1 − observed / expected disagreement: 1 full agreement, 0 chance. As a rule of thumb
    conclusions need 0.8, and 0.667 is the least that is spoken of. Missing if everybody used one code only.

    Source: Krippendorff 2011, «Computing Krippendorff's alpha-reliability», University of Pennsylvania; nominal data.

    >>> round(krippendorffs_alpha(pd.DataFrame({"x": ["a", "b", "a"], "y": ["a", "b", "b"]})), 3)
    0.444
    """
    pairs = _coincidences(codes)
    total = pairs.sum()
    if total < 2:
        raise WorkbookError("No thing was coded by two coders, so nothing can be compared.")
    used = pairs.sum(axis=1)
    expected = total**2 - (used**2).sum()
    if expected == 0:
        return float("nan")
    observed = total - np.trace(pairs)
    return float(1 - (total - 1) * observed / expected)


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
    alphas = []
    for _ in range(draws):
        sample = codes.iloc[chance.integers(0, len(codes), len(codes))]
        if _coincidences(sample).sum() >= 2:
            alphas.append(krippendorffs_alpha(sample))
    low, high = np.nanquantile(alphas, [0.025, 0.975]) if alphas else (float("nan"),) * 2
    return {
        "alpha": krippendorffs_alpha(codes),
        "low": float(low),
        "high": float(high),
        "kappa": _pairwise(codes),
        "divided": _divided(codes),
    }


def _coincidences(codes):
    """Krippendorff's matrix: how often each pair of codes meets within a thing, each thing weighing alike."""
    long = codes.stack().dropna() if isinstance(codes.columns, pd.MultiIndex) else pd.Series(codes.to_numpy().ravel())
    names = {name: place for place, name in enumerate(pd.unique(long.dropna()))}
    counts = np.zeros((len(codes), len(names)))
    for row, things in enumerate(codes.to_numpy()):
        for code in things:
            if not pd.isna(code):
                counts[row, names[code]] += 1
    made = counts.sum(axis=1)
    counts, made = counts[made > 1], made[made > 1]
    pairs = counts.T @ (counts / (made - 1)[:, None])
    return pairs - np.diag((counts / (made - 1)[:, None]).sum(axis=0))


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
