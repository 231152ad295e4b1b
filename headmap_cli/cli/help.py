"""Run ``headmap help``: print the help of a command, as ``--help`` does."""

from __future__ import annotations

import click

from ..core.strings import did_you_mean
from .command import Command


@click.command(cls=Command, context_settings={"ignore_unknown_options": True})
@click.argument("command", nargs=-1, metavar="[COMMAND]")
@click.pass_context
def help(ctx: click.Context, command: tuple[str, ...]) -> None:
    """Print the help of headmap, or of a command such as 'render' or 'style show'."""
    context = ctx.find_root()
    for name in command:
        context = _subcommand_context(context, name)
    click.echo(context.command.get_help(context))


def _subcommand_context(context: click.Context, name: str) -> click.Context:
    """Return the context of a command of a group.

    Raises:
        click.UsageError: The group has no such command, or is not a group.
    """
    group = context.command
    if not isinstance(group, click.Group):
        raise click.UsageError(f"{group.name} has no commands; found {name!r}", context)
    command = group.get_command(context, name)
    if command is None:
        hint = did_you_mean(name, group.list_commands(context))
        raise click.UsageError(f"no command {name!r}{hint}", context)
    # Without resilient parsing, click would report the arguments of the command as missing.
    return command.make_context(name, [], context, resilient_parsing=True)
