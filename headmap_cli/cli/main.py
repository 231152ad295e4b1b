"""Run the ``headmap`` group: load each command when it is called, and report every error."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from .. import __version__
from ..core.errors import ExitStatus, HeadmapError, Interrupted, Terminated

# Loaded now: after a failure, such as memory that ran out, it may be impossible to load any module.
from ..core.failures import machine_error, require_memory
from ..core.strings import did_you_mean
from .process import leave
from .streams import discard_unwritten, guarded_streams, print_error

COMMANDS = {
    "render": "Draw the figure of one classification, in one or more formats.",
    "batch": "Draw many figures with several worker processes.",
    "show": "Draw the composite in the terminal, in colour.",
    "stats": "Count heads by category and position; measure concentration and overlap.",
    "describe": "Describe the figure in words, with numbers.",
    "compare": "List the kept, gained and lost heads of two classifications, and draw them.",
    "check": "Report every problem of inputs and styles; draw nothing.",
    "convert": "Write any accepted input as the canonical csv or json.",
    "extract": "Write the data or the style that a figure carries.",
    "style": "List presets, print a resolved style, a template or the schema for editors.",
    "help": "Print the help of a command.",
    "completion": "Print the script that completes commands, options and names in a shell.",
}
"""The commands in the order of the help, each with its summary."""


COMPLETION_VARIABLE = "_HEADMAP_COMPLETE"
"""The environment variable by which the script of a shell asks for completions; click forms its name."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that ``--help`` starts at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import a command and return it; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        require_memory()
        command: click.Command = getattr(import_module(f".{cmd_name}", __package__), cmd_name)
        # A command would inherit the setting of -h from the group. But click caches its help option when that
        # is first asked for, possibly in a context without a parent, so the command gets the setting itself.
        command.context_settings = {**self.context_settings, **command.context_settings}
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name, as click does; suggest a name that is close."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(f"no command {args[0]!r}{did_you_mean(args[0], COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command, and hide from click the exceptions that it would report in its own way."""
        from ..core.signals import sigterm_raises

        try:
            with sigterm_raises():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            # click prints an empty line for a KeyboardInterrupt.
            raise Interrupted from None
        except OSError as e:
            # click ends the process itself when a pipe is broken.
            raise machine_error(e) from e

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Write the list of commands into the help, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
# click would load gettext and the locale to translate a message of its own.
@click.version_option(__version__, prog_name="headmap", message="%(prog)s, version %(version)s")
def cli() -> None:
    """Plot which attention heads in a language model do what."""


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line and exit with the documented status."""
    try:
        status: int = run(args)
    except SystemExit as e:
        # click ends so what a shell's completion asks for, always with a number.
        status = int(e.code or 0)
    leave(status, discard_unwritten)


def run(args: list[str] | None = None) -> ExitStatus:
    """Run the command line, report every failure on standard error, and return the exit status.

    Args:
        args: The arguments after ``headmap``; None for those of this process.
    """
    if COMPLETION_VARIABLE in os.environ:
        from .shells import register_shells

        register_shells()
    with guarded_streams():
        try:
            status = cli.main(args, prog_name="headmap", standalone_mode=False)
            sys.stdout.flush()
            return ExitStatus(status or ExitStatus.SUCCESS)
        except (Exception, KeyboardInterrupt, Interrupted, Terminated) as e:
            return _report(e)


def _report(error: BaseException) -> ExitStatus:
    """Print what a failure means, one line per problem, and return its status."""
    if os.environ.get("HEADMAP_DEBUG"):
        import traceback

        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    # The frames hold the data that was read, and memory may be what ran out.
    error.__traceback__ = None
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return ExitStatus.USAGE
    lines, status = _explain(error)
    for line in lines:
        print_error(line)
    return status


def _explain(error: BaseException) -> tuple[list[str], ExitStatus]:
    """Return the lines that explain a failure, and its exit status."""
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
            return _explain(machine_error(error))
