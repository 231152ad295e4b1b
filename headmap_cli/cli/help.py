"""``headmap help``: the help of a command, as ``--help`` prints it."""

from __future__ import annotations

import click

from ..core.strings import did_you_mean
from .command import Command


@click.command(cls=Command, context_settings={"ignore_unknown_options": True})
@click.argument("command", nargs=-1, metavar="[COMMAND]")
@click.pass_context
def help(ctx: click.Context, command: tuple[str, ...]) -> None:
    """Print the help of a command, such as render or style show, or of headmap."""
    parent = ctx.find_root()
    found: click.Command = parent.command
    for name in command:
        if not isinstance(found, click.Group):
            raise click.UsageError(f"{found.name} has no commands; found {name!r}", parent)
        inner = found.get_command(parent, name)
        if inner is None:
            raise click.UsageError(
                f"no command {name!r}{did_you_mean(name, found.list_commands(parent))}", parent
            )
        parent = inner.make_context(name, [], parent, resilient_parsing=True)
        found = inner
    click.echo(found.get_help(parent))
