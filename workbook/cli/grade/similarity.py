"""`workbook grade similarity RESULTS`: which works of a class have passages in common? Something to look at."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import example, exercise_option, results_argument, user_path

if TYPE_CHECKING:
    from workbook.grading.similarity import Work


@click.command(
    "similarity",
    short_help="List works of a class that have passages in common.",
    epilog=example("workbook grade similarity 07_trade-results --exercise 07_trade"),
)
@results_argument
@exercise_option
@click.option(
    "--out", metavar="FILE", type=user_path, help="The page to write (default: similarity.html in the folder RESULTS)."
)
@click.option(
    "--common",
    type=float,
    metavar="SHARE",
    help="Leave out passages that more than this share of the class has, and five works at least (default: 0.25; "
    "1 leaves out none).",
)
def command(results: Path, exercise: str, out: Path | None, common: float | None) -> int:
    """Compare the essays and the code of a class, on this machine alone, and show pairs side by side.

    RESULTS is the folder that `workbook grade … --out RESULTS` made. The page is an invitation to look and not a
    verdict: likeness may come from the same starter, the same sources, the same teacher.
    """
    from workbook.assignments import open_exercise
    from workbook.base import WorkbookError
    from workbook.base.files import write_whole, writing
    from workbook.grading.similarity import COMMON, similar_pairs
    from workbook.grading.similarity_page import report

    share = COMMON if common is None else common
    if not 0 <= share <= 1:
        raise WorkbookError(f"--common is a share of the class, from 0 to 1; {share:g} came. Type --common {COMMON:g}.")
    opened = open_exercise(exercise)
    works = _works(results, opened.name)
    pairs = similar_pairs(works, opened, share)
    path = out or results / "similarity.html"
    content = report(pairs).encode()
    with writing(path, "Name another file with --out."):
        write_whole(path, content)
    count = "1 pair has" if len(pairs) == 1 else f"{len(pairs) or 'No'} pairs have"
    print(f"{count} passages in common that are long enough to be listed, in {len(works)} works: {path}.")
    print("The page is an invitation to look and no verdict; it shows students’ works and is for you alone.")
    return 0


def _works(results: Path, exercise: str) -> dict[str, "Work"]:
    """The works in the folder ``results``, by student: essays from the results, code where it was kept."""
    from workbook.base import WorkbookError
    from workbook.grading.results import code_path, read_results
    from workbook.grading.similarity import Work

    works = {}
    for student, result in read_results(results, exercise).items():
        path = code_path(results, student)
        try:
            code = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        except OSError as error:
            raise WorkbookError(f"{path} cannot be read ({error.strerror}).") from None
        works[student] = Work(code, {name: essay.text for name, essay in result.essays.items()})
    if len(works) < 2:
        raise WorkbookError(f"{results} holds {len(works)} works; two at least are needed to compare.")
    return works
