"""Run ``headmap batch``: draw many figures."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from ..core.errors import ExitStatus, Terminated, UsageError
from ..core.logs import NOTICE
from ..files.atomic import refuse_pipe, write_files
from ..files.depfile import depfile as format_rules
from ..files.output_guard import OutputGuard
from ..files.streams import is_stream, refuse_repeated_streams
from ..options.records import FigureArgs
from ..options.resolve import read_options, resolve_style
from ..options.sources import input_files, named_streams, source_files
from .batch_args import BATCH_OPTIONS, BatchArgs
from .command import Command
from .draw_params import DRAW_OPTIONS
from .facet_params import BATCH_READ_OPTIONS
from .messages import DRAWN_AS_SCORES, flush_messages, is_shown, with_logging
from .output import write_output
from .params import FILE, STYLE_OPTIONS, given_values, with_options
from .progress import print_problems, show_progress

if TYPE_CHECKING:
    from ..batch.jobs import Job
    from ..batch.results import JobResult
    from ..batch.run import RunOptions
    from ..options.records import DrawArgs, ReadArgs, StyleArgs

log = logging.getLogger("headmap")


@click.command(cls=Command)
@click.argument("inputs", nargs=-1, type=FILE, metavar="INPUT...")
@with_options(BATCH_OPTIONS, STYLE_OPTIONS, BATCH_READ_OPTIONS, DRAW_OPTIONS)
@with_logging
def batch(
    inputs: tuple[str, ...],
    batch_args: BatchArgs,
    style_args: StyleArgs,
    read_args: ReadArgs,
    draw_args: DrawArgs,
) -> ExitStatus:
    """Draw a figure of each INPUT, or of each job of a manifest; skip figures that are up to date.

    An INPUT may be a quoted pattern, such as 'runs/*.csv'. A figure that fails does not stop the others.
    """
    from ..batch.results import JobResult
    from ..batch.run import run

    for path in (batch_args.report, batch_args.depfile):
        if path:
            refuse_pipe(path)
    jobs = _plan_jobs(inputs, batch_args, FigureArgs(style_args, read_args, draw_args))
    _guard_files(jobs, batch_args)
    results = [JobResult(job) for job in jobs]
    start = time.monotonic()
    interrupt: BaseException | None = None
    try:
        with show_progress(len(results), batch_args.dry_run) as progress:
            run(results, _run_options(batch_args), progress.update)
    except (KeyboardInterrupt, Terminated) as e:
        # The report says which figures were finished; the interrupt is raised again after it.
        interrupt = e
    if not read_args.scores and not all(result.has_rule for result in results):
        log.log(NOTICE, DRAWN_AS_SCORES)
    failed = [result for result in results if result.problems]
    _report(results, failed, time.monotonic() - start, batch_args.report)
    if interrupt is not None:
        raise interrupt
    if batch_args.depfile and not failed and not batch_args.dry_run:
        write_files({batch_args.depfile: _depfile_rules(jobs, batch_args)})
    return max((result.exit_status for result in failed), default=ExitStatus.SUCCESS)


def _run_options(batch_args: BatchArgs) -> RunOptions:
    """Return the options of ``batch.run`` for those of the command line."""
    from ..batch.run import RunOptions

    return RunOptions(
        workers=batch_args.jobs or _core_count(),
        share_categories=batch_args.shared_categories,
        force=batch_args.force,
        dry_run=batch_args.dry_run,
        fail_fast=batch_args.fail_fast,
        scheduler=batch_args.scheduler,
        log_level=log.getEffectiveLevel(),
    )


def _core_count() -> int:
    """Return how many cores this process may use."""
    # A container or taskset may allow fewer cores than the machine has; only some systems can tell.
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _plan_jobs(inputs: Sequence[str], batch_args: BatchArgs, figure_args: FigureArgs) -> list[Job]:
    """Return the jobs of a command line, with the contents of streams in the place of their names.

    Raises:
        UsageError: The command line names no figures, or a stream twice.
        InputError: The manifest has problems.
    """
    from ..batch.streams import refuse_shared_streams, with_options_read

    manifest = batch_args.manifest
    if inputs and manifest:
        raise UsageError("name INPUTs or a --manifest, not both")
    if not inputs and not manifest:
        raise UsageError("name INPUTs or a --manifest")
    streams = named_streams(inputs, figure_args.style, figure_args.read)
    if manifest:
        streams.append(manifest)
    refuse_repeated_streams(streams)
    jobs = _manifest_jobs(manifest, batch_args) if manifest else _input_jobs(inputs, batch_args, figure_args)
    refuse_shared_streams(jobs, manifest)
    jobs = with_options_read(jobs)
    if not manifest:
        # All jobs have the same options, so a wrong one is reported once, and not for each figure.
        first_args = jobs[0].args
        read_options(first_args.read, resolve_style(first_args.style, (), first_args.draw))
    return jobs


def _manifest_jobs(manifest: str, batch_args: BatchArgs) -> list[Job]:
    """Return the jobs of a manifest; options of the command line win over those in the manifest."""
    from ..batch.manifest import read_manifest

    # Only options that the user gave: the default of an option must not win over the manifest.
    values = given_values(click.get_current_context(), STYLE_OPTIONS, BATCH_READ_OPTIONS, DRAW_OPTIONS)
    return read_manifest(manifest, values, batch_args.outputs, batch_args.endings)


def _input_jobs(inputs: Sequence[str], batch_args: BatchArgs, figure_args: FigureArgs) -> list[Job]:
    """Return one job for each INPUT."""
    from ..batch.jobs import jobs_from_inputs

    if not batch_args.outputs:
        raise UsageError("-o is missing; expected a file name with fields, such as -o 'figs/{stem}.png'")
    return jobs_from_inputs(inputs, batch_args.outputs, batch_args.endings, figure_args)


def _guard_files(jobs: Sequence[Job], batch_args: BatchArgs) -> None:
    """Raise an error, before anything is drawn, if outputs clash or a depfile cannot hold a name."""
    from ..batch.jobs import guard_jobs

    guard = OutputGuard()
    if batch_args.manifest:
        guard.reads(batch_args.manifest, "the manifest")
    guard_jobs(jobs, guard)
    if batch_args.report:
        guard.writes(batch_args.report, "--report")
    if batch_args.depfile:
        guard.writes(batch_args.depfile, "--depfile")
        _refuse_unwritable_names(jobs)


def _refuse_unwritable_names(jobs: Sequence[Job]) -> None:
    """Raise UsageError for a file whose name cannot be written in a Makefile."""
    targets: list[str] = []
    sources: list[str] = []
    for job in jobs:
        targets += job.outputs
        # The depfile lists presets too, but these are files of headmap, whose names can be written.
        sources += input_files(job.all_inputs)
        sources += [style for style in job.args.style.styles if isinstance(style, str)]
    format_rules([(targets, sources)])


def _report(
    results: Sequence[JobResult], failed: Sequence[JobResult], seconds: float, path: str | None
) -> None:
    """Print what went wrong and a summary, and write the JSON report."""
    from ..batch.report import report as format_report
    from ..batch.report import summary

    # Errors come last, just above the summary, where a user sees them without scrolling.
    flush_messages()
    print_problems(failed)
    if is_shown(logging.WARNING):
        click.echo(f"headmap: {summary(results, seconds)}", err=True)
    if path:
        write_output(format_report(results, seconds), path)


def _depfile_rules(jobs: Sequence[Job], batch_args: BatchArgs) -> bytes:
    """Return a rule for each figure, or one for all if each shows the categories of all."""
    rules: list[tuple[list[str], list[str]]] = []
    all_targets: list[str] = []
    all_sources: list[str] = []
    for job in jobs:
        sources = list(source_files(job.inputs, job.args.style, job.args.read))
        if batch_args.manifest and not is_stream(batch_args.manifest):
            sources.append(batch_args.manifest)
        rules.append((list(job.outputs), sources))
        all_targets += job.outputs
        all_sources += sources
    # A category that appears in one input changes the legend and colours of all figures.
    if batch_args.shared_categories:
        rules = [(all_targets, all_sources)]
    return format_rules(rules)
