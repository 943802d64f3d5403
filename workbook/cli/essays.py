"""`workbook grade essays RESULTS`: marking sheets for essays, and what came back on them."""

from pathlib import Path


def add_to(commands):
    """Describe the subcommand to ``commands`` of argparse."""
    parser = commands.add_parser(
        "grade-essays",
        help="mark essays with the rubric, offline",
        description="Makes marking sheets (CSV, spreadsheet, and a page for the browser that needs no network) with "
        "the essays in an anonymous order; with --read, reads them back, of one marker or of two.",
    )
    parser.add_argument("results", metavar="RESULTS", help="the folder that workbook grade … --out made")
    parser.add_argument("--exercise", required=True, metavar="NAME", help="the exercise, or its folder")
    parser.add_argument("--read", nargs="+", metavar="SHEET", help="marked sheets (CSV or XLSX) to read back")
    parser.add_argument("--marker", default="", metavar="NAME", help="who marks, if there is more than one")
    parser.add_argument("--secret", metavar="FILE", help="the course's secret, which sets the anonymous order")
    parser.set_defaults(run=run)


def run(options):
    """Write the sheets, or read them and say what counts, what is missing and where markers differ."""
    from workbook.assignments import open_exercise
    from workbook.assignments.variants import FILE, own_secret
    from workbook.grading.essays import agreement_table, mark_essays, write_cases, write_sheets

    exercise, results = open_exercise(options.exercise), Path(options.results).expanduser()
    secret, made = own_secret(options.secret or FILE)
    if made:
        print(f"A new secret was made: {Path(options.secret or FILE).absolute()}. Keep it: reading back needs it.")
    if not options.read:
        sheets = write_sheets(results, exercise, secret, options.marker)
        _list([*sheets.remarks, *(f"EssayResult: {path}" for path in sheets.paths)])
        return 0
    reading = mark_essays(results, exercise, secret, options.read)
    print(f"{sum(map(len, reading.marks.values()))} essays have a mark that counts.")
    _list(reading.remarks)
    _list(f"{code}: without a level: {', '.join(left)}." for code, left in reading.incomplete.items())
    if reading.agreement:
        print(agreement_table(reading))
    if reading.differing:
        cases = write_cases(results, exercise, secret, reading)
        print(f"{len(reading.differing)} criteria are more than one level apart and do not count until decided.")
        _list([*cases.remarks, *(f"To decide them in: {path}" for path in cases.paths)])
    return 0


def _list(lines):
    for line in lines:
        print(line)
