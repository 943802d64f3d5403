"""The command line: workbook lab | doctor | refresh | gallery | slides | new | assign | collect | data."""

import argparse
import sys

import workbook
from workbook.catalog import WorkbookError

from . import assign, collect, data, doctor, gallery, lab, new, refresh, slides


def main(arguments=None):
    """Run one subcommand and return its exit status: 0 fine, 1 trouble found, 2 not possible as asked."""
    parser = argparse.ArgumentParser(
        prog="workbook", description="Triangle Workbook: notebooks and data on the China-Russia-North Korea triangle."
    )
    parser.add_argument("--version", action="version", version=f"triangle-workbook {workbook.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="", dest="command", required=True)
    for module in (lab, doctor, refresh, gallery, slides, new, assign, collect, data):
        module.add_to(commands)
    options = parser.parse_args(arguments)
    try:
        return options.run(options)
    except WorkbookError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
