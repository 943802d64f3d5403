"""Damaged notebooks: what a student wrote comes out whole, and each repair is reported."""

import gzip
import io
import json
import re
import threading
import time
import warnings
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from other_graders import filled

from workbook.assignments import notebook_code, open_exercise
from workbook.assignments.copies import BLANK, STARTER, blank_essay, student_copy
from workbook.assignments.for_nbgrader import nbgrader_files
from workbook.assignments.source import EXAMPLE, all_exercises
from workbook.grading import student_code
from workbook.grading.notebooks import Refused, read_submission
from workbook.grading.remarks import remark

EXERCISE = open_exercise(EXAMPLE)
ESSAY = "A share compares amounts.\n\n«依存» is about costs, says Ωmega."
ANSWERS = {"q1": "q1 = 32.5", "q2": 'q2 = "b"', "e1": ESSAY}
VALUES = {"q1": 32.5, "q2": "b"}
ABOUT = {"exercise": "example", "release": "0.1.0", "student": "s1", "copy": "mark"}
# The copy has the cells 1 heading, 2 setup, 3 q1-prompt, 4 q1-answer, 5 q1-check, 6 q2-prompt, 7 q2-answer, 8 q2-check,
# 9 e1-prompt, 10 e1-rubric, 11 e1-essay, 12 hand-in-text, 13 hand-in.
MARKED = range(2, 12)
SETUP, Q1, Q1_CHECK, Q2, Q2_CHECK, PROMPT, RUBRIC, E1 = 1, 3, 4, 6, 7, 8, 9, 10


def copied(answers=ANSWERS):
    """A student's copy with ``answers`` in it."""
    return filled(student_copy(EXERCISE, 0, "s1", "mark"), answers)


def as_bytes(notebook):
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode()


def read(notebook):
    return read_submission(notebook if isinstance(notebook, bytes) else as_bytes(notebook), EXERCISE)


def values(code):
    """What the answers are after ``code`` ran, cell by cell; a cell that stops is passed over."""
    space = {}
    for cell in code:
        try:
            exec(cell.text.replace('wb.load("trade")', "'a table'"), space)  # loading it takes time
        except Exception:
            continue
    return {name: space.get(name) for name in EXERCISE.questions}


def new(kind, text, id="new", **metadata):
    return {"cell_type": kind, "id": id, "metadata": metadata, "source": text}


def test_a_sound_copy_needs_no_repair():
    found = read(copied())
    assert found.about == ABOUT
    assert [(cell.label, cell.text) for cell in found.code] == [
        ("the setup cell", 'import workbook as wb\n\ntrade = wb.load("trade")'),
        ("the answer of q1", "q1 = 32.5"),
        ("the answer of q2", 'q2 = "b"'),
    ]
    assert found.essays == {"e1": ESSAY}
    assert (found.repairs, found.ordered) == ((), None)


@pytest.mark.parametrize("name", all_exercises())
def test_an_untouched_copy_of_every_exercise_holds_the_dots_and_no_essay(name):
    exercise = open_exercise(name)
    found = read_submission(as_bytes(student_copy(exercise)), exercise)
    own = [cell.text for cell in found.code if cell.label.startswith("the answer")]
    assert own == [f"{question} = ..." for question in exercise.questions]
    assert found.essays == dict.fromkeys(exercise.essays, "")
    assert found.repairs == ()


# Damage to the file


def latin_1(text):
    return text.replace("依存", "é").replace("Ω", "Ö").encode("latin-1")


def in_conflict(text, upper, lower):
    """``text`` with the marks that a merge leaves; ``upper`` and ``lower`` say what stands in place of q1's 32.5."""
    before, line, after = re.fullmatch(r'(.*\n)([^\n]*"q1 = 32.5"[^\n]*\n)(.*)', text, re.S).groups()
    sides = [line.replace("q1 = 32.5", one) for one in (upper, lower)]
    return f"{before}<<<<<<< HEAD\n{sides[0]}||||||| base\n{line}=======\n{sides[1]}>>>>>>> theirs\n{after}".encode()


