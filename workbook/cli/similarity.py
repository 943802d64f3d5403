"""`workbook grade similarity RESULTS`: which works of a class have passages in common? Something to look at."""

from pathlib import Path


def add_to(commands):
    """Describe the subcommand to ``commands`` of argparse."""
    parser = commands.add_parser(
        "grade-similarity",
        help="list works of a class that have passages in common",
        description="Compares the essays and the code of a class with each other, on this machine alone, and writes a "
        "page that shows pairs side by side. It is an invitation to look and no verdict: likeness may come from the "
        "same starter, the same sources, the same teacher.",
    )
    parser.add_argument("results", metavar="RESULTS", help="the folder that workbook grade … --out made")
    parser.add_argument("--exercise", metavar="NAME", required=True, help="the exercise, or its folder")
    parser.add_argument("--out", metavar="FILE", help="the page to write (default: similarity.html in RESULTS)")
    parser.add_argument(
        "--common",
        type=float,
        metavar="SHARE",
        help="leave out passages that more than this share of the class has, and five works at least (default: 0.25; "
        "1 leaves out none)",
    )
    parser.set_defaults(run=run)


def run(options):
    """Write the page, and say how many pairs it shows and what it is not."""
    from workbook.assignments import open_exercise
    from workbook.base import WorkbookError
    from workbook.base.files import write_whole
    from workbook.grading.similarity import COMMON, similar_pairs
    from workbook.grading.similarity_page import report

    common = COMMON if options.common is None else options.common
    if not 0 <= common <= 1:
        raise WorkbookError(
            f"--common is a share of the class, from 0 to 1; {common:g} came. Type --common {COMMON:g}."
        )
    exercise = open_exercise(options.exercise)
    works = _works(Path(options.results).expanduser(), exercise.name)
    pairs = similar_pairs(works, exercise, common)
    out = Path(options.out or Path(options.results) / "similarity.html").expanduser()
    try:
        write_whole(out, report(pairs).encode())
    except OSError as error:
        raise WorkbookError(f"{out} cannot be written ({error.strerror}). Name another file with --out.") from None
    count = "1 pair has" if len(pairs) == 1 else f"{len(pairs) or 'No'} pairs have"
    print(f"{count} passages in common that are long enough to be listed, in {len(works)} works: {out}.")
    print("The page is an invitation to look and no verdict; it shows students’ works and is for you alone.")
    return 0


def _works(results, exercise):
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
