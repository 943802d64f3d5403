"""What does a class say as a whole, how far do its members differ, and how much do they agree?"""

import pandas as pd

from .coding import Level, krippendorffs_alpha
from .forecast_scores import extremised_mean
from .hypothesis_scores import SCALE


def counted_answers(answers: pd.DataFrame, deadlines: pd.Series) -> pd.DataFrame:
    """Which of several answers to a question counts?

    ``answers`` has ``student``, ``question``, ``at`` (ISO text) and whatever else, in the order in which they were
    given; ``deadlines`` (a Series of dates by question) has the forecasts, and every other question is practice.
    Returns one row per student and question, with ``late``: of practice the first answer, because the outcome shows
    after it; of a forecast the last one up to its deadline, or, if all came late, the last one with ``late`` True.

    By construction: the rule decides which attempt counts: with another, the same class would look better.

    Source: our own definition.

    >>> rows = [("a", "F-S5", "2026-01-01", 0.6), ("a", "F-S5", "2026-01-02", 0.7), ("a", "F-S5", "2027-01-01", 1.0)]
    >>> answers = pd.DataFrame(rows, columns=["student", "question", "at", "probability"])
    >>> counted_answers(answers, pd.Series({"F-S5": pd.Timestamp("2026-12-31")}))["probability"].to_list()
    [0.7]
    """
    rows = answers.copy()
    due = pd.to_datetime(rows["question"].map(deadlines))
    rows["late"] = due.notna() & (pd.to_datetime(rows["at"].str[:10], errors="coerce") > due)
    mine = ["student", "question"]
    practice = ~rows["question"].isin(deadlines.index)
    forecasts = rows[~practice].sort_values("late", ascending=False, kind="stable")  # those in time stand last
    return pd.concat([rows[practice].drop_duplicates(mine), forecasts.drop_duplicates(mine, keep="last")])


def class_probabilities(answers: pd.DataFrame) -> pd.DataFrame:
    """How likely does a class hold each question to be?

    ``answers`` has ``student``, ``question`` and ``probability`` (0 to 1), one per student and question. Returns one
    row per question: ``question``, ``answers`` (how many), ``median``, ``low`` and ``high`` (the middle half lies
    between them), ``mean`` and ``extremised`` (see ``extremised_mean``), all 0 to 1.

    Raises WorkbookError for a probability outside 0 to 1.

    By construction: a median of what was entered; extremising moves it away from ½ whatever the evidence says.

    Source: counting, and for ``extremised`` Baron and others 2014, “Two reasons to make aggregated probability
    forecasts more extreme”, Decision Analysis 11.

    >>> answers = pd.DataFrame({"student": ["a", "b"], "question": ["F-S5", "F-S5"], "probability": [0.6, 0.8]})
    >>> float(class_probabilities(answers)["median"].iloc[0])
    0.7
    """
    groups = answers.groupby("question", sort=True)["probability"]
    return pd.DataFrame(
        {
            "answers": groups.size(),
            "median": groups.median(),
            "low": groups.quantile(0.25),
            "high": groups.quantile(0.75),
            "mean": groups.mean(),
            "extremised": groups.agg(extremised_mean),
        }
    ).reset_index()


