"""Runs in the environment of otter: python with_otter.py assign|run FOLDER."""

import contextlib
import json
import os
import sys
from pathlib import Path

from otter.api import grade_submission
from otter.assign import main as otter_assign


def main(step, folder):
    """Make the students' notebooks of all masters in ``folder``, or grade all that was submitted."""
    os.chdir(folder)
    names = sorted(path.stem for path in Path().glob("*.ipynb"))
    with contextlib.redirect_stdout(sys.stderr):
        found = {name: assign(name, name == names[0]) if step == "assign" else run(name) for name in names}
    print(json.dumps(found))


def assign(name, tried):
    """The files that students get. Where it is ``tried``, otter runs the tests on the solutions, as it does by itself.

    For the others this is left to nbgrader, which validates the same answers and tests of all.
    """
    otter_assign(f"{name}.ipynb", f"dist/{name}", no_pdfs=True, no_run_tests=not tried)
    return sorted(str(path) for path in Path(f"dist/{name}/student").rglob("*") if path.is_file())


def run(name):
    """By student: points, and the most that there are."""
    (archive,) = Path(f"dist/{name}/autograder").glob("*.zip")
    found = {}
    for path in sorted(Path("submitted").glob(f"*/{name}.ipynb")):
        done = grade_submission(str(path), str(archive), quiet=True)
        found[path.parent.name] = {"points": done.total, "possible": done.possible}
    return found


main(sys.argv[1], str(Path(sys.argv[2]).resolve()))
