"""Run ``headmap style``: list the presets, and print resolved styles, templates and the schema."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import click

from ..core.errors import OutputError
from ..files.streams import refuse_repeated_streams
from ..options.records import NO_STYLE_ARGS, RULE_OPTIONS
from ..options.resolve import read_options, resolve_grid
from ..options.sources import guard_inputs, named_streams
from ..options.streams import StreamContents
from ..readers import read_inputs
from .command import Command, Section, option
from .loading import load_classification
from .messages import with_logging
from .output import write_output, write_stdout
from .params import FILE, PRESET_OPTIONS, READ_OPTIONS, STYLE_OPTIONS, with_options

if TYPE_CHECKING:
    from ..options.records import ReadArgs, StyleArgs

OUTPUT_OPTION = option(
    "-o",
    "--output",
    section=Section.OUTPUT,
    type=FILE,
    default="-",
    metavar="FILE",
    help="Write to a file instead of stdout.",
)


@click.group()
def style() -> None:
    """List presets, print a resolved style, a template or the schema for editors."""


# The class of the commands that the decorators below make.
style.command_class = Command


@style.command("list")
def list_() -> None:
    """List the presets, each with its purpose."""
    from ..style.presets import preset_names, preset_summary

    presets = preset_names()
    width = max(map(len, presets)) + 2
    for name in presets:
        click.echo(f"{name:<{width}}{preset_summary(name)}")


# Extra arguments are allowed because 'style show icml', a likely mistake, gets a better message than click's.
@style.command(context_settings={"allow_extra_args": True})
@click.pass_context
@option("--origin", section=Section.OUTPUT, is_flag=True, help="Show where each value was set.")
@with_options(STYLE_OPTIONS)
@with_logging
def show(ctx: click.Context, /, origin: bool, style_args: StyleArgs) -> None:
    """Print the value of every key of a style.

    The style is what presets, files and settings give together.
    """
    if ctx.args:
        raise click.UsageError(_unexpected_argument(ctx.args[0]), ctx)
    from ..style.export import resolved_text
    from ..style.load import style_tree

    tree = style_tree(style_args.styles, style_args.sets, preset=style_args.presets)
    write_stdout(resolved_text(tree, origin).encode())


def _unexpected_argument(argument: str) -> str:
    """Return the message for an argument, most likely a preset or file without its flag."""
    from ..style.presets import preset_names

    flag = "--preset" if argument in preset_names() else "--style"
    return f"unexpected argument: {argument}; write {flag} {argument}"


def _given_values(style_args: StyleArgs, read_args: ReadArgs) -> dict[str, Any]:
    """Return the keys of a style that options set, with their values: presets, the grid and a rule."""
    values: dict[str, Any] = {}
    if len(style_args.presets) == 1:
        values["preset"] = style_args.presets[0]
    elif style_args.presets:
        values["preset"] = list(style_args.presets)
    grid = resolve_grid(read_args)
    if grid:
        values["grid"] = grid
    rule = read_options(read_args, style=None).own_rule
    for name in RULE_OPTIONS:
        value = getattr(rule, name)
        if value is None or value is False:
            continue
        # A count of heads is a number in a style, and a share such as 5% is text.
        if isinstance(value, str) and value.isdecimal():
            value = int(value)
        values[name] = value
    return values


@style.command()
@click.argument("inputs", nargs=-1, type=FILE, metavar="[INPUT]...")
@OUTPUT_OPTION
@with_options(PRESET_OPTIONS, READ_OPTIONS)
@with_logging
def new(inputs: tuple[str, ...], output: str, style_args: StyleArgs, read_args: ReadArgs) -> None:
    """Write a commented template for a style file.

    It lists every key, and the categories of INPUT if there is one. It sets the presets, the grid and the
    rule for scores that the options give.
    """
    from ..style.export import template_text
    from ..style.load import load_style
    from ..style.palette import palette

    guard = guard_inputs(inputs, read_args=read_args)
    guard.writes(output, "-o")
    # The template and the reader both use the model's grid, but a stream can be read only once.
    refuse_repeated_streams(named_streams(inputs, read_args=read_args))
    read_args = StreamContents().read_model(read_args)
    presets = load_style(preset=style_args.presets)
    colors = None
    if inputs:
        # The labels of the data become the categories of the template, so no style is applied to them.
        names = load_classification(inputs, NO_STYLE_ARGS, read_args, read_inputs).categories
        colors = dict(zip(names, palette(presets, names).categories, strict=True))
    template = template_text(colors, _given_values(style_args, read_args)).encode()
    if output != "-" and os.path.exists(output):
        raise OutputError(f"{output}: already exists; remove it or choose another name")
    write_output(template, output)


@style.command()
@OUTPUT_OPTION
def schema(output: str) -> None:
    """Print the JSON Schema of style files.

    Editors use it to complete and check style files.
    """
    from ..style.json_schema import style_schema

    guard_inputs([]).writes(output, "-o")
    text = json.dumps(style_schema(), indent=2, ensure_ascii=False) + "\n"
    write_output(text.encode(), output)
