"""The command `workbook`: a module for each command, a package for each group, and here what they share.

Each module holds one ``command``. It is imported when it is asked for, so that `workbook --help` is quick; what takes
long to import, a command imports inside its function. A new one is a module with a ``command`` in the folder of its
group, its name in the list of the group, and a line in README; the tests find it by themselves.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from workbook.assignments.roster import Student


class Commands(MutableMapping[str, click.Command]):
    """The commands of a group by name, in the order of ``modules``; each is imported on first use."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = dict(modules)
        self._commands: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name in self._modules and name not in self._commands:
            self._commands[name] = import_module(self._modules[name]).command
        return self._commands[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._modules.setdefault(name, command.__module__)
        self._commands[name] = command

    def __delitem__(self, name: str) -> None:
        del self._modules[name]
        self._commands.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)

    def __contains__(self, name: object) -> bool:
        # The one that is inherited would import the command.
        return name in self._modules


class Group(click.Group):
    """A command with commands of its own, listed in the order in which they are usually needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in their order."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names. Raises UsageError with the nearest name and the possible ones."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise click.UsageError(
                f'No such command "{args[0]}".{did_you_mean(args[0], self.commands)}\n'
                f"The commands are: {', '.join(self.commands)}.",
                ctx,
            )
        return super().resolve_command(ctx, args)


def user_path(text: str) -> Path:
    """The path that a user typed, in which ~ stands for the user's home; the type of options and arguments."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        raise click.BadParameter(f'"{text}" begins with ~ and names no user of this machine.') from None


def modules(package: str, *names: str) -> dict[str, str]:
    """The modules of the commands ``names``, each in the module of ``package`` that has its name."""
    return {name: f"{package}.{name}" for name in names}


def example(*lines: str) -> str:
    """Example lines for the end of a help text; click leaves their line breaks alone."""
    return "\n".join(["\b", "Example:" if len(lines) == 1 else "Examples:", *(f"  {line}" for line in lines)])


def print_lines(lines: Iterable[str]) -> None:
    """Print each of the ``lines``."""
    for line in lines:
        print(line)


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """A question with the name that is nearest to ``word``, to follow a sentence; blank if none is near.

    >>> did_you_mean("grad", ["lab", "grade"])
    ' Did you mean "grade"?'
    """
    matches = difflib.get_close_matches(word, list(names), n=1)
    return f' Did you mean "{matches[0]}"?' if matches else ""


def notebook_number(notebook: str) -> str:
    """The number of a notebook as file names have it: “07” for 7 and 07. What is not a number stays as it is."""
    return notebook.zfill(2) if notebook.isascii() and notebook.isdigit() else notebook


def students_in(roster: Path | None, encoding: str) -> "list[Student]":
    """The students of the file ``roster``, none without one; how it was read, and what of it was not, is printed."""
    from workbook.assignments.roster import opened_roster

    if roster is None:
        return []
    opened = opened_roster(roster, encoding)
    for remark in opened.remarks:
        print(remark)
    return list(opened.students)


download_option = click.option(
    "--download",
    metavar="FILE",
    type=user_path,
    help="With --zip: the worksheet or the zip of submissions from there, in which its own numbers stand.",
)
results_argument = click.argument("results", metavar="RESULTS", type=user_path)
exercise_option = click.option("--exercise", metavar="NAME", required=True, help="The exercise, or its folder.")
roster_option = click.option(
    "--students",
    "roster",
    metavar="ROSTER",
    type=user_path,
    help="The list of students as a CSV file: one of your own with a column id, or as Moodle, Canvas … give it.",
)
encoding_option = click.option("--encoding", default="", help="The encoding of the roster, if it is not UTF-8.")
