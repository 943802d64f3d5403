"""Primary documents, to be read article by article."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..base.errors import unknown
from ..base.markdown import Page
from ..base.wording import STATES, joined
from .loading import load
from .shared import vocabulary


def document(name: str) -> Page:
    """What does a primary document say, article by article?

    ``name`` is a key of the dataset documents: ``"DOC04"`` for all of a document that it holds, ``"DOC04b"`` for one
    article. Returns a page of Markdown: date, title, author and addressee; of each article what it says in our words,
    the decisive words, where it was read, how well it is secured, the claims it bears on, and a question.

    Raises UnknownName if there is no such document.

    >>> print(document("DOC04b").splitlines()[0])
    ### Russia-DPRK Treaty on Comprehensive Strategic Partnership
    """
    rows = load("documents")
    mine = rows[rows["document_id"].str.fullmatch(f"{name}[a-z]?")] if str(name).isalnum() else rows[:0]
    if mine.empty:
        raise unknown("document", name, list(rows["document_id"]))
    return Page("\n\n".join(part for _, one in mine.groupby(["date", "title"]) for part in _parts(one)))


def _parts(rows: pd.DataFrame) -> Iterator[str]:
    """The head of one document, and each of its articles."""
    first, works = rows.iloc[0], load("works").set_index("work_id")
    yield f"### {first['title']}"
    voice = f" ({first['voice']})" if pd.notna(first["voice"]) else ""
    yield f"{first['date']:%Y-%m-%d}, {first['kind']}. From {_names(first['author'])}{voice} to: {first['addressee']}."
    for _, row in rows.iterrows():
        yield f"**{row['article'][:1].upper()}{row['article'][1:]}** (`{row['document_id']}`). {row['what_it_says']}"
        if pd.notna(row["decisive_words"]):
            yield f"> “{row['decisive_words']}”"
        yield f"*{row['question']}*"
        read = "; ".join(_where(works.loc[key]) for key in row["source"].split(";"))
        note = f" {row['note']}." if pd.notna(row["note"]) else ""
        parts = (
            f", but {row['check_parts'].replace(':', ' ').replace(';', ', ')}" if pd.notna(row["check_parts"]) else ""
        )
        yield (
            f"[Where it can be read]({row['url']}). Read in: {read}. Check: {row['check']}{parts}.{note} "
            f"Claims: {row['claims'].replace(';', ', ')}."
        )


def _where(work: "pd.Series[Any]") -> str:
    """The outlet in which a work was read, its date and kind."""
    via = f" ({work['via']})" if pd.notna(work["via"]) else ""
    day = f", {work['date']}" if pd.notna(work["date"]) else ""
    return f"{work['container']}{via}{day}, {work['kind']}"


def _names(codes: str) -> str:
    actors = vocabulary()["actors"]
    return joined([STATES.get(code) or str(actors[code]).split(" (")[0] for code in codes.split(";")])
