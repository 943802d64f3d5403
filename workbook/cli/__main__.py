"""The command line: `workbook` with its commands, and the one place where errors become a sentence and a status."""

import contextlib
import os
import re
import sys
from collections.abc import Sequence

import click
from click.exceptions import Exit, NoArgsIsHelpError

import workbook
from workbook.base import WorkbookError
from workbook.catalog.folders import settle_own_folders

from . import Commands, Group, did_you_mean, example, modules

FINE, IMPOSSIBLE, INTERRUPTED = 0, 2, 130
PIPE_CLOSED = 141  # what a shell reports of any program that writes to a pipe which nobody reads any more


@click.group(
    "workbook",
    cls=Group,
    commands=Commands(
        modules(
            "workbook.cli",
            *("lab", "doctor", "new", "assign", "grade", "export", "collect", "slides", "gallery", "data", "refresh"),
        )
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=example("workbook lab", "workbook grade --help"),
)
@click.version_option(workbook.__version__, message="triangle-workbook %(version)s")
def command() -> None:
    """Triangle Workbook: notebooks and data on the China-Russia-North Korea triangle."""
    settle_own_folders()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 fine, 1 trouble found, 2 not possible as asked."""
    try:
        status = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # What is left in the buffers must have somewhere to go when Python ends.
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return PIPE_CLOSED


def _run(words: list[str]) -> int:
    try:
        with command.make_context("workbook", words) as context:
            status: int = command.invoke(context)
        return status
    except Exit as end:
        return end.exit_code
    except click.UsageError as error:
        print(usage_sentence(error), file=sys.stderr)
        return IMPOSSIBLE
    except WorkbookError as error:
        print(error, file=sys.stderr)
        return IMPOSSIBLE
    except KeyboardInterrupt:
        return INTERRUPTED


def usage_sentence(error: click.UsageError) -> str:
    """What does not fit in the words that were typed, what is possible, and what to type."""
    context = error.ctx
    if isinstance(error, NoArgsIsHelpError):
        return error.format_message()
    if context is None:
        return _double_quoted(error.format_message())
    if isinstance(error, click.NoSuchOption):
        options = [name for param in context.command.get_params(context) for name in param.opts if name[:2] == "--"]
        return (
            f'No such option "{error.option_name}".{did_you_mean(error.option_name, options)}\n'
            f"The options of {context.command_path} are: {', '.join(options)}."
        )
    if isinstance(error, click.MissingParameter) and error.param:
        return f"{_label(error.param)} is missing. {_what_to_type(context)}"
    if isinstance(error, click.BadParameter) and error.param:
        return f"{_label(error.param)}: {_double_quoted(error.message)}{_nearest_choice(error)}"
    if isinstance(context.command, click.Group):
        return error.format_message()
    return f"{_double_quoted(error.format_message()).rstrip('.')}. {_what_to_type(context)}"


def _label(param: click.Parameter) -> str:
    """How the user types ``param``: RESULTS, --exercise NAME."""
    metavar = "" if isinstance(param, click.Option) and param.is_flag else param.metavar or (param.name or "").upper()
    return " ".join(filter(None, [param.opts[0] if isinstance(param, click.Option) else "", metavar]))


def _what_to_type(context: click.Context) -> str:
    needed = [_label(param) for param in context.command.params if param.required]
    path = context.command_path
    return f"Type: {' '.join([path, *needed])}. All options: {path} --help"


def _double_quoted(message: str) -> str:
    return re.sub(r"'([^']*)'", r'"\1"', message)


def _nearest_choice(error: click.BadParameter) -> str:
    if error.param is None or not isinstance(error.param.type, click.Choice):
        return ""
    value = re.search(r"'([^']*)'", error.message)
    return did_you_mean(value[1], map(str, error.param.type.choices)) if value else ""


if __name__ == "__main__":
    sys.exit(main())