LATIN = "A share compares amounts.\n\n«é» is about costs, says Ömega."
OTHER = json.dumps(student_copy(open_exercise("07_trade")))
FILES = {
    "utf-8 with a byte order mark": (
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        [remark("byte-order-mark")],
    ),
    "utf-16 with a byte order mark": (
        lambda text: text.encode("utf-16"),
        [remark("other-encoding", encoding="UTF-16")],
    ),
    "utf-16 without a byte order mark": (
        lambda text: text.encode("utf-16-be"),
        [remark("other-encoding", encoding="UTF-16")],
    ),
    "utf-32": (
        lambda text: text.encode("utf-32"),
        [remark("other-encoding", encoding="UTF-32")],
    ),
    "latin-1": (
        latin_1,
        [remark("encoding-guessed", encoding="cp1252")],
        {"essay": LATIN},
    ),
    "a byte of a letter lost": (
        lambda text: text.encode().replace("Ω".encode(), "Ω".encode()[:1]),
        [remark("bytes-not-text", count=1)],
        {"essay": ESSAY.replace("Ω", "\ufffd")},
    ),
    "a merge of two answers": (
        lambda text: in_conflict(text, "q1 = 32.5", "q1 = 7"),
        [remark("two-versions", side="upper", upper=3, lower=3, all=3, questions=("q1",))],
    ),
    "a merge in which only the lower side is answered": (
        lambda text: in_conflict(text, "q1 = ...", "q1 = 32.5"),
        [remark("two-versions", side="lower", upper=2, lower=3, all=3, questions=("q1",))],
    ),
    "a merge with a notebook of another exercise": (
        lambda text: f"<<<<<<< HEAD\n{text}\n=======\n{OTHER}\n>>>>>>> theirs\n".encode(),
        [remark("one-version-readable")],
    ),
    "a merge of which one side is no notebook": (
        lambda text: f"<<<<<<< HEAD\nnothing\n=======\n{text}\n>>>>>>> theirs\n".encode(),
        [remark("one-version-readable")],
    ),
    "cut off in the essay": (
        lambda text: text[: text.index("is about costs")].encode(),
        [
            remark("cut-off", count=10),
            remark("exercise-not-named", exercise="example"),
            remark("essay-cell-missing", essay="e1"),
        ],
        {"essay": "", "about": {}},
    ),
    "cut off in the metadata of the notebook": (
        lambda text: text[: text.index('"kernelspec"')].encode(),
        [
            remark("cut-off", count=13),
            remark("exercise-not-named", exercise="example"),
        ],
        {"about": {}},
    ),
    "the beginning lost": (
        lambda text: text[text.index("trade = wb.load") :].encode(),
        [remark("damaged", count=11), remark("setup-missing")],
    ),
    "a quotation mark lost": (
        lambda text: text.replace('"source": "q1 = 32.5"', '"source": "q1 = 32.5').encode(),
        [
            remark("damaged", count=12),
            remark("answer-cell-missing", question="q1"),
        ],
        {"values": {"q1": None, "q2": "b"}},
    ),
    "a quotation mark lost in a cell that nbgrader marked": (
        lambda text: text.replace(
            '"metadata": {\n    "workbook": {\n     "role": "prompt",\n     "question": "q2"',
            '"metadata": {"nbgrader": {"cell_type": "markdown", "grade": false}, "workbook": {"role": "prompt',
        ).encode(),
        [remark("damaged", count=12), remark("given-cells-missing", missing=("the prompt of q2",))],
    ),
    "a comma lost": (
        lambda text: text.replace("},\n  {", "}\n  {").encode(),
        [remark("damaged", count=13)],
    ),
    "extra commas": (
        lambda text: text.replace("}\n ]", "},\n ]").replace('"b"', '"b,]"').encode(),
        [remark("extra-commas")],
        {"values": {"q1": 32.5, "q2": "b"}},
    ),
    "something after the end": (
        lambda text: f"{text}\n{text[-40:]}".encode(),
        [remark("text-after-end")],
    ),
    "zeros after the end": (lambda text: text.encode() + bytes(4096), []),
    "something before the beginning": (
        lambda text: f"saved: {text}".encode(),
        [remark("damaged", count=13)],
    ),
    "NaN": (
        lambda text: text.replace('"nbformat_minor": 5', '"nbformat_minor": NaN').encode(),
        [remark("impossible-values", value="NaN")],
    ),
    "no format": (
        lambda text: text.replace('"nbformat": 4,', "").encode(),
        [remark("format-missing")],
    ),
    "format 99": (
        lambda text: text.replace('"nbformat": 4,', '"nbformat": 99,').encode(),
        [remark("format-unknown")],
    ),
    "a number of ten thousand digits": (
        lambda text: text.replace('"nbformat_minor": 5', f'"nbformat_minor": {"9" * 10_000}').encode(),
        [],
    ),
    "a line break inside a text": (lambda text: text.replace("amounts.\\n\\n", "amounts.\n\n").encode(), []),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_damaged_file_is_read(kind):
    damage, remarks, *more = FILES[kind]
    wanted = {"values": VALUES, "essay": ESSAY, "about": ABOUT} | (more[0] if more else {})
    found = read(damage(as_bytes(copied()).decode()))
    assert list(found.repairs) == remarks
    assert (values(found.code), found.essays, found.about) == (
        wanted["values"],
        {"e1": wanted["essay"]},
        wanted["about"],
    )


def zipped(content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("07_trade.ipynb", content)
    return packed.getvalue()


WANTED = "Hand in the file of the exercise, which ends in .ipynb."


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", f"The file is empty. {WANTED}"),
        (b" \r\n\t", f"The file is empty. {WANTED}"),
        (bytes(5000), f"The file is empty. {WANTED}"),
        (b"q1 = 32.5", f"The file is not a notebook. {WANTED}"),
        (b"\x00\x01\xfe\x80" * 50, f"The file is not a notebook. {WANTED}"),
        (b"{}", f"The file holds JSON data, but no cells of a notebook. {WANTED}"),
        (b"17", f"The file holds JSON data, but no cells of a notebook. {WANTED}"),
        (b'{"cells": 3}', f"The file holds JSON data, but no cells of a notebook. {WANTED}"),
        (as_bytes(copied()["cells"]), f"The file holds JSON data, but no cells of a notebook. {WANTED}"),
        (b'{"cells": []}', f"The notebook has no cells. {WANTED}"),
        (b'{"cells": [1, null, "x"]}', f"The notebook has no cells. {WANTED}"),
        (b"[" * 100_000, f"The file is not a notebook. {WANTED}"),
        (b'{"cells":' * 100_000, f"The file is not a notebook. {WANTED}"),
        (b'{"id":' * 100_000, f"The file is not a notebook. {WANTED}"),
        (zipped(as_bytes(copied())), f"The file is a zip archive or an Office document, not a notebook. {WANTED}"),
        (gzip.compress(as_bytes(copied())), f"The file is a gzip archive, not a notebook. {WANTED}"),
        (b"%PDF-1.7 ...", f"The file is a PDF, not a notebook. {WANTED}"),
        (b"\n<!DOCTYPE html><html>", f"The file is a web page, not a notebook. {WANTED}"),
        (
            as_bytes({"cells": [new("code", "x = 1")]}),
            "Nothing in the notebook belongs to the exercise example. Hand in the right one.",
        ),
        (
            as_bytes(student_copy(open_exercise("07_trade"))),
            "This is a notebook of the exercise 07_trade, not of example. Hand in the right one.",
        ),
    ],
)
def test_what_is_no_notebook_of_the_exercise_is_refused_with_what_it_is(content, reason):
    with pytest.raises(Refused) as error:
        read(content)
    assert str(error.value) == reason


