"""The one source of an exercise: a notebook with prompts, model answers, keys and essays, and its rubrics."""

import ast
import functools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar, cast

from ..base import BadData, WorkbookError, folder, unknown
from ..base.files import digest
from ..base.schemas import with_light_jsonschema
from .keys import Key, KeyData, Readable, entry
from .rubrics import FILE as RUBRIC
from .rubrics import Rubric, must_fit, read_rubric

Role: TypeAlias = Literal["", "variants", "setup", "prompt", "answer", "check", "hidden", "essay", "rubric"]
# What a variant is made of: numbers, texts, and lists of them.
Plain: TypeAlias = str | int | float
Variant: TypeAlias = dict[str, Plain | list[Plain]]
Part = TypeVar("Part", Key, Readable)

NOTEBOOK = "exercise.ipynb"
EXAMPLE = Path(__file__).parent / "example"  # a worked example, with which one of one's own begins
QUESTION_ROLES: tuple[Role, ...] = ("prompt", "answer", "check", "hidden")  # the cells of a question with a key
ESSAY_ROLES: tuple[Role, ...] = ("prompt", "essay", "rubric")
MARKDOWN_ROLES: tuple[Role, ...] = ("prompt", "essay", "rubric")
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
NOT_INSTALLED = (
    "Exercises hold the answers, so they are not installed with the workbook: name the folder of one, such as "
    "exercises/07_trade in a checkout, or begin one with workbook new exercise."
)
FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Cell:
    """One cell of the source; ``role`` is blank for what everybody gets as it is."""

    id: str
    type: str
    text: str
    role: Role = ""
    question: str = ""
    points: float = 0
    words: tuple[int, ...] = ()  # of an essay: the least and the most


@dataclass(frozen=True)
class Exercise:
    """An exercise: its cells in order, and its rubrics by essay."""

    name: str
    path: Path
    cells: tuple[Cell, ...]
    rubrics: Mapping[str, Rubric]
    _keys_by_variant: dict[int, dict[str, KeyData]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def title(self) -> str:
        """The heading of the notebook."""
        return self.cells[0].text.splitlines()[0].lstrip("# ")

    @property
    def questions(self) -> dict[str, float]:
        """The points of each question with a key, in order."""
        return {cell.question: cell.points for cell in self.cells if cell.role == "hidden"}

    @property
    def essays(self) -> dict[str, Cell]:
        """The cell of each essay, in order."""
        return {cell.question: cell for cell in self.cells if cell.role == "essay"}

    @property
    def points(self) -> float:
        """All points that can be had, essays too."""
        return sum(self.questions.values()) + sum(cell.points for cell in self.essays.values())

    @property
    def own_datasets(self) -> list[str]:
        """The datasets of the instructor's own that its cells name; students need them beside their copies."""
        from ..catalog import own_names

        texts = [cell.text for cell in self.cells if cell.type == "code" and cell.role not in ("variants", "hidden")]
        return [name for name in own_names() if any(re.search(rf"""["']{name}["']""", text) for text in texts)]

    @functools.cached_property
    def variants(self) -> list[Variant]:
        """What the cell with the role “variants” lists: a dict of plain values for each variant."""
        cell, space = self._variants_cell()
        return _listed(self, space.get("VARIANTS")) if cell else [{}]

    def _variants_cell(self) -> tuple[Cell | None, dict[str, Any]]:
        """The cell with the role “variants”, if there is one, and what it defines after the setup above it."""
        space: dict[str, Any] = {}
        for cell in self.cells:
            if cell.role in ("setup", "variants"):
                _run(self, cell, space)
            if cell.role == "variants":
                return cell, space
        return None, space

    @functools.cached_property
    def source(self) -> str:
        """The digest of the whole source, as it is read: cells and rubrics, without outputs."""
        return _digest([self.cells, [self.rubrics[name] for name in sorted(self.rubrics)]])

    @functools.cached_property
    def edition(self) -> str:
        """The digest of what the points of the questions depend on: the code of the source, and the points.

        A slip that is put right in a prompt is the same edition; another key is another one.
        """
        code = [cell for cell in self.cells if cell.type == "code"]
        return _digest([code, self.questions, {name: cell.points for name, cell in self.essays.items()}])

    def essay_edition(self, name: str, number: int) -> str:
        """The digest of what a mark of the essay ``name`` depends on: its rubric, and variant ``number`` (from 0).

        The bank of comments does not belong to it: what was chosen from it is kept with the mark.
        """
        variant = self.variants[number] if 0 <= number < len(self.variants) else None
        return _digest([name, self.rubrics[name].criteria, variant])

    def key(self, number: int = 0) -> dict[str, KeyData]:
        """The key for variant ``number``, counted from 0: by question, as plain data.

        The source is run for it, so the answers are those that the shipped data give.
        Raises BadData, naming the cell, if one stops with an error or the key contradicts itself.
        """
        if number not in self._keys_by_variant:
            self._keys_by_variant[number] = dict(self._keys(self.variants[number]))
        return self._keys_by_variant[number]

    def figures(self, number: int = 0) -> dict[str, str]:
        """What markers of essays should know of variant ``number``, counted from 0, beside the keys: label and value.

        It is what the function ``figures`` gives, if the cell with the role “variants” has one, with ``v`` as the
        variant. Raises BadData if that is no dict, or stops with an error.
        """
        cell, space = self._variants_cell()
        if not cell:
            return {}
        space["v"] = dict(self.variants[number])
        return _figures(self, cell, space.get("figures", dict))

    def _keys(self, variant: Variant) -> Iterator[tuple[str, KeyData]]:
        # Model answers see what a student sees, and the variant; keys see the cell of the variants too.
        author: dict[str, Any] = {}
        student: dict[str, Any] = {"v": dict(variant)}
        readable: dict[str, Readable] = {}
        for cell in self.cells:
            if cell.role == "variants":
                _run(self, cell, author)
                author["v"] = dict(variant)  # for its helper functions, which look it up there
            elif cell.role == "setup":
                _run(self, cell, author)
                _run(self, cell, student)
            elif cell.role == "answer":
                _run(self, cell, student)
                if student.get(cell.question, ...) is ...:
                    raise BadData(f"{self.name}, cell {cell.id}: the answer must be kept as {cell.question} = …")
            elif cell.role == "check":
                value = _run(self, cell, student)
                readable[cell.question] = _of(Readable, value, self, cell, f'wb.readable({cell.question}, "number")')
            elif cell.role == "hidden":
                value = _run(self, cell, {**author, **student})
                key = _of(Key, value, self, cell, f"Key({cell.question}, solution=…)")
                try:
                    yield cell.question, entry(cell.question, cell.points, readable[cell.question], key)
                except WorkbookError as error:
                    raise BadData(f"{self.name}, variant {variant}: {error}") from None

    def filled(self, cell: Cell, variant: Variant) -> str:
        """The text of a Markdown ``cell`` with the values of ``variant`` in place of its {fields}."""

        def value(match: re.Match[str]) -> str:
            if match[1] not in variant:
                possible = ", ".join(variant) or "none"
                raise BadData(f"{self.name}, cell {cell.id}: no variant has {match[0]}; they have: {possible}.")
            return str(variant[match[1]])

        return FIELD.sub(value, cell.text)


def _digest(parts: object) -> str:
    plain = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=asdict)
    return digest(plain.encode("utf-8", "replace"))


