"""Marks into nbgrader's own gradebook, and the marks of essays that were given in its formgrader back.

In the gradebook ``auto_score`` and ``auto_comment`` are ours; ``manual_score``, ``extra_credit`` and
``manual_comment`` are a person's, and nothing here writes them. nbgrader brings a server of its own and is not
installed with the workbook, so it is imported only where it is needed.
"""

import contextlib
import json
import os
import re
import sys
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from ..assignments.copies import literal, shown
from ..assignments.for_nbgrader import nbgrader_files
from ..catalog import BadData, WorkbookError
from ..catalog.files import write_whole
from .results import read_marks, read_results, write_marks

CONFIG = "nbgrader_config.py"
ADDRESSES = "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
DRIVERS = {"psycopg": "psycopg[binary]", "psycopg2": "psycopg2-binary"}  # as pip calls them
LONGEST = 128  # characters of an id or a name in nbgrader's tables
KINDS = {"hidden": ("grade",), "answer": ("comment",), "essay": ("grade", "comment")}  # what a cell of a role takes
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# What nbgrader's pages would run or load: tags, links and images of Markdown, links of MathJax.
ACTIVE = {r"<(?=[A-Za-z/!?])": "&lt;", r"\](?=[(:])": "&#93;", r"\\(?=href)": r"\\ "}
ERROR = re.compile(r"\s*[\w.]*(?:Error|Exception|Entry)\b.*")


@dataclass(frozen=True)
class Carried:
    """What was carried over: for which students (ids) something changed, and what an instructor should know."""

    students: tuple
    remarks: tuple


@dataclass(frozen=True)
class Course:
    """An nbgrader course that is open: its folder, nbgrader's tables, its API with the settings, and the gradebook."""

    folder: Path
    tables: Any
    api: Any
    book: Any

    def path(self, step, student, exercise):
        """The notebook of ``exercise`` in one ``step`` (source, release, …); the student «.» stands for nobody."""
        known = self.api.coursedir
        folder = known.format_path(getattr(known, f"{step}_directory"), student, exercise.name)
        return Path(folder) / f"{exercise.name}.ipynb"


@dataclass(frozen=True)
class Registered:
    """An exercise as the gradebook has it.

    Ids of its assignment and notebook; ``cells``: ids by kind (grade, comment) and question; ``layout``: for each
    notebook of the assignment its id and the ids of its cells of either kind; the ``released`` notebook as plain data.
    """

    assignment: str
    notebook: str
    cells: dict
    layout: tuple
    released: dict


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
    with _opened(course, url, exercise) as (place, remarks):
        known, changed = _register(place, exercise), []
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
        role, name = _about(cell)
        if role == "prompt" and name in prompts:
            cell["source"] = shown(exercise, prompts[name], result.variant)
        elif role == "answer" and name in result.questions and result.questions[name].given is not None:
            cell["source"] = _as_code(name, result.questions[name].given)
        elif role == "essay" and name in result.essays and result.essays[name].text:
            cell["source"] = _as_text(result.essays[name].text)
    notebook["metadata"].setdefault("workbook", {}).update(student=result.student, input=result.input)
    return notebook


def _about(cell):
    about = cell["metadata"].get("workbook", {})
    return about.get("role", ""), about.get("question", "")


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


def _as_bytes(notebook):
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def _most(exercise):
    return {**exercise.questions, **{name: cell.points for name, cell in exercise.essays.items()}}


def _same_edition(result, exercise):
    has = {name: one.most for name, one in [*result.questions.items(), *result.essays.items()]}
    if result.status != "refused" and (result.exercise, has) != (exercise.name, _most(exercise)):
        raise BadData(
            f"The result of {result.student} is of {result.exercise} with {_listed(has)}, and {exercise.name} has "
            f"{_listed(_most(exercise))}. Name the exercise that was graded, or grade the class again."
        )


def _listed(points):
    return ", ".join(f"{name} ({most:g} points)" for name, most in points.items()) or "no question"


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
    with _opened(folder, url, exercise, make=False) as (place, _):
        known = _registered(place, exercise)
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
            for name in _most(exercise):
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


@contextlib.contextmanager
def _opened(folder, url, exercise, make=True):
    """The Course in ``folder``, and remarks about it. What its database says in error becomes a sentence."""
    tables, apps, sql = _modules("nbgrader.api", "nbgrader.apps", "sqlalchemy")
    folder = Path(folder).expanduser().absolute()
    settings = _settings(folder)
    usual = _address(apps.NbGraderAPI(config=settings).coursedir.db_url, folder)
    address = _address(url, Path.cwd()) if url else usual
    settings.CourseDirectory.db_url = address.render_as_string(hide_password=False)
    if address.get_backend_name() != "sqlite" and not settings.CourseDirectory.get("course_id"):
        # An assignment of no course breaks a foreign key, which SQLite does not look at.
        settings.CourseDirectory.course_id = "default_course"
    remarks = []
    if address != usual:
        remarks.append(f"formgrader reads {usual}. For {address} set c.CourseDirectory.db_url in {folder / CONFIG}.")
    try:
        with _beside_python():
            place = Course(folder, tables, apps.NbGraderAPI(config=settings), None)
            if make:
                _add_source(place, exercise)
            elif not _exists(sql, address):
                raise WorkbookError(f"There is no gradebook at {address}. First carry the results into it.")
            known = place.api.coursedir
            with tables.Gradebook(known.db_url, known.course_id) as book:
                yield replace(place, book=book), remarks
    except sql.exc.SQLAlchemyError as error:
        first = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise WorkbookError(
            f"The gradebook {address} cannot be used ({type(error).__name__}: {first}). Is it reachable, and does no "
            "other program hold it? If an older nbgrader made it, keep a copy and type: nbgrader db upgrade"
        ) from None
    except OSError as error:
        raise WorkbookError(f"{error.filename or folder} cannot be written or read ({error.strerror}).") from None