# Damage to the cells; each function changes the list of cells, or the notebook


def old_format(notebook):
    """The notebook as IPython wrote it before 2015."""
    cells = notebook.pop("cells")
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
            cell |= {"language": "python", "collapsed": False, "prompt_number": 1}
    cells[0] = {"cell_type": "heading", "level": 1, "metadata": {}, "source": "Exercise 00: a worked example"}
    notebook |= {"worksheets": [{"cells": cells[:5], "metadata": {}}, {"cells": cells[5:]}], "nbformat": 3}


def without_marks(notebook, ids=True):
    for cell in notebook["cells"]:
        cell["metadata"] = {}
        if not ids:
            cell["id"] = f"x{id(cell)}"


def every(change):
    """A damage of the notebook that does ``change`` to each cell."""

    def damage(notebook):
        for cell in notebook["cells"]:
            change(cell)

    return damage


def put(place, *cells, instead=1):
    """A damage that puts ``cells`` in the place of ``instead`` cells."""

    def damage(notebook):
        notebook["cells"][place : place + instead] = cells

    return damage


def change(place, **more):
    return lambda notebook: notebook["cells"][place].update(more)


def move(place, to):
    return lambda notebook: notebook["cells"].insert(to, notebook["cells"].pop(place))


def all_of(*damages):
    def damage(notebook):
        for one in damages:
            one(notebook)

    return damage


def copy_of(place, id="copy", **more):
    return copied()["cells"][place] | {"id": id} | more


def named_otherwise(notebook):
    notebook["metadata"]["workbook"]["exercise"] = "week_3"


def without_about(notebook):
    notebook["metadata"] = []


