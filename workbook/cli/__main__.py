"""The command line: workbook lab, doctor, new, assign, grade, export, collect, slides, gallery, data, refresh."""

import argparse
import sys

import workbook
from workbook.base import WorkbookError

from . import (
    assign,
    collect,
    data,
    doctor,
    essays,
    export,
    feedback,
    gallery,
    grade,
    gradebook,
    lab,
    new,
    refresh,
    similarity,
    slides,
)

COMMANDS = [lab, doctor, new, assign, grade, essays, feedback, gradebook, similarity, export]
COMMANDS += [collect, slides, gallery, data, refresh]
AFTER_GRADE = ("essays", "feedback", "gradebook", "similarity")  # `workbook grade essays` is the command grade-essays


def main(arguments=None):
    """Run one subcommand and return its exit status: 0 fine, 1 trouble found, 2 not possible as asked."""
    parser = argparse.ArgumentParser(
        prog="workbook", description="Triangle Workbook: notebooks and data on the China-Russia-North Korea triangle."
    )
    parser.add_argument("--version", action="version", version=f"triangle-workbook {workbook.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="", dest="command", required=True)
    for module in COMMANDS:
        module.add_to(commands)
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["grade"] and given[1:2] and given[1] in AFTER_GRADE:
        given[:2] = [f"grade-{given[1]}"]
    options = parser.parse_args(given)
    try:
        return options.run(options)
    except WorkbookError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
