"""What runs in JupyterLab runs in the grader: the same cells in the sandbox and in a kernel, and what only one runs."""

import json
import zipfile

import nbclient
import nbformat
import pytest
from other_graders import filled, right_answers
from submissions import write_notebook

from workbook.assignments import hand_in
from workbook.assignments.copies import student_copy
from workbook.assignments.execution import in_words
from workbook.assignments.notebook_code import as_python, tree_of, uses_shell
from workbook.base.files import digest
from workbook.grading.autograde import Plan, grade_all
from workbook.grading.gather import gather
from workbook.grading.receipts import OwnRun, differences
from workbook.grading.results import read_results
from workbook.grading.sandbox import Limits, Sandbox
from workbook.grading.student_code import mended, names_set, parsed

# The cells of each form, and what q1 is after them.
FORMS = {
    "plain": (["q1 = 32.5"], 32.5),
    "leading spaces": (["    q1 = 32.5"], 32.5),
    "leading tab and a second line": (["\tq1 = 32\n\tq1 += 0.5"], 32.5),
    "blank lines above leading spaces": (["\n\n   q1 = 32.5\n"], 32.5),
    "a prompt of Python": ([">>> q1 = 32.5"], 32.5),
    "prompts of Python with a loop": ([">>> q1 = 0\n>>> for n in range(3):\n...     q1 += n\n..."], 3),
    "a prompt of IPython": (["In [5]: q1 = 32.5"], 32.5),
    "prompts of IPython over two lines": (["In [5]: q1 = [1,\n   ...:       2]"], [1, 2]),
    "help at the end": (["q1 = 32.5\nq1?"], 32.5),
    "help twice": (["q1 = 32.5\n?q1\nlen??"], 32.5),
    "help in the middle": (["import math\nmath.sqrt?\nq1 = 32.5"], 32.5),
    "a line magic before an assignment": (["%time q1 = 32.5"], 32.5),
    "a value from a line magic": (["q1 = %time 30 + 2.5"], 32.5),
    "timing that gives an object": (["t = %timeit -o -q -n1 -r1 1 + 1\nq1 = type(t).__name__"], "TimeitResult"),
    "the whole cell timed": (["%%time\nq1 = 32.5"], 32.5),
    "the whole cell timed often": (["q1 = 1", "%%timeit -n1 -r1\nq1 = 2"], 1),
    "printing captured": (["%%capture shown\nprint(7)\nq1 = 32.5", "q1 = q1, shown.stdout"], [32.5, "7\n"]),
    "one magic in another": (["%%capture\n%%time\nq1 = 32.5"], 32.5),
    "profiled": (["%prun -q q1 = 32.5"], 32.5),
    "await": (["import asyncio\nawait asyncio.sleep(0)\nq1 = 32.5"], 32.5),
    "the value of await": (["async def answer():\n    return 32.5\nq1 = await answer()"], 32.5),
    "async for and async with": (
        [
            "import contextlib\n@contextlib.asynccontextmanager\nasync def around():\n    yield 2\n"
            "async def several():\n    for n in range(3):\n        yield n\n"
            "q1 = 0\nasync with around() as more:\n    async for n in several():\n        q1 += n * more"
        ],
        6,
    ),
    "a task of an earlier cell": (
        ["import asyncio\nasync def answer():\n    return 5\ntask = asyncio.create_task(answer())", "q1 = await task"],
        5,
    ),
    "asyncio.run, which a notebook refuses": (
        ["import asyncio\nasync def answer():\n    return 5\nq1 = 1\nq1 = asyncio.run(answer())"],
        1,
    ),
    "the last value": (["30 + 2.5", "q1 = _"], 32.5),
    "the last but one": (["1", "2", "q1 = _, __"], [2, 1]),
    "no last value after a semicolon": (["7", "8;", "q1 = _"], 7),
    "the dictionary of outputs": (["30 + 2.5", "q1 = list(Out.values())[-1]"], 32.5),
    "the list of inputs": (["4", "q1 = In[-2]"], "4"),
    "display": (["display(1)\nfrom IPython.display import Markdown, display\ndisplay(Markdown('x'))\nq1 = 2"], 2),
    "a table shown": (["import pandas as pd\npd.DataFrame({'a': [1]})", "q1 = int(_['a'].sum())"], 1),
    "the shell itself": (["q1 = get_ipython().user_ns['__name__']"], "__main__"),
    "a cell run by the shell": (["get_ipython().run_cell('q1 = 5')"], 5),
    "a variable in a magic": (["n = 5\n%time q1 = n"], 5),
    "the environment": (["%env ANSWER=5\nimport os\nq1 = os.environ['ANSWER']"], "5"),
    "a file written and run": (["%%writefile answer.py\nq1 = 5", "%run answer.py"], 5),
    "a file written and read": (
        ["%%writefile answer.csv\na\n5", "import pandas as pd\nq1 = pd.read_csv('answer.csv')['a'][0]"],
        5,
    ),
    "display settings": (["%config InlineBackend.figure_format = 'svg'\n%precision 2\nq1 = 1 / 4"], 0.25),
    "reloading": (["%load_ext autoreload\n%autoreload 2\nq1 = 5"], 5),
    "a working folder": (["%pwd\nq1 = 5"], 5),
    "automatic magic": (["pwd", "q1 = isinstance(_, str)"], True),
    "an automatic call": (["/abs -5", "q1 = _"], 5),
    "who": (["a = 1\n%who\n%who_ls\nq1 = 5"], 5),
    "an alias of a magic": (["%alias_magic t time\n%t q1 = 5"], 5),
    "a macro": (["q1 = 1\n%macro -q once 1\nq1 = 5"], 5),
    "html and javascript": (["%%html\n<b>x</b>", "%%javascript\n1", "%%latex\nx", "q1 = 5"], 5),
    "a mistake ends its cell only": (["q1 = 5\n1 / 0\nq1 = 6", "x = 1"], 5),
    "what cannot be read changes nothing": (["q1 = 5", "q1 = 6\nq1 = ("], 5),
    "exit ends its cell only": (["q1 = 5\nimport sys\nsys.exit(1)\nq1 = 6", "x = 1"], 5),
    "an interrupt ends its cell only": (["q1 = 5\nraise KeyboardInterrupt\nq1 = 6", "x = 1"], 5),
    "a class of its own module": (["import pickle\nclass A: n = 5", "q1 = pickle.loads(pickle.dumps(A())).n"], 5),
    "annotations of the future": (["from __future__ import annotations", "def f(x: nothing): return 5\nq1 = f(1)"], 5),
    "letters that are printed": (["print('김 \\ud800 ×')\nq1 = '김'"], "김"),
    "something done after each cell": (
        [
            "def after(*result):\n    global q1\n    q1 = 5\n"
            "get_ipython().events.register('post_run_cell', after)\n"
            "get_ipython().events.register('post_execute', lambda: None)",
            "q1 = 1",
            "get_ipython().events.unregister('post_run_cell', after)",
        ],
        5,
    ),
    "a reset": (["a = 1", "%reset -f", "q1 = 'a' in globals()"], False),
    "a shell line beside an answer": (["files = !ls\nq1 = 32.5"], 32.5),
}
HARVEST = (
    "import json as _j; from workbook.assignments.answers import as_data as _d\n"
    "print('ANSWER' + _j.dumps(_d(globals().get('q1'))))"
)
LIMITS = Limits(wall=20, cpu=8)