MADE_PLAIN = remark("invisible-characters", [4])
TWO_HALVES = ESSAY.split("\n\n")
LONG = "In my year most of the recorded trade was trade with China, and a share compares amounts, as KOTRA counts them."
CELLS = {
    "format 3": (
        old_format,
        [remark("older-format")],
    ),
    "lines as a list": (every(lambda cell: cell.update(source=cell["source"].splitlines(keepends=True))), []),
    "lines as a list without their ends": (
        change(SETUP, source=["import workbook as wb", "", 'trade = wb.load("trade")']),
        [remark("line-ends-missing", [2])],
    ),
    "a list of letters": (every(lambda cell: cell.update(source=list(cell["source"]))), []),
    "a list with something else": (
        change(Q1, source=["q1 = 32.5", None, 3]),
        [remark("not-text", [4])],
    ),
    "no source": (
        lambda notebook: notebook["cells"][Q1].pop("source"),
        [remark("text-missing", [4])],
        {"values": {"q1": None, "q2": "b"}},
    ),
    "null as source": (
        change(Q1, source=None),
        [remark("text-missing", [4])],
        {"values": {"q1": None, "q2": "b"}},
    ),
    "a number as source": (
        change(E1, source=17),
        [remark("number-as-text", [11])],
        {"essay": "17"},
    ),
    "metadata of a cell missing": (lambda notebook: notebook["cells"][Q1].pop("metadata"), []),
    "metadata of a cell as a list": (
        change(Q1, metadata=[]),
        [remark("metadata-damaged", [4])],
    ),
    "something that is no cell": (
        put(0, 3, copied()["cells"][0]),
        [remark("not-a-cell", [1])],
    ),
    "no outputs": (every(lambda cell: cell.pop("outputs", None)), []),
    "ids missing": (
        every(lambda cell: cell.pop("id")),
        [remark("ids-changed", MARKED)],
    ),
    "ids of another notebook": (
        every(lambda cell: cell.update(id=f"05-{cell['id']}")),
        [remark("ids-changed", MARKED)],
    ),
    "the same id for all": (
        every(lambda cell: cell.update(id="q1-answer")),
        [
            remark("ids-changed", [cell for cell in MARKED if cell != 4]),
            remark("ids-repeated", ids="q1-answer"),
        ],
    ),
    "marks lost": (
        without_marks,
        [remark("recognised-without-marks", by_id=13, by_text=0)],
    ),
    "marks lost, and two cells with the same id": (
        all_of(without_marks, change(Q2, id="q1-answer"), change(PROMPT, id="q1-answer")),
        [
            remark("recognised-without-marks", by_id=11, by_text=2),
            remark("ids-repeated", ids="q1-answer"),
            remark("answer-in-other-cell", [7], question="q2"),
        ],
    ),
    "marks and ids lost": (
        lambda notebook: without_marks(notebook, ids=False),
        [
            remark("recognised-without-marks", by_id=0, by_text=12),
            remark("essay-under-prompt", [11], essay="e1"),
        ],
    ),
    "metadata of the notebook lost": (
        without_about,
        [remark("exercise-not-named", exercise="example")],
        {"about": {}},
    ),
    "another name of the exercise": (
        named_otherwise,
        [remark("names-other-exercise", named="week_3", exercise="example")],
        {"about": ABOUT | {"exercise": "week_3"}},
    ),
    "an answer copied": (
        put(Q1, copy_of(Q1, source="q1 = 7"), copied()["cells"][Q1]),
        [remark("answer-in-several-cells", [4, 5], question="q1")],
    ),
    "an answer copied without its mark": (
        put(Q1, copy_of(Q1, source="q1 = 7", metadata={}), copied()["cells"][Q1]),
        [remark("answer-in-several-cells", [4, 5], question="q1")],
    ),
    "an answer copied, and the dots left in the copy below": (
        put(Q1, copied()["cells"][Q1], copy_of(Q1, source="q1 = ...")),
        [remark("starter-ignored", [4], question="q1")],
    ),
    "an answer split": (
        put(Q1, copy_of(Q1, source="half = 16.25"), copy_of(Q1, "copy-2", source="q1 = 2 * half")),
        [remark("answer-in-several-cells", [4, 5], question="q1")],
    ),
    "an answer split, one half without a mark": (
        put(Q1, copy_of(Q1, source="half = 16.25"), new("code", "q1 = 2 * half")),
        [remark("answer-in-several-cells", [4, 5], question="q1")],
    ),
    "an answer deleted and typed again": (
        put(Q1, new("code", "q1 = 32.5")),
        [remark("answer-in-other-cell", [4], question="q1")],
    ),
    "answers typed above the given cells": (
        all_of(put(Q1, new("code", "q1 = 32.5\nq2 = 'b'"), copy_of(Q1, source="q1 = ...")), change(7, source="q2=...")),
        [
            remark("starter-ignored", [4], question="q1"),
            remark("starter-ignored", [4], question="q2"),
            remark("answer-in-other-cell", [4], question="q1"),
            remark("answer-in-other-cell", [4], question="q2"),
        ],
    ),
    "an answer deleted": (
        put(Q1),
        [remark("answer-cell-missing", question="q1")],
        {"values": {"q1": None, "q2": "b"}},
    ),
    "an answer under another name": (
        change(Q1, source="Q1 = 32.5"),
        [remark("answer-misnamed", [4], name="Q1", question="q1")],
        {"values": {"q1": None, "q2": "b"}},
    ),
    "an answer in Markdown": (
        change(Q1, cell_type="markdown"),
        [remark("code-in-text-run", [4], kind="Markdown")],
    ),
    "an answer in Markdown, between fences": (
        change(Q1, cell_type="markdown", source="My answer:\n\n```python\nq1 = 32.5\n```\nI think."),
        [remark("code-in-text-run", [4], kind="Markdown")],
    ),
    "an answer in Markdown, typed again": (
        put(Q1, new("markdown", "q1 = 32.5")),
        [
            remark("code-in-text-run", [4], kind="Markdown"),
            remark("answer-in-other-cell", [4], question="q1"),
        ],
    ),
    "an answer in a raw cell": (
        change(Q1, cell_type="raw"),
        [remark("code-in-text-run", [4], kind="raw")],
    ),
    "an answer put out of use and typed again": (
        put(Q1, new("code", "q1 = 32.5"), copy_of(Q1, cell_type="raw", source="q1 = 7")),
        [
            remark("code-in-text-not-run", [5], kind="raw"),
            remark("answer-in-other-cell", [4], question="q1"),
        ],
    ),
    "a note that looks like an answer": (
        put(2, new("markdown", "q1 = 7"), instead=0),
        [remark("code-in-text-not-run", [3], kind="Markdown")],
    ),
    "a note in the cell of an answer": (
        put(Q1, copy_of(Q1, cell_type="markdown", source="I took the first year."), copied()["cells"][Q1]),
        [remark("text-in-answer", [4])],
    ),
    "the setup in Markdown": (
        change(SETUP, cell_type="markdown"),
        [remark("code-in-text-run", [2], kind="Markdown")],
    ),
    "an essay split": (
        put(E1, copy_of(E1, source=TWO_HALVES[0]), copy_of(E1, "copy-2", source=TWO_HALVES[1])),
        [remark("essay-joined", [11, 12], essay="e1")],
    ),
    "an essay split, one half without a mark": (
        put(E1, copy_of(E1, source=TWO_HALVES[0]), new("markdown", TWO_HALVES[1])),
        [remark("essay-joined", [11, 12], essay="e1")],
    ),
    "an essay typed into the prompt": (
        lambda notebook: (
            notebook["cells"][PROMPT].update(source=f"{notebook['cells'][PROMPT]['source']}\n\n{ESSAY}"),
            notebook["cells"][E1].update(source=blank_essay(EXERCISE.essays["e1"])),
        ),
        [remark("essay-in-other-cell", [9], essay="e1", where="a given text, such as the prompt")],
    ),
    "an essay typed between the lines of the prompt": (
        lambda notebook: (
            notebook["cells"][PROMPT].update(
                source=notebook["cells"][PROMPT]["source"].replace("\n\n*8", f"\n{ESSAY}\n*8")
            ),
            notebook["cells"][E1].update(source=blank_essay(EXERCISE.essays["e1"])),
        ),
        [remark("essay-in-other-cell", [9], essay="e1", where="a given text, such as the prompt")],
    ),
    "a prompt of an older edition": (
        lambda notebook: notebook["cells"][PROMPT].update(
            source=notebook["cells"][PROMPT]["source"]
            .replace("Is a high share of trade", "Is the high share of trade")
            .replace("8 points; 60 to 120", "9 points; 50 to 150")
        ),
        [],
    ),
    "an essay typed below the prompt": (
        all_of(put(PROMPT, copied()["cells"][PROMPT], new("markdown", ESSAY)), change(E1 + 1, source=f"{BLANK}.*")),
        [remark("essay-under-prompt", [10], essay="e1")],
    ),
    "an essay typed below the prompt as code": (
        all_of(put(PROMPT, copied()["cells"][PROMPT], new("code", LONG)), change(E1 + 1, source="")),
        [remark("essay-in-other-cell", [10], essay="e1", where="a code cell")],
        {"essay": LONG},
    ),
    "an essay turned into code": (
        change(E1, cell_type="code"),
        [remark("essay-in-other-cell", [11], essay="e1", where="a code cell")],
    ),
    "an essay turned into a raw cell": (
        change(E1, cell_type="raw"),
        [remark("essay-in-other-cell", [11], essay="e1", where="a raw cell")],
    ),
    "two copies of the essay, one untouched": (
        put(E1, copy_of(E1, source=blank_essay(EXERCISE.essays["e1"])), copied()["cells"][E1]),
        [],
    ),
    "two copies of the essay, both written": (
        put(E1, copied()["cells"][E1], copy_of(E1, source="A second thought.")),
        [remark("essay-joined", [11, 12], essay="e1")],
        {"essay": f"{ESSAY}\n\nA second thought."},
    ),
    "two copies of the essay, word for word": (
        put(E1, copied()["cells"][E1], copy_of(E1)),
        [remark("essay-repeated", [11, 12], essay="e1")],
    ),
    "an essay deleted": (put(E1), [remark("essay-cell-missing", essay="e1")], {"essay": ""}),
    "an essay in the wrong place": (
        all_of(put(E1), put(2, new("markdown", LONG), instead=0)),
        [
            remark("essay-cell-missing", essay="e1"),
            remark("stray-text", [3]),
        ],
        {"essay": ""},
    ),
    "an essay that begins on the line that was there": (
        change(E1, source=f"{blank_essay(EXERCISE.essays['e1'])} {ESSAY}"),
        [],
    ),
    "an essay typed into the line that was there": (change(E1, source=f"{BLANK} {ESSAY}"), []),
    "an essay above the line that was there": (
        change(E1, source=f"{ESSAY}\n\n{blank_essay(EXERCISE.essays['e1'])}"),
        [],
    ),
    "a picture in the essay": (
        change(E1, source=f"{ESSAY}\n\n![](attachment:a.png)", attachments={"a.png": {"image/png": "iVBO"}}),
        [remark("essay-picture", essay="e1")],
        {"essay": f"{ESSAY}\n\n![](attachment:a.png)"},
    ),
    "a picture inside the text of the essay": (
        change(E1, source=f"{ESSAY}\n\n![](data:image/png;base64,{'iVBO' * 9999})"),
        [remark("essay-picture", essay="e1")],
        {"essay": f"{ESSAY}\n\n![](picture)"},
    ),
    "the setup deleted": (put(SETUP), [remark("setup-missing")]),
    "the setup emptied": (change(SETUP, source="# "), [remark("setup-missing")]),
    "the setup changed": (
        change(SETUP, source="import workbook as wb\nimport pandas"),
        [remark("setup-changed")],
    ),
    "the setup with more in it": (change(SETUP, source=f"import math\n{copied()['cells'][SETUP]['source']}"), []),
    "a check changed": (
        change(Q1_CHECK, source="wb.readable(q1 / 100, 'number')"),
        [remark("check-changed", [5], question="q1")],
    ),
    "an answer typed into a check": (
        all_of(change(Q1, source="q1 = ..."), change(Q1_CHECK, source="q1 = 32.5\nwb.readable(q1, 'number')")),
        [
            remark("starter-ignored", [5], question="q1"),
        ],
    ),
    "checks and prompts deleted": (
        lambda notebook: [notebook["cells"].pop(place) for place in (Q2_CHECK, Q1_CHECK, 2)],
        [
            remark(
                "given-cells-missing",
                missing=(
                    "the prompt of q1",
                    "the check of q1",
                    "the check of q2",
                ),
            )
        ],
    ),
    "line ends of another system": (
        change(E1, source=ESSAY.replace("\n", "\r\n")),
        [remark("line-ends-converted", [11])],
    ),
    "line ends of an old system": (
        change(Q1, source="half = 16.25\rq1 = 2 * half"),
        [remark("line-ends-converted", [4])],
    ),
    "non-breaking spaces": (change(Q1, source="q1\xa0=\u202f32.5"), [MADE_PLAIN]),
    "invisible signs": (change(Q1, source="\ufeffq1 = \u200b32.5"), [MADE_PLAIN]),
    "typographic quotation marks": (
        change(Q2, source="# “a” or “b”\nsaid = '“b”'\nq2 = “b”"),
        [remark("typographic-characters", [7])],
    ),
    "quotation marks of other languages, and a true minus": (
        all_of(change(Q1, source="q1 = −3 + 35.5"), change(Q2, source="q2 = „b“\nother = «c»")),
        [remark("typographic-characters", [4, 7])],
    ),
    "typographic quotation marks beside a magic": (
        change(Q2, source="%matplotlib inline\nq2 = “b”"),
        [remark("typographic-characters", [7])],
        {"values": {"q1": 32.5}},
    ),
    "wide signs": (change(Q1, source="q1\u3000＝\u3000（32.5）"), [remark("typographic-characters", [4])]),
    "typographic quotation marks inside a text": (change(Q2, source="said = '“b”'\nq2 = said[1]"), []),
    "control characters": (
        change(Q1, source="q1 = 32.5\x00\x1b"),
        [remark("control-characters", [4])],
    ),
    "half letters": (
        lambda notebook: notebook["cells"][E1].update(source=f"{ESSAY}\ud800"),
        [remark("unpaired-surrogates", [11])],
        {"essay": f"{ESSAY}\ufffd"},
    ),
    "a type that is not known, with outputs": (
        change(Q1, cell_type="coed"),
        [remark("cell-type-unknown", [4], read_as="code")],
    ),
    "no type": (
        lambda notebook: notebook["cells"][E1].pop("cell_type"),
        [remark("cell-type-unknown", [11], read_as="text")],
    ),
    "a magic and a question to IPython": (
        change(Q1, source="%matplotlib inline\nq1 = 32.5"),
        [],
        {"values": {"q2": "b"}},
    ),
    "cells of the student between": (
        put(2, new("code", "mine = 1"), new("markdown", LONG, "notes"), instead=0),
        [],
    ),
}


