"""`workbook grade`: everything from submissions to marks; `workbook grade SUBMISSIONS …` is `workbook grade run …`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import Commands, did_you_mean, example, modules

if TYPE_CHECKING:

    class DefaultGroup(click.Group):
        """The types of click-default-group, which has none."""

        default_cmd_name: str

        def __init__(self, name: str, *, default: str, **attributes: Any) -> None: ...
else:
    from click_default_group import DefaultGroup


class GradeGroup(DefaultGroup):
    """A group whose default command takes whatever is not the name of a command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in their order."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names, or `run`. Raises UsageError for what seems to be a misspelt name."""
        word = args[0]
        # A word with a dot, a slash or a digit in it is a path.
        if word.isalpha() and word not in self.commands and not Path(word).exists():
            guess = did_you_mean(word, self.commands)
            if guess:
                raise click.UsageError(
                    f'"{word}" is neither a command nor a folder or file that is here.{guess}\n'
                    f"The commands are: {', '.join(self.commands)}.",
                    ctx,
                )
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # as click declares it
        """Run the command. Raises UsageError where a folder has the name of a command and may be meant."""
        try:
            return super().invoke(ctx)
        except click.MissingParameter as error:
            word = ctx.invoked_subcommand or ""
            if isinstance(error.param, click.Argument) and word != self.default_cmd_name and Path(word).exists():
                raise click.UsageError(
                    f'"{word}" is a command here, which needs {error.param.metavar}; to grade the submissions in the '
                    f"folder {word}, type: {ctx.command_path} run {word} --exercise NAME",
                    ctx,
                ) from None
            raise


command = GradeGroup(
    "grade",
    commands=Commands(modules(__name__, "run", "essays", "feedback", "similarity", "gradebook")),
    default="run",
    subcommand_metavar="[COMMAND] [ARGS]...",
    short_help="Grade what a class handed in.",
    help="Grade what a class handed in, mark its essays, and give feedback.\n\n"
    "The command marked * is the default: `workbook grade SUBMISSIONS` is `workbook grade run SUBMISSIONS`. "
    "A folder that has the name of a command is graded with `run` before it, or as ./NAME.",
    epilog=example(
        "workbook grade downloads.zip --exercise 07_trade --students roster.csv",
        "workbook grade essays 07_trade-results --exercise 07_trade",
        "workbook grade ./feedback --exercise 07_trade",
    ),
)
