"""`workbook export moodle|canvas THEIR-FILE`: points into the file that an instructor downloaded from there."""

from pathlib import Path


def add_to(commands):
    """Describe the subcommand to ``commands`` of argparse."""
    parser = commands.add_parser(
        "export",
        help="fill the points into a download of Moodle or Canvas",
        description="Fills the points of a class into the grading worksheet of Moodle or the gradebook of Canvas that "
        "you downloaded, ready to be uploaded there. All else in the file stays as it is, byte by byte.",
    )
    parser.add_argument("system", choices=("moodle", "canvas"))
    parser.add_argument("file", metavar="THEIR-FILE", help="the CSV file as it was downloaded")
    parser.add_argument("--results", required=True, metavar="RESULTS", help="the folder of workbook grade … --out")
    parser.add_argument("--exercise", required=True, metavar="NAME", help="the exercise, or its folder")
    parser.add_argument("--students", metavar="ROSTER", help="a CSV file with a column id, one row for each student")
    parser.add_argument("--encoding", default="", help="the encoding of the roster, if it is not UTF-8")
    parser.add_argument("--column", default="", metavar="NAME", help="the column of grades, if it cannot be told")
    parser.add_argument("--scale", action="store_true", help="convert the points to the maximum grade of the file")
    parser.add_argument("--overwrite", action="store_true", help="replace other grades that stand in the file")
    parser.add_argument("--partial", action="store_true", help="leave out the rows that fit no student")
    parser.add_argument("--out", metavar="FILE", help="the file to write (default: THEIR-FILE with -filled)")
    parser.set_defaults(run=run)


def run(options):
    """Write the filled file, and say how many grades it got and which it did not."""
    from workbook.assignments import open_exercise
    from workbook.assignments.roster import read_roster
    from workbook.base import BadData
    from workbook.base.files import write_whole
    from workbook.grading.exports import fill_canvas, fill_moodle
    from workbook.grading.results import read_marks, read_results

    path = Path(options.file).expanduser()
    out = Path(options.out).expanduser() if options.out else path.with_name(f"{path.stem}-filled{path.suffix}")
    if out.resolve() == path.resolve():
        raise BadData(f"{out} is the file that you downloaded, which stays as it is. Name another one with --out.")
    if not out.parent.is_dir():
        raise BadData(f"There is no folder {out.parent}. Make it first, or name another place with --out.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadData(f"{path} cannot be read ({error.strerror}).") from None
    results = Path(options.results).expanduser()
    fill = fill_moodle if options.system == "moodle" else fill_canvas
    filled = fill(
        content,
        read_results(results),
        read_marks(results),
        read_roster(options.students, options.encoding) if options.students else [],
        open_exercise(options.exercise),
        column=options.column,
        scale=options.scale,
        overwrite=options.overwrite,
        partial=options.partial,
        file=path.name,
    )
    write_whole(out, filled.content)
    for remark in filled.remarks:
        print(remark)
    print(f"{filled.filled or 'No'} grade{'' if filled.filled == 1 else 's'} filled in: {out}")
    return 0
