"""What a text names exists: rows, datasets, columns."""

import functools
import re
from difflib import get_close_matches

import pytest
from offenders import checked, items, mistakes, named

from workbook.catalog import card, names, vocabulary

# How the rows of each dataset are named in texts, as the cards say.
IDS = {name: card(name).row_ids for name in names() if card(name).row_ids}
WITH_UNDERSCORE = re.compile(r"(?<![\w/.-])[a-z][a-z0-9]*(?:_[A-Za-z0-9]+)+(?![\w(/]|\.\w)")
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
    known = {name: set(books.by_key(name)) for name in IDS}
    for where, text in books.prose():
        for name, one in named_in(text):
            if one not in known[name]:
                yield f"{where},{one}", f"{name} has no {one}"


@functools.cache
def named_in(text):
    """The rows that ``text`` names: dataset and key."""
    shape = "|".join(f"(?P<{name}>{shape})" for name, shape in IDS.items())
    return {(found.lastgroup, found[0]) for found in re.finditer(rf"(?<![\w-])(?:{shape})(?!\w)", text)}


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
    # “the dataset summit” is a slip, “the dataset covers” is none.
    found = {one for one in re.findall(r"\bthe dataset ([a-z]+)", text) if get_close_matches(one, names(), 1, 0.75)}
    return found if with_code else found | set(WITH_UNDERSCORE.findall(text))


@pytest.mark.parametrize(("test", "mistake"), mistakes(globals()))
def test_a_mistake_is_named(test, mistake):
    at, column, value, *expected = mistake
    assert (expected or [at])[0] in named(test, at, column, value)