@pytest.fixture(scope="module")
def box():
    with Sandbox(LIMITS) as sandbox:
        yield sandbox


def answer(box, *cells):
    """What q1 is after ``cells`` in the sandbox, and the errors."""
    execution = box.run([(cell, "a cell") for cell in cells], ["q1"])
    assert execution.ended == "done"
    return execution.answers.get("q1"), [words for _, words in execution.errors]


@pytest.fixture(scope="module")
def in_a_kernel(tmp_path_factory):
    """What q1 is after the cells of each form in the kernel of JupyterLab."""
    cells = []
    for form, _ in FORMS.values():
        cells += [nbformat.v4.new_code_cell(text) for text in [*form, HARVEST, "%reset -f"]]
    notebook = nbformat.v4.new_notebook(cells=cells)
    where = {"metadata": {"path": str(tmp_path_factory.mktemp("kernel"))}}
    options = {"allow_errors": True, "kernel_name": "python3", "extra_arguments": ["--IPKernelApp.log_level=ERROR"]}
    nbclient.NotebookClient(notebook, resources=where, timeout=60, **options).execute()
    printed = [output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", [])]
    found = [json.loads(text.partition("ANSWER")[2]) for text in printed if text.startswith("ANSWER")]
    return dict(zip(FORMS, found, strict=True))


@pytest.mark.slow
@pytest.mark.needs("sandbox")
@pytest.mark.parametrize("form", FORMS)
def test_a_cell_gives_the_same_answer_in_the_grader_and_in_jupyterlab(form, box, in_a_kernel):
    cells, expected = FORMS[form]
    assert answer(box, *cells)[0] == in_a_kernel[form] == expected


# What is not run, or is not installed: q1 counts all the same, and is what stands behind it.
NOT_RUN = {
    "files = !ls\nq1 = len(files), files.n": [0, ""],
    "!touch left.txt\nimport os\nq1 = os.path.exists('left.txt')": False,
    "%sx ls\nq1 = 5": 5,
    "x = %sx ls\nq1 = list(x)": [],
    "!!ls\nq1 = 5": 5,
    "%ls\nq1 = 5": 5,
    "%mkdir left\nimport os\nq1 = os.path.exists('left')": False,
    "%pip install nothing\nq1 = 5": 5,
    "!pip install nothing\nq1 = 5": 5,
    "%conda install nothing\nq1 = 5": 5,
    "%system ls\nq1 = 5": 5,
    "get_ipython().system('ls')\nq1 = get_ipython().getoutput('ls', split=False)": None,
    "for n in range(2):\n    !echo {n}\n    q1 = n": 1,
    "if True:\n    x = !ls\nq1 = 5": 5,
}


@pytest.mark.slow
@pytest.mark.needs("sandbox")
@pytest.mark.parametrize("cell", NOT_RUN)
def test_a_shell_command_is_not_run_and_the_rest_of_its_cell_counts(cell, box):
    found, errors = answer(box, cell)
    assert (found or None if NOT_RUN[cell] is None else found) == NOT_RUN[cell]
    assert not errors and uses_shell(cell)


@pytest.mark.slow
@pytest.mark.needs("sandbox")
@pytest.mark.parametrize(
    "cell",
    ["%%bash --out x\nls", "%%sh\nls", "%%script bash\nls", "%%sx\nls", "%%!\nls", "%%python3\n1", "%%system\nls"],
)
def test_a_script_in_a_cell_is_not_run(cell, box):
    assert answer(box, cell, "q1 = 5") == (5, []) and uses_shell(cell)
    if "--out" in cell:
        assert answer(box, cell, "q1 = x + 'nothing'") == ("nothing", [])


@pytest.mark.slow
@pytest.mark.needs("sandbox")
@pytest.mark.parametrize(
    "line",
    [
        "%matplotlib inline",
        "%matplotlib widget",
        "%load_ext no_such_extension",
        "%load_ext autoreload",
        "%config InlineBackend.figure_format = 'retina'",
        "%config NoSuchThing.x = 1",
        "%no_such_magic 3",
        "%pylab inline",
        "%autosave 30",
        "%history",
        "%edit",
        "%debug",
        "%qtconsole",
        "%less x",
        "%xmode Minimal",
        "exit",
    ],
)
def test_a_magic_that_only_shows_something_costs_nothing(line, box):
    assert answer(box, f"{line}\nq1 = 5" if line != "exit" else line, "q1 = 5") == (5, [])


@pytest.mark.slow
@pytest.mark.needs("sandbox")
@pytest.mark.parametrize(
    "endless",
    [
        "while True: pass",
        "import time\nwhile True: time.sleep(1)",
        "import asyncio\nawait asyncio.sleep(99)",
        "import asyncio\nasync def busy():\n    while True: pass\nasyncio.create_task(busy())\nawait asyncio.sleep(1)",
        "while True:\n    try: 1 / 0\n    except Exception: pass",
    ],
)
def test_a_loop_without_an_end_costs_its_own_cell_only(endless):
    with Sandbox(Limits(wall=6, cpu=6)) as box:
        found, (words,) = answer(box, "q1 = 4", endless, "q1 += 1")
    assert found == 5 and words == "TimeoutError: it was stopped after 3 seconds"


@pytest.mark.slow
@pytest.mark.needs("sandbox")
def test_an_answer_that_cannot_be_looked_at_costs_itself_only():
    with Sandbox(Limits(wall=6, cpu=6)) as box:
        cell = "class Slow:\n    def __iter__(self):\n        while True: pass\nq1, q2 = Slow(), 5"
        execution = box.run([(cell, "a cell")], ["q1", "q2"])
    assert execution.ended == "done" and execution.answers["q2"] == 5
    assert execution.answers["q1"] == {"unreadable": "something that takes too long to read"}


@pytest.mark.slow
@pytest.mark.needs("sandbox")
def test_nothing_is_left_in_the_folder_and_no_history_is_kept(box):
    cell = "import os\nq1 = os.listdir('.'), os.path.exists(os.path.expanduser('~/.ipython'))"
    assert answer(box, "1", cell)[0] == [[], False]


@pytest.mark.slow
@pytest.mark.needs("sandbox")
def test_a_student_is_told_by_cell_what_was_not_run(exercise, tmp_path):
    answers = right_answers(exercise)
    own = answers | {"q1": f"files = !ls\n{answers['q1']}"}
    write_notebook(tmp_path / "in" / "s1" / "90.ipynb", filled(student_copy(exercise, 0, "s1"), own))
    grade_all(Plan(exercise, tmp_path / "out"), gather(tmp_path / "in", exercise.name, []).submissions)
    (result,) = read_results(tmp_path / "out").values()
    assert [question.points for question in result.questions.values()] == [2, 1]
    (shell,) = [str(remark) for remark in result.repairs if remark.code == "shell-not-run"]
    assert shell.startswith("Shell commands (such as !ls) are not run when a class is graded (cell ")


@pytest.mark.parametrize("code", [cells[0] for cells, _ in FORMS.values() if "q1" in cells[0]])
def test_code_that_a_notebook_runs_is_read_as_it_is_and_not_mended(code):
    if code.endswith("q1 = ("):
        return
    assert mended(code) == (code, [])
    assert parsed(code).tree


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("%time q1 = 3", {"q1"}),
        ("%%time\nq1 = 3", {"q1"}),
        ("%%capture output\n%%time\nq1, q2 = 3, 4", {"q1", "q2"}),
        ("%prun -q -l 5 q1 = 3", {"q1"}),
        ("%%timeit\nq1 = 3", set()),
        ("q1 = !ls", {"q1"}),
        ("    q1 = 3\n    await x", {"q1"}),
        ("In [5]: q1 = 3", {"q1"}),
    ],
)
def test_the_names_that_a_cell_sets_are_read_off_its_magics_too(code, names):
    assert names_set(code) == names