@pytest.mark.parametrize("kind", CELLS)
def test_damaged_cells_are_read(kind):
    damage, remarks, *more = CELLS[kind]
    wanted = {"values": VALUES, "essay": ESSAY, "about": ABOUT} | (more[0] if more else {})
    notebook = copied()
    damage(notebook)
    found = read(json.dumps(notebook).encode())
    assert list(found.repairs) == remarks
    assert {name: values(found.code)[name] for name in wanted["values"]} == wanted["values"]
    assert (found.essays, found.about, found.ordered) == ({"e1": wanted["essay"]}, wanted["about"], None)


OTHER_ORDER = remark("other-order")


@pytest.mark.parametrize(
    ("damage", "first", "ordered"),
    [
        pytest.param(
            move(SETUP, 12),
            ["the answer of q1", "the answer of q2", "the setup cell"],
            ["the setup cell", "the answer of q1", "the answer of q2"],
            id="the setup last",
        ),
        pytest.param(
            move(Q2, 2),
            ["the setup cell", "the answer of q2", "the answer of q1"],
            ["the setup cell", "the answer of q1", "the answer of q2"],
            id="two answers in each other's place",
        ),
        pytest.param(
            all_of(
                move(Q1, 12),
                put(13, new("code", "after = q1"), instead=0),
                put(0, new("code", "x = 1", "top"), instead=0),
            ),
            ["code cell 1", "the setup cell", "the answer of q2", "the answer of q1", "code cell 8"],
            ["the setup cell", "code cell 1", "the answer of q1", "code cell 8", "the answer of q2"],
            id="cells of the student go along with the one above",
        ),
    ],
)
def test_cells_in_another_order_are_given_in_both_orders(damage, first, ordered):
    notebook = copied()
    damage(notebook)
    found = read(notebook)
    assert [cell.label for cell in found.code] == first
    assert [cell.label for cell in found.ordered] == ordered
    assert sorted(cell.text for cell in found.ordered) == sorted(cell.text for cell in found.code)
    assert values(found.ordered) == VALUES
    assert (found.essays, found.repairs) == ({"e1": ESSAY}, (OTHER_ORDER,))


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("q1, q2 = 32.5, 'b'", "the answer of q1 and q2"),
        ("mine = 1", "code cell 2"),
        ("q1 = (", "the answer of q1"),
        ("if True:\n    q2 = 'b'", "the answer of q2"),
    ],
)
def test_a_cell_is_called_by_what_it_answers_or_by_its_number(code, label):
    notebook = copied()
    notebook["cells"].insert(2, new("code", code))
    assert [cell.label for cell in read(notebook).code if cell.text == code] == [label]


