"""Rubrics of essays: criteria and levels with points, and a bank of comments."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict

from ..base import BadData
from ..base.markdown import in_a_cell
from ..base.schemas import Validator, validator

SCHEMA = Path(__file__).parent / "exercise.schema.json"
FILE = "rubric.yaml"


class Level(TypedDict):
    """One level of a criterion."""

    name: str
    points: float
    descriptor: str


class Criterion(TypedDict):
    """One criterion: what is looked at, and the levels that a text can reach."""

    id: str
    title: str
    levels: list[Level]


class Comment(TypedDict):
    """A comment that a marker can choose, on one criterion."""

    id: str
    criterion: str
    text: str


@dataclass(frozen=True)
class Rubric:
    """How the essay ``question`` is marked: ``criteria`` and ``comments`` as rubric.yaml has them."""

    question: str
    criteria: tuple[Criterion, ...]
    comments: tuple[Comment, ...]

    @property
    def points(self) -> float:
        """The points of the best levels together."""
        return sum(max(level["points"] for level in criterion["levels"]) for criterion in self.criteria)

    def table(self) -> str:
        """The rubric as a Markdown table, best level first, for students too."""
        width = max(len(criterion["levels"]) for criterion in self.criteria)
        head = ["criterion", *(f"level {number}" for number in range(width, 0, -1))]
        rows = [[criterion["title"], *map(_level_in_words, best_first(criterion))] for criterion in self.criteria]
        rows = [[*row, *[""] * (len(head) - len(row))] for row in rows]
        lines = [head, ["---"] * len(head), *rows]
        return "\n".join(f"| {' | '.join(map(in_a_cell, line))} |" for line in lines)


def read_rubric(path: Path | str, essays: Mapping[str, float]) -> dict[str, Rubric]:
    """The rubrics in the file ``path``, by question; ``essays`` says which there are (question: points).

    Raises BadData, naming the field, if the file breaks the format or its points do not add up.
    """
    import yaml

    path = Path(path)
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        content = []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadData(f"{path} cannot be read: {' '.join(str(error).split())}.") from None
    rubrics = {}
    for number, data in enumerate(content if isinstance(content, list) else [content], start=1):
        must_fit("rubric", data, f"{path}, rubric {number}")
        rubric = Rubric(data["question"], tuple(data["criteria"]), tuple(data["comments"]))
        _must_be_consistent(rubric, path, essays)
        rubrics[rubric.question] = rubric
    for essay in essays:
        if essay not in rubrics:
            raise BadData(f"{path} has no rubric for the essay {essay}.")
    return rubrics


def must_fit(part: Literal["cell", "rubric"], data: object, where: str) -> None:
    """Raise BadData, naming the field, if ``data`` does not fit the ``part`` (cell, rubric) of the schema."""
    error = next(iter(_validator(part).iter_errors(data)), None)
    if error is not None:
        field = ".".join(str(step + 1) if isinstance(step, int) else step for step in error.absolute_path)
        raise BadData(f"{where}{', ' + field if field else ''}: {error.message}.")


@functools.cache
def _validator(part: str) -> Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return validator({"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]})


def _must_be_consistent(rubric: Rubric, path: Path, essays: Mapping[str, float]) -> None:
    if rubric.question not in essays:
        possible = ", ".join(essays) or "none"
        raise BadData(f"{path}: there is no essay {rubric.question}; the notebook has: {possible}.")
    names = [criterion["id"] for criterion in rubric.criteria]
    for name in names:
        if names.count(name) > 1:
            raise BadData(f"{path}: two criteria are called {name}.")
    for criterion in rubric.criteria:
        points = [level["points"] for level in criterion["levels"]]
        if len(set(points)) < len(points) or min(points) != 0:
            raise BadData(
                f"{path}, criterion {criterion['id']}: the levels have {', '.join(f'{n:g}' for n in points)} points; "
                "each needs points of its own, and one has 0."
            )
    for comment in rubric.comments:
        if comment["criterion"] not in names:
            raise BadData(f"{path}, comment {comment['id']}: there is no criterion {comment['criterion']}.")
    if rubric.points != essays[rubric.question]:
        raise BadData(
            f"{path}: the best levels of {rubric.question} add up to {rubric.points:g} points, "
            f"and its cell in the notebook says {essays[rubric.question]:g}."
        )


def best_first(criterion: Criterion) -> list[Level]:
    """The levels of a criterion, the best first."""
    return sorted(criterion["levels"], key=lambda level: -level["points"])


def _level_in_words(level: Level) -> str:
    return f"**{level['name']}** ({level['points']:g}): {level['descriptor']}"
