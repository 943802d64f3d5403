"""An nbgrader course: its settings, its gradebook, and an exercise as that has it.

nbgrader brings a server of its own and is not installed with the workbook, so it is imported only where it is needed.
"""

import contextlib
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from ..assignments.for_nbgrader import nbgrader_files
from ..assignments.source import Exercise
from ..base import BadData, WorkbookError
from ..base.files import write_whole, writing

CONFIG = "nbgrader_config.py"
ADDRESSES = "sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
DRIVERS = {"psycopg": "psycopg[binary]", "psycopg2": "psycopg2-binary"}  # as pip calls them
CELL_KINDS = {
    "hidden": ("grade",),
    "answer": ("comment",),
    "essay": ("grade", "comment"),
}  # what a cell of a role takes
ERROR_LINE = re.compile(r"\s*[\w.]*(?:Error|Exception|Entry)\b.*")
Notebook = dict[str, Any]  # as JSON has it


@dataclass(frozen=True)
class Course:
    """An nbgrader course that is open: its folder, nbgrader's tables, its API with the settings, and the gradebook.

    nbgrader has no types: what comes from ``tables``, ``api`` and ``book`` is Any, and stays in this module and
    ``gradebook``.
    """

    folder: Path
    tables: ModuleType
    api: Any
    book: Any

    def path(self, step: str, student: str, exercise: Exercise) -> Path:
        """The notebook of ``exercise`` in one ``step`` (source, release, …); the student “.” stands for nobody."""
        directory = self.api.coursedir
        folder = directory.format_path(getattr(directory, f"{step}_directory"), student, exercise.name)
        return Path(folder) / f"{exercise.name}.ipynb"


@dataclass(frozen=True)
class Registered:
    """An exercise as the gradebook has it.

    Ids of its assignment and notebook; ``cells``: ids by kind (grade, comment) and question; ``layout``: for each
    notebook of the assignment its id and the ids of its cells of either kind; the ``released`` notebook as plain data.
    """

    assignment: str
    notebook: str
    cells: dict[tuple[str, str], str]
    layout: tuple[tuple[str, list[str], list[str]], ...]
    released: Notebook


def role_of(cell: Mapping[str, Any]) -> tuple[str, str]:
    """The role of a notebook's ``cell`` and its question, blank where it has none."""
    about = cell["metadata"].get("workbook", {})
    return about.get("role", ""), about.get("question", "")


def as_bytes(notebook: Notebook) -> bytes:
    """The ``notebook`` (plain data) as the bytes of its file."""
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def most_points(exercise: Exercise) -> dict[str, float]:
    """The points that can be had for each question and essay."""
    return {**exercise.questions, **{name: cell.points for name, cell in exercise.essays.items()}}


def listed(points: Mapping[str, float]) -> str:
    """The ``points`` by question as a message says them."""
    return ", ".join(f"{name} ({most:g} points)" for name, most in points.items()) or "no question"


@contextlib.contextmanager
def opened(folder: str | Path, url: str, exercise: Exercise, make: bool = True) -> Iterator[tuple[Course, list[str]]]:
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
    remarks: list[str] = []
    if address != usual:
        remarks.append(f"formgrader reads {usual}. For {address} set c.CourseDirectory.db_url in {folder / CONFIG}.")
    try:
        with _beside_python():
            course = Course(folder, tables, apps.NbGraderAPI(config=settings), None)
            if make:
                _add_source(course, exercise)
            elif not _exists(sql, address):
                raise WorkbookError(f"There is no gradebook at {address}. First carry the results into it.")
            directory = course.api.coursedir
            with tables.Gradebook(directory.db_url, directory.course_id) as book:
                yield replace(course, book=book), remarks
    except sql.exc.SQLAlchemyError as error:
        first = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise WorkbookError(
            f"The gradebook {address} cannot be used ({type(error).__name__}: {first}). Is it reachable, and does no "
            "other program hold it? If an older nbgrader made it, keep a copy and type: nbgrader db upgrade"
        ) from None
    except OSError as error:
        raise WorkbookError(f"{error.filename or folder} cannot be read or written ({error.strerror}).") from None


def _modules(*names: str) -> list[ModuleType]:
    try:
        return [import_module(name) for name in names]
    except ModuleNotFoundError:
        raise WorkbookError('nbgrader is not installed here. Type: pip install "triangle-workbook[grade]"') from None


@contextlib.contextmanager
def _beside_python() -> Iterator[None]:
    # nbgrader calls the program alembic, which is not found where its environment was not activated.
    before = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _settings(folder: Path) -> Any:
    """The settings as nbgrader reads them: those of the machine and the user, then the course's own."""
    loader, paths = _modules("traitlets.config.loader", "jupyter_core.paths")
    settings = loader.Config()
    for directory in [*reversed(paths.jupyter_config_path()), str(folder)]:
        try:
            settings.merge(loader.PyFileConfigLoader(CONFIG, path=directory).load_config())
        except loader.ConfigFileNotFound:
            continue
        except Exception as error:
            raise WorkbookError(f"{Path(directory) / CONFIG} fails with {type(error).__name__}: {error}") from None
    settings.CourseDirectory.root = str(folder)
    return settings


