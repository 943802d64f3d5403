"""What comes out of the sandbox is read as it was agreed; whatever else is written there is refused or passed over."""

import json
import os
import threading
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbook.assignments import Key, judged, readable
from workbook.assignments.answers import (
    MOST_SIGNS,
    MOST_VALUES,
    NO_FORM,
    TOO_DEEP,
    TOO_MUCH,
    Unreadable,
    as_data,
    fault_in,
    from_data,
)
from workbook.assignments.keys import answer_kinds, entry
from workbook.checking.listing import examples_of, settings_of
from workbook.grading import protocol
from workbook.grading.protocol import (
    LONGEST_ERROR,
    MOST_ERRORS,
    SCHEMA,
    BadMessage,
    CannotRun,
    checked,
    framed,
    line_of,
    read_job,
    reply_from,
    sent_in,
    start_from,
)

JOB = {"cells": [(f"q{number} = {number}", f"cell {number}") for number in range(3)], "names": ["q1", "q2"]}
ANY = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
NESTED = b"[" * 900 + b"]" * 900

NUMBERS = st.integers() | st.floats() | st.sampled_from([10**15, -(10**15), 10**400, 1e308, 2**63])
TEXTS = st.text(st.characters(), max_size=8) | st.sampled_from(["\ud800 x", "a\0b", "\x1b[31m", "x" * 20_001])
KEYS = st.sampled_from(["pairs", "series", "columns", "rows", "unreadable", "cell", "answers", "error", "q1"]) | TEXTS
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def sent(*messages):
    return "".join(line_of(message) for message in messages).encode()


def read(sent_bytes, job=JOB):
    """Answers, errors, what was refused, and how many lines were passed over."""
    found = sent_in(sent_bytes, job)
    return found.answers, found.errors, found.refused, found.passed_over


def reply(**more):
    whole = {"answers": {"q1": 1}, "refused": {}, "passed_over": 0, "errors": [[1, "NameError: x"]], "ended": "done"}
    return {**whole, "printed": "", "seconds": 0.25, **more}


# What a submission sends.


def test_the_last_answers_count_and_all_errors():
    first = {"cell": 0, "answers": {"q1": 1}}
    second = {"cell": 1, "answers": {"q1": 1, "q2": "b"}, "error": "NameError: x"}
    assert read(sent(first, second, {"done": True})) == ({"q1": 1, "q2": "b"}, [(1, "NameError: x")], {}, 0)


@pytest.mark.parametrize(
    "line",
    [
        b"\xff",
        b"3",
        b"[" * 100_000,
        NESTED,
        b'{"cell": 0, "answers": {"q1": ' + b"7" * 5000 + b"}}",
        b'{"cell": 0, "answers": [1]}',
        b'{"answers": {"q1": 7}}',
        b'{"cell": "0", "answers": {"q1": 7}}',
        b'{"cell": -5, "answers": {"q1": 7}}',
        b'{"cell": 1e400, "answers": {"q1": 7}}',
        b'{"cell": true, "answers": {"q1": 7}}',
        b'{"cell": 3, "answers": {"q1": 7}}',
        b'{"cell": 0, "answers": {"q1": 7}, "error": 3}',
        b'{"cell": 0, "answers": {"q1": 7}, "more": 3}',
        b'{"cell": 0, "answers": {"q9": 7}}',
        b'{"cell": 0, "answers": {"q1": NaN}}',
        b'{"cell": 0, "answers": {"q1": 6, "q1": 7}}',
        b'{"cell": 0, "answers": {"q1": "\xc3\xa9"}}',
        b'{"cell": 0, "answers": {"q1": 7}}'.decode().encode("utf-16"),
        b'{"cell": 0,\0 "answers": {"q1": 7}}',
        b'{"process": 1}',
        b'{"broken": "x"}',
        b'{"ready": true}',
        b'{"done": false}',
        b' {"done": true}',
    ],
)
def test_a_line_that_is_not_what_it_should_be_is_passed_over_and_counted(line):
    good = sent({"cell": 2, "answers": {"q1": 1}})
    passed_over = line.count(b"\n") + 1
    assert read(line + b"\n" + good) == ({"q1": 1}, [], {}, passed_over)
    assert read(good + line + b"\n") == ({"q1": 1}, [], {}, passed_over)


def test_nothing_counts_after_the_last_line_and_a_line_that_was_cut_off_is_no_line():
    first, second = {"cell": 0, "answers": {"q1": 1}}, {"cell": 1, "answers": {"q1": 2}}
    assert read(sent(first, {"done": True}, second, {"done": True})) == ({"q1": 1}, [], {}, 0)
    assert read(sent(first) + sent(second)[:-5]) == ({"q1": 1}, [], {}, 0)


def test_of_more_lines_than_cells_the_last_are_read():
    many = [{"cell": 0, "answers": {"q1": number}, "error": "x"} for number in range(5000)]
    answers, errors, _, passed_over = read(sent(*many))
    assert (answers, len(errors), passed_over) == ({"q1": 4999}, 3, 4997)


