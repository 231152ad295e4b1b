"""Run ``headmap completion``: print the script for a shell's completion."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from .command import Command

SHELLS = ("bash", "zsh", "fish")


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    r"""Print the script that lets a shell complete commands, options, presets, models and keys of the style.

    
    bash: headmap completion bash > ~/.local/share/bash-completion/completions/headmap
    zsh:  headmap completion zsh > "${fpath[1]}/_headmap"
    fish: headmap completion fish > ~/.config/fish/completions/headmap.fish
    """
    completion_class = get_completion_class(shell)
    # click supports all of SHELLS. The other shells that it supports are not tested with headmap.
    assert completion_class is not None
    script = completion_class(ctx.find_root().command, {}, "headmap", "_HEADMAP_COMPLETE").source()
    click.echo(script)