@pytest.mark.parametrize(
    "code", ["q1 = 32.5 +", "q1 = 'b", "for", "(" * 300, "x" + ".x" * 20_000, "def f():\nreturn 1"]
)
def test_code_that_is_no_python_stays_as_it_is(code):
    notebook = copied({**ANSWERS, "q1": code})
    found = read(notebook)
    assert ("the answer of q1", code) in [(cell.label, cell.text) for cell in found.code]
    assert found.repairs == ()


@pytest.mark.parametrize(
    "code",
    [
        "",
        "   \n# only a remark",
        "wb.hand_in()",
        'wb.hand_in(student="17")  # mine',
        'wb.readable(q1,   "number", unit="percent")',
        "# Initialize Otter\nimport otter\ngrader = otter.Notebook('example.ipynb')",
        'grader.check("q1")',
        "# Save your notebook first, then run this cell to export your submission.\ngrader.export(pdf=False)",
        "# The points of q1 are given here.",
        "# The points of q1 are given here.\n### BEGIN HIDDEN TESTS\npoints(key, q1)\n### END HIDDEN TESTS",
    ],
)
def test_what_defines_nothing_and_the_cells_of_other_graders_are_left_out(code):
    notebook = copied()
    notebook["cells"].insert(5, new("code", code))
    found = read(notebook)
    assert (found.code, found.repairs) == (read(copied()).code, ())


def test_a_call_of_another_grader_does_not_take_the_answer_with_it():
    found = read(copied({**ANSWERS, "q1": 'q1 = 32.5\ngrader.check("q1")'}))
    assert [cell.text for cell in found.code if cell.label == "the answer of q1"] == ["q1 = 32.5\n"]


def test_a_given_cell_that_defines_something_is_run():
    # The table that this cell of the exercise makes is there for students to use.
    exercise = open_exercise("11_tests_and_diplomacy")
    found = read_submission(as_bytes(student_copy(exercise)), exercise)
    assert any("launch_days = " in cell.text for cell in found.code)
    assert not any("wb.views" in cell.text for cell in found.code)


