"""Run ``headmap completion``: print the script for a shell's completion."""

from __future__ import annotations

import click

from .command import Command
from .shells import SCRIPTS, completion_script


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(list(SCRIPTS)))
def completion(shell: str) -> None:
    r"""Print the script that lets a shell complete commands, options, presets, models and keys of the style.

    
    bash: headmap completion bash > ~/.local/share/bash-completion/completions/headmap
    zsh:  headmap completion zsh > "${fpath[1]}/_headmap"
    fish: headmap completion fish > ~/.config/fish/completions/headmap.fish
    """
    click.echo(completion_script(shell), nl=False)