def _address(url: str, home: Path) -> Any:
    """The ``url`` of a database as SQLAlchemy has it; a file of SQLite lies in the folder ``home``."""
    (sql,) = _modules("sqlalchemy")
    try:
        address = sql.make_url(url)
        address.get_dialect().import_dbapi()
    except ModuleNotFoundError as error:
        needed = DRIVERS.get(error.name or "", error.name)
        raise WorkbookError(f'That database needs {error.name}. Type: pip install "{needed}"') from None
    except (sql.exc.ArgumentError, ValueError):  # what it says may hold the password
        raise BadData(f"The address of the database cannot be read. It looks like {ADDRESSES}.") from None
    if address.get_backend_name() == "sqlite":
        if not address.database or ":memory:" in address.database:
            raise BadData(f"A database in memory is lost at once. Name one that stays: {ADDRESSES}.")
        address = address.set(database=str(home / address.database))  # nbgrader changes its folder while it works
    return address


def _exists(sql: ModuleType, address: Any) -> bool:
    if address.get_backend_name() == "sqlite" and not Path(address.database).is_file():
        return False  # SQLite would make one
    engine = sql.create_engine(address)
    try:
        return bool(sql.inspect(engine).has_table("submitted_assignment"))
    finally:
        engine.dispose()


def _add_source(course: Course, exercise: Exercise) -> None:
    """Write the exercise's files of a course where they are not there yet."""
    folder, source = course.folder, course.path("source", ".", exercise)
    if source.is_file():
        return
    if folder.exists() and any(folder.iterdir()) and not ((folder / CONFIG).is_file() or source.parents[1].is_dir()):
        raise WorkbookError(
            f"{folder} is not an nbgrader course: it has no {CONFIG} and no folder source. Name a new one."
        )
    for name, content in nbgrader_files(exercise).items():
        path = folder / name if name == CONFIG else source
        if not path.exists():
            with writing(path, "Name another folder for the course."):
                path.parent.mkdir(parents=True, exist_ok=True)
                write_whole(path, content.encode() if isinstance(content, str) else as_bytes(content))


def register(course: Course, exercise: Exercise) -> Registered:
    """The exercise as Registered, after registering it where that is still to do."""
    if assignment := registered(course, exercise):
        return assignment
    course.book.db.rollback()  # nothing of ours stays open while nbgrader writes through another connection
    done = course.api.generate_assignment(exercise.name)
    if not done["success"]:
        lines = f"{done.get('log', '')}\n{done['error']}".splitlines()
        reason = next((line.strip() for line in lines if ERROR_LINE.fullmatch(line)), lines[-1])
        raise WorkbookError(f"nbgrader cannot register {exercise.name} in {course.folder}: {reason}")
    if assignment := registered(course, exercise):
        return assignment
    raise BadData(
        f"{exercise.name} in {course.folder} is of another edition: it should have {listed(most_points(exercise))}. "
        "Name a new folder for the course."
    )


def registered(course: Course, exercise: Exercise) -> Registered | None:
    """The exercise as Registered; None if the gradebook and the release do not have it as it is."""
    path = course.path("release", ".", exercise)
    try:
        notebook = course.book.find_notebook(exercise.name, exercise.name)
    except course.tables.MissingEntry:
        return None
    if not path.is_file():
        return None
    rows = {("grade", cell.name): cell for cell in notebook.grade_cells}
    rows |= {("comment", cell.name): cell for cell in notebook.solution_cells}
    released = read_notebook(path)
    cells: dict[tuple[str, str], Any] = {}
    for cell in released["cells"]:
        (role, name), id = role_of(cell), cell["metadata"].get("nbgrader", {}).get("grade_id")
        cells |= {(kind, name): rows[kind, id] for kind in CELL_KINDS.get(role, ()) if (kind, id) in rows}
    points = {name: cell.max_score for (kind, name), cell in cells.items() if kind == "grade"}
    if points != most_points(exercise) or any(("comment", name) not in cells for name in points):
        return None
    layout = []
    for row in notebook.assignment.notebooks:
        both = [cell.id for cell in row.task_cells]
        layout.append((row.id, [c.id for c in row.grade_cells] + both, [c.id for c in row.solution_cells] + both))
    ids = {kind_and_name: cell.id for kind_and_name, cell in cells.items()}
    return Registered(notebook.assignment.id, notebook.id, ids, tuple(layout), released)


def read_notebook(path: Path) -> Notebook:
    """The notebook at ``path`` as plain data, each source one text. Raises WorkbookError if it is not one."""
    try:
        notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
        return notebook
    except (ValueError, KeyError, TypeError) as error:
        raise WorkbookError(f"{path} cannot be read as a notebook ({type(error).__name__}). Remove it.") from None