def test_the_notebook_of_nbgrader_is_read():
    (notebook,) = [one for one in nbgrader_files(EXERCISE).values() if isinstance(one, dict)]
    texts = {"answer": "{0} = ...\n# Put your answer in place of the dots above.", "essay": "*Write your text here.*"}
    for cell in notebook["cells"]:
        about = cell["metadata"].get("workbook", {})
        if about.get("role") in texts:
            cell["source"] = texts[about["role"]].format(about["question"])
        elif about.get("role") == "hidden":
            cell["source"] = cell["source"].splitlines()[0]
    found = read(notebook)
    assert [cell.label for cell in found.code] == ["the setup cell", "the answer of q1", "the answer of q2"]
    assert (found.essays, found.repairs) == ({"e1": ""}, ())


def test_the_notebook_of_otter_is_read():
    # What otter 7 makes: cells without our marks around the essay, and another starter in a cell of its own.
    notebook = copied()
    notebook["cells"][PROMPT]["source"] = f"<!-- BEGIN QUESTION -->\n\n{notebook['cells'][PROMPT]['source']}"
    stub = "_Type your answer here, replacing this text._"
    notebook["cells"][E1:] = [
        new("markdown", stub, "409b1f95", tags=["otter_answer_cell"]),
        new("markdown", "<!-- END QUESTION -->\n\n", "ab658369"),
        new("markdown", f"## Submission\n\nMake sure you have run all cells in your notebook in {LONG}", "3fa1409e"),
        new("code", "# Save your notebook first.\ngrader.export(pdf=False)", "784600ed"),
        new("markdown", " ", "5fb53fa4"),
    ]
    assert (read(notebook).essays, read(notebook).repairs) == ({"e1": ""}, ())
    notebook["cells"][E1]["source"] = ESSAY
    found = read(notebook)
    assert (found.essays, found.repairs) == ({"e1": ESSAY}, ())
    assert values(found.code) == VALUES


def test_two_essays_are_kept_apart_even_if_all_marks_are_lost():
    names = {"e1-prompt": "e2-prompt", "e1-rubric": "e2-rubric", "e1-essay": "e2-essay"}
    more = [replace(cell, id=names[cell.id], question="e2") for cell in EXERCISE.cells if cell.id in names]
    more[0] = replace(more[0], text="## Second essay: {year}\n\nWhat now?")
    exercise = replace(
        EXERCISE, cells=(*EXERCISE.cells, *more), rubrics=EXERCISE.rubrics | {"e2": EXERCISE.rubrics["e1"]}
    )
    notebook = filled(student_copy(exercise), {**ANSWERS, "e2": "The second text."})
    wanted = {"e1": ESSAY, "e2": "The second text."}
    assert read_submission(as_bytes(notebook), exercise).essays == wanted
    without_marks(notebook, ids=False)
    assert read_submission(as_bytes(notebook), exercise).essays == wanted


@pytest.mark.parametrize("name", all_exercises())
def test_a_copy_of_every_exercise_that_lost_all_marks_is_read(name):
    exercise = open_exercise(name)
    answers = {question: f"{question} = 1" for question in exercise.questions} | dict.fromkeys(exercise.essays, ESSAY)
    notebook = filled(student_copy(exercise, len(exercise.variants) - 1), answers)
    without_marks(notebook, ids=False)
    notebook["metadata"] = {}
    found = read_submission(as_bytes(notebook), exercise)
    assert [cell.text for cell in found.code if cell.label.startswith("the answer")] == [
        f"{question} = 1" for question in exercise.questions
    ]
    assert found.essays == dict.fromkeys(exercise.essays, ESSAY)
    codes = {each.code for each in found.repairs}
    assert not codes & {"given-cells-missing", "stray-text", "exercise-doubtful", "encoding-guessed"}


@pytest.mark.parametrize("name", all_exercises())
def test_the_line_in_the_cell_of_an_essay_is_known_in_every_exercise(name):
    for cell in open_exercise(name).essays.values():
        assert STARTER.sub("", blank_essay(cell)) == ""


def test_only_single_values_are_taken_over_from_what_the_notebook_says_of_itself():
    notebook = copied()
    notebook["metadata"]["workbook"] |= {"student": "s\ud800\r1", "list": [1], "far": 17.25, "number": 3}
    found = read(json.dumps(notebook).replace("17.25", "1e999").encode())
    assert found.about == ABOUT | {"student": "s\ufffd\n1", "number": 3}


def test_a_notebook_of_which_only_the_marks_are_left_is_read_with_a_warning():
    notebook = {"cells": [copied()["cells"][Q1] | {"id": "x"}]}
    found = read(notebook)
    assert (remark("exercise-doubtful", exercise="example")) in found.repairs


