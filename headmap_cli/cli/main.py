"""The ``headmap`` group: finds each command when it is called, and says every error in one line."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

import click

from .. import __version__
from ..errors import HeadmapError, Interrupted, OutputError, did_you_mean, one_line

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
        """As click does it, but an interrupt is said in one line."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Interrupted("interrupted") from None

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
    sys.exit(run(args))


def run(args: list[str] | None = None) -> int:
    """Run the command line; returns the exit status: 0 done, 1 input, 2 usage, 3 output, 130 interrupted."""
    try:
        status = cli.main(args, prog_name="headmap", standalone_mode=False) or 0
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except HeadmapError as e:
        return _said(e.lines(), e.exit_status)
    except click.exceptions.NoArgsIsHelpError as e:
        click.echo(e.ctx.get_help() if e.ctx else "", err=True)
        return 2
    except click.UsageError as e:
        from .usage import usage_message

        where = e.ctx.command_path if e.ctx else "headmap"
        return _said([f"{usage_message(e)}; see '{where} --help'"], 2)
    except click.ClickException as e:
        return _said([e.format_message()], 2)
    except (KeyboardInterrupt, click.Abort):
        return _said(["interrupted"], 130)
    except BrokenPipeError:
        return _unwritable("")
    except OSError as e:
        return _unwritable(f"standard output cannot be written: {e.strerror or e}")
    except Exception as e:
        if os.environ.get("HEADMAP_DEBUG"):
            raise
        kind = f"{type(e).__name__}: {e}".splitlines()[0]
        return _said(
            [f"an error of headmap itself ({kind}); HEADMAP_DEBUG=1 shows where; please report it"], 1
        )


def _unwritable(message: str) -> int:
    """Say that stdout takes nothing more, and keep the interpreter from trying again at its end."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - open until the process ends
    return _said([message] if message else [], OutputError.exit_status)


def _said(lines: list[str], status: int) -> int:
    for line in lines:
        prefix = "" if line.startswith("... and ") else "headmap: error: "
        click.echo(prefix + one_line(line), err=True)
    return status
