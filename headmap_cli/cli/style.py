"""``headmap style``: the presets, a resolved style, a starter, and the schema of style files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ..core.errors import OutputError
from ..files.atomic import write_files
from ..files.output_guard import guard_inputs
from .command import Command
from .common import (
    FILE,
    PRESET_OPTION,
    READ_OPTIONS,
    STYLE_OPTIONS,
    inputs_of,
    read_classification,
    with_options,
)
from .output import to_stdout, with_logging

to_file = click.option("-o", "--output", type=FILE, metavar="FILE", help="A file instead of stdout.")


@click.group()
def style() -> None:
    """Presets; a resolved style and where its values come from; a starter; the schema for editors."""


style.command_class = Command


@style.command("list")
def list_() -> None:
    """The presets, each with what it is for."""
    from ..style.presets import names, summary

    known = names()
    width = max(map(len, known)) + 2
    for name in known:
        click.echo(f"{name:<{width}}{summary(name)}")


@style.command(context_settings={"allow_extra_args": True})
@click.pass_context
@with_options(STYLE_OPTIONS)
@click.option("--origin", is_flag=True, help="Behind each value, the file and line it comes from.")
@with_logging
def show(ctx: click.Context, /, origin: bool, **options: Any) -> None:
    """Print the style that a preset, files and settings give, with every value."""
    if ctx.args:
        from ..style.presets import names

        flag = "--preset" if ctx.args[0] in names() else "--style"
        raise click.UsageError(f"unexpected argument: {ctx.args[0]}; write {flag} {ctx.args[0]}", ctx)
    from ..style.export import resolved
    from ..style.load import style_tree

    tree = style_tree(options["styles"], options["sets"], preset=options["presets"])
    to_stdout(resolved(tree, origin).encode())


@style.command()
@click.argument("inputs", nargs=-1, type=FILE, metavar="[INPUT]...")
@to_file
@with_options(PRESET_OPTION, READ_OPTIONS)
@with_logging
def new(inputs: tuple[str, ...], output: str | None, **options: Any) -> None:
    """Write a style to begin with, every key explained; with the categories of INPUT where one is given."""
    from ..style.export import starter
    from ..style.load import load_style
    from ..style.palette import palette

    if output:
        guard_inputs(inputs, options).writes(output, "-o")
    presets = options["presets"]
    style = load_style(preset=presets)
    categories = None
    if inputs:
        names = read_classification(inputs_of(inputs, options), options, None).categories
        categories = dict(zip(names, palette(style, names).categories, strict=True))
    text = starter(categories, presets).encode()
    if output and Path(output).exists():
        raise OutputError(f"{output}: is there already; remove it first, or take another name")
    _written(text, output)


@style.command()
@to_file
def schema(output: str | None) -> None:
    """Print the JSON Schema of style files, which editors complete and check with."""
    from ..style.json_schema import schema as made

    if output:
        guard_inputs([], {}).writes(output, "-o")
    _written(json.dumps(made(), indent=2, ensure_ascii=False).encode() + b"\n", output)


def _written(data: bytes, output: str | None) -> None:
    if output and output != "-":
        write_files({output: data})
    else:
        to_stdout(data)
