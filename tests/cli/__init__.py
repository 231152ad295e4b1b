"""Find the commands of headmap, for tests of all of them."""

from collections.abc import Iterator

import click

from headmap_cli.cli.main import COMMANDS, cli


def all_commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its name, those below ``style`` too."""
    context = click.Context(cli, **cli.context_settings)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            for inner_name, inner in command.commands.items():
                yield f"{name} {inner_name}", inner
        else:
            yield name, command