def test_errors_are_bounded_in_number_and_length_and_can_be_written():
    job = {"cells": [("", "")] * 200, "names": []}
    many = [{"cell": number, "answers": {}, "error": "x" * 5000} for number in range(200)]
    errors = sent_in(sent(*many), job).errors
    assert len(errors) == MOST_ERRORS == 50 and {len(words) for _, words in errors} == {LONGEST_ERROR} == {300}
    assert read(sent({"cell": 0, "answers": {}, "error": "\ud800\0"}))[1] == [(0, "??")]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ('{"columns": 5, "rows": 3}', NO_FORM),
        ('{"columns": ["a", "b"], "rows": [[1]]}', NO_FORM),
        ('{"columns": ["a"], "rows": [[[1]]]}', TOO_DEEP),
        ('{"columns": [["a"]], "rows": [[1]]}', NO_FORM),
        ('{"pairs": 5}', NO_FORM),
        ('{"pairs": [[[1], 2]]}', NO_FORM),
        ('{"pairs": [[1, 2]]}', NO_FORM),
        ('{"pairs": [["1"]]}', NO_FORM),
        ('{"pairs": [["1", 2, 3]]}', NO_FORM),
        ('{"pairs": [], "series": 3}', NO_FORM),
        ('{"pairs": [], "series": ["a", "b", "c"]}', NO_FORM),
        ('{"pairs": [], "series": [[1], null]}', NO_FORM),
        ('{"series": [null, null]}', NO_FORM),
        ('{"unreadable": 5}', NO_FORM),
        ('{"unreadable": "x", "pairs": []}', NO_FORM),
        ('{"a": 1}', NO_FORM),
        ("{}", NO_FORM),
        (NESTED.decode(), TOO_DEEP),
        ('{"pairs": [["a", ' * 200 + "1" + "]]}" * 200, TOO_DEEP),
        ("[[[[[1]]]]]", TOO_DEEP),
        ("1e999", "a number that is not finite"),
        ("1" + "0" * 15, "a number of more than 15 digits"),
        ("-1" + "0" * 400, "a number of more than 15 digits"),
        (json.dumps("x" * (MOST_SIGNS + 1)), "a text of 20001 characters"),
        (json.dumps(["x" * MOST_SIGNS] * 11), TOO_MUCH),
        (json.dumps([0] * 501), TOO_MUCH),
        (json.dumps([[0] * 400] * 100), TOO_MUCH),
        (json.dumps({"columns": ["c"] * 51, "rows": []}), TOO_MUCH),
        (r'"\ud800 x"', "a text with half of a character in it, as of an emoji that was cut in two"),
        (r'{"pairs": [["\udfff", 1]]}', "a text with half of a character in it, as of an emoji that was cut in two"),
        (r'"a\u0000b"', "a text with a NUL character in it"),
    ],
)
def test_an_answer_that_is_none_is_refused_with_its_reason_and_the_others_count(answer, fault):
    line = f'{{"cell": 0, "answers": {{"q1": {answer}, "q2": "b"}}}}\n'.encode()
    assert read(line) == ({"q1": {"unreadable": fault}, "q2": "b"}, [], {"q1": fault}, 0)
    value = from_data(json.loads(answer))
    assert isinstance(value, Unreadable) and value.what == fault


def test_a_table_as_large_as_an_answer_can_be_has_no_fault():
    table = {"columns": ["c"] * 50, "rows": [[1.5] * 50] * 500}  # 25,000 cells, 500 rows, and itself
    assert fault_in(table) == "" and MOST_VALUES > 25_501


# What the worker says.


def test_a_reply_is_read_as_it_was_written():
    assert reply_from(line_of(reply()).encode(), JOB) == {**reply(), "errors": [(1, "NameError: x")]}


@pytest.mark.parametrize(
    "more",
    [
        {"answers": {"q9": 1}},
        {"answers": {"q1": {"pairs": 5}}},
        {"answers": {"q1": "\ud800"}},
        {"answers": 5},
        {"refused": {"q9": "x"}},
        {"refused": {"q1": 5}},
        {"passed_over": -1},
        {"errors": [[3, "x"]]},
        {"errors": [[-1, "x"]]},
        {"errors": [[0]]},
        {"errors": [[0, "x" * 301]]},
        {"errors": [[0, "x"]] * 51},
        {"ended": "well"},
        {"printed": "x" * 2001},
        {"seconds": -1},
        {"seconds": float("nan")},
        {"seconds": 1e300},
        {"more": 1},
    ],
)
def test_a_reply_that_cannot_be_one_to_the_job_is_refused(more):
    with pytest.raises(BadMessage):
        reply_from(line_of(reply(**more)).encode(), JOB)


@pytest.mark.parametrize("line", [b"", b"17", b"{}", b"\xff", NESTED, b'{"ready": true}', b'{"done": true}'])
def test_a_line_that_is_no_reply_is_refused(line):
    with pytest.raises(BadMessage):
        reply_from(line, JOB)


def test_texts_of_a_reply_can_be_written_to_a_file():
    whole = checked(reply(printed="\ud800", errors=[[0, "a\0"]], refused={"q1": "\udfff"}), JOB)
    assert (whole["printed"], whole["errors"], whole["refused"]) == ("?", [(0, "a?")], {"q1": "?"})


