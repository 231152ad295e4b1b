"""Run ``headmap render``: draw one figure, in one or more formats."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from ..core.errors import UsageError
from ..core.logs import NOTICE
from ..embed.fingerprint import Contents
from ..files.atomic import write_files
from ..files.folders import make_folders
from ..options.resolve import read_options, resolve_style, with_score_panels
from ..options.sources import guard_inputs, open_command_inputs, source_files
from ..options.streams import StreamContents
from ..readers import read_shown
from ..writers.formats import any_extension, data_required, find_format, format_names, format_of
from .command import Command, Section, option
from .draw_params import DEPFILE_OPTION, DRAW_OPTIONS
from .facet_params import FACET_OPTIONS
from .loading import find_color_warnings
from .messages import DRAWN_AS_SCORES, with_logging
from .output import format_of_file, write_stdout
from .params import FILE, STYLE_OPTIONS, OptionGroup, with_options
from .streams import is_stdout_terminal

if TYPE_CHECKING:
    from ..files.output_guard import OutputGuard
    from ..options.records import DrawArgs, ReadArgs, StyleArgs
    from ..render import Drawing

log = logging.getLogger("headmap")


class OutputArgs(Struct, frozen=True):
    """The options that say which files are written.

    Attributes:
        outputs: The files; ``-`` is standard output.
        format: The format of standard output; None if it is not an output.
        split: Whether each panel gets a file of its own.
        depfile: The file for a Makefile's rule; None for no file.
    """

    outputs: tuple[str, ...]
    format: str | None
    split: bool
    depfile: str | None


OUTPUT_OPTIONS = OptionGroup(
    "output_args",
    OutputArgs,
    (
        option(
            "-o",
            "--output",
            "outputs",
            section=Section.OUTPUT,
            multiple=True,
            required=True,
            type=FILE,
            metavar="FILE",
            help=f"A {any_extension()} file, or - for stdout. Repeatable.",
        ),
        option(
            "--format",
            section=Section.OUTPUT,
            type=click.Choice(format_names()),
            help="The format of '-o -'.",
        ),
        option(
            "--split",
            section=Section.OUTPUT,
            is_flag=True,
            help="Write one file for each panel, all of the same size, and one for the legend.",
        ),
        DEPFILE_OPTION,
    ),
)


@click.command(cls=Command)
@click.argument("inputs", nargs=-1, type=FILE, metavar="INPUT...")
@with_options(OUTPUT_OPTIONS, STYLE_OPTIONS, FACET_OPTIONS, DRAW_OPTIONS)
@with_logging
def render(
    inputs: tuple[str, ...],
    output_args: OutputArgs,
    style_args: StyleArgs,
    read_args: ReadArgs,
    draw_args: DrawArgs,
) -> None:
    """Draw the figure of one classification, or of several facets, in one or more formats.

    INPUT is a file that assigns heads to categories (csv, tsv, json, npy, ..), - for stdin, or Name=FILE for
    a file with the heads of one category. Several INPUTs are merged; --facet and --facet-by show several
    models, checkpoints or conditions side by side.
    """
    formats = _output_formats(output_args)
    _refuse_combinations(output_args, draw_args, formats)
    guard = guard_inputs(inputs, style_args, read_args)
    _guard_outputs(output_args, guard)
    opened = open_command_inputs(inputs, style_args, read_args)
    # The style, the reader and the depfile all use these options, but a stream can be read only once.
    streams = StreamContents()
    style_args = streams.read_style(style_args)
    read_args = streams.read_model(read_args)
    style = resolve_style(style_args, opened, with_score_panels(draw_args, read_args))
    data = read_shown(opened, read_options(read_args, style))
    # Drawing warns of colours that look alike in normal vision; -v adds other vision types and pale text.
    if log.isEnabledFor(logging.INFO):
        for warning in find_color_warnings(data, style):
            log.warning(warning)

    # Drawing loads numpy, which the help and the errors of a command line do without.
    from ..render import Drawing

    drawing = Drawing(data, style, Contents(draw_args.embed_data, draw_args.tooltips))
    files = _encode_panels(drawing, formats, guard) if output_args.split else _encode(drawing, formats)
    if not data.is_decided and not read_args.scores:
        log.log(NOTICE, DRAWN_AS_SCORES)
    # A failed write leaves no file behind, so the files come before standard output, which is never undone.
    stdout_data = files.pop("-", None)
    if output_args.depfile:
        from ..files.depfile import depfile as format_rules

        sources = list(source_files(inputs, style_args, read_args))
        files[output_args.depfile] = format_rules([(list(files), sources)])
    make_folders(files)
    write_files(files)
    if stdout_data is not None:
        write_stdout(stdout_data)


def _guard_outputs(output_args: OutputArgs, guard: OutputGuard) -> None:
    """Raise an error for outputs that would replace an input or each other."""
    # The files of --split are named after the panels, so _encode_panels guards them.
    if not output_args.split:
        for path in output_args.outputs:
            guard.writes(path, "-o")
    if output_args.depfile:
        guard.writes(output_args.depfile, "--depfile")


def _output_formats(output_args: OutputArgs) -> dict[str, str]:
    """Return the format of each output: by its file name, or by --format for standard output."""
    outputs, format = output_args.outputs, output_args.format
    if "-" not in outputs:
        if format:
            raise format_of_file(format)
        return {path: format_of(path) for path in outputs}
    if not format:
        raise UsageError(f"'-o -' needs --format, one of {', '.join(format_names())}")
    if is_stdout_terminal():
        raise UsageError(f"a terminal cannot show a {format} file; redirect it, or name a file with -o")
    formats = {}
    for path in outputs:
        formats[path] = format_of(path) if path != "-" else format
    return formats


def _refuse_combinations(output_args: OutputArgs, draw_args: DrawArgs, formats: Mapping[str, str]) -> None:
    """Raise UsageError for options that exclude each other, or that do not go with the outputs."""
    for format in formats.values():
        if output_args.split and not find_format(format).single_panel:
            possible = ", ".join(format_names("single_panel"))
            raise UsageError(f"--split can only be used with {possible}; {format} shows all panels")
        if not draw_args.embed_data and not find_format(format).data_optional:
            raise UsageError(data_required(format))
    if draw_args.tooltips and set(format_names("shows_tooltips")).isdisjoint(formats.values()):
        raise UsageError("--tooltips are for an SVG; name one with -o")
    if output_args.split and "-" in formats:
        raise UsageError(
            "--split writes several files; give -o a name, such as fig.pdf for fig-all.pdf and so on"
        )
    if output_args.depfile and set(formats) == {"-"}:
        raise UsageError("--depfile lists what a file depends on; name that file with -o")


def _encode(drawing: Drawing, formats: Mapping[str, str], panel: str = "") -> dict[str, bytes]:
    """Return the content of each output; each format is encoded once.

    Args:
        drawing: The figure.
        formats: The format of each output.
        panel: The panel to show alone; empty for the whole figure.
    """
    encoded = {format: drawing.encode(format, panel) for format in dict.fromkeys(formats.values())}
    return {path: encoded[format] for path, format in formats.items()}


def _encode_panels(drawing: Drawing, formats: Mapping[str, str], guard: OutputGuard) -> dict[str, bytes]:
    """Return the content of the files of --split: ``fig-all.pdf``, ``fig-legend.pdf`` and so on."""
    files = {}
    for panel in drawing.panels:
        for path, content in _encode(drawing, formats, panel).items():
            panel_path = Path(path).with_stem(f"{Path(path).stem}-{panel}")
            files[str(panel_path)] = content
    for path in files:
        guard.writes(path, "a file of --split")
    return files
