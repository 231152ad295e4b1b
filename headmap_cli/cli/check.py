"""Run ``headmap check``: report every problem of inputs, styles and figures; draw nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from ..core.errors import ExitStatus, HeadmapError, InputError, Problem, UsageError
from ..core.strings import counted
from ..files.streams import refuse_repeated_streams
from ..options.facets import check_facets, facet_files, open_facets
from ..options.records import FigureArgs, ReadArgs, StyleArgs
from ..options.resolve import read_options, with_score_panels
from ..options.sources import named_streams, open_command_inputs
from ..readers import read_shown
from ..readers.inputs import open_input
from . import completers
from .check_report import CheckReport, print_report
from .command import Command, Section, option
from .draw_params import LOOK_OPTIONS
from .facet_params import FACET_OPTIONS
from .loading import find_color_warnings, resolve_chosen_style
from .messages import with_logging
from .params import FILE, STYLE_OPTIONS, OptionGroup, with_options

if TYPE_CHECKING:
    from ..core.classification import Classification
    from ..core.facets import Facets
    from ..options.records import DrawArgs
    from ..readers.inputs import Input
    from ..readers.options import Options
    from ..style.schema import Style


class CheckArgs(Struct, frozen=True):
    """The options that say what is checked, and how problems are printed.

    Attributes:
        figure: A figure that must match the INPUTs; None to check the INPUTs alone.
        venue: The venue whose requirements the INPUTs must meet; None for none.
        format: The format of the report.
    """

    figure: str | None
    venue: str | None
    format: str


CHECK_OPTIONS = OptionGroup(
    "check_args",
    CheckArgs,
    (
        option(
            "--figure",
            section=Section.INPUT,
            type=FILE,
            metavar="FIGURE",
            help="Check that FIGURE matches INPUT and the style.",
        ),
        option(
            "--venue",
            section=Section.INPUT,
            metavar="NAME",
            shell_complete=completers.venues,
            help="Check that INPUTs, which are PDF figures, meet a venue's requirements, such as icml.",
        ),
        option(
            "--format",
            section=Section.OUTPUT,
            type=click.Choice(("text", "json")),
            default="text",
            help="text: for readers; json: for editors and CI.",
        ),
    ),
)


@click.command(cls=Command)
@click.argument("inputs", nargs=-1, type=FILE, metavar="INPUT...")
@with_options(CHECK_OPTIONS, STYLE_OPTIONS, FACET_OPTIONS, LOOK_OPTIONS)
@with_logging
def check(
    inputs: tuple[str, ...],
    check_args: CheckArgs,
    style_args: StyleArgs,
    read_args: ReadArgs,
    draw_args: DrawArgs,
) -> ExitStatus:
    """Report every problem of inputs and styles, sorted by location; draw nothing.

    All INPUTs are checked with the same style and options. If there is a style, a preset or --set, colours
    that are hard to tell apart are reported too.
    With --figure, report what differs between FIGURE and the figure that the INPUTs and the style would give.
    With --venue, check the fonts, width and type sizes of PDF figures against the venue's template.
    The exit status is 1 if there is a problem.
    """
    figure, venue = check_args.figure, check_args.venue
    if venue and not inputs:
        raise UsageError("INPUT is missing; --venue checks PDF figures")
    if venue and figure:
        raise UsageError("--venue and --figure cannot be used together")
    read_nothing = ReadArgs(max_bytes=read_args.max_bytes)
    if venue and FigureArgs(style_args, read_args, draw_args) != FigureArgs(read=read_nothing):
        raise UsageError(
            "--venue checks finished PDFs, for which no style and no data are read; leave out the options of "
            "both, except --max-bytes"
        )
    if figure:
        look = with_score_panels(draw_args, read_args)
        report = _check_figure(figure, inputs, FigureArgs(style_args, read_args, look))
    elif venue:
        report = _check_venue(inputs, venue, read_args.max_bytes)
    else:
        report = _check_inputs(inputs, FigureArgs(style_args, read_args, draw_args))
    print_report(report, check_args.format)
    return ExitStatus.INPUT if report.total else ExitStatus.SUCCESS


def _check_inputs(inputs: tuple[str, ...], args: FigureArgs) -> CheckReport:
    """Check that inputs can be read, and that the colours of their figures can be told apart."""
    style_args, read_args = args.style, args.read
    check_facets(inputs, read_args)
    refuse_repeated_streams(named_streams(inputs, style_args, read_args))
    report = CheckReport()
    style = None
    # Problems of the style do not hide those of the inputs.
    try:
        style = resolve_chosen_style(style_args, args.draw)
    except InputError as e:
        report.add_error("", e)
    options = read_options(read_args, style)
    if read_args.facets:
        # The facets make one figure together, so they are checked together.
        opener = partial(open_facets, read_args)
        _check_source(", ".join(facet_files(read_args)), opener, options, style, report)
    else:
        for path in inputs:
            _check_source(path, partial(_open_single, path, options), options, style, report)
    return report


def _open_single(path: str, options: Options) -> list[Input]:
    """Open one INPUT."""
    return [open_input(path, options.max_bytes)]


def _check_source(
    name: str,
    opener: Callable[[], Sequence[Input]],
    options: Options,
    style: Style | None,
    report: CheckReport,
) -> None:
    """Read one INPUT, or all facets, and add to the report that they can be read, or what is wrong.

    Args:
        name: The name of the INPUT, or of all files of the facets.
        opener: Opens them.
        options: How to read.
        style: The style, of whose colours the report warns; None for no warnings.
        report: Takes what is found.
    """
    try:
        _report_data(name, read_shown(opener(), options), style, report)
    except HeadmapError as e:
        report.add_error(name, e)


def _report_data(name: str, data: Classification | Facets, style: Style | None, report: CheckReport) -> None:
    """Add to the report that inputs can be read, and warnings of the colours of their figure."""
    # Only a user who chose a style is told about its colours.
    if style:
        for message in find_color_warnings(data, style):
            report.advice.append(Problem(name, message))
    from ..core.facets import Facets  # imports numpy, which has been loaded by reading

    if not isinstance(data, Facets):
        report.passed.append(f"{name}: ok: {_summary(data)}")
        return
    for facet in data.facets:
        report.passed.append(f"{name}: ok: facet {facet.label}: {_summary(facet.data)}")


def _summary(data: Classification) -> str:
    """Return the sizes of a classification in one line."""
    grid = f"{counted(data.layers, 'layer')} x {counted(data.heads, 'head')}"
    categories = counted(len(data.categories), "category", "categories")
    if not data.is_decided:
        return f"{grid}, {categories}, scores without a rule"
    classified = int(data.membership.any(axis=0).sum())
    return f"{grid}, {categories}, {classified} of {int(data.present.sum())} heads classified"


def _check_figure(figure: str, inputs: tuple[str, ...], args: FigureArgs) -> CheckReport:
    """Check that a figure shows the data of inputs in a style."""
    from ..checks.figure import differences

    style_args, read_args = args.style, args.read
    refuse_repeated_streams(named_streams([*inputs, figure], style_args, read_args))
    report = CheckReport()
    try:
        style = resolve_chosen_style(style_args, args.draw)
        opened = open_command_inputs(inputs, style_args, read_args)
        data = read_shown(opened, read_options(read_args, style))
        messages = differences(open_input(figure, read_args.max_bytes), data, style)
    except InputError as e:
        report.add_error(figure, e)
        return report
    report.add_problems(figure, messages)
    if not messages:
        report.passed.append(f"{figure}: ok: shows {', '.join([*inputs, *read_args.facets])}")
    return report


def _check_venue(paths: tuple[str, ...], venue: str, max_bytes: int) -> CheckReport:
    """Check that PDF figures meet the requirements of a venue."""
    from ..checks.pdf import pdf_facts
    from ..checks.venue import check_venue, find_venue

    wanted = find_venue(venue)
    refuse_repeated_streams(paths)
    report = CheckReport()
    for path in paths:
        try:
            problems, advice, summary = check_venue(pdf_facts(path, max_bytes), wanted)
        except InputError as e:
            report.add_error(path, e)
            continue
        report.add_problems(path, problems)
        for message in advice:
            report.advice.append(Problem(path, message))
        if not problems:
            report.passed.append(f"{path}: ok: {summary}")
    return report
