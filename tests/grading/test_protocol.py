"""What comes out of the sandbox is read as it was agreed, and whatever else is written there is passed over."""

import json

import pytest

from workbook.grading.protocol import LONGEST_ERROR, MOST_ERRORS, answers_and_errors, line_of, process_from


def sent(*messages):
    return "".join(line_of(message) for message in messages).encode()


def test_the_last_answers_count_and_all_errors():
    first = {"cell": 0, "answers": {"q1": 1}}
    second = {"cell": 1, "answers": {"q1": 1, "q2": "b"}, "error": "NameError: x"}
    assert answers_and_errors(sent({"process": 17}, first, second, {"done": True})) == (
        {"q1": 1, "q2": "b"},
        [(1, "NameError: x")],
    )


def test_an_error_of_the_sandbox_itself_belongs_to_no_cell():
    assert answers_and_errors(sent({"broken": "OSError: unshare"})) == ({}, [(-1, "OSError: unshare")])


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\xff",
        b"3",
        b"[" * 100_000,
        b'{"answers": [1], "error": 3, "cell": 0}',
        b'{"error": "x", "cell": "0"}',
        b'{"broken": {}}',
    ],
)
def test_a_line_that_is_not_what_it_should_be_is_passed_over(line):
    good = sent({"cell": 2, "answers": {"q1": 1}})
    assert answers_and_errors(line + b"\n" + good + line) == ({"q1": 1}, [])


def test_errors_are_bounded_in_number_and_length():
    many = [{"cell": number, "answers": {}, "error": "x" * 5000} for number in range(200)]
    _, errors = answers_and_errors(sent(*many))
    assert len(errors) == MOST_ERRORS == 50 and {len(words) for _, words in errors} == {LONGEST_ERROR} == {300}


@pytest.mark.parametrize("line", [b"", b"17", b"{}", b'{"process": "17"}', b'{"process": null}', b"[" * 100_000])
def test_a_first_line_without_the_number_of_a_process_names_none(line):
    assert process_from(line + b"\n" + sent({"process": 3})) is None
    assert process_from(json.dumps({"process": 3}).encode()) == 3
