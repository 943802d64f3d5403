"""Marks into nbgrader's own gradebook, and the marks of essays that were given in its formgrader back.

In the gradebook ``auto_score`` and ``auto_comment`` are ours; ``manual_score``, ``extra_credit`` and
``manual_comment`` are a person's, and nothing here writes them.
"""

import json
import re
from dataclasses import dataclass

from ..assignments.copies import literal, shown
from ..base import BadData, WorkbookError
from ..base.files import write_whole
from .nbgrader_course import as_bytes, listed, most_points, opened, read_notebook, register, registered, role_of
from .results import read_marks, read_results, write_marks

LONGEST = 128  # characters of an id or a name in nbgrader's tables
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# What nbgrader's pages would run or load: tags, links and images of Markdown, links of MathJax.
ACTIVE = {r"<(?=[A-Za-z/!?])": "&lt;", r"\](?=[(:])": "&#93;", r"\\(?=href)": r"\\ "}


@dataclass(frozen=True)
class Carried:
    """What was carried over: for which students (ids) something changed, and what an instructor should know."""

    students: tuple
    remarks: tuple


def to_gradebook(results_folder, exercise, course, url=""):
    """Carry all results of ``exercise`` into the gradebook of the nbgrader course in the folder ``course``.

    The course is made if there is none, and the exercise registered as ``nbgrader generate_assignment`` does. Each
    student gets ``autograded/ID/NAME/NAME.ipynb``, the points and replies of all questions, and essays that wait for
    a mark, or have the points of the marking sheets. ``url`` is the database, if it is not the course's own. Running
    it again changes only what is new in the results; each student is one transaction.

    Returns Carried. Raises WorkbookError if nbgrader is missing or the database cannot be used, and BadData if the
    results, the course and the exercise are not of one edition; then nothing was entered for any student.
    """
    results, marks = read_results(results_folder), read_marks(results_folder)
    for result in results.values():
        _same_edition(result, exercise)
    with opened(course, url, exercise) as (place, remarks):
        known, changed = register(place, exercise), []
        for student, result in results.items():
            if why := _unfit(result):
                remarks.append(f"{student} is not entered: {why}")
                continue
            new, said = _enter(place, exercise, known, result, marks.get(student, {}))
            remarks += [f"{student}: {one}" for one in said]
            if new:
                changed.append(student)
    return Carried(tuple(changed), tuple(remarks))


def from_gradebook(course, exercise, url=""):
    """The marks of essays that a person gave in formgrader, as ``results.read_marks`` has them, without levels.

    ``{"s1": {"e1": {"levels": {}, "comments": ["Say what …"], "points": 7.5}}}``. Extra credit is among the points.
    An essay that still waits, or was handed in anew after it was marked, is left out.
    """
    return _marks(_seen(course, exercise, url), exercise)


def read_back(results_folder, exercise, course, url=""):
    """Put the marks of essays from formgrader to those in the folder ``results_folder``, and list what does not fit.

    A mark with levels, which comes from a marking sheet, stays as it is: with the same points it gains the comment,
    with others the conflict is listed. A mark without levels came from formgrader and follows it. Returns Carried.
    """
    results, marks = read_results(results_folder), read_marks(results_folder)
    seen = _seen(course, exercise, url)
    theirs, changed = _marks(seen, exercise), []
    remarks = [said for one in seen if (said := _worth_a_look(one, exercise))]
    for student, name, mark in ((student, *one) for student, essays in theirs.items() for one in essays.items()):
        own = marks.get(student, {}).get(name)
        if student not in results:
            remarks.append(f"{student}, {name}: marked in formgrader; there is no result, so the mark stays there.")
        elif own and own["levels"] and own["points"] != mark["points"]:
            remarks.append(
                f"{student}, {name}: the marking sheets give {own['points']:g} points and formgrader "
                f"{mark['points']:g}. The sheets' mark stays until both are the same."
            )
        else:
            if own and own["levels"]:
                more = [comment for comment in mark["comments"] if comment not in own["comments"]]
                mark = {**own, "comments": [*own["comments"], *more]}
            if mark != own:
                marks.setdefault(student, {})[name] = mark
                changed.append(student)
    for student, name, own in ((student, *one) for student, essays in marks.items() for one in essays.items()):
        if not own["levels"] and name in exercise.essays and name not in theirs.get(student, {}):
            remarks.append(f"{student}, {name}: {own['points']:g} points came from formgrader, which has no mark now.")
    if changed:
        write_marks(results_folder, marks)
    return Carried(tuple(dict.fromkeys(changed)), tuple(remarks))


