"""Each addition touches one folder: made in a copy of the checkout, by the steps of CONTRIBUTING, and then tested."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import workbook
from workbook.authoring.beginnings import begin_dataset, begin_notebook, begin_view
from workbook.authoring.generated import build
from workbook.base import WorkbookError

ROOT = Path(workbook.__file__).parent.parent
LEFT_OUT = (".git", ".venv", "build", "dist", "__pycache__", ".*_cache", ".hypothesis", "triangle-workbook")

# What is added: the folder or file that holds it, the commands of CONTRIBUTING, and the tests that must find it.
ADDITIONS = {
    "dataset": (
        "datasets/embassies",
        ["new dataset embassies", "data check embassies", "data build"],
        "tests/catalog/test_catalog.py -k embassies",
    ),
    "view": (
        "workbook/views/gallery/embassies.py",
        ["new view embassies", "data build"],
        "tests/views/test_views.py -k embassies",
    ),
    "question kind": (
        "workbook/checking/kinds/span.py",
        ["new kind span", "data build"],
        "tests/checking/test_kinds.py tests/assignments/test_keys.py -k span",
    ),
    "notebook": (
        "notebooks/19_my_lesson",
        ["new notebook 19_my_lesson", "refresh 19", "data build"],
        "tests/authoring/test_texts.py -k 19",
    ),
    "exercise": (
        "exercises/09_visits",
        ["new exercise 09_visits --dir exercises --like 07_trade", "refresh exercises/09_visits/exercise.ipynb"],
        "tests/assignments/test_exercises.py -k 09_visits",
    ),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the checkout, to which things are added one after the other."""
    path = tmp_path_factory.mktemp("additions") / "checkout"
    shutil.copytree(ROOT, path, ignore=shutil.ignore_patterns(*LEFT_OUT))
    return path


def run(copy, *arguments):
    """Run Python in the copy, which it imports; returns what it printed."""
    env = {**os.environ, "PYTHONPATH": str(copy)}
    command = [sys.executable, "-W", "ignore", *arguments]
    done = subprocess.run(command, cwd=copy, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def contents(copy):
    """The digest of every file of the copy, by path."""
    return {
        path.relative_to(copy).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in copy.rglob("*")
        if path.is_file() and not {"__pycache__", ".pytest_cache", ".hypothesis"} & set(path.parts)
    }


@pytest.mark.slow
@pytest.mark.parametrize("addition", ADDITIONS)
def test_an_addition_touches_one_folder_and_its_tests_find_it(copy, addition, record_property):
    place, commands, tests = ADDITIONS[addition]
    before, start = contents(copy), time.monotonic()
    for command in commands:
        run(copy, "-m", "workbook.cli", *command.split())
    after = contents(copy)
    touched = {path for path in after.keys() | before.keys() if before.get(path) != after.get(path)}
    outside = {path for path in touched if path != place and not path.startswith(f"{place}/")}
    # Generated files aside: the teaching page lies in the notebook's folder, the others everywhere.
    assert outside <= build().keys(), sorted(outside - build().keys())
    assert touched - outside
    found = run(copy, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *tests.split())
    assert " passed" in found
    record_property("seconds", round(time.monotonic() - start, 1))
    print(f"{addition}: {len(touched - outside)} files in {place}, {len(outside)} generated ones,", end=" ")
    print(f"none by hand outside, {time.monotonic() - start:.0f} s; {found.splitlines()[-1].strip('= ')}")


@pytest.mark.parametrize(
    ("begin", "name", "like", "said"),
    [
        (begin_dataset, "Em bassies", "warheads", "cannot be the name"),
        (begin_dataset, "trade", "warheads", "exists already"),
        (begin_dataset, "embassies", "warhead", 'Did you mean "warheads"'),
        (begin_view, "trade", "arms", "There is a view called trade already"),
        (begin_view, "embassies", "tradee", 'Did you mean "trade"'),
        (begin_notebook, "lesson", "07", "two digits, _ and small letters: 19_my_lesson"),
        (begin_notebook, "07_again", "07", "Notebook 07 exists already"),
    ],
)
def test_a_beginning_that_cannot_be_made_says_why_and_makes_nothing(begin, name, like, said):
    before = sorted(path.name for top in ("datasets", "notebooks") for path in (ROOT / top).iterdir())
    with pytest.raises(WorkbookError, match=said):
        begin(name, like)
    assert before == sorted(path.name for top in ("datasets", "notebooks") for path in (ROOT / top).iterdir())
