"""How alike do two states vote in roll calls, and how alike would they seem anyway?"""

from collections.abc import Sequence
from itertools import combinations
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..base import WorkbookError, unknown
from .coding import cohens_kappa
from .votes import ABSENT, SHARE_OF_A_YES, states_voting

Texts = Literal["all", "contested", "divided"]
Absence = Literal["left out", "mismatch"]
PairFigure = Literal["identical_vote_share", "agreement_score", "cosine", "kappa", "same_side_share"]
Codes = npt.NDArray[np.float64]
TALLY = ("yes", "no", "abstain")
# Codes of a state that cast no vote: it missed the roll call, or there is nothing to compare.
MISSED, NO_VOTE = -1.0, -9.0
CODES = (*SHARE_OF_A_YES.values(), MISSED)


def agreement(
    votes: pd.DataFrame, first: str, second: str, by: str = "year", absence: Absence = "left out"
) -> pd.DataFrame:
    """How alike did ``first`` and ``second`` vote, per year or other group?

    ``votes`` has one row per roll call with the columns ``vote_<first>`` and ``vote_<second>``, as
    ``wb.load("unga_votes")`` has them. ``by`` is a column of ``votes``; ``year`` may be missing where there is a
    ``date``. ``absence`` is as in ``agreement_of_pairs``, which gives these figures beside those of other pairs.

    Returns one row per group with at least one roll call on which both said yes, abstained or said no: the group,
    ``agreement_score``, ``identical_vote_share``, ``opposite_vote_share`` (all 0 to 1) and ``votes``, the number of
    those roll calls. Roll calls that one of them missed are left out; they are neither agreement nor disagreement.

    With a yes as 1, an abstention as ½ and a no as 0, the agreement score is 1 − the mean absolute difference.
    An abstention beside a yes counts as half agreed.

    By construction: a text on which nobody parts adds a full vote alike to every pair, so the score follows the agenda
    too.

    Raises UnknownName for a state without a column, and for another ``absence``.

    Source: Voeten 2013, “Data and Analyses of Voting in the United Nations General Assembly”.

    >>> votes = pd.DataFrame({"year": 2024, "vote_CHN": ["yes", "no", "yes"], "vote_RUS": ["yes", "abstain", "no"]})
    >>> agreement(votes, "CHN", "RUS")["agreement_score"].to_list()
    [0.5]
    """
    columns = [by, "agreement_score", "identical_vote_share", "opposite_vote_share", "votes"]
    return agreement_of_pairs(votes, (first, second), by, absence=absence)[columns]


def vote_cosine(votes: pd.DataFrame, first: str, second: str, by: str = "year") -> pd.DataFrame:
    """Do two states take the same sides, leaving aside how often they take any?

    ``votes`` and ``by`` are as in ``agreement``. With a yes as 1, an abstention as 0 and a no as −1, the cosine of the
    two states' votes is Σ a·b / √(Σ a² · Σ b²): 1 the same sides always, 0 no relation, −1 always opposite sides.
    Unlike in the agreement score, a roll call on which one of them abstained moves it only a little.

    By construction: two abstentions on one text move it not at all.

    Returns one row per group: the group, ``cosine`` (−1 to 1; missing if one of them abstained on everything) and
    ``votes``, the number of roll calls on which both said yes, abstained or said no.

    Raises UnknownName for a state without a column.

    Source: cosine similarity, as in Salton and McGill 1983, “Introduction to Modern Information Retrieval”.

    >>> votes = pd.DataFrame({"year": 2024, "vote_CHN": ["yes", "no", "yes"], "vote_RUS": ["yes", "abstain", "yes"]})
    >>> vote_cosine(votes, "CHN", "RUS")["cosine"].round(3).to_list()
    [0.816]
    """
    return agreement_of_pairs(votes, (first, second), by)[[by, "cosine", "votes"]]


