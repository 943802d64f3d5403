"""Rubrics of essays: criteria and levels with points, and a bank of comments."""

import functools
import json
from dataclasses import dataclass
from pathlib import Path

from ..base import BadData
from ..base.markdown import in_a_cell

SCHEMA = Path(__file__).parent / "exercise.schema.json"
FILE = "rubric.yaml"


@dataclass(frozen=True)
class Rubric:
    """How the essay ``question`` is marked: ``criteria`` and ``comments`` as rubric.yaml has them."""

    question: str
    criteria: tuple
    comments: tuple

    @property
    def points(self):
        """The points of the best levels together."""
        return sum(max(level["points"] for level in one["levels"]) for one in self.criteria)

    def table(self):
        """The rubric as a Markdown table, best level first, for students too."""
        width = max(len(one["levels"]) for one in self.criteria)
        head = ["criterion", *(f"level {place}" for place in range(width, 0, -1))]
        rows = [
            [
                one["title"],
                *(f"**{level['name']}** ({level['points']:g}): {level['descriptor']}" for level in best_first(one)),
            ]
            for one in self.criteria
        ]
        rows = [[*row, *[""] * (len(head) - len(row))] for row in rows]
        lines = [head, ["---"] * len(head), *rows]
        return "\n".join(f"| {' | '.join(map(in_a_cell, line))} |" for line in lines)


def read_rubric(path, essays):
    """The rubrics in the file ``path``, by question; ``essays`` says which there are (question: points).

    Raises BadData, naming the field, if the file breaks the format or its points do not add up.
    """
    import yaml

    path = Path(path)
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        found = []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadData(f"{path} cannot be read: {' '.join(str(error).split())}.") from None
    rubrics = {}
    for place, one in enumerate(found if isinstance(found, list) else [found], start=1):
        must_fit("rubric", one, f"{path}, rubric {place}")
        rubric = Rubric(one["question"], tuple(one["criteria"]), tuple(one["comments"]))
        _consistent(rubric, path, essays)
        rubrics[rubric.question] = rubric
    for essay in essays:
        if essay not in rubrics:
            raise BadData(f"{path} has no rubric for the essay {essay}.")
    return rubrics


def must_fit(part, data, where):
    """Raise BadData, naming the field, if ``data`` does not fit the ``part`` (cell, rubric) of the schema."""
    error = next(_validator(part).iter_errors(data), None)
    if error is not None:
        field = ".".join(str(step + 1) if isinstance(step, int) else step for step in error.absolute_path)
        raise BadData(f"{where}{', ' + field if field else ''}: {error.message}.")


@functools.cache
def _validator(part):
    import jsonschema

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]})


def _consistent(rubric, path, essays):
    if rubric.question not in essays:
        possible = ", ".join(essays) or "none"
        raise BadData(f"{path}: there is no essay {rubric.question}; the notebook has: {possible}.")
    names = [one["id"] for one in rubric.criteria]
    for name in names:
        if names.count(name) > 1:
            raise BadData(f"{path}: two criteria are called {name}.")
    for one in rubric.criteria:
        given = [level["points"] for level in one["levels"]]
        if len(set(given)) < len(given) or min(given) != 0:
            raise BadData(
                f"{path}, criterion {one['id']}: the levels have {', '.join(f'{n:g}' for n in given)} points; "
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


def best_first(criterion):
    """The levels of a criterion, the best first."""
    return sorted(criterion["levels"], key=lambda level: -level["points"])
