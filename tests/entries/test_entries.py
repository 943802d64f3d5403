"""What a student enters: added to one file, never changed, and read back whatever happened to the file."""

import datetime
import json
import multiprocessing

import pytest

from workbook import __version__
from workbook.base import WorkbookError
from workbook.entries import entries

FORECAST = {"question": "F-S5", "probability": 0.35, "reason": "the record of 2022 is far away"}


def test_an_entry_is_read_back_as_it_was_given(entries_file):
    assert entries.add("forecast", [FORECAST]) == entries_file
    found = entries.read()
    assert found.troubles == ()
    assert found.of("forecast").iloc[0][list(FORECAST)].to_dict() == FORECAST
    assert found.of("rating").empty and found.of("code").empty


def test_nothing_is_overwritten_and_the_latest_counts(entries_file):
    for probability in (0.2, 0.6):
        entries.add("forecast", [{**FORECAST, "probability": probability}])
    assert len(entries_file.read_text().splitlines()) == 2
    assert entries.read().latest("forecast")["probability"].to_list() == [0.6]


def test_a_day_and_a_version_come_along(entries_file):
    entries.add("forecast", [FORECAST], now=datetime.datetime(2026, 11, 22, 8, 5, tzinfo=datetime.UTC))
    line = json.loads(entries_file.read_text())
    assert (line["at"], line["workbook"]) == ("2026-11-22T08:05:00Z", __version__)


def test_no_file_is_no_entries():
    assert entries.read().rows.empty
    assert entries.read().latest("forecast").empty


def test_half_a_line_at_the_end_does_not_swallow_the_next(entries_file):
    entries.add("forecast", [FORECAST])
    entries_file.write_bytes(entries_file.read_bytes()[:-30])
    entries.add("forecast", [{**FORECAST, "question": "F-B7"}])
    found = entries.read()
    assert found.of("forecast")["question"].to_list() == ["F-B7"]
    assert found.troubles == ("my-entries.jsonl: line 1 is damaged and was left out.",)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("\x00\x00", "line 2 is damaged and was left out"),
        ("[1, 2]", "line 2 is damaged and was left out"),
        ('{"kind": "dance", "at": "2026"}', "line 2 is damaged and was left out"),
        ("[" * 100_000, "line 2 is damaged and was left out"),
        ('{"kind": "forecast", "at": "2026", "question": "F-S5"}', "An entry of the kind forecast lacks probability"),
        (
            '{"kind": "forecast", "at": "2026", "question": "F-S5", "probability": 1.7}',
            "1.7 is not a probability; it lies between 0 and 1 (70 percent is 0.7)",
        ),
        (
            '{"kind": "forecast", "at": "2026", "question": "F-S5", "probability": NaN}',
            "nan is not a probability",
        ),
        ('{"kind": "code", "at": "2026", "claim_id": "S-9-99", "kind_of_claim": "fact"}', "no claim called"),
        (
            '{"kind": "rating", "at": "2026", "evidence_id": "EV01", "hypothesis_id": "H1", "rating": "CCC"}',
            'no rating called "CCC"',
        ),
        (
            '{"kind": "code", "at": "2026", "claim_id": ["S"], "kind_of_claim": "fact"}',
            "claim_id is ['S']; it should be text",
        ),
    ],
)
def test_a_damaged_line_is_named_and_the_rest_counts(entries_file, line, said):
    entries.add("forecast", [FORECAST])
    with entries_file.open("a") as file:
        file.write(line + "\n")
    entries.add("forecast", [{**FORECAST, "question": "F-B7"}])
    found = entries.read()
    assert found.of("forecast")["question"].to_list() == ["F-S5", "F-B7"]
    assert len(found.troubles) == 1 and said in found.troubles[0]


def test_another_version_and_an_unknown_field_are_named_and_count(entries_file):
    entries.add("forecast", [FORECAST])
    line = {**json.loads(entries_file.read_text()), "workbook": "0.0.9", "mood": "fine"}
    entries_file.write_text(json.dumps(line) + "\n")
    found = entries.read()
    assert len(found.of("forecast")) == 1
    assert "written with version 0.0.9" in found.troubles[0]
    assert "does not know the field mood" in found.troubles[1]


@pytest.mark.parametrize(
    ("kind", "row", "said"),
    [
        ("forecast", {"question": "F-S5", "probability": 70}, "70 is not a probability"),
        ("forecast", {"question": "", "probability": 0.7}, "lacks question"),
        ("code", {"claim_id": "S-ES-1", "kind_of_claim": "fact"}, 'Did you mean "S-ES-01"'),
        ("code", {"claim_id": "S-ES-01", "kind_of_claim": "fact", "verdict": "right"}, "There is no verdict called"),
        ("rating", {"evidence_id": "EV01", "hypothesis_id": "H77", "rating": "C"}, "There is no hypothesis called"),
    ],
)
def test_a_value_that_cannot_be_is_a_sentence_and_nothing_is_written(entries_file, kind, row, said):
    with pytest.raises(WorkbookError, match=said):
        entries.add(kind, [row])
    assert not entries_file.exists()


def test_of_several_rows_all_or_none_are_written(entries_file):
    good = {"evidence_id": "EV01", "hypothesis_id": "H1", "rating": "C"}
    with pytest.raises(WorkbookError):
        entries.add("rating", [good, {**good, "rating": "?"}])
    assert not entries_file.exists()


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv(entries.VARIABLE, str(tmp_path))
    with pytest.raises(WorkbookError, match="Nothing was saved: .* cannot be written"):
        entries.add("forecast", [FORECAST])
    assert "cannot be read" in entries.read().troubles[0]


def _enter_many(path, name):
    for number in range(200):
        entries.add("forecast", [{"question": f"{name}-{number}", "probability": 0.5, "reason": "x" * 500}], path=path)


def test_two_notebooks_at_once_lose_nothing(entries_file):
    context = multiprocessing.get_context("fork")
    children = [context.Process(target=_enter_many, args=(entries_file, name)) for name in ("a", "b")]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    found = entries.read(entries_file)
    assert found.troubles == ()
    assert len(set(found.of("forecast")["question"])) == 400
