"""The ``headmap`` group: finds each command when it is called, and says every error in one line."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from .. import __version__
from ..core.errors import ExitStatus, HeadmapError, Interrupted, Terminated
from ..core.failures import machine_error, require_memory  # now, as it may be impossible after a failure
from ..core.strings import did_you_mean, one_line
from .streams import discard_unwritten, guarded_streams

COMMANDS = {
    "render": "Draw the figure of one classification, in one or more formats.",
    "batch": "Draw many figures, in one process for each core.",
    "show": "Draw the composite in the terminal, in colour.",
    "stats": "Count heads by category and place; measure concentration and overlap.",
    "describe": "Say in words what the figure shows, every sentence with its number.",
    "compare": "Kept, gained and lost heads of two classifications; a figure of them.",
    "check": "Report all problems of inputs and styles at once; draw nothing.",
    "convert": "Write any accepted input as the canonical csv or json.",
    "extract": "Write the data, or the style, that a figure carries.",
    "style": "Presets; a resolved style; a starter; the schema for editors.",
    "help": "Print the help of a command.",
    "completion": "Print the script that has a shell complete commands, options and names.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that ``--help`` starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order of the help text."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that name, imported now; it knows -h as the group does, whoever asks it first."""
        if cmd_name not in COMMANDS:
            return None
        require_memory()
        command: click.Command = getattr(import_module(f".{cmd_name}", __package__), cmd_name)
        command.context_settings = {**self.context_settings, **command.context_settings}
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does it, with a suggestion for a name that is close."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"no command {args[0]!r}{did_you_mean(args[0], COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """As click does it, but click learns nothing of interrupts and broken pipes: run reports them."""
        from ..core.signals import sigterm_raises

        try:
            with sigterm_raises():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Interrupted from None
        except OSError as e:
            raise machine_error(e) from e

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """The list of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="headmap")
def cli() -> None:
    """Draw which attention heads of a language model do what."""


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line and exit with the documented status."""
    status = run(args)
    discard_unwritten()
    sys.exit(status)


def run(args: list[str] | None = None) -> int:
    """Run the command line and return its ExitStatus; every failure is reported on stderr."""
    with guarded_streams():
        try:
            status: int = cli.main(args, prog_name="headmap", standalone_mode=False) or ExitStatus.SUCCESS
            sys.stdout.flush()
            return status
        except (Exception, KeyboardInterrupt, Interrupted, Terminated) as e:
            return _report(e)


def _report(error: BaseException) -> ExitStatus:
    """Print what a failure means, one line per problem, and return its status."""
    if os.environ.get("HEADMAP_DEBUG"):
        import traceback

        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    error.__traceback__ = None  # lets go of the data that its frames hold, as memory may be what ran out
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return ExitStatus.USAGE
    lines, status = _explanation(error)
    for line in lines:
        prefix = "" if line.startswith("... and ") else "headmap: error: "
        click.echo(prefix + one_line(line), err=True)
    return status


def _explanation(error: BaseException) -> tuple[list[str], ExitStatus]:
    """Return the lines that explain a failure, and the exit status that it stands for."""
    match error:
        case HeadmapError():
            return error.lines(), error.exit_status
        case click.UsageError():
            from .usage import usage_message

            command = error.ctx.command_path if error.ctx else "headmap"
            return [f"{usage_message(error)}; see '{command} --help'"], ExitStatus.USAGE
        case click.ClickException():
            return [error.format_message()], ExitStatus.USAGE
        case KeyboardInterrupt() | Interrupted() | click.Abort():
            return ["interrupted"], ExitStatus.INTERRUPTED
        case Terminated():
            return ["terminated"], ExitStatus.TERMINATED
        case _:
            return _explanation(machine_error(error))
