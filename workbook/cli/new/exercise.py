"""`workbook new exercise NN_slug`: a folder for an exercise of one's own, with a worked example in it."""

import re
from pathlib import Path

import click

from .. import example, user_path

EXERCISE_NAME = re.compile(r"\d\d_[a-z0-9_]+")


@click.command(
    "exercise",
    short_help="Begin an exercise of your own.",
    epilog=example("workbook new exercise 07_my_trade", "workbook assign 07_my_trade --students roster.csv"),
)
@click.argument("name", metavar="NN_slug")
@click.option(
    "--dir",
    "directory",
    type=user_path,
    default=".",
    metavar="DIR",
    help="The folder to make it in (default: this one).",
)
@click.option("--like", metavar="EXERCISE", help="An exercise to copy instead of the worked example.")
def command(name: str, directory: Path, like: str | None) -> int:
    """Make a folder with a worked example of an exercise: a notebook, a rubric and notes.

    NN_slug is the number of the notebook it belongs to, and a short name. Change the exercise in JupyterLab;
    `workbook assign` makes the students' copies of it.
    """
    import shutil

    from workbook.assignments import open_exercise
    from workbook.assignments.source import EXAMPLE, NOTEBOOK
    from workbook.base import WorkbookError

    if not EXERCISE_NAME.fullmatch(name):
        raise WorkbookError(
            f'"{name}" cannot be the name of an exercise: type two digits, _, small letters: 07_my_trade.'
        )
    path = directory.absolute() / name
    try:
        shutil.copytree(open_exercise(like).path if like else EXAMPLE, path, ignore=shutil.ignore_patterns(".*"))
    except FileExistsError:
        raise WorkbookError(f"{path} exists already. Choose another name.") from None
    except OSError as error:
        raise WorkbookError(f"{path} cannot be made ({error}). Name another folder with --dir.") from None
    _renumber(path / NOTEBOOK, name[:2])
    exercise = open_exercise(path)
    what = f"a copy of {like}" if like else "a worked example"
    print(f"{path} holds {what} with {len(exercise.questions)} questions and {len(exercise.essays)} essay.")
    print("Change exercise.ipynb in JupyterLab, rubric.yaml and notes.md in any editor.")
    print(f"Then: workbook assign {path} --students roster.csv")
    return 0


def _renumber(notebook: Path, number: str) -> None:
    """Let the heading name the ``number`` of the exercise, and the notebook that it comes after."""
    text = notebook.read_text(encoding="utf-8")
    text = re.sub(r'(?<="# Exercise )\d\d(?=:)', number, text, count=1)
    text = re.sub(r"(\*\*After:\*\* notebook )\d\d", rf"\g<1>{number}", text, count=1)
    notebook.write_text(text, encoding="utf-8")
