"""What a text names exists: rows, datasets, columns."""

import functools
import re

import pytest
from offenders import checked, items, mistakes, named

from workbook.catalog import card, names, vocabulary
from workbook.catalog.prose_rules import named_datasets, row_names

# How the rows of each dataset are named in texts, as the cards say.
ROWS = row_names()
CALL = re.compile(r"\b(load|about|cite|claims)\(\s*[\"']([^\"']+)[\"']")
KNOWN: dict = {}


@checked(
    KNOWN,
    ("evidence:EV10", "events", "E147;E747", "evidence:EV10,E747"),
    ("forecasts:F-S1", "claims", "S-ES-99", "forecasts:F-S1,S-ES-99"),
    (
        "interests:prk-regime-survival,bogusz2024",
        "note",
        "as in B-9-01",
        "interests:prk-regime-survival,bogusz2024,B-9-01",
    ),
    ("treaties:T36", "note", "see S999 and V99", "treaties:T36,V99"),
    ("notebooks/02_new.md", "file", "Compare S-3.1-81.", "notebooks/02_new.md,S-3.1-81"),
    ("notebooks/02_new.py", "file", "cite('S98a')", "notebooks/02_new.py,S98a"),
)
def test_every_row_that_a_text_names_exists(books):
    known = {name: set(books.by_key(name)) for name in ROWS.groupindex}
    for where, text in books.prose():
        for name, one in named_in(text):
            if one not in known[name]:
                yield f"{where},{one}", f"{name} has no {one}"


@functools.cache
def named_in(text):
    """The rows that ``text`` names: dataset and key."""
    return {(match.lastgroup, match[0]) for match in ROWS.finditer(text)}


@checked(
    KNOWN,
    ("evidence:EV10", "dataset_rows", "unsc_votes:V14;unsc_votes:V99", "evidence:EV10,unsc_votes:V99"),
    ("evidence:EV10", "dataset_rows", "unsc_vote:V41", "evidence:EV10,unsc_vote:V41"),
    ("forecasts:F-S1", "datasets", "summits;treatys", "forecasts:F-S1,treatys"),
    ("events:E224", "note", "See the note in the dataset summit", "events:E224,summit"),
    ("forecasts:F-S3", "resolution_rule", "Look in unsc_voting.", "forecasts:F-S3,unsc_voting"),
    ("notebooks/02_new.md", "file", 'wb.load("vetos")', "notebooks/02_new.md,vetos"),
    ("notebooks/02_new.md", "file", 'wb.cite("kita-2019")', "notebooks/02_new.md,kita-2019"),
)
def test_every_dataset_and_column_that_a_text_names_exists(books):
    rows = {row["at"] for name in names() for row in books.rows(name)}
    works, claims = set(books.by_key("works")), set(books.by_key("claims"))
    indicators = {row["indicator"] for row in books.rows("capabilities")}
    words_of_ours = {
        *names(),
        *vocabulary(),
        *indicators,
        *(column for name in names() for column in card(name).columns),
    }
    terms = {row["term"] for row in books.rows("glossary")}
    for piece in books.rows("evidence"):
        for one in set(items(piece["dataset_rows"])) - rows:
            yield f"{piece['at']},{one}", "dataset_rows: there is no such row"
    for forecast in books.rows("forecasts"):
        for one in set(items(forecast["datasets"])) - set(names()):
            yield f"{forecast['at']},{one}", "datasets: there is no such dataset"
    for where, text in books.prose():
        for one in dataset_words(text, with_code=where in books.files) - words_of_ours:
            yield f"{where},{one}", "there is no such dataset or column"
        for verb, one in CALL.findall(text):
            allowed = {
                "cite": works | claims | set(names()),
                "claims": claims,
                "about": set(names()) | terms,
            }.get(verb, set(names()))
            if one not in allowed:
                yield f"{where},{one}", f"{verb}() does not know it"


@functools.cache
def dataset_words(text, with_code):
    """The words of ``text`` that can only be meant as the name of a dataset or column."""
    found = named_datasets(text)
    return {word for word in found if "_" not in word} if with_code else found


@pytest.mark.slow
@pytest.mark.parametrize(("test", "mistake"), mistakes(globals()))
def test_a_mistake_is_named(test, mistake):
    at, column, value, *expected = mistake
    assert (expected or [at])[0] in named(test, at, column, value)