def agreement_of_pairs(
    votes: pd.DataFrame,
    states: Sequence[str] = (),
    by: str = "",
    texts: Texts = "all",
    absence: Absence = "left out",
) -> pd.DataFrame:
    """How alike does each pair of states vote, and how much of it do unanimous votes and chance give by themselves?

    ``votes`` has one row per roll call and a column ``vote_<state>`` for each of ``states`` (all states of the table if
    none is named). Give it the votes of one record: two records are two selections. ``by`` is a column to group by, as
    in ``agreement``; blank for all rows together. ``texts`` is all, contested (``contested_votes`` says which) or
    divided: two of ``states`` cast different votes. ``absence`` says what a roll call is that one of the two missed:
    left out, or a mismatch (nothing agreed; an abstention in the cosine; a code of its own for chance and kappa). What
    both missed, and what was adopted without a vote, is left out.

    Returns one row per pair, and group: ``first``, ``second``, ``votes``; ``identical`` of them, and as shares from 0
    to 1 ``identical_vote_share``, ``opposite_vote_share`` and ``agreement_score`` (an abstention beside a yes or a no
    is half agreed); ``cosine`` (−1 to 1); ``unanimous`` (votes that were not contested) and ``unanimous_share``, what
    the share of identical votes is at least; ``chance``, the share of identical votes expected if each had cast its
    own votes in any order, Σ p·q over yes, no and abstain; ``kappa``, (identical share − chance) / (1 − chance);
    ``took_sides``, the votes on which both said yes or no, ``same_side`` of them, and ``same_side_share``. A figure
    that cannot be had is missing: kappa where both always cast the same one vote, the cosine where one only abstained.

    By construction: an uncontested text is alike for every pair. Where one vote is cast nearly always, chance is near
    1, and a single text moves kappa far; where one of the two never changes its vote, kappa is 0. On texts that divide
    three states at most one pair of three can be alike.

    Raises UnknownName for a state without a column, another ``texts`` or ``absence``, and WorkbookError for fewer than
    two states.

    Source: Voeten 2013, as above, for the score; Cohen 1960 for chance and kappa, as in ``cohens_kappa``; Häge 2011,
    “Choice or Circumstance? Adjusting Measures of Foreign Policy Similarity for Chance Agreement”, for kappa of votes.

    >>> votes = pd.DataFrame({"vote_CHN": ["yes", "yes", "no"], "vote_RUS": ["yes", "no", "no"], "vote_USA": "yes"})
    >>> agreement_of_pairs(votes)[["first", "second", "identical", "votes", "unanimous"]].to_numpy().tolist()
    [['CHN', 'RUS', 2, 3, 1], ['CHN', 'USA', 2, 3, 1], ['RUS', 'USA', 1, 3, 1]]
    """
    states = _known(votes, states)
    if len(states) < 2:
        raise WorkbookError("Agreement needs two states at least: name two, or give a table with two columns vote_….")
    _refuse_unknown("value of texts", texts, get_args(Texts), "values of texts")
    _refuse_unknown("value of absence", absence, get_args(Absence), "values of absence")
    contested = contested_votes(votes)
    kept = {"all": contested | True, "contested": contested, "divided": _differ(votes, states)}[texts]
    groups = pd.Series("", votes.index) if not by else _groups(votes, by)
    nothing = np.empty(0)
    columns = [*([by] if by else []), "first", "second", *_figures(nothing, nothing, nothing > 0, absence)]
    rows = []
    for group, part in votes[kept].groupby(groups[kept]):
        cast = {state: _codes(part, state) for state in states}
        quarrel = contested[part.index].to_numpy(dtype=bool)
        for first, second in combinations(states, 2):
            found = _figures(cast[first], cast[second], quarrel, absence)
            if found["votes"]:
                rows.append({by: group, "first": first, "second": second, **found})
    return pd.DataFrame(rows, columns=columns)


def contested_votes(votes: pd.DataFrame) -> "pd.Series[bool]":
    """On which roll calls did not all vote alike?

    ``votes`` has one row per roll call, with ``vote_<state>`` and, where it is known, the tally in ``yes``, ``no`` and
    ``abstain``. Returns one truth value per row: true if the tally has more than one kind of vote, or if two of the
    states in the table cast different votes. Not taking part is no vote.

    By construction: the definition knows only those who voted: in the Assembly, with 193 members, nearly every text
    that is put to a vote is contested; in the Council, with 15, many are not.

    Source: our own definition.

    >>> contested_votes(pd.DataFrame({"yes": [15, 13], "no": [0, 1], "abstain": [0, 1], "vote_CHN": "yes"})).to_list()
    [False, True]
    """
    known = [column for column in TALLY if column in votes]
    kinds = sum((votes[column].fillna(0).gt(0).astype(int) for column in known), pd.Series(0, votes.index))
    return (kinds > 1) | _differ(votes, states_voting(votes))