def test_a_special_space_within_a_text_that_runs_is_kept():
    assert mended("q1 = 'a\xa0b'") == ("q1 = 'a\xa0b'", [])
    assert mended("q1\xa0= 'a\xa0b'")[0] == "q1 = 'a b'"


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("x = 1\n%time y\nq1 = (", 3),
        ("\n\n  x = 1\n  %time y\n  q1 = 3 +", 5),
        ("%%time\nx = 1\nq1 = (", 3),
        ("x = 1\n%time q1 = 3 +\ny = 2", 2),
    ],
)
def test_the_line_that_is_not_python_is_that_of_the_cell(code, line):
    assert parsed(code).line == line


def test_a_cell_with_very_many_forms_is_not_looked_into_for_long():
    code = "!ls\n" * 2000 + f"x = '{'y' * 20_000}'"
    assert as_python(code) == code


@pytest.mark.parametrize("code", ["q1 = 3", "%time q1 = 3", "q1?", "100 % 7", "q1 = (", "%%html\n!", "x != 3"])
def test_what_is_no_shell_is_not_called_so(code):
    assert not uses_shell(code)


def test_an_error_is_one_line_with_the_line_of_the_cell():
    with pytest.raises(SyntaxError) as caught:
        tree_of("x = 1\nq1 = (")
    assert in_words(caught.value) == "SyntaxError: '(' was never closed (line 2)"
    assert in_words(SystemExit()) == "SystemExit: "


