"""`workbook new exercise NN_slug`: a folder for an exercise of one's own, with a worked example in it."""

import re
import shutil
from pathlib import Path

from workbook.assignments.source import EXAMPLE

NAME = re.compile(r"\d\d_[a-z0-9_]+")


def add_to(commands):
    """Describe the subcommand to ``commands`` of argparse."""
    parser = commands.add_parser(
        "new",
        help="begin an exercise of your own",
        description="Makes a folder with a worked example of an exercise: a notebook, a rubric and notes. Change it in "
        "JupyterLab; `workbook assign` makes the students' copies of it.",
    )
    parser.add_argument("kind", choices=("exercise",))
    parser.add_argument("name", metavar="NN_slug", help="the number of the notebook it belongs to, and a short name")
    parser.add_argument("--dir", default=".", help="the folder to make it in (default: this one)")
    parser.set_defaults(run=run)


def run(options):
    """Copy the example and say what comes next."""
    from workbook.assignments import open_exercise
    from workbook.base import WorkbookError

    if not NAME.fullmatch(options.name):
        raise WorkbookError(
            f'"{options.name}" cannot be the name of an exercise: type two digits, _, small letters: 07_my_trade.'
        )
    place = Path(options.dir).expanduser().absolute() / options.name
    try:
        shutil.copytree(EXAMPLE, place, ignore=shutil.ignore_patterns(".*"))
    except FileExistsError:
        raise WorkbookError(f"{place} exists already. Choose another name.") from None
    except OSError as error:
        raise WorkbookError(f"{place} cannot be made ({error}). Name another folder with --dir.") from None
    found = open_exercise(place)
    print(f"{place} holds a worked example with {len(found.questions)} questions and {len(found.essays)} essay.")
    print("Change exercise.ipynb in JupyterLab, rubric.yaml and notes.md in any editor.")
    print(f"Then: workbook assign {place} --students roster.csv")
    return 0
