"""Declare the options that only ``headmap batch`` has."""

from __future__ import annotations

import click
from msgspec import Struct

from ..writers.formats import format_names
from .command import Section, option
from .draw_params import DEPFILE_OPTION
from .params import FILE, OptionGroup


class BatchArgs(Struct, frozen=True):
    """The options that only ``headmap batch`` has.

    Attributes:
        manifest: The file that lists the jobs; None if each INPUT is a job.
        outputs: Templates of the file names of figures, such as ``figs/{stem}.{ext}``.
        endings: The formats that ``{ext}`` in a template stands for.
        report: The file of the JSON report; ``-`` for standard output, None for no report.
        depfile: The file for rules of a Makefile; None for no file.
        jobs: The number of worker processes; None for one per core.
        shared_categories: Whether each figure shows the categories of all inputs, not only of its own.
        force: Whether figures that are up to date are drawn again.
        dry_run: Whether to print what would be drawn instead of drawing.
        fail_fast: Whether the first figure that fails ends the run.
        scheduler: The address of a Dask scheduler; None to draw on this machine.
    """

    manifest: str | None
    outputs: tuple[str, ...]
    endings: tuple[str, ...]
    report: str | None
    depfile: str | None
    jobs: int | None
    shared_categories: bool
    force: bool
    dry_run: bool
    fail_fast: bool
    scheduler: str | None


BATCH_OPTIONS = OptionGroup(
    "batch_args",
    BatchArgs,
    (
        option(
            "--manifest",
            section=Section.INPUT,
            type=FILE,
            metavar="FILE",
            help="Read the jobs from a YAML file with defaults and a list of figures.",
        ),
        option(
            "-o",
            "--output",
            "outputs",
            section=Section.OUTPUT,
            multiple=True,
            metavar="TEMPLATE",
            help="The file name of each figure, such as 'figs/{stem}.{ext}', with the fields stem, name, "
            "parent, ext and index, and those of options, such as threshold. Repeatable.",
        ),
        option(
            "--ext",
            "endings",
            section=Section.OUTPUT,
            multiple=True,
            type=click.Choice(format_names()),
            help="A format that {ext} stands for. Repeatable.",
        ),
        option(
            "--report",
            section=Section.OUTPUT,
            type=FILE,
            metavar="FILE",
            help="Write a JSON report of each figure's status; - for stdout.",
        ),
        DEPFILE_OPTION,
        option(
            "-j",
            "--jobs",
            section=Section.RUN,
            type=click.IntRange(1),
            metavar="N",
            help="Number of worker processes (default: one per core).",
        ),
        option(
            "--shared-categories/--own-categories",
            section=Section.RUN,
            default=True,
            help="Give all figures the same categories, in one order and in the same colours (default), or "
            "only the categories of their own data.",
        ),
        option(
            "--force", section=Section.RUN, is_flag=True, help="Redraw figures even if they are up to date."
        ),
        option(
            "--dry-run", section=Section.RUN, is_flag=True, help="Print what would be drawn; draw nothing."
        ),
        option("--fail-fast", section=Section.RUN, is_flag=True, help="Stop at the first figure that fails."),
        option(
            "--scheduler",
            section=Section.RUN,
            metavar="ADDRESS",
            help="Draw on a Dask cluster, such as tcp://host:8786.",
        ),
    ),
)
