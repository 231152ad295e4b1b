"""Declare the options that several commands share, in groups that become typed records."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click
from click.core import ParameterSource
from msgspec import Struct

from ..files.source import MAX_BYTES
from ..options.records import ReadArgs, StyleArgs
from ..readers.formats import INPUT_FORMATS
from . import completers
from .command import Decorator, Section, option
from .score_params import SCORE_OPTIONS

FILE = click.Path(readable=False)
"""A path. click does not test whether the file can be read; the command finds out when it opens it."""


class OptionGroup(Struct, frozen=True):
    """Options that a command receives as one record.

    Attributes:
        keyword: The parameter of the command that takes the record.
        record_type: The type of the record, a NamedTuple whose fields are the parameters of the options.
        options: Decorators, each of which adds one option to a command.
    """

    keyword: str
    record_type: Any
    options: tuple[Decorator, ...]


def with_options(*groups: OptionGroup) -> Decorator:
    """Return a decorator that adds groups of options to a command, and passes the command their records.

    Args:
        groups: The groups, in the order in which the help lists them.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        # click keeps the options of a command in an attribute of the function, which wraps() copies.
        @functools.wraps(command)
        def call_with_records(*args: Any, **params: Any) -> Any:
            for group in groups:
                values = {}
                for name in group.record_type.__struct_fields__:
                    # A group may declare only some fields of its record; the others keep their defaults.
                    if name in params:
                        values[name] = params.pop(name)
                params[group.keyword] = group.record_type(**values)
            return command(*args, **params)

        decorated: Callable[..., Any] = call_with_records
        # A decorator puts its option before those that are there, so the last option is added first.
        for group in reversed(groups):
            for add_option in reversed(group.options):
                decorated = add_option(decorated)
        return decorated

    return decorate


def given_values(ctx: click.Context, *groups: OptionGroup) -> dict[str, Any]:
    """Return the values of options that were given on the command line, by the names of their parameters."""
    values: dict[str, Any] = {}
    for group in groups:
        for name in group.record_type.__struct_fields__:
            if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE:
                values[name] = ctx.params[name]
    return values


_PRESET_OPTION = option(
    "--preset",
    "presets",
    section=Section.STYLE,
    multiple=True,
    metavar="NAME",
    help="Start from a built-in style; see 'headmap style list'. Repeatable, later presets win. Replaces the "
    "preset that a style file names.",
    shell_complete=completers.presets,
)
PRESET_OPTIONS = OptionGroup("style_args", StyleArgs, (_PRESET_OPTION,))
STYLE_OPTIONS = OptionGroup(
    "style_args",
    StyleArgs,
    (
        _PRESET_OPTION,
        option(
            "-c",
            "--style",
            "styles",
            section=Section.STYLE,
            multiple=True,
            type=FILE,
            metavar="FILE",
            help="Read a YAML style file. Repeatable, later files win.",
        ),
        option(
            "--set",
            "sets",
            section=Section.STYLE,
            multiple=True,
            metavar="KEY.PATH=VALUE",
            help="Set one value of the style, such as layout.cell=6. Repeatable.",
            shell_complete=completers.settings,
        ),
    ),
)

MAX_BYTES_OPTION = option(
    "--max-bytes",
    section=Section.INPUT,
    type=click.IntRange(min=1),
    default=MAX_BYTES,
    metavar="N",
    help="Maximum size of an input from a pipe, and of a compressed input after decompression.",
)
READ_OPTIONS = OptionGroup(
    "read_args",
    ReadArgs,
    (
        option(
            "--grid", section=Section.INPUT, metavar="LAYERSxHEADS", help="The model's grid, such as 36x40."
        ),
        option(
            "--model",
            section=Section.INPUT,
            metavar="NAME",
            help="Take the grid from a known model name or a config.json.",
            shell_complete=completers.models,
        ),
        option(
            "--kv",
            section=Section.INPUT,
            is_flag=True,
            help="With --model: use its key-value heads instead of its attention heads.",
        ),
        *SCORE_OPTIONS,
        option(
            "--column",
            section=Section.INPUT,
            default="",
            metavar="NAME",
            help="The column that holds categories, flags or scores.",
        ),
        option(
            "--where",
            section=Section.INPUT,
            multiple=True,
            metavar="COLUMN=VALUE",
            help="Read only the rows with this value. Repeatable.",
        ),
        option(
            "--at",
            "key_path",
            section=Section.INPUT,
            default="",
            metavar="KEY.PATH",
            help="The part of a JSON document, the array or the file of a zip archive to read.",
        ),
        option(
            "--index-base",
            section=Section.INPUT,
            type=click.Choice(["0", "1"]),
            default="0",
            help="Index of the first layer and of the first head.",
        ),
        option(
            "--input-format",
            section=Section.INPUT,
            default="",
            metavar="FORMAT",
            help=f"Do not detect the format: {', '.join(INPUT_FORMATS)}.",
            shell_complete=completers.input_formats,
        ),
        MAX_BYTES_OPTION,
    ),
)
