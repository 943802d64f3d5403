"""A card that is not as it should be gets one sentence; the schema and the code agree on what a card can have."""

import dataclasses
import json
import subprocess
import sys
from pathlib import Path
from typing import get_args

import jsonschema
import pytest

import workbook.catalog as catalog
from workbook.base import BadData
from workbook.catalog.card_schema import SCHEMA, column_types, entries, first_problem, schema
from workbook.catalog.cards import LIST_ENTRIES, TEXT_ENTRIES, Card, Column, Provenance, read_card
from workbook.catalog.citations import Style
from workbook.catalog.house_rules import SCHEMA_LINE
from workbook.catalog.styles import STYLES

COLUMN = {"name": "year", "type": "year", "meaning": "The year."}
PROVENANCE = {"provider": "V-Dem", "what": "All rows.", "taken": "rows", "licence": "CC-BY-SA-4.0", "read": "page"}
CARD = {
    "title": "Aid",
    "one_row_is": "one year",
    "key": ["year"],
    "covers": ["2019", "2020"],
    "licence": "CC-BY-4.0",
    "method": "By hand.",
    "sources": ["press"],
    "caveats": ["Made up."],
    "changes": [{"date": "2026-11-21"}],
    "columns": [COLUMN],
}


def test_the_schema_is_itself_valid_and_allows_the_smallest_card():
    jsonschema.Draft202012Validator.check_schema(schema())
    assert first_problem(CARD, "aid/card.toml") == ""


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": None, "method": None}, "aid/card.toml lacks: title, method."),
        ({"kind": "facts"}, "aid/card.toml: the kind “facts” is not one of record, judgement, reference."),
        ({"dated_by": 7}, 'aid/card.toml: dated_by should be text, such as dated_by = "date".'),
        ({"terms": 7}, 'aid/card.toml: terms should be text, such as terms = "…".'),
        ({"key": []}, "aid/card.toml: the key names no column."),
        ({"covers": ["2019"]}, "aid/card.toml: covers should name the first and the last date."),
        ({"shows": ["year", 7]}, 'aid/card.toml: shows should be a list, such as shows = ["date", "title"].'),
        ({"columns": "year"}, "aid/card.toml: columns should be a list, written as one [[columns]] after the other."),
        ({"changes": []}, 'aid/card.toml: each of [[changes]] needs a date, such as date = "2026-11-21".'),
        (
            {"provenance": {"provider": "V-Dem"}},
            "aid/card.toml: provenance should be a list, written as one [[provenance]] after the other.",
        ),
        (
            {"provenance": [{"provider": "V-Dem", "what": "All."}]},
            "aid/card.toml, provenance 1 (V-Dem) lacks: taken, licence, read.",
        ),
        (
            {"provenance": [{**PROVENANCE, "taken": "all"}]},
            "aid/card.toml, provenance 1 (V-Dem): the taken “all” is not one of rows, derived, facts.",
        ),
        (
            {"provenance": [{**PROVENANCE, "works": "v-dem"}]},
            'aid/card.toml, provenance 1 (V-Dem): works should be a list, such as works = ["correlates-of-war-nmc"].',
        ),
        (
            {"provenance": [{**PROVENANCE, "license": "CC0-1.0"}]},
            "aid/card.toml, provenance 1 (V-Dem): “license” should be one of provider, works, what, taken, version, "
            "released, licence, redistribution, commercial, share_alike, attribution, article, terms_source, read.",
        ),
        ({"columns": [COLUMN, {"name": "a"}]}, "aid/card.toml, column 2 (a) lacks: type, meaning."),
        ({"columns": [{"type": "year"}]}, "aid/card.toml, column 1 lacks: name, meaning."),
        (
            {"columns": [{**COLUMN, "type": "jahr"}]},
            f"aid/card.toml, column 1 (year): the type “jahr” is not one of {', '.join(column_types())}.",
        ),
        (
            {"columns": [{**COLUMN, "units": "percent"}]},
            "aid/card.toml, column 1 (year): “units” should be one of name, type, meaning, unit, values, empty, order, "
            "may_lie_ahead.",
        ),
        (
            {"columns": [{**COLUMN, "values": [1, 2]}]},
            'aid/card.toml, column 1 (year): values should be a list of text, such as values = ["yes", "no"], or the '
            "name of a list in vocabulary.toml.",
        ),
        (
            {"columns": [{**COLUMN, "may_lie_ahead": "yes"}]},
            "aid/card.toml, column 1 (year): may_lie_ahead should be true or false, such as may_lie_ahead = true.",
        ),
        # The first in the order of the card is named; what it lacks comes before all.
        ({"key": "year", "columns": [{"name": 7}]}, 'aid/card.toml: key should be a list, such as key = ["year"].'),
        ({"key": "year", "title": None}, "aid/card.toml lacks: title."),
    ],
)
def test_what_breaks_the_schema_is_one_sentence(change, sentence):
    card = {entry: value for entry, value in {**CARD, **change}.items() if value is not None}
    assert first_problem(card, "aid/card.toml") == sentence


def test_the_schema_and_the_classes_have_the_same_entries():
    fields = {field.name for field in dataclasses.fields(Card)} - {"name", "folder", "extra"}
    only_in_citations = {"authors", "publisher", "version", "released"}
    assert set(entries()) == fields | only_in_citations
    assert set(TEXT_ENTRIES) | set(LIST_ENTRIES) == fields - {"columns", "provenance", "shows"}
    assert set(schema()["$defs"]["column"]["properties"]) == {field.name for field in dataclasses.fields(Column)}
    assert set(schema()["$defs"]["provenance"]["properties"]) == {
        field.name for field in dataclasses.fields(Provenance)
    }


def test_every_entry_is_explained_to_an_editor():
    properties = [schema()["properties"], *(part["properties"] for part in schema()["$defs"].values())]
    assert all(rule.get("description", "").endswith(".") for part in properties for rule in part.values())


def test_the_line_in_a_card_leads_an_editor_to_the_schema():
    card = catalog.card("trade").folder / "card.toml"
    assert card.read_text(encoding="utf-8").startswith(SCHEMA_LINE + "\n")
    assert (card.parent / SCHEMA_LINE.removeprefix("#:schema ")).resolve() == SCHEMA
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema()


@pytest.mark.parametrize("text", ["title = ", 'title = "Aid"\ntitle = "Aid"', "\x00"])
def test_a_file_that_is_not_toml_is_one_sentence(tmp_path, text):
    (tmp_path / "card.toml").write_text(text)
    with pytest.raises(BadData, match=rf"{tmp_path.name}/card.toml cannot be read: "):
        read_card(tmp_path)


def test_loading_a_dataset_of_the_workbook_imports_no_schemas_and_no_encodings():
    code = (
        "import sys, workbook as wb; wb.load('trade')\n"
        "print(sorted({'jsonschema', 'charset_normalizer'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


# The face of the catalog


def test_every_name_of_the_catalog_can_be_had_and_is_listed():
    assert {"load", "about", "cite", "claims", "datasets", "version", "vocabulary"} <= set(dir(catalog))
    assert all(getattr(catalog, name) for name in dir(catalog))
    assert Path(catalog.__file__).with_suffix(".pyi").is_file()


def test_an_unknown_name_of_the_catalog_gets_the_possible_ones():
    with pytest.raises(AttributeError, match="workbook.catalog has no 'lod'; it has: .* load, "):
        catalog.lod  # noqa: B018


def test_the_styles_that_the_type_check_knows_are_those_that_there_are():
    assert get_args(Style) == tuple(STYLES)
