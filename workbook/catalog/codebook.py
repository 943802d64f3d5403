"""The codebook: what a dataset and its columns mean, generated from the card."""

from ..base.errors import unknown
from ..base.markdown import Page, in_a_cell
from .cards import card, names, vocabulary
from .loading import load, missing_reasons
from .records import author_year


def about(dataset, column=None):
    """What does a dataset, one column of it, or a term of the glossary mean?

    Returns a page of Markdown: what a row is, the columns with units and allowed values, how the table was made,
    what it leaves out, licence and sources; of a term what it means and who is cited for it. Raises UnknownName if
    there is no such dataset, column or term.

    >>> print(about("trade", "year").splitlines()[0])
    ### year (trade)
    >>> print(about("buffer state").splitlines()[0])
    ### Buffer state
    """
    if dataset not in names():
        return _term(dataset, column)
    found = card(dataset)
    if column is not None:
        if column not in found.columns:
            raise unknown("column", column, found.columns)
        return Page("\n\n".join(_column_page(found, found.columns[column])))
    rows = load(dataset)
    parts = [
        f"### {found.title}",
        f"`{dataset}`: {len(rows)} rows, from {found.covers[0]} to {found.covers[1]}. One row is {found.one_row_is}.",
        "| column | type | meaning |\n| --- | --- | --- |\n"
        + "\n".join(f"| `{c.name}` | {_type(c)} | {in_a_cell(c.meaning)} |" for c in found.columns.values()),
        f"**How it was made.** {found.method.strip()}",
        "**Mind.**\n\n" + "\n".join(f"- {caveat}" for caveat in found.caveats),
        f"**Rows by check.** {_counts(rows['check'])}",
        f"**Licence.** {found.licence}. {found.terms}".strip(),
        f'**Cite.** `wb.cite("{dataset}")`',
    ]
    return Page("\n\n".join(parts))


def terms():
    """The glossary: what each term means and the work that is cited for it, by term."""
    return load("glossary").set_index("term")[["definition", "source"]]


def _term(name, column):
    known = terms()
    found = {term.lower(): term for term in known.index}.get(str(name).lower())
    if found is None or column is not None:
        raise unknown("dataset or term", name, [*names(), *known.index], "datasets and terms")
    heading = f"### {found[0].upper()}{found[1:]}"
    return Page(
        f"{heading}\n\n{known.loc[found, 'definition']}\n\n*Source: {author_year(known.loc[found, 'source'])}.*"
    )


def _column_page(found, column):
    yield f"### {column.name} ({found.name})"
    yield column.meaning
    yield f"Type: {_type(column)}."
    if column.values:
        yield "Allowed: " + ", ".join(f"`{value}`" for value in column.values) + "."
    gaps = missing_reasons(found.name)
    if column.name in gaps:
        counts = gaps[column.name][gaps[column.name] != ""]
        words = vocabulary()["missing"]
        yield f"Missing in {len(counts)} rows: " + "; ".join(
            f"{number} {reason} ({words[reason]})" for reason, number in counts.value_counts().items()
        )


def _type(column):
    return f"{column.type}, {column.unit}" if column.unit else column.type


def _counts(values):
    return ", ".join(f"{number} {value}" for value, number in values.value_counts().items()) + "."
