"""Roll calls of the UN General Assembly, as E. Voeten and others publish them: how alike did states vote?

The files UNVotes*.csv of doi:10.7910/DVN/LEJUQZ have one row per roll call and state, over a million in all.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from ..base.errors import WorkbookError, unknown
from ..catalog.shared import vocabulary
from .roll_call_codes import COW_CODES, SHARE_OF_YES, VOTE_WORDS

if TYPE_CHECKING:
    import polars as pl

ACTORS = ("CHN", "RUS", "PRK", "USA", "JPN", "KOR")


def roll_call_agreement(
    path: str | Path, countries: Iterable[str] = ACTORS, progress: Callable[[float], object] | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """How alike did each two of ``countries`` vote in the General Assembly, year by year?

    ``path`` is a roll-call file, separated by commas or tabs. Returns a table and a list of remarks on what was left
    out. The table has one row per year and dyad with a vote that both cast (yes, abstain, no): ``year``, ``actor_a``,
    ``actor_b`` in the fixed order of actors, ``agreement_score`` (0 to 1), ``identical_vote_share``,
    ``opposite_vote_share`` (one yes, one no) and ``votes``, the number of votes that both cast.

    The agreement score is 1 − the mean absolute difference of the votes, a yes being 1, an abstention ½, a no 0
    (Voeten 2013). ``workbook.measures.agreement`` gives the same for a small table. The year is that of the date,
    where the file has one; sessions run over the turn of the year. ``progress`` is called with the share of the file
    that has been read, 0 to 1.

    Raises UnknownName for a country without a code here, BadData, with the row, for a file that breaks the form,
    WorkbookError for fewer than two countries, a file that cannot be read, or if polars is not installed.
    """
    (cast, remarks), states = _votes(path, countries, progress)
    from .roll_call_files import agreement

    # Not to_pandas(), which would take pyarrow too.
    return pd.DataFrame(agreement(cast, states).to_dict(as_series=False)), remarks


def roll_call_table(path: str | Path, countries: Iterable[str] = ACTORS) -> pd.DataFrame:
    """How did each of ``countries`` vote on each roll call?

    Returns one row per roll call on which one of them cast a vote: ``rcid``, ``year`` and ``vote_CHN`` and so on
    (yes, abstain, no; missing: absent or not a member), as ``workbook.measures.agreement`` takes it. Raises the
    errors of ``roll_call_agreement``.
    """
    (cast, _), states = _votes(path, countries)
    words = {share: VOTE_WORDS[code] for code, share in SHARE_OF_YES.items()}
    columns = {f"vote_{state}": pd.Series([words.get(cell) for cell in cast[state]]) for state in states}
    return pd.DataFrame({"rcid": cast["rcid"].to_list(), "year": cast["year"].to_list(), **columns})


def ordered(countries: Iterable[str]) -> list[str]:
    """``countries`` in the fixed order of the vocabulary.

    Raises UnknownName for one that has no code here, WorkbookError for fewer than two.

    >>> ordered(["PRK", "CHN"])
    ['CHN', 'PRK']
    """
    wanted = tuple(countries)
    for country in wanted:
        if country not in COW_CODES:
            raise unknown("state", country, COW_CODES)
    if len(set(wanted)) < 2:
        raise WorkbookError("Agreement takes two countries or more, such as CHN,RUS.")
    return [actor for actor in vocabulary()["actors"] if actor in wanted]


def _votes(
    path: str | Path, countries: Iterable[str], progress: Callable[[float], object] | None = None
) -> "tuple[tuple[pl.DataFrame, list[str]], list[str]]":
    """The votes that were cast and remarks, as ``cast_votes`` gives them; and the states in their order."""
    states = ordered(countries)
    try:
        import polars  # noqa: F401
    except ImportError:
        raise WorkbookError(
            'Reading roll calls takes polars. Install it: python -m pip install "triangle-workbook[roll-calls]"'
        ) from None
    from .roll_call_files import cast_votes

    return cast_votes(Path(path), states, progress), states