def beside_other_pairs(
    pairs: pd.DataFrame, first: str, second: str, figure: PairFigure = "identical_vote_share"
) -> "pd.Series[float]":
    """Is a pair more alike than the other pairs of the same table?

    ``pairs`` is what ``agreement_of_pairs`` returns, without groups; ``figure`` one of its columns. Returns a Series:
    ``value`` of the pair; ``low``, ``median`` and ``high`` of all other pairs; ``others``, how many they are; and
    ``rank``, 1 + the number of pairs with a higher figure. The unit is that of ``figure``. Missing figures are left
    out; without another pair low, median and high are missing.

    By construction: the pairs are not independent, for each state is in several of them: read a rank among them, no
    probability.

    Raises UnknownName for a figure that the table does not have, and WorkbookError for a pair that it does not hold.

    Source: description; no method of the literature.

    >>> votes = pd.DataFrame({"vote_CHN": ["yes", "no"], "vote_RUS": ["yes", "no"], "vote_USA": ["yes", "yes"]})
    >>> beside_other_pairs(agreement_of_pairs(votes), "CHN", "RUS")[["value", "median", "rank"]].to_list()
    [1.0, 0.5, 1.0]
    """
    _refuse_unknown("figure", figure, get_args(PairFigure))
    both = {first, second}
    mine = pd.Series([set(pair) == both for pair in pairs[["first", "second"]].to_numpy()], pairs.index, dtype=bool)
    if not mine.any():
        raise WorkbookError(f"The table holds no votes of {first} together with {second}.")
    value, others = pairs.loc[mine, figure].astype(float).iloc[0], pairs.loc[~mine, figure].astype(float).dropna()
    return pd.Series(
        {
            "value": value,
            "low": others.min(),
            "median": others.median(),
            "high": others.max(),
            "others": len(others),
            "rank": 1 + (others > value + 1e-12).sum() if pd.notna(value) else float("nan"),
        }
    )


def _figures(mine: Codes, theirs: Codes, contested: "npt.NDArray[np.bool_]", absence: Absence) -> dict[str, float]:
    """All figures of one pair, from the votes of each on the same roll calls."""
    cast = (mine >= 0) & (theirs >= 0)
    missed = ((mine == MISSED) & (theirs >= 0)) | ((theirs == MISSED) & (mine >= 0))
    kept = cast | (missed & (absence == "mismatch"))
    number, unanimous = int(kept.sum()), int((cast & ~contested).sum())
    codes, others, voted = mine[kept], theirs[kept], cast[kept]
    apart = np.where(voted, np.abs(codes - others), 1)
    a, b = (np.where(side >= 0, 2 * side - 1, 0) for side in (codes, others))
    length = float(np.sqrt((a**2).sum() * (b**2).sum()))
    identical, took_sides, same_side = int((apart == 0).sum()), int((a * b != 0).sum()), int((a * b > 0).sum())
    return {
        "votes": number,
        "identical": identical,
        "identical_vote_share": _share(identical, number),
        "opposite_vote_share": _share(int((voted & (apart == 1)).sum()), number),
        "agreement_score": _share(float((1 - apart).sum()), number),
        "cosine": _share(float((a * b).sum()), length),
        "unanimous": unanimous,
        "unanimous_share": _share(unanimous, number),
        "chance": _share(sum(float((codes == code).sum() * (others == code).sum()) for code in CODES), number**2),
        "kappa": cohens_kappa(codes, others) if number else float("nan"),
        "took_sides": took_sides,
        "same_side": same_side,
        "same_side_share": _share(same_side, took_sides),
    }


def _codes(votes: pd.DataFrame, state: str) -> Codes:
    """The votes of ``state`` as shares of a yes; below 0 where it cast none."""
    codes = votes[f"vote_{state}"].map({**SHARE_OF_A_YES, **dict.fromkeys(ABSENT, MISSED)})
    return np.asarray(codes.to_numpy(dtype=float, na_value=NO_VOTE), dtype=np.float64)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def _differ(votes: pd.DataFrame, states: Sequence[str]) -> "pd.Series[bool]":
    """On which rows two of ``states`` cast different votes."""
    cast = votes[[f"vote_{state}" for state in states]]
    return cast.where(cast.isin(list(SHARE_OF_A_YES))).nunique(axis="columns").gt(1)


def _known(votes: pd.DataFrame, states: Sequence[str]) -> list[str]:
    allowed = states_voting(votes)
    for state in states:
        _refuse_unknown("state", state, allowed)
    return list(states) or allowed


def _groups(votes: pd.DataFrame, by: str) -> "pd.Series[int]":
    return votes["date"].dt.year if by == "year" and "year" not in votes else votes[by]


def _refuse_unknown(kind: str, name: str, allowed: Sequence[str], plural: str = "") -> None:
    if name not in allowed:
        raise unknown(kind, name, allowed, plural)
