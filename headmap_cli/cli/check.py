"""``headmap check``: all problems of inputs and styles at once, nothing drawn."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from ..core.errors import ExitStatus, HeadmapError, InputError, Problem, UsageError
from ..core.strings import one_line
from ..files.streams import refuse_repeated_streams
from ..options import streams_of
from ..readers import open_inputs, read_inputs
from ..readers.inputs import open_input
from . import completers as complete
from .command import Command
from .common import FILE, READ_OPTIONS, STYLE_OPTIONS, color_advice, read_options, reading_style, with_options
from .messages import count_warnings
from .output import to_stdout, with_logging

if TYPE_CHECKING:
    from ..readers.options import Options
    from ..style.schema import Style


@dataclass
class Report:
    """What was found: problems (total: with those that are not kept), advice, and a line for what is good."""

    problems: list[Problem] = field(default_factory=list)
    total: int = 0
    advice: list[Problem] = field(default_factory=list)
    good: list[str] = field(default_factory=list)

    def add(self, source: str, error: HeadmapError) -> None:
        """Take in an error of an input; raises it again where it is none of the input's."""
        if error.exit_status != ExitStatus.INPUT:
            raise error
        found = error.problems if isinstance(error, InputError) else [Problem(source, str(error))]
        self.problems += found
        self.total += error.total if isinstance(error, InputError) else 1


@click.command(cls=Command)
@click.argument("inputs", nargs=-1, required=True, type=FILE, metavar="INPUT...")
@click.option(
    "--figure",
    type=FILE,
    metavar="FIGURE",
    help="Does this figure show just what INPUT and the style give?",
)
@click.option(
    "--venue",
    metavar="NAME",
    shell_complete=complete.venues,
    help="INPUTs are finished PDF figures: do they fit, say, icml?",
)
@click.option(
    "--format", type=click.Choice(("text", "json")), default="text", help="json: for editors and CI."
)
@with_options(STYLE_OPTIONS, READ_OPTIONS)
@with_logging
def check(
    inputs: tuple[str, ...], figure: str | None, venue: str | None, format: str, **options: Any
) -> ExitStatus:
    """Report all problems of inputs and styles at once, sorted by place; draw nothing.

    Each INPUT is held against the same style and options. Where a style, a preset or --set is given, colours
    that are hard to tell apart are said too.
    With --figure, FIGURE is held against the figure that the INPUTs and the style would give: what differs is
    said. With --venue, each is a PDF whose fonts, width and type sizes are held against the venue's template.
    Exit status 1 when there is a problem.
    """
    report = Report()
    if venue and figure:
        raise UsageError("--venue and --figure are two questions; ask one at a time")
    if figure:
        _check_figure(figure, inputs, options, report)
    elif venue:
        _check_figures(inputs, venue, options["max_bytes"], report)
    else:
        _check_inputs(inputs, options, report)
    report.problems.sort(key=lambda problem: (problem.source, problem.location))
    _say(report, format)
    return ExitStatus.INPUT if report.total else ExitStatus.SUCCESS


def _check_inputs(inputs: tuple[str, ...], options: dict[str, Any], report: Report) -> None:
    refuse_repeated_streams(streams_of(inputs, options))
    style = None
    try:
        style = reading_style(options)
    except InputError as e:
        report.add("", e)
    chosen = read_options(options, style)
    for text in inputs:
        try:
            _check_input(text, chosen, style, report)
        except HeadmapError as e:
            report.add(text, e)


def _check_input(text: str, chosen: Options, style: Style | None, report: Report) -> None:
    found = read_inputs([open_input(text, chosen.max_bytes)], chosen)
    if style and not report.total:
        report.advice += [Problem(text, words) for words in color_advice(found, style)]
    report.good.append(
        f"{text}: ok: {_counted(found.layers, 'layer', 'layers')} x "
        f"{_counted(found.heads, 'head', 'heads')}, "
        f"{_counted(len(found.categories), 'category', 'categories')}, "
        f"{int(found.membership.any(axis=0).sum())} of {int(found.present.sum())} heads classified"
    )


def _check_figure(figure: str, inputs: tuple[str, ...], options: dict[str, Any], report: Report) -> None:
    from ..checks.figure import differences

    refuse_repeated_streams(streams_of([*inputs, figure], options))
    try:
        style = reading_style(options)
        opened = open_inputs(inputs, options["max_bytes"])
        data = read_inputs(opened, read_options(options, style))
        found = differences(open_input(figure, options["max_bytes"]), data, style)
    except InputError as e:
        report.add(figure, e)
        return
    report.problems += [Problem(figure, words) for words in found]
    report.total += len(found)
    report.good += [] if found else [f"{figure}: ok: shows {', '.join(inputs)}"]


def _check_figures(paths: tuple[str, ...], venue: str, max_bytes: int, report: Report) -> None:
    from ..checks.pdf import pdf_facts
    from ..checks.venue import check_venue, venue_widths

    widths = venue_widths(venue)
    refuse_repeated_streams(paths)
    for path in paths:
        try:
            problems, advice, said = check_venue(pdf_facts(path, max_bytes), venue, widths)
        except InputError as e:
            report.add(path, e)
            continue
        report.problems += [Problem(path, words) for words in problems]
        report.total += len(problems)
        report.advice += [Problem(path, words) for words in advice]
        report.good += [] if problems else [f"{path}: ok: {said}"]


def _say(report: Report, format: str) -> None:
    if format == "json":
        import json

        rows, warnings = (
            [{"file": p.source, **p.location._asdict(), "message": p.message} for p in problems]
            for problems in (report.problems, report.advice)
        )
        found = {"problems": rows, "total": report.total, "warnings": warnings}
        count_warnings(len(report.advice))
        text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        to_stdout(text.encode("utf-8", "backslashreplace"))  # a file name that is not UTF-8 becomes an escape
        return
    for advice in report.advice:
        logging.getLogger("headmap").warning("%s", advice, extra={"kind": advice.message})
    lines = InputError(report.problems, report.total).lines() if report.total else []
    text = "".join(one_line(line) + "\n" for line in [*lines, *report.good])
    to_stdout(text.encode())


def _counted(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"