def class_ratings(answers: pd.DataFrame) -> pd.DataFrame:
    """How does a class rate each piece of evidence for each hypothesis?

    ``answers`` has ``student``, ``evidence_id``, ``hypothesis_id`` and ``rating``. Returns one row per cell:
    ``evidence_id``, ``hypothesis_id``, ``rating`` (the most frequent; of equally frequent ones the more neutral),
    ``raters``, ``share`` (of them that gave it, 0 to 1) and ``spread`` (standard deviation in steps of the scale CC 2,
    C 1, N 0, I −1, II −2; 0 if all are of one mind).

    By construction: of equal counts the neutral rating wins, so a divided class looks as if it did not care.

    Source: counting; no method of the literature.

    >>> answers = pd.DataFrame({"student": ["a", "b", "c"], "evidence_id": "E1", "hypothesis_id": "H1",
    ...     "rating": ["I", "I", "N"]})
    >>> class_ratings(answers)[["rating", "raters"]].to_numpy().tolist()
    [['I', 3]]
    """
    keys = ["evidence_id", "hypothesis_id"]
    values = answers.assign(value=answers["rating"].map(SCALE).astype(float))
    counts = values.groupby([*keys, "rating"]).size().rename("votes").reset_index()
    counts["strength"] = counts["rating"].map(SCALE).abs()
    counts = counts.sort_values([*keys, "votes", "strength"], ascending=[True, True, False, True])
    first = counts.drop_duplicates(keys).set_index(keys)
    cells = values.groupby(keys).agg(raters=("value", "size"), spread=("value", _deviation))
    table = cells.join(first[["rating", "votes"]])
    table["share"] = table["votes"] / table["raters"]
    return table.reset_index()[[*keys, "rating", "raters", "share", "spread"]]


def _deviation(values: pd.Series) -> float:
    return float(values.std(ddof=0))


def class_codes(answers: pd.DataFrame) -> pd.DataFrame:
    """How does a class code each claim?

    ``answers`` has ``student``, ``claim_id``, ``what`` (kind, stance, verdict, faithful or fault) and ``code``. Returns
    one row per claim and what was coded: ``claim_id``, ``what``, ``code`` (the most frequent, of equals the first by
    name), ``coders`` and ``share`` (of the pairs of coders that agree, 0 to 1; missing with one coder).

    By construction: the most frequent code wins even with one vote more; with few coders the share takes few values.

    Source: Fleiss 1971, “Measuring nominal scale agreement among many raters”, Psychological Bulletin 76, for the
    share of agreeing pairs.

    >>> answers = pd.DataFrame({"student": ["a", "b", "c"], "claim_id": "B-1-01", "what": "kind",
    ...     "code": ["fact", "fact", "forecast"]})
    >>> class_codes(answers)["code"].to_list(), round(float(class_codes(answers)["share"].iloc[0]), 2)
    (['fact'], 0.33)
    """
    counts = answers.groupby(["claim_id", "what", "code"]).size().rename("votes").reset_index()
    ordered = counts.sort_values(["claim_id", "what", "votes"], ascending=[True, True, False], kind="stable")
    first = ordered.drop_duplicates(["claim_id", "what"]).set_index(["claim_id", "what"])["code"]
    pairs = counts.assign(same=counts["votes"] * (counts["votes"] - 1)).groupby(["claim_id", "what"])
    coders = pairs["votes"].sum()
    share = pairs["same"].sum() / (coders * (coders - 1)).where(coders > 1)
    return pd.DataFrame({"code": first, "coders": coders, "share": share}).reset_index()


def class_agreement(answers: pd.DataFrame, thing: str | list[str], given: str, level: Level = "nominal") -> float:
    """How much do the members of a class agree?

    ``answers`` has ``student`` and the columns ``thing`` (a name or a list of them: what was judged) and ``given``;
    ``level`` is as in ``krippendorffs_alpha``. Returns Krippendorff's alpha, 1 full agreement, 0 chance; NaN if no
    thing was judged by two, or if all gave the same.

    Raises UnknownName for another level.

    By construction: a class that was taught one rule agrees more; members who talk to each other are not independent
    coders.

    Source: Krippendorff 2011, “Computing Krippendorff's alpha-reliability”, University of Pennsylvania.

    >>> answers = pd.DataFrame({"student": ["x", "y"] * 3, "thing": [1, 1, 2, 2, 3, 3], "code": list("aabbab")})
    >>> round(class_agreement(answers, "thing", "code"), 3)
    0.444
    """
    table = answers.pivot_table(index=thing, columns="student", values=given, aggfunc="last")
    if not (table.notna().sum(axis=1) > 1).any():
        return float("nan")
    return krippendorffs_alpha(table, level)
