"""Remarks: each that grading makes has a sentence, each sentence is used, and both know the same details."""

import ast
import re
import string
from collections import defaultdict
from pathlib import Path

import pytest

import workbook.grading
from workbook.base import WorkbookError
from workbook.grading.remarks import Remark, in_order, remark, remark_from
from workbook.grading.results import QuestionResult, Result, read_result, result_path, write_result
from workbook.grading.sentences import SENTENCES

# What a reader whose language is English would not say.
STRANGE = re.compile(
    r"«|»|\ball the same\b|\banew\b|\bany more\b|\blook whether\b|\btoo many\b|\b(?:is|are) no\b|\bhalf letters\b"
    r"|\bon your own risk\b|\bstood in\b|\bdo not matter\b|\ba (?:answer|essay|older|other)\b|\ban (?:the|a)\b|  "
)


def fields(sentence):
    """The names of the details that ``sentence`` wants."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name} - {"cells"}


def calls():
    """For each code the names of the details with which grading's modules make it: one set for each call."""
    found = defaultdict(list)
    for path in sorted(Path(workbook.grading.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "remark":
                first = node.args[0]
                for code in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
                    assert isinstance(code, ast.Constant), (
                        f"{path.name}, line {node.lineno}: the code is not written out"
                    )
                    found[code.value].append({each.arg for each in node.keywords})
    return found


CALLS = calls()


def test_every_remark_that_is_made_has_a_sentence_and_every_sentence_is_used():
    assert CALLS.keys() == SENTENCES.keys()


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_wants_the_details_that_the_remark_has(code):
    assert all(details == fields(SENTENCES[code]) for details in CALLS[code]), CALLS[code]


@pytest.mark.parametrize("code", [code for code in SENTENCES if code != "as-written"])
def test_every_sentence_is_whole_and_idiomatic(code):
    numbers = {"gigabytes": 2.0} | dict.fromkeys(("megabytes", "files", "ratio"), 2000)
    detail = {name: numbers.get(name, "Xyz") for name in fields(SENTENCES[code])}
    for cells in ((4,), (4, 7), tuple(range(1, 9))):
        sentence = str(Remark(code, cells, detail))
        assert re.fullmatch(r"[A-Z“](?:[^{}]*[^{} .])\.|Xyz stops with an error: Xyz", sentence), sentence
        assert not STRANGE.search(sentence), sentence


def test_a_sentence_names_its_cells_and_its_details():
    sentence = "The name Q1 is set in cell 4; the answer is read from q1."
    assert str(remark("answer-misnamed", [4], name="Q1", question="q1")) == sentence
    missing = ("the prompt of q1", "the check of q1", "and 2 more")
    assert str(remark("given-cells-missing", missing=missing)) == (
        "Given cells are missing: the prompt of q1, the check of q1, and 2 more. The answers do not depend on them."
    )
    assert (
        str(remark("stopped-memory", gigabytes=2.0)) == "The code was stopped because it used more than 2 GB of memory."
    )
    assert str(remark("ids-changed", range(2, 12))).startswith("The ids of 10 cells are missing")


def test_a_code_without_a_sentence_is_refused():
    with pytest.raises(ValueError, match="no remark with the code nothing-odd"):
        remark("nothing-odd")


def test_remarks_come_in_the_order_of_the_table_and_each_once_with_all_its_cells():
    essay, second = remark("essay-picture", essay="e1"), remark("essay-picture", essay="e2")
    several = [
        second,
        remark("text-missing", [7]),
        essay,
        remark("text-missing", [4]),
        remark("text-missing", [7]),
        second,
    ]
    assert in_order(several) == (remark("text-missing", [7, 4]), second, essay)


def result(*remarks):
    return Result(
        "example", "s1", questions={"q1": QuestionResult(2, 2, "right", "")}, repairs=remarks, remarks=remarks
    )


def test_remarks_are_kept_with_their_codes_and_read_again(tmp_path):
    whole = result(remark("essay-joined", [11, 12], essay="e1"), remark("given-cells-missing", missing=("a", "b")))
    write_result(tmp_path, whole)
    assert read_result(result_path(tmp_path, "s1")) == whole
    kept = result_path(tmp_path, "s1").read_text(encoding="utf-8")
    assert '"code": "essay-joined"' in kept and "The essay e1 was in cells 11 and 12;" in kept


def test_results_of_an_older_version_with_plain_sentences_are_read(tmp_path):
    write_result(tmp_path, result(remark("as-written", text="PLACE {cells}")))
    path = result_path(tmp_path, "s1")
    older = re.sub(r'\{\s*"code": "as-written".*?"sentence": ("PLACE[^"]*")\s*\}', r"\1", path.read_text(), flags=re.S)
    assert older.count('"code"') == 0
    path.write_text(older)
    assert [str(each) for each in read_result(path).repairs] == ["PLACE {cells}"]


def test_a_remark_of_a_newer_version_is_read_as_its_sentence():
    assert (
        str(remark_from({"code": "moon-phase", "cells": [], "detail": {}, "sentence": "It was full."}))
        == "It was full."
    )


@pytest.mark.parametrize("damaged", ["3", "{}", '{"code": "link"}', '{"code": "link", "cells": 3, "detail": {}}'])
def test_a_result_with_a_damaged_remark_is_named(tmp_path, damaged):
    write_result(tmp_path, result(remark("as-written", text="PLACE")))
    path = result_path(tmp_path, "s1")
    path.write_text(re.sub(r'\{\s*"code": "as-written".*?\}\s*,.*?\}', damaged, path.read_text(), flags=re.S))
    with pytest.raises(WorkbookError, match=r"s1.json is damaged"):
        read_result(path)
