"""Runs in the environment of nbgrader: python with_nbgrader.py release|grade COURSE."""

import json
import os
import sys
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.validator import Validator
from traitlets.config import Config, PyFileConfigLoader


def main(step, course):
    """Release all assignments of the ``course``, or grade all that was submitted and write the feedback."""
    os.chdir(course)
    settings = PyFileConfigLoader("nbgrader_config.py", path=course).load_config()
    settings.merge(Config({"CourseDirectory": {"root": course}}))
    api = NbGraderAPI(config=settings)
    names = sorted(path.name for path in Path("source").iterdir())
    print(json.dumps({name: (release if step == "release" else grade)(api, name) for name in names}))


def release(api, name):
    """What validating the source found, after the release was made."""
    _well(api.generate_assignment(name))
    return Validator().validate(f"source/{name}/{name}.ipynb")


def grade(api, name):
    """By student: points, the most that there are without the essay, the essay's, and whether a person must mark."""
    found = {}
    for student in sorted(path.parent.name for path in Path("submitted").glob(f"*/{name}")):
        _well(api.autograde(name, student))
        _well(api.generate_feedback(name, student))
        with Gradebook("sqlite:///gradebook.db") as book:
            done = book.find_submission(name, student)
            found[student] = {
                "points": done.score,
                "coded": done.max_code_score,
                "written": done.max_written_score,
                "by_hand": done.needs_manual_grade,
                "feedback": Path(f"feedback/{student}/{name}/{name}.html").is_file(),
            }
    return found


def _well(result):
    if not result["success"]:
        sys.exit(result["log"] + str(result.get("error", "")))


main(sys.argv[1], str(Path(sys.argv[2]).resolve()))
