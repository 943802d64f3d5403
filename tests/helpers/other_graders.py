"""nbgrader and otter of PyPI, each in an environment of its own that is kept between runs; and filled-in copies."""

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from needs import missing

from workbook.assignments.copies import literal, with_variant
from workbook.assignments.source import parts_of_answer

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).with_name("uv")
KEPT = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "triangle-workbook" / "graders"
GRADERS = {"nbgrader": "nbgrader==0.9.6", "otter": "otter-grader==7.0.0"}


def python_of(grader):
    """The Python of an environment with ``grader`` and what the workbook needs; the workbook is this checkout."""
    import fcntl  # not on Windows

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = [GRADERS[grader], *project["dependencies"]]
    mark = hashlib.sha256("\n".join([sys.version, *needs]).encode()).hexdigest()[:12]
    place = KEPT / f"{grader}-{mark}"
    python = place / "bin" / "python"
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{grader}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "done").exists():
            _run([UV, "venv", "--quiet", "--clear", "--python", sys.executable, place])
            install = [UV, "pip", "install", "--quiet", "--python", python, *needs]
            done = subprocess.run(install, capture_output=True, text=True, check=False)
            if done.returncode and re.search("error sending request|network connectivity|dns error", done.stderr):
                missing("graders")
            assert done.returncode == 0, done.stderr[-3000:]
            (place / "done").touch()
    return python


def drive(grader, *arguments):
    """Run the driver, with_GRADER.py, in the environment of ``grader``; returns the JSON that it prints last."""
    driver = ROOT / "tests" / "helpers" / f"with_{grader}.py"
    env = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTEST_CURRENT_TEST")}
    python = python_of(grader)
    # nbgrader calls alembic, which lies beside its Python.
    own = {"PYTHONPATH": str(ROOT), "PATH": f"{python.parent}{os.pathsep}{env['PATH']}"}
    said = _run([python, driver, *arguments], env=env | own)
    return json.loads(said.splitlines()[-1])


def run_in(grader, place, *arguments, check=True):
    """Run the Python of ``grader`` with ``arguments`` in the folder ``place``; the process that ended."""
    python = python_of(grader)
    env = os.environ | {"PYTHONPATH": str(ROOT), "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # what is imported again and again is compiled once
    return subprocess.run([python, *arguments], cwd=place, env=env, check=check, capture_output=True, text=True)


def _run(command, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **more)
    assert done.returncode == 0, f"{' '.join(map(str, command))}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def right_answers(exercise, number=0):
    """The code of the model answers and the model essays, by question."""
    found = {}
    for cell in exercise.cells:
        if cell.role == "answer":
            found[cell.question] = with_variant(exercise, parts_of_answer(cell)[1], number)
        elif cell.role == "essay":
            found[cell.question] = cell.text
    return found


def likely_mistakes(exercise, number=0):
    """For each question the first likely mistake as code, and the points that all of them together must give."""
    given, points = {}, 0.0
    for question, key in exercise.key(number).items():
        if key["wrong"]:
            first = key["wrong"][0]
            given[question] = f"{question} = {literal(_value(first['answer']))}"
            points += first["credit"] * key["points"]
    return given, points


def _value(data):
    return dict(data["pairs"]) if isinstance(data, dict) and "pairs" in data else data


def filled(notebook, answers, views=True):
    """A copy of ``notebook`` (plain data) with ``answers``, code or text by question, in its cells.

    Without ``views`` the student has deleted the cells that only show something, which makes a run much quicker.
    """
    notebook = json.loads(json.dumps(notebook))
    if not views:
        notebook["cells"] = [cell for cell in notebook["cells"] if "wb.views." not in "".join(cell["source"])]
    for cell in notebook["cells"]:
        about = cell["metadata"].get("workbook", {})
        if about.get("role") in ("answer", "essay") and about["question"] in answers:
            cell["source"] = answers[about["question"]]
    return notebook
