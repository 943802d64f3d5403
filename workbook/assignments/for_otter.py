"""An exercise as a master notebook of otter (format of version 7)."""

from collections.abc import Iterator, Mapping

from ..catalog.folders import BESIDE
from .copies import Notebook, NotebookCell, code, literal, made, raw, shown, whole, with_variant
from .keys import KeyData
from .source import Cell, Exercise, parts_of_answer

CONFIG = {
    "init_cell": True,
    "export_cell": {"pdf": False, "run_tests": False},
    "tests": {"ok_format": False},
    "show_question_points": False,
    "suppress_no_tests_warning": True,
}
TEST = '''""" # BEGIN TEST CONFIG
hidden: true
points: {points}
failure_message: {message}
""" # END TEST CONFIG
def test_{question}_{step}({question}):
    from workbook.assignments import points
    key = {key}
    assert points(key, {question}) >= {least}'''


def otter_files(exercise: Exercise, number: int = 0) -> dict[str, Notebook | str]:
    """The file of an otter assignment, by name: its master notebook, for ``otter assign``."""
    tables = exercise.own_datasets
    # What its notebook loads travels with it.
    files = {"files": [f"{BESIDE}/{name}/{file}" for name in tables for file in ("card.toml", f"{name}.csv")]}
    config = {"name": exercise.name, **CONFIG, **(files if tables else {})}
    cells = [raw("otter-config", _headed("ASSIGNMENT CONFIG", config))]
    for cell in exercise.cells:
        if cell.role != "variants":
            cells += _cells(exercise, cell, number)
    return {f"{exercise.name}.ipynb": whole(exercise, cells)}


def _cells(exercise: Exercise, cell: Cell, number: int) -> list[NotebookCell]:
    text, mark = shown(exercise, cell, number), f"{cell.question}-otter"
    if cell.role == "prompt":
        manual = cell.question in exercise.essays
        points = exercise.essays[cell.question].points if manual else exercise.questions[cell.question]
        begin = {"name": cell.question, "points": points, **({"manual": True} if manual else {})}
        return [raw(f"{mark}-begin", _headed("BEGIN QUESTION", begin)), made(cell, text)]
    if cell.role in ("answer", "essay"):
        if cell.role == "answer":
            starter, model = parts_of_answer(cell)
            model = with_variant(exercise, model, number)
            text = f"{starter}\n# BEGIN SOLUTION NO PROMPT\n{model}\n# END SOLUTION"
        inside = [raw(f"{mark}-solution", "# BEGIN SOLUTION"), made(cell, text), raw(f"{mark}-end", "# END SOLUTION")]
        return inside if cell.role == "answer" else [*inside, raw(f"{mark}-done", "# END QUESTION")]
    if cell.role == "hidden":
        key = exercise.key(number)[cell.question]
        tests = [code(f"{mark}-test-{step}", text) for step, text in enumerate(_tests(cell, key), start=1)]
        ends = [raw(f"{mark}-tested", "# END TESTS"), raw(f"{mark}-done", "# END QUESTION")]
        return [raw(f"{mark}-tests", "# BEGIN TESTS"), *tests, *ends]
    return [made(cell, text)]


def _tests(cell: Cell, key: KeyData) -> Iterator[str]:
    """One test for each step of credit: a test of otter is passed or not, and passed ones add up."""
    steps = sorted({wrong["credit"] * cell.points for wrong in key["wrong"]} - {0.0} | {float(cell.points)})
    for step, (below, least) in enumerate(zip([0.0, *steps], steps, strict=False), start=1):
        yield TEST.format(
            points=f"{least - below:g}",
            message="The answer does not earn these points.",
            question=cell.question,
            step=step,
            key=literal(key, 4),
            least=least,
        )


def _headed(head: str, settings: Mapping[str, object]) -> str:
    import yaml

    return f"# {head}\n{yaml.safe_dump(settings, sort_keys=False)}".rstrip()
