"""An nbgrader course: its settings, its gradebook, and an exercise as that has it.

nbgrader brings a server of its own and is not installed with the workbook, so it is imported only where it is needed.
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

from ..assignments.for_nbgrader import nbgrader_files
from ..base import BadData, WorkbookError
from ..base.files import write_whole

CONFIG = "nbgrader_config.py"
ADDRESSES = "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
DRIVERS = {"psycopg": "psycopg[binary]", "psycopg2": "psycopg2-binary"}  # as pip calls them
KINDS = {"hidden": ("grade",), "answer": ("comment",), "essay": ("grade", "comment")}  # what a cell of a role takes
ERROR = re.compile(r"\s*[\w.]*(?:Error|Exception|Entry)\b.*")


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


def role_of(cell):
    """The role of a notebook's ``cell`` and its question, blank where it has none."""
    about = cell["metadata"].get("workbook", {})
    return about.get("role", ""), about.get("question", "")


def as_bytes(notebook):
    """The ``notebook`` (plain data) as the bytes of its file."""
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def most_points(exercise):
    """The points that can be had for each question and essay."""
    return {**exercise.questions, **{name: cell.points for name, cell in exercise.essays.items()}}


def listed(points):
    """The ``points`` by question as a message says them."""
    return ", ".join(f"{name} ({most:g} points)" for name, most in points.items()) or "no question"


@contextlib.contextmanager
def opened(folder, url, exercise, make=True):
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
            write_whole(path, content.encode() if isinstance(content, str) else as_bytes(content))


def register(place, exercise):
    """The exercise as Registered, after registering it where that is still to do."""
    if found := registered(place, exercise):
        return found
    place.book.db.rollback()  # nothing of ours stays open while nbgrader writes through another connection
    done = place.api.generate_assignment(exercise.name)
    if not done["success"]:
        lines = f"{done.get('log', '')}\n{done['error']}".splitlines()
        said = next((line.strip() for line in lines if ERROR.fullmatch(line)), lines[-1])
        raise WorkbookError(f"nbgrader cannot register {exercise.name} in {place.folder}: {said}")
    if found := registered(place, exercise):
        return found
    raise BadData(
        f"{exercise.name} in {place.folder} is of another edition: it should have {listed(most_points(exercise))}. "
        "Name a new folder for the course."
    )


def registered(place, exercise):
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
    released = read_notebook(path)
    cells: dict[tuple, Any] = {}
    for cell in released["cells"]:
        (role, name), id = role_of(cell), cell["metadata"].get("nbgrader", {}).get("grade_id")
        cells |= {(kind, name): has[kind, id] for kind in KINDS.get(role, ()) if (kind, id) in has}
    points = {name: cell.max_score for (kind, name), cell in cells.items() if kind == "grade"}
    if points != most_points(exercise) or any(("comment", name) not in cells for name in points):
        return None
    layout = []
    for one in notebook.assignment.notebooks:
        both = [cell.id for cell in one.task_cells]
        layout.append((one.id, [c.id for c in one.grade_cells] + both, [c.id for c in one.solution_cells] + both))
    ids = {what: cell.id for what, cell in cells.items()}
    return Registered(notebook.assignment.id, notebook.id, ids, tuple(layout), released)


def read_notebook(path):
    """The notebook at ``path`` as plain data, each source one text. Raises WorkbookError if it is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        for cell in found["cells"]:
            cell["source"] = "".join(cell["source"])
        return found
    except (ValueError, KeyError, TypeError) as error:
        raise WorkbookError(f"{path} cannot be read as a notebook ({type(error).__name__}). Remove it.") from None