def hand_over(place, exercise, student, answers, own, change=lambda content: content):
    """Write the zip of a ``student`` to ``place``, with a receipt beside which ``own`` says what their own run gave."""
    content = json.dumps(filled(student_copy(exercise, 0, student), right_answers(exercise) | answers)).encode()
    receipt = {"student": student, "notebook": {"name": "90.ipynb", "hash": digest(content)}}
    files = {"90.ipynb": change(content), "receipt.json": json.dumps(receipt).encode(), "answers.json": own}
    with zipfile.ZipFile(place / f"{student}.zip", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def graded(exercise, place, out):
    grade_all(Plan(exercise, out), gather(place, exercise.name, []).submissions)
    return read_results(out)


@pytest.fixture
def handed_in(exercise, tmp_path):
    """A function that hands in, grades it and returns the result."""

    def hand(*more):
        hand_over(tmp_path, exercise, "s1", *more)
        return graded(exercise, tmp_path / "s1.zip", tmp_path / "out")["s1"]

    return hand


def differing(result):
    return [str(remark) for remark in result.remarks if remark.code == "answers-differ"]


@pytest.mark.slow
@pytest.mark.needs("sandbox")
def test_where_the_students_own_run_gave_something_else_both_values_are_said(handed_in):
    result = handed_in({"q1": "q1 = 31"}, b'{"q1": 32.5, "q2": "b", "e1": "A text."}')
    assert differing(result) == [
        "The student's own run of the notebook gave 32.5 for q1; the run for grading gave 31, which counts."
    ]
    assert result.questions["q1"].given == 31
    # Another file beside the same notebook is another input: the result that is kept is not taken for it.
    assert differing(handed_in({"q1": "q1 = 31"}, b'{"q1": 31.000000000001, "q2": "b"}')) == []


@pytest.mark.slow
@pytest.mark.needs("sandbox")
def test_a_notebook_that_was_changed_after_its_receipt_is_not_compared(handed_in):
    assert differing(handed_in({"q1": "q1 = 31"}, b'{"q1": 32.5}', lambda content: content + b"\n")) == []


HOSTILE_FILES = [
    b"",
    b"[" * 100_000,
    b'{"q1": ' + b"[" * 900 + b"]" * 900 + b"}",
    b'{"q1": ' + b"9" * 5000 + b"}",
    b'{"q1": ' + b"9" * 4000 + b"}",
    b'{"q1": NaN, "q2": Infinity}',
    b'{"q1": "\\ud800\\u001b[31m<b>"}',
    b'{"q1": {"pairs": 5}}',
    b'{"q1": {"unreadable": {}}}',
    b'{"q1": "' + b"x" * 900_000 + b'"}',
    b"\xff\xfe\x00",
    b'["q1"]',
    b"17",
]


@pytest.mark.slow
@pytest.mark.needs("sandbox")
def test_no_file_beside_a_receipt_changes_a_mark_or_ends_a_run(exercise, tmp_path):
    (tmp_path / "in").mkdir()
    for number, own in enumerate(HOSTILE_FILES):
        hand_over(tmp_path / "in", exercise, f"s{number}", {}, own)
    results = graded(exercise, tmp_path / "in", tmp_path / "out")
    assert len(results) == len(HOSTILE_FILES)
    for result in results.values():
        assert (result.status, [question.points for question in result.questions.values()]) == ("graded", [2, 1])
        for sentence in differing(result):
            assert len(sentence) < 250 and sentence.isprintable()
    # A file that can be read and says another value is named, whatever else is wrong with it.
    assert differing(results["s5"]) and differing(results["s7"]) and not differing(results["s0"])


@pytest.mark.parametrize(
    ("own", "graded", "alike"),
    [
        (32.5, 32.5, True),
        (3, 3.0, True),
        (0.1 + 0.2, 0.3, True),
        (None, None, True),
        ("", None, True),
        (True, 1, False),
        (1, "1", False),
        (["a", "b"], ["a", "b"], True),
        (["a"], ["a", "b"], False),
        ({"pairs": [["n", 1]]}, {"pairs": [["n", 1.0]]}, True),
        ({"pairs": [["n", 1]]}, {"pairs": [["m", 1]]}, False),
        (None, 32.5, False),
        (10**400, 1.0, False),
    ],
)
def test_two_runs_are_alike_where_they_say_the_same(own, graded, alike):
    assert (differences(OwnRun("x", {"q1": own}), "x", {"q1": graded}, ["q1"]) == []) == alike


@pytest.mark.slow
@pytest.mark.needs("sandbox")
@pytest.mark.parametrize(
    "form", [">>> q1 = 32.5", "files = !ls\nq1 = 32.5", "await __import__('asyncio').sleep(0)\nq1 = 32.5"]
)
def test_what_is_handed_in_is_told_what_the_grader_finds(form, exercise, tmp_path):
    path = write_notebook(tmp_path / "90.ipynb", filled(student_copy(exercise, 0, "s1"), {"q1": form}))
    said = str(hand_in(path))
    assert ("Shell commands (!ls) are run neither here nor when" in said) == ("!" in form)
    (archive,) = tmp_path.glob("*.zip")
    assert json.loads(zipfile.ZipFile(archive).read("answers.json"))["q1"] == 32.5
    grade_all(Plan(exercise, tmp_path / "out"), gather(archive, exercise.name, []).submissions)
    (result,) = read_results(tmp_path / "out").values()
    assert result.questions["q1"].given == 32.5 and not differing(result)