def all_exercises() -> dict[str, Path]:
    """The folders of the exercises of this checkout, by name."""
    try:
        exercises = folder("exercises")
    except FileNotFoundError:
        return {}
    return {path.parent.name: path.parent for path in sorted(exercises.glob(f"[0-9][0-9]_*/{NOTEBOOK}"))}


def open_exercise(name: Path | str) -> Exercise:
    """The exercise called ``name``, or in the folder ``name``, read and checked.

    Raises UnknownName with the possible ones, and BadData, naming file, cell and field, if it breaks the format.
    """
    exercises = all_exercises()
    source = exercises.get(str(name), Path(name).expanduser())
    if not (source / NOTEBOOK).is_file():
        if not exercises:
            raise WorkbookError(f"There is no exercise {name} here. {NOT_INSTALLED}")
        raise unknown("exercise", str(name), list(exercises))
    source = source.absolute()
    cells = tuple(_cells(source / NOTEBOOK))
    _must_be_complete(source / NOTEBOOK, cells)
    essays = {cell.question: cell.points for cell in cells if cell.role == "essay"}
    return Exercise(source.name, source, cells, read_rubric(source / RUBRIC, essays))


def _cells(path: Path) -> Iterator[Cell]:
    with_light_jsonschema()
    import nbformat

    try:
        notebook = json.loads(path.read_text(encoding="utf-8-sig"))
        nbformat.validate(notebook)
    except (OSError, ValueError, nbformat.ValidationError) as error:
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise BadData(f"{path} is not a valid notebook: {first}") from None
    for cell in notebook["cells"]:
        about = cell["metadata"].get("workbook")
        text = "".join(cell["source"])
        if about is None:
            yield Cell(cell["id"], cell["cell_type"], text)
            continue
        must_fit("cell", about, f"{path}, cell {cell['id']}, metadata.workbook")
        if "points" in about and about["role"] not in ("hidden", "essay"):
            raise BadData(
                f"{path}, cell {cell['id']}: points belong to hidden cells and essays, not to a {about['role']}."
            )
        cell_type = "markdown" if about["role"] in MARKDOWN_ROLES else "code"
        if cell["cell_type"] != cell_type:
            raise BadData(f"{path}, cell {cell['id']}: a cell with the role {about['role']} is a {cell_type} cell.")
        yield Cell(cell["id"], cell_type, text, **{**about, "words": tuple(about.get("words", ()))})