FOREIGN = {
    "an essay of otter": [new("markdown", "My text is about trees.", "a", tags=["otter_answer_cell"])],
    "questions of the same names": [new("code", "q1 = 5", "a"), new("code", 'q2 = "b"', "b")],
    "cells of nbgrader": [new("code", "q1 = 5", "q1-answer", nbgrader={"grade_id": "q1-answer", "solution": True})],
    "the cell for handing in": [new("code", "wb.hand_in()", "hand-in"), new("markdown", "A text.", "hand-in-text")],
    "an essay of nobody": [new("markdown", "*Write your text here.* Trees.", "a")],
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_notebook_of_another_course_is_refused_whatever_other_tools_set_in_it(kind):
    heading = new("markdown", "# Homework 3: trees", "h")
    with pytest.raises(Refused, match="Nothing in the notebook belongs to the exercise example"):
        read({"cells": [heading, *FOREIGN[kind]], "nbformat": 4, "metadata": {}})


@pytest.mark.parametrize("lost", [(), ("ids",), ("marks",), ("ids", "marks")])
@pytest.mark.parametrize(("handed_in", "wanted"), [("07_trade", "10_votes"), ("10_votes", "07_trade")])
def test_a_copy_of_one_exercise_that_lost_its_name_is_not_graded_as_another(handed_in, wanted, lost):
    notebook = student_copy(open_exercise(handed_in))
    notebook["metadata"] = {}
    for cell in notebook["cells"]:
        if "ids" in lost:
            del cell["id"]
        if "marks" in lost:
            cell["metadata"] = {}
    assert read_submission(as_bytes(notebook), open_exercise(handed_in))
    with pytest.raises(Refused, match=f"Nothing in the notebook belongs to the exercise {wanted}"):
        read_submission(as_bytes(notebook), open_exercise(wanted))


def test_ids_tell_an_exercise_whose_prompts_were_translated():
    notebook, exercise = student_copy(open_exercise("07_trade")), open_exercise("07_trade")
    notebook["metadata"] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = "Перевод"
    found = read_submission(as_bytes(notebook), exercise)
    assert remark("exercise-doubtful", exercise="07_trade") in found.repairs
    with pytest.raises(Refused):
        read_submission(as_bytes(notebook), open_exercise("10_votes"))


def test_fifty_megabytes_of_outputs_are_passed_over():
    notebook = copied()
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 500_000}, "metadata": {}}
    notebook["cells"][SETUP]["outputs"] = [picture] * 100
    content = as_bytes(notebook)
    assert len(content) > 50_000_000
    start = time.perf_counter()
    found = read(content)
    assert time.perf_counter() - start < 5  # it takes half a second; validating it takes minutes
    assert (found.essays, found.repairs) == ({"e1": ESSAY}, ())


def test_python_says_nothing_about_a_students_code_even_in_threads():
    # Python warns of “\\d” when it compiles, which is an error in these tests; a class is read in several threads.
    content = as_bytes(copied({**ANSWERS, "q2": "said = '\\d'\nq2 = “b”"}))
    before = warnings.filters[:]
    results = []
    threads = [threading.Thread(target=lambda: results.append(read(content).repairs)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [(remark("typographic-characters", [7]),)] * 8
    assert [one for one in warnings.filters if "student" not in str(one[3])] == before


def test_a_setup_that_is_missing_or_changed_is_run_first():
    setup = 'import workbook as wb\n\ntrade = wb.load("trade")'
    notebook = copied()
    notebook["cells"][SETUP]["source"] = "import workbook as wb"
    changed = read(notebook)
    assert [cell.text for cell in changed.code[:2]] == [setup, "import workbook as wb"]
    notebook["cells"].pop(SETUP)
    missing = read(notebook)
    assert [(cell.text, cell.label) for cell in missing.code[:2]] == [
        (setup, "the setup cell"),
        ("q1 = 32.5", "the answer of q1"),
    ]


SOUND = as_bytes(copied())


def must_be_read_or_refused(content):
    try:
        found = read(content)
    except Refused as error:
        assert str(error)
        return
    assert found.essays.keys() == {"e1"} and all(cell.label for cell in found.code)
    json.dumps(
        [found.about, found.essays, [each.as_data() for each in found.repairs], [cell.text for cell in found.code]],
        ensure_ascii=False,
    ).encode()


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode), st.binary().map(lambda raw: SOUND + raw))
)
def test_whatever_bytes_come_they_are_read_or_refused(content):
    must_be_read_or_refused(content)


@st.composite
def spoiled(draw):
    """A copy of which slices were cut out, doubled or swapped, and bytes changed."""
    content = SOUND
    for _ in range(draw(st.integers(1, 4))):
        a, b, c, d = sorted(draw(st.tuples(*[st.integers(0, len(content))] * 4)))
        first, second, third, fourth, fifth = content[:a], content[a:b], content[b:c], content[c:d], content[d:]
        way = draw(st.sampled_from(["cut", "double", "swap", "put"]))
        content = {
            "cut": first + third + fourth + fifth,
            "double": first + second + second + third + fourth + fifth,
            "swap": first + fourth + third + second + fifth,
            "put": first + draw(st.binary(max_size=4)) + second + third + fourth + fifth,
        }[way]
    return content


@settings(max_examples=200, deadline=None)
@given(spoiled())
def test_a_spoiled_copy_is_read_or_refused(content):
    must_be_read_or_refused(content)


plain_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_stands_in_a_field_it_is_read_or_refused(data):
    notebook = copied()
    for _ in range(data.draw(st.integers(1, 4))):
        # One field on any level gets another value, or is taken away.
        place, names = notebook, []
        while isinstance(place, (dict, list)) and place and (not names or data.draw(st.booleans())):
            name = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
            names.append(name)
            above, place = place, place[name]
        if names and data.draw(st.booleans()):
            above[names[-1]] = data.draw(plain_data)
        elif names:
            del above[names[-1]]
    must_be_read_or_refused(json.dumps(notebook).encode())


def test_no_two_threads_make_a_syntax_tree_at_once(monkeypatch):
    """CPython would now and then end that with a SystemError: “AST constructor recursion depth mismatch”."""
    busy, most = [], []

    def slow(code, *rest):
        busy.append(code)
        most.append(len(busy))
        time.sleep(0.01)
        busy.remove(code)
        return compile(code, *rest)

    monkeypatch.setattr(notebook_code, "compile", slow, raising=False)
    threads = [threading.Thread(target=student_code.shape, args=(f"of_its_own_{number} = 1",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1, 1]