def filled_in(released, exercise, result):
    """The ``released`` notebook (plain data) as the student of ``result`` handed it in: answers, essays, own variant.

    Answers are the values that were understood. Tags and links in an essay are shown as text: formgrader would run
    the scripts of a student with the rights of the instructor.
    """
    notebook = json.loads(json.dumps(released))
    prompts = {cell.question: cell for cell in exercise.cells if cell.role == "prompt"}
    for cell in notebook["cells"]:
        role, name = role_of(cell)
        if role == "prompt" and name in prompts:
            cell["source"] = shown(exercise, prompts[name], result.variant)
        elif role == "answer" and name in result.questions and result.questions[name].given is not None:
            cell["source"] = _as_code(name, result.questions[name].given)
        elif role == "essay" and name in result.essays and result.essays[name].text:
            cell["source"] = _as_text(result.essays[name].text)
    notebook["metadata"].setdefault("workbook", {}).update(student=result.student, input=result.input)
    return notebook


def _as_code(name, given):
    if isinstance(given, dict) and "unreadable" in given:
        return f"{name} = ...\n# {name} held {' '.join(str(given['unreadable']).split())}, which cannot be read."
    lead = f"# What {name} held when the notebook was run.\n"
    if isinstance(given, dict) and "columns" in given:
        start = f"{name} = pd.DataFrame("
        rows = literal(given["rows"], len(start))
        return f"{lead}import pandas as pd\n\n{start}{rows}, columns={literal(given['columns'])})"
    return f"{lead}{name} = {literal(_value(given), len(name) + 3)}"


def _value(data):
    if isinstance(data, dict) and "pairs" in data:
        return {name: _value(item) for name, item in data["pairs"]}
    return [_value(item) for item in data] if isinstance(data, list) else data


def _as_text(text):
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))  # some of which PostgreSQL refuses
    for pattern, inert in ACTIVE.items():
        text = re.sub(pattern, inert, text)
    return text


def _same_edition(result, exercise):
    has = {name: one.most for name, one in [*result.questions.items(), *result.essays.items()]}
    if result.status != "refused" and (result.exercise, has) != (exercise.name, most_points(exercise)):
        raise BadData(
            f"The result of {result.student} is of {result.exercise} with {listed(has)}, and {exercise.name} has "
            f"{listed(most_points(exercise))}. Name the exercise that was graded, or grade the class again."
        )


def _unfit(result):
    """Why there is nothing to enter for ``result``, or a blank text."""
    id = result.student
    if result.status == "refused":
        return f"the submission was refused. {result.reason}"
    if len(id) > LONGEST or not id.isprintable() or id.startswith(".") or "/" in id or "\\" in id:
        return (
            "nbgrader names a folder after each id, so an id has no slash, no dot at its beginning, and at most "
            f"{LONGEST} characters. Give another id in the roster."
        )
    return ""


def _marks(seen, exercise):
    found: dict[str, dict] = {}
    for one in seen:
        if one["question"] in exercise.essays and one["given"] and not one["waits"]:
            mark = {"levels": {}, "comments": [one["comment"]] if one["comment"] else [], "points": one["points"]}
            found.setdefault(one["student"], {})[one["question"]] = mark
    return found


def _worth_a_look(one, exercise):
    """What an instructor should know of something ``_seen`` in formgrader that does not come back, or a blank text."""
    where = f"{one['student']}, {one['question']}"
    if one["question"] not in exercise.essays:
        given = f"gave {one['points']:g} points" if one["given"] else "wrote a comment"
        return f"{where}: a person {given} in formgrader; the results keep {one['ours'] or 0:g} points and our reply."
    if one["given"] and one["waits"]:
        return (
            f"{where}: the mark in formgrader ({one['points']:g} points) waits for a new look there, and stays there."
        )
    return ""