def test_a_worker_says_why_it_cannot_start_or_run():
    assert start_from(b'{"ready": true}') == "" and start_from(b'{"broken": "no data"}') == "no data"
    with pytest.raises(CannotRun, match="unshare"):
        reply_from(b'{"broken": "OSError: unshare"}', JOB)
    for line in (b'{"ready": false}', b'{"ready": true, "broken": "x"}', b'{"broken": 5}', b""):
        with pytest.raises(BadMessage):
            start_from(line)


def test_a_job_is_read_to_its_last_byte_and_no_further():
    out, into = os.pipe()
    long = {"cells": [("x" * 200_000, "a")], "names": []}
    writer = threading.Thread(
        target=lambda: (os.write(into, framed(JOB)), os.write(into, framed(long)), os.close(into))
    )
    writer.start()
    try:
        assert read_job(out) == json.loads(json.dumps(JOB))
        assert read_job(out)["cells"][0][0] == "x" * 200_000
        assert read_job(out) is None
    finally:
        writer.join()
        os.close(out)


def test_the_schema_names_the_parts_that_the_types_name():
    parts = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]
    types = {"cell line": "CellLine", "ready": "Ready", "broken": "Broken", "reply": "Reply"}
    assert set(parts) == set(types) == set(get_args(protocol.Message))
    for part, name in types.items():
        assert list(parts[part]["properties"]) == list(getattr(protocol, name).__annotations__)
    assert parts["reply"]["properties"]["ended"]["enum"] == list(get_args(protocol.Ended))
    assert parts["reply"]["properties"]["errors"]["maxItems"] == MOST_ERRORS


# Whatever is sent.


def must_be_sound(found, job=JOB):
    """Fails unless what was ``found`` can be judged, kept in a file and read again."""
    kept = [found.answers, found.refused, found.errors, found.passed_over]
    json.dumps(kept, allow_nan=False, ensure_ascii=False).encode()
    assert not any(map(fault_in, found.answers.values())) and set(found.refused) <= set(found.answers)
    assert set(found.answers) <= set(job["names"])
    whole = reply(answers=found.answers, refused=found.refused, errors=found.errors, passed_over=found.passed_over)
    assert reply_from(line_of(whole).encode(), job)["answers"] == found.answers


@pytest.mark.slow
@ANY
@given(content=st.binary(max_size=400))
def test_arbitrary_bytes_are_passed_over(content):
    must_be_sound(sent_in(content, JOB))
    with pytest.raises(BadMessage):
        reply_from(content, JOB)


@pytest.mark.slow
@ANY
@given(messages=st.lists(st.tuples(JSON, JSON, st.booleans()), max_size=4))
def test_arbitrary_json_is_refused_or_sound(messages):
    lines = [{"cell": 0, "answers": {"q1": one, "q2": two}} if whole else one for one, two, whole in messages]
    must_be_sound(sent_in(sent(*lines), JOB))


@pytest.mark.slow
@ANY
@given(place=st.integers(0, 200), content=st.binary(max_size=6), cut=st.integers(0, 6), value=JSON)
def test_an_honest_line_that_was_changed_anywhere_is_refused_or_sound(place, content, cut, value):
    honest = sent({"cell": 1, "answers": {"q1": as_data(value), "q2": {"pairs": [["a", 1]]}}, "error": "x"})
    must_be_sound(sent_in(honest[:place] + content + honest[place + cut :], JOB))


@pytest.mark.slow
@ANY
@given(value=JSON, error=TEXTS)
def test_an_honest_line_survives_whatever_the_student_answers(value, error):
    data = as_data(value)
    found = sent_in(sent({"cell": 1, "answers": {"q1": data}, "error": error}, {"done": True}), JOB)
    assert (found.answers, found.refused, found.passed_over) == ({"q1": data}, {}, 0) and len(found.errors) == 1
    must_be_sound(found)


@pytest.mark.parametrize("kind", answer_kinds())
def test_the_answers_of_every_kind_survive(kind):
    for example in examples_of(kind):
        for value in (*example.right, *(answer for answer, _ in example.near), *example.unreadable):
            data = as_data(value)
            assert read(sent({"cell": 0, "answers": {"q1": data}})) == ({"q1": data}, [], {}, 0)
            assert fault_in(data) == ""


def key_of(kind):
    question = examples_of(kind)[0].question
    shown = {name: getattr(question, name) for name in settings_of(type(question)) if name not in question.key_settings}
    kept = {name: getattr(question, name) for name in question.key_settings}
    return entry("q1", 2, readable(..., kind, **shown), Key(question.answer(), solution="", **kept))


@pytest.mark.slow
@pytest.mark.parametrize("key", [pytest.param(key_of(kind), id=kind) for kind in answer_kinds()])
@ANY
@given(data=JSON)
def test_whatever_json_is_judged_gets_a_verdict_that_can_be_kept(key, data):
    verdict = judged(key, from_data(data))
    assert verdict.outcome in ("right", "not yet", "not tried", "cannot tell")
    verdict.reply.encode()
    assert fault_in(as_data(from_data(data))) == ""
