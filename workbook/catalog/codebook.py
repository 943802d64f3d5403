"""The codebook: what a dataset and its columns mean, generated from the card."""

import datetime
from collections.abc import Iterator

import pandas as pd

from ..base.errors import unknown
from ..base.markdown import Page, in_a_cell
from ..base.wording import on_day
from .cards import Card, Column, card
from .folders import names
from .loading import load, missing_reasons
from .provenance import licence_part, whole
from .records import author_year, works
from .shared import vocabulary


def about(dataset: str | None = None, column: str | None = None) -> Page:
    """What does a dataset, one column of it, or a term of the glossary mean? Without a name: what are the data?

    Returns a page of Markdown: what a row is, the columns with units and allowed values, how the table was made,
    what it leaves out, licence and whose data it holds in which version; of a term what it means and who is cited for
    it, with a mark where that work was not opened; without a name the release, its cut-off and the licence of each
    dataset. Raises UnknownName if there is no such dataset, column or term, and BadData as ``load`` does.

    >>> print(about("trade", "year").splitlines()[0])
    ### year (trade)
    >>> print(about("buffer state").splitlines()[0])
    ### Buffer state
    >>> "| `regime` | 469 | CC-BY-SA-4.0 |" in about()
    True
    """
    if dataset is None:
        return Page("\n\n".join(whole()))
    if dataset not in names():
        return _term_page(dataset, column)
    dataset_card = card(dataset)
    if column is not None:
        if column not in dataset_card.columns:
            raise unknown("column", column, dataset_card.columns)
        return Page("\n\n".join(_column_page(dataset_card, dataset_card.columns[column])))
    rows = load(dataset)
    first, last = dataset_card.covers
    parts = [
        f"### {dataset_card.title}",
        f"`{dataset}`: {len(rows)} rows, from {first} to {last}. One row is {dataset_card.one_row_is}.",
        "| column | type | meaning |\n| --- | --- | --- |\n"
        + "\n".join(f"| `{c.name}` | {_type_of(c)} | {in_a_cell(c.meaning)} |" for c in dataset_card.columns.values()),
        f"**How it was made.** {dataset_card.method.strip()}",
        *_looked_for(dataset_card),
        "**Mind.**\n\n" + "\n".join(f"- {caveat}" for caveat in dataset_card.caveats),
        f"**Rows by check.** {_counts(rows['check'])}",
        *licence_part(dataset_card),
        f'**Cite.** `wb.cite("{dataset}")`',
    ]
    return Page("\n\n".join(parts))


def _looked_for(dataset_card: Card) -> Iterator[str]:
    """Up to when, where and by what rule rows were looked for, where the card says so."""
    if until := dataset_card.looked_for_until:
        day = on_day(datetime.date.fromisoformat(until))
        yield f"**Looked for up to {day}.** {dataset_card.looked_in}".strip()
    if dataset_card.belongs:
        yield f"**What belongs.** {dataset_card.belongs}"
    if dataset_card.closed_against:
        yield f"**Checked against.** {dataset_card.closed_against}"


def terms() -> pd.DataFrame:
    """What does each term of the glossary mean?

    Returns one row per term (the index): ``definition``, and ``source``, the work that is cited for it.

    >>> terms().loc["buffer state", "source"]
    'partem-1983'
    """
    return load("glossary").set_index("term")[["definition", "source"]]


def _term_page(name: str, column: str | None) -> Page:
    glossary = {str(term): (str(definition), str(source)) for term, definition, source in terms().itertuples()}
    term = {term.lower(): term for term in glossary}.get(str(name).lower())
    if term is None or column is not None:
        raise unknown("dataset or term", name, [*names(), *glossary], "datasets and terms")
    definition, source = glossary[term]
    return Page(f"### {term[0].upper()}{term[1:]}\n\n{definition}\n\n{source_line(source)}")


def source_line(work: str) -> str:
    """The line under an explanation that names its ``work``, and says so if nobody here has opened it.

    >>> source_line("dittmer-1981"), source_line("partem-1983")
    ('*Source: Dittmer 1981.*', '*Source: Partem 1983 (not opened).*')
    """
    opened = works().at[work, "check"] != "unconfirmed"
    return f"*Source: {author_year(work)}{'' if opened else ' (not opened)'}.*"


def _column_page(dataset_card: Card, column: Column) -> Iterator[str]:
    yield f"### {column.name} ({dataset_card.name})"
    yield column.meaning
    yield f"Type: {_type_of(column)}."
    if column.values:
        yield "Allowed: " + ", ".join(f"`{value}`" for value in column.values) + "."
    gaps = missing_reasons(dataset_card.name)
    if column.name in gaps:
        counts = gaps[column.name][gaps[column.name] != ""]
        words = vocabulary()["missing"]
        yield f"Missing in {len(counts)} rows: " + "; ".join(
            f"{number} {reason} ({words[str(reason)]})" for reason, number in counts.value_counts().items()
        )


def _type_of(column: Column) -> str:
    return f"{column.type}, {column.unit}" if column.unit else column.type


def _counts(values: pd.Series) -> str:
    return ", ".join(f"{number} {value}" for value, number in values.value_counts().items()) + "."
