"""``headmap batch``: many figures in one run."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from ..core.errors import MAX_PROBLEMS_SHOWN, ExitStatus, Terminated, UsageError
from ..core.strings import one_line
from ..files.atomic import refuse_pipe, write_files
from ..files.depfile import depfile as rules
from ..files.output_guard import OutputGuard
from ..files.streams import is_stream, refuse_repeated_streams
from ..options import figure_style, files_read, inputs_read, read_options, streams_of
from ..writers.formats import format_names
from .command import Command
from .common import DRAW_OPTIONS, FILE, READ_OPTIONS, STYLE_OPTIONS, with_options
from .messages import flush_messages, is_shown
from .output import to_stdout, with_logging

if TYPE_CHECKING:
    from ..batch.jobs import Job
    from ..batch.run import JobResult

EVERY_SECONDS = 10.0
"""How often a run says how far it is, where there is no terminal."""

log = logging.getLogger("headmap")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@click.command(cls=Command)
@click.argument("inputs", nargs=-1, type=FILE, metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="TEMPLATE",
    help="Where each figure goes, such as 'figs/{stem}.{ext}'; fields: stem, name, parent, ext, index.",
)
@click.option(
    "--ext", "endings", multiple=True, type=click.Choice(format_names()), help="The formats of {ext}."
)
@click.option("--manifest", type=FILE, metavar="FILE", help="Jobs in YAML: defaults, and a list of figures.")
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="Processes; else one for each core.")
@click.option("--force", is_flag=True, help="Draw what is up to date too.")
@click.option("--dry-run", is_flag=True, help="Say what would be drawn; draw nothing.")
@click.option("--fail-fast", is_flag=True, help="Stop at the first figure that fails.")
@click.option(
    "--shared-categories/--own-categories",
    default=True,
    help="Whether all figures have the categories of all, in one order and the same colours.",
)
@click.option(
    "--report", type=FILE, metavar="FILE", help="What became of each figure, as JSON; - for stdout."
)
@click.option("--scheduler", metavar="ADDRESS", help="Draw on a Dask cluster: tcp://host:8786.")
@with_options(STYLE_OPTIONS, READ_OPTIONS, DRAW_OPTIONS)
@with_logging
def batch(
    inputs: tuple[str, ...],
    manifest: str | None,
    jobs: int | None,
    force: bool,
    dry_run: bool,
    fail_fast: bool,
    shared_categories: bool,
    report: str | None,
    scheduler: str | None,
    depfile: str | None,
    **options: Any,
) -> ExitStatus:
    """Draw a figure of each INPUT, or of each job of a manifest; what is up to date is left as it is.

    An INPUT may be a pattern in quotes, such as 'runs/*.csv'. One that fails does not stop the others.
    """
    from ..batch.report import report as as_json
    from ..batch.report import summary
    from ..batch.run import JobResult, RunOptions, run

    for path in filter(None, (report, depfile)):
        refuse_pipe(path)
    planned = _planned(inputs, manifest, options)
    _guard_files(planned, manifest, report, depfile)
    figures = [JobResult(job) for job in planned]
    how = RunOptions(
        jobs or _cores(), shared_categories, force, dry_run, fail_fast, scheduler, log.getEffectiveLevel()
    )
    start, interrupt = time.monotonic(), None
    try:
        with _telling(len(figures), dry_run) as tell:
            run(figures, how, tell)
    except (KeyboardInterrupt, Terminated) as e:
        interrupt = e
    seconds = time.monotonic() - start
    failed = [figure for figure in figures if figure.problems]
    flush_messages()
    _list(failed)
    if is_shown(logging.WARNING):
        click.echo(f"headmap: {summary(figures, seconds)}", err=True)
    if report == "-":
        to_stdout(as_json(figures, seconds))
    elif report:
        write_files({report: as_json(figures, seconds)})
    if interrupt is not None:
        raise interrupt
    if depfile and not failed and not dry_run:
        write_files({depfile: _depfile(planned, manifest, shared_categories)})
    return max((figure.exit_status for figure in failed), default=ExitStatus.SUCCESS)


def _planned(inputs: tuple[str, ...], manifest: str | None, options: dict[str, Any]) -> list[Job]:
    """The jobs."""
    from ..batch.jobs import jobs_of
    from ..batch.streams import refuse_shared_streams, with_options_read

    if bool(inputs) == bool(manifest):
        raise UsageError("name INPUTs or a --manifest" + (", not both" if inputs else ""))
    refuse_repeated_streams([*streams_of(inputs, options), *([manifest] if manifest else [])])
    if manifest:
        from ..batch.manifest import read_manifest

        source = click.get_current_context().get_parameter_source
        flags = [name for name in options if source(name) is ParameterSource.COMMANDLINE]
        planned = read_manifest(manifest, options, flags)
    else:
        if not options["outputs"]:
            raise UsageError("say where the figures go, such as -o 'figs/{stem}.png'")
        planned = jobs_of(inputs, options["outputs"], options["endings"], options)
    refuse_shared_streams(planned, manifest)
    planned = with_options_read(planned)
    if not manifest:
        read_options(planned[0].options, figure_style(planned[0].options))
    return planned


@contextmanager
def _telling(total: int, dry: bool) -> Iterator[Any]:
    """A function that says what became of a figure: a bar on a terminal, else a line now and then."""
    quiet, verbose = not is_shown(logging.WARNING), is_shown(logging.INFO)
    shows_bar = not (quiet or verbose or dry) and sys.stderr is not None and sys.stderr.isatty()
    bar = click.progressbar(length=total, file=sys.stderr) if shows_bar else None
    count, last = 0, time.monotonic()

    def tell(figure: JobResult) -> None:
        nonlocal count, last
        count += 1
        for said in figure.said:
            log.log(said.level, "%s", said.text, extra={"kind": said.kind})
        if dry and not figure.problems:
            outputs = " ".join(figure.job.outputs)
            click.echo(one_line(f"{figure.status}: {' '.join(figure.job.inputs)} -> {outputs}"))
        elif verbose:
            for path, state in figure.outputs.items():
                log.info("%s: %s", path, state)
        elif bar:
            bar.update(1)
        elif not dry and time.monotonic() - last > EVERY_SECONDS:
            last = time.monotonic()
            if not quiet:
                click.echo(f"headmap: {count} of {total} figures", err=True)

    if bar is None:
        yield tell
        return
    with bar:
        yield tell


def _list(failed: Sequence[JobResult]) -> None:
    """Say what went wrong, at the end, where it is seen."""
    lines = [problem for figure in failed for problem in figure.problems]
    for line in lines[:MAX_PROBLEMS_SHOWN]:
        click.echo(("" if line.startswith("... and ") else "headmap: error: ") + one_line(line), err=True)
    if len(lines) > MAX_PROBLEMS_SHOWN:
        click.echo(f"... and {len(lines) - MAX_PROBLEMS_SHOWN} more", err=True)


def _guard_files(jobs: Sequence[Job], manifest: str | None, report: str | None, depfile: str | None) -> None:
    """Refuse, before anything is drawn, outputs that clash, and names that no depfile can hold."""
    from ..batch.jobs import guard_jobs

    guard = OutputGuard()
    if manifest:
        guard.reads(manifest, "the manifest")
    guard_jobs(jobs, guard)
    if report:
        guard.writes(report, "--report")
    if depfile:
        guard.writes(depfile, "--depfile")
        outputs = [path for job in jobs for path in job.outputs]
        read = [path for job in jobs for path in (*inputs_read(job.inputs), *_style_files(job))]
        rules([(outputs, read)])


def _style_files(job: Job) -> list[str]:
    """The style files of a job that other processes can read too."""
    return [style for style in job.options["styles"] if isinstance(style, str)]


def _manifest_file(manifest: str | None) -> list[str]:
    """The manifest, if other processes can read it too."""
    return [manifest] if manifest and not is_stream(manifest) else []


def _depfile(jobs: Sequence[Job], manifest: str | None, shared: bool) -> bytes:
    """A rule for each figure, or one for all where each has the categories of all."""
    found = [
        (list(job.outputs), [*files_read(job.inputs, job.options), *_manifest_file(manifest)]) for job in jobs
    ]
    if shared:
        found = [([path for made, _ in found for path in made], [path for _, of in found for path in of])]
    return rules(found)