def _seen(folder, exercise, url):
    """What persons did in formgrader, by student and question: one dict for each mark or comment of a person."""
    with opened(folder, url, exercise, make=False) as (place, _):
        known = registered(place, exercise)
        if known is None:
            raise WorkbookError(
                f"{place.folder} does not have {exercise.name} as it is now. First carry the results into it."
            )
        session, tables = place.book.db, place.tables
        comments = {
            (one.notebook_id, one.cell_id): (one.manual_comment or "").strip() for one in session.query(tables.Comment)
        }
        found = []
        for handed_in in session.query(tables.SubmittedNotebook).filter_by(notebook_id=known.notebook):
            grades = {one.cell_id: one for one in handed_in.grades}
            for name in most_points(exercise):
                grade = grades[known.cells["grade", name]]
                given = grade.manual_score is not None or bool(grade.extra_credit)
                comment = comments.get((handed_in.id, known.cells["comment", name]), "")
                if given or comment:
                    found.append(
                        {
                            "student": handed_in.student.id,
                            "question": name,
                            "given": given,
                            "points": float(grade.score),
                            "ours": grade.auto_score,
                            "waits": grade.needs_manual_grade,
                            "comment": comment,
                        }
                    )
    return sorted(found, key=lambda one: one["student"])


def _enter(place, exercise, known, result, marks):
    """Enter one student, in one transaction; whether anything changed, and remarks."""
    session = place.book.db
    path = place.path("autograded", result.student, exercise)
    before = read_notebook(path) if path.is_file() else None
    notebook = filled_in(known.released, exercise, result)
    try:
        with session.no_autoflush:
            submission, grades, comments = _submission(place, known, result)
            remarks = _timed(place, exercise, result, submission, before)
            for name in [*result.questions, *result.essays]:
                points, reply = _earned(result, name, marks.get(name))
                comments[known.cells["comment", name]].auto_comment = _as_text(reply) or None
                grade = grades[known.cells["grade", name]]
                essay = name in result.essays
                another = _essay(before, name) != _essay(notebook, name) if essay else grade.auto_score != points
                grade.auto_score = points
                if grade.manual_score is None:
                    grade.needs_manual_grade = points is None
                elif another:
                    grade.needs_manual_grade = True
                    remarks.append(f"{name}: the mark of a person in formgrader stays, and is to be looked at again.")
            changed = bool(session.new) or any(session.is_modified(one) for one in session.dirty)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    # After the gradebook: a run that ends here finds the old text next time, and asks for a new look again.
    content = as_bytes(notebook)
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
        changed = True
    return changed, remarks


def _essay(notebook, name):
    cells = notebook["cells"] if notebook else ()
    return next((cell["source"] for cell in cells if role_of(cell) == ("essay", name)), None)


def _earned(result, name, mark):
    """Our points for a question or essay, None where a person must mark it; and the reply."""
    if name in result.questions:
        return result.questions[name].points, result.questions[name].reply
    if not result.essays[name].text:
        return 0.0, "No text was handed in."
    if mark and mark["levels"]:  # of a marking sheet; a mark without levels is formgrader's own
        return mark["points"], "\n\n".join(mark["comments"])
    return None, ""


def _submission(place, known, result):
    """The submission of a student, its grades and comments by cell; made, as nbgrader makes them, where missing."""
    session, tables = place.book.db, place.tables
    student = session.get(tables.Student, result.student) or tables.Student(id=result.student)
    if result.name and student.first_name is None and student.last_name is None:
        # Which part of a name is the family name is not guessed.
        student.first_name, student.last_name = "", result.name[:LONGEST]
    where = {"assignment_id": known.assignment, "student_id": result.student}
    submission = session.query(tables.SubmittedAssignment).filter_by(**where).one_or_none()
    if submission is None:
        submission = tables.SubmittedAssignment(assignment_id=known.assignment, student=student)
        for id, graded, commented in known.layout:
            handed_in = tables.SubmittedNotebook(notebook_id=id, assignment=submission)
            handed_in.grades = [tables.Grade(cell_id=cell) for cell in graded]
            handed_in.comments = [tables.Comment(cell_id=cell) for cell in commented]
        session.add(submission)
    (own,) = (one for one in submission.notebooks if one.notebook_id == known.notebook)
    return submission, {one.cell_id: one for one in own.grades}, {one.cell_id: one for one in own.comments}


def _timed(place, exercise, result, submission, before):
    """Note when nbgrader collected the submission: formgrader hides the marks of one that has another time."""
    folder = place.path("submitted", result.student, exercise).parent
    try:
        collected = place.api.coursedir.get_existing_timestamp(str(folder))
    except (AttributeError, ValueError):  # nbgrader's way to say that it cannot be read
        return [f"{folder / 'timestamp.txt'} is no time."]
    if collected is None or collected == submission.timestamp:
        return []
    if submission.timestamp and before and before["metadata"].get("workbook", {}).get("input") == result.input:
        return [f"nbgrader has collected a newer submission in {folder}. Grade it, and carry the results over again."]
    submission.timestamp = collected
    return []