def _modules(*names):
    try:
        return [import_module(name) for name in names]
    except ModuleNotFoundError:
        raise WorkbookError('nbgrader is not installed here. Type: pip install "triangle-workbook[grade]"') from None


@contextlib.contextmanager
def _beside_python():
    # nbgrader calls the program alembic, which is not found where its environment was not activated.
    before = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _settings(folder):
    """The settings as nbgrader reads them: those of the machine and the user, then the course's own."""
    loader, paths = _modules("traitlets.config.loader", "jupyter_core.paths")
    settings = loader.Config()
    for place in [*reversed(paths.jupyter_config_path()), str(folder)]:
        try:
            settings.merge(loader.PyFileConfigLoader(CONFIG, path=place).load_config())
        except loader.ConfigFileNotFound:
            continue
        except Exception as error:
            raise WorkbookError(f"{Path(place) / CONFIG} fails with {type(error).__name__}: {error}") from None
    settings.CourseDirectory.root = str(folder)
    return settings


def _address(url, home):
    (sql,) = _modules("sqlalchemy")
    try:
        found = sql.make_url(url)
        found.get_dialect().import_dbapi()
    except ModuleNotFoundError as error:
        needed = DRIVERS.get(error.name or "", error.name)
        raise WorkbookError(f'That database needs {error.name}. Type: pip install "{needed}"') from None
    except (sql.exc.ArgumentError, ValueError):  # what it says may hold the password
        raise BadData(f"The address of the database cannot be read. It looks like {ADDRESSES}.") from None
    if found.get_backend_name() == "sqlite":
        if not found.database or ":memory:" in found.database:
            raise BadData(f"A database in memory is lost at once. Name one that stays: {ADDRESSES}.")
        found = found.set(database=str(home / found.database))  # nbgrader changes its folder while it works
    return found


def _exists(sql, address):
    if address.get_backend_name() == "sqlite" and not Path(address.database).is_file():
        return False  # SQLite would make one
    engine = sql.create_engine(address)
    try:
        return sql.inspect(engine).has_table("submitted_assignment")
    finally:
        engine.dispose()


def _add_source(place, exercise):
    """Write the exercise's files of a course where they are not there yet."""
    folder, source = place.folder, place.path("source", ".", exercise)
    if source.is_file():
        return
    if folder.exists() and any(folder.iterdir()) and not ((folder / CONFIG).is_file() or source.parents[1].is_dir()):
        raise WorkbookError(f"{folder} is no nbgrader course: it has no {CONFIG} and no folder source. Name a new one.")
    for name, content in nbgrader_files(exercise).items():
        path = folder / name if name == CONFIG else source
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content.encode() if isinstance(content, str) else _as_bytes(content))


def _register(place, exercise):
    """The exercise as Registered, after registering it where that is still to do."""
    if found := _registered(place, exercise):
        return found
    place.book.db.rollback()  # nothing of ours stays open while nbgrader writes through another connection
    done = place.api.generate_assignment(exercise.name)
    if not done["success"]:
        lines = f"{done.get('log', '')}\n{done['error']}".splitlines()
        said = next((line.strip() for line in lines if ERROR.fullmatch(line)), lines[-1])
        raise WorkbookError(f"nbgrader cannot register {exercise.name} in {place.folder}: {said}")
    if found := _registered(place, exercise):
        return found
    raise BadData(
        f"{exercise.name} in {place.folder} is of another edition: it should have {_listed(_most(exercise))}. "
        "Name a new folder for the course."
    )


def _registered(place, exercise):
    """The exercise as Registered; None if the gradebook and the release do not have it as it is."""
    path = place.path("release", ".", exercise)
    try:
        notebook = place.book.find_notebook(exercise.name, exercise.name)
    except place.tables.MissingEntry:
        return None
    if not path.is_file():
        return None
    has = {("grade", cell.name): cell for cell in notebook.grade_cells}
    has |= {("comment", cell.name): cell for cell in notebook.solution_cells}
    released = _read(path)
    cells: dict[tuple, Any] = {}
    for cell in released["cells"]:
        (role, name), id = _about(cell), cell["metadata"].get("nbgrader", {}).get("grade_id")
        cells |= {(kind, name): has[kind, id] for kind in KINDS.get(role, ()) if (kind, id) in has}
    points = {name: cell.max_score for (kind, name), cell in cells.items() if kind == "grade"}
    if points != _most(exercise) or any(("comment", name) not in cells for name in points):
        return None
    layout = []
    for one in notebook.assignment.notebooks:
        both = [cell.id for cell in one.task_cells]
        layout.append((one.id, [c.id for c in one.grade_cells] + both, [c.id for c in one.solution_cells] + both))
    ids = {what: cell.id for what, cell in cells.items()}
    return Registered(notebook.assignment.id, notebook.id, ids, tuple(layout), released)


def _read(path):
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        for cell in found["cells"]:
            cell["source"] = "".join(cell["source"])
        return found
    except (ValueError, KeyError, TypeError) as error:
        raise WorkbookError(f"{path} cannot be read as a notebook ({type(error).__name__}). Remove it.") from None


def _enter(place, exercise, known, result, marks):
    """Enter one student, in one transaction; whether anything changed, and remarks."""
    session = place.book.db
    path = place.path("autograded", result.student, exercise)
    before = _read(path) if path.is_file() else None
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
    content = _as_bytes(notebook)
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
        changed = True
    return changed, remarks


def _essay(notebook, name):
    cells = notebook["cells"] if notebook else ()
    return next((cell["source"] for cell in cells if _about(cell) == ("essay", name)), None)


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
