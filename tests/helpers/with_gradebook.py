"""Runs in the environment of nbgrader: reads one step per line as JSON, and answers with one line of JSON."""

import dataclasses
import functools
import json
import os
import sys
from pathlib import Path

import nbformat
import nbgrader.api
from nbgrader.apps import NbGraderAPI
from nbgrader.nbgraderformat import MetadataValidator
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.orm import Session
from traitlets.config import Config

from workbook.assignments import open_exercise
from workbook.base import WorkbookError
from workbook.grading import gradebook

exercise_in = functools.cache(open_exercise)
# nbgrader starts a program for it with each new database, which takes seconds. The first time is the real one.
nbgrader.api.get_alembic_version = functools.cache(nbgrader.api.get_alembic_version)


def to_gradebook(results, exercise, course, url=""):
    return dataclasses.asdict(gradebook.to_gradebook(results, exercise_in(exercise), course, url))


def from_gradebook(exercise, course, url=""):
    return gradebook.from_gradebook(course, exercise_in(exercise), url)


def read_back(results, exercise, course, url=""):
    return dataclasses.asdict(gradebook.read_back(results, exercise_in(exercise), course, url))


def stopped(results, exercise, course, moment, at):
    """Whether a run was killed in place of its commit, or of writing its file, number ``at``."""
    child = os.fork()
    if child == 0:
        commit, write, seen = Session.commit, gradebook.write_whole, []

        def counted(what):
            seen.extend([what] if what == moment else [])
            if len(seen) == at:
                os._exit(9)

        def commit_or_die(self):
            if self.new or self.dirty:
                counted("commit")
            commit(self)

        def write_or_die(path, content):
            counted("write")
            write(path, content)

        Session.commit, gradebook.write_whole = commit_or_die, write_or_die
        to_gradebook(results, exercise, course)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def told(course, name, students, url=""):
    """What nbgrader's own API says."""
    api = _api(course, url)
    return {
        "assignment": api.get_assignment(name),
        "submissions": api.get_submissions(name),
        "one by one": {student: api.get_submission(name, student) for student in students},
        "notebooks": api.get_notebook_submissions(name, name),
    }


def grades(course, name, url=""):
    """Every grade and comment by student and cell."""
    found = {}
    with _api(course, url).gradebook as book:
        for notebook in book.notebook_submissions(name, name):
            own = found.setdefault(notebook.student.id, {})
            for grade in notebook.grades:
                own[grade.name] = {**grade.to_dict(), "score": grade.score}
            for comment in notebook.comments:
                own.setdefault(comment.name, {})["comment"] = comment.to_dict()
    return found


def mark(course, name, student, cell, url="", comment_cell="", **given):
    """What formgrader's handlers of PUT grade and PUT comment do; ``given``: manual_score, extra_credit, comment."""
    with _api(course, url).gradebook as book:
        if "comment" in given:
            found = book.find_comment(comment_cell or cell, name, name, student)
            found.manual_comment = given.pop("comment")
        if given:
            grade = book.find_grade(cell, name, name, student)
            grade.manual_score, grade.extra_credit = given.get("manual_score"), given.get("extra_credit")
            grade.needs_manual_grade = grade.manual_score is None and grade.auto_score is None
        book.db.commit()


def everything(course, url=""):
    """All rows of all tables, and all files of the course with their content and time."""
    engine = create_engine(_api(course, url).coursedir.db_url)
    with engine.connect() as link:
        rows = {
            name: sorted(repr(tuple(row)) for row in link.execute(text(f'SELECT * FROM "{name}"')))
            for name in inspect(engine).get_table_names()
        }
    engine.dispose()
    paths = sorted(path for path in Path(course).rglob("*") if path.is_file() and path.name != "gradebook.db")
    return rows, {str(path): [path.read_text(encoding="utf-8"), path.stat().st_mtime_ns] for path in paths}


def feedback(course, name, url=""):
    """The feedback that nbgrader makes, by student."""
    done = _api(course, url).generate_feedback(name)
    assert done["success"], done
    pages = Path(course).glob(f"feedback/*/{name}/{name}.html")
    return {path.parts[-3]: path.read_text(encoding="utf-8") for path in pages}


def released(course, name, url=""):
    """Register the assignment as an instructor does."""
    done = _api(course, url).generate_assignment(name)
    assert done["success"], done


def valid(path):
    """Raises an error if nbgrader or Jupyter would not take the notebook."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    MetadataValidator().validate_nb(notebook)


def _api(course, url):
    settings = Config({"CourseDirectory": {"root": course}})
    if url:
        settings.CourseDirectory.db_url = url
    return NbGraderAPI(config=settings)


def main():
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        step, given = json.loads(line)
        try:
            answer = {"ok": globals()[step](**given)}
        except WorkbookError as error:
            answer = {"refused": str(error), "kind": type(error).__name__}
        print(json.dumps(answer), file=answers, flush=True)


main()