def _must_be_complete(path: Path, cells: Sequence[Cell]) -> None:
    """Raise BadData if a question lacks a cell or has one twice, or if the order of cells cannot work."""
    if not cells or not cells[0].text.startswith("# "):
        raise BadData(f'{path}: the first cell is the heading, a Markdown cell that begins with "# ".')
    seen: dict[tuple[str, Role], str] = {}
    for cell in cells:
        if cell.role and (cell.role != "setup"):
            if first := seen.get((cell.question, cell.role)):
                which = f"both the {cell.role} of {cell.question}" if cell.question else f"both {cell.role}"
                raise BadData(f"{path}: the cells {first} and {cell.id} are {which}. Give one another name.")
            seen[cell.question, cell.role] = cell.id
    names = list(dict.fromkeys(cell.question for cell in cells if cell.question))
    if not names:
        raise BadData(f"{path} has no question.")
    for name in names:
        roles = tuple(cell.role for cell in cells if cell.question == name)
        needed = ESSAY_ROLES if "essay" in roles else QUESTION_ROLES
        for role in needed:
            if role not in roles:
                raise BadData(f"{path}: the question {name} has no cell with the role {role}.")
        for role in roles:
            if role not in needed:
                raise BadData(f"{path}: the question {name} cannot have a cell with the role {role}.")
        if "essay" not in roles and roles != needed:
            raise BadData(f"{path}: the cells of {name} are in another order than {', '.join(needed)}.")
    for cell in cells:
        if cell.role == "answer":
            parts_of_answer(cell, str(path))


def parts_of_answer(cell: Cell, path: str = "") -> tuple[str, str]:
    """What students get of an answer ``cell``, and the model answer: the lines outside and inside the solution."""
    lines = cell.text.splitlines()
    marks = [line.strip() for line in lines if line.strip() in (BEGIN, END)]
    if marks != [BEGIN, END]:
        raise BadData(f"{path}, cell {cell.id}: the model answer stands once between “{BEGIN}” and “{END}”.")
    begin, end = (next(index for index, line in enumerate(lines) if line.strip() == mark) for mark in (BEGIN, END))
    return "\n".join([*lines[:begin], *lines[end + 1 :]]).strip(), "\n".join(lines[begin + 1 : end])


def _listed(exercise: Exercise, variants: object) -> list[Variant]:
    """The ``variants`` that a cell made, if they are what they should be."""
    plain = (str, int, float)
    if not isinstance(variants, list) or not variants:
        raise BadData(f"{exercise.name}: the cell with the role variants must set VARIANTS to a list of dicts.")
    for number, variant in enumerate(variants, start=1):
        if not isinstance(variant, dict) or variant.keys() != variants[0].keys():
            raise BadData(f"{exercise.name}: variant {number} does not have the same fields as the first one.")
        for name, value in variant.items():
            if type(value) not in plain and not (type(value) is list and all(type(item) in plain for item in value)):
                raise BadData(
                    f"{exercise.name}: variant {number}, {name}: {value!r} is not a number, a text or a list of these."
                )
    return cast(list[Variant], variants)


def _figures(exercise: Exercise, cell: Cell, figures: Any) -> dict[str, str]:
    """What the function ``figures`` of an author's ``cell`` gives, as text."""
    try:
        given = figures()
    except Exception as error:
        raise BadData(f"{exercise.name}, cell {cell.id}, figures: {type(error).__name__}: {error}") from None
    if not isinstance(given, dict):
        raise BadData(
            f"{exercise.name}, cell {cell.id}: figures() must give a dict, a text for each figure and its value."
        )
    return {str(label): str(value) for label, value in given.items()}


def _run(exercise: Exercise, cell: Cell, space: dict[str, Any]) -> object:
    """Run ``cell`` in ``space``; the value of its last line, if that is an expression."""
    try:
        tree = ast.parse(cell.text)
        last = tree.body[-1] if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        body = ast.Module(tree.body[:-1] if last else tree.body, type_ignores=[])
        exec(compile(body, cell.id, "exec"), space)
        return eval(compile(ast.Expression(last.value), cell.id, "eval"), space) if last else None
    except WorkbookError:
        raise
    except Exception as error:
        raise BadData(f"{exercise.name}, cell {cell.id}: {type(error).__name__}: {error}") from None


def _of(part: type[Part], value: object, exercise: Exercise, cell: Cell, example: str) -> Part:
    if not isinstance(value, part):
        raise BadData(f"{exercise.name}, cell {cell.id}: the last line must be {example}")
    return value
