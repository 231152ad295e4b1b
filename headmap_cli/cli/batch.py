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

from ..asked import figure_style, files_read, inputs_read, read_options
from ..depfile import depfile as rules
from ..depfile import refuse_taken
from ..errors import SHOWN, ExitStatus, Terminated, UsageError, one_line
from ..writers import FORMATS, write_files
from .common import DRAW_OPTIONS, READ_OPTIONS, STYLE_OPTIONS, talks, to_stdout, with_options

if TYPE_CHECKING:
    from ..batch.jobs import Job
    from ..batch.run import Figure

EVERY_SECONDS = 10.0
"""How often a run says how far it is, where there is no terminal."""

log = logging.getLogger("headmap")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@click.command()
@click.argument("inputs", nargs=-1, type=click.Path(), metavar="INPUT...")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="TEMPLATE",
    help="Where each figure goes, such as 'figs/{stem}.{ext}'; fields: stem, name, parent, ext, index.",
)
@click.option("--ext", "endings", multiple=True, type=click.Choice(FORMATS), help="The formats of {ext}.")
@click.option(
    "--manifest", type=click.Path(), metavar="FILE", help="Jobs in YAML: defaults, and a list of figures."
)
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
    "--report", type=click.Path(), metavar="FILE", help="What became of each figure, as JSON; - for stdout."
)
@click.option("--scheduler", metavar="ADDRESS", help="Draw on a Dask cluster: tcp://host:8786.")
@with_options(STYLE_OPTIONS, READ_OPTIONS, DRAW_OPTIONS)
@talks
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
    from ..batch.run import Figure, How, run

    planned = _planned(inputs, manifest, options)
    if depfile:
        _check_depfile(depfile, planned, manifest, report)
    figures = [Figure(job) for job in planned]
    how = How(
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
    _list(failed)
    if log.isEnabledFor(logging.WARNING):
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
    """The jobs, which write no file twice."""
    from ..batch.jobs import jobs_of, refuse_clashes

    if bool(inputs) == bool(manifest):
        raise UsageError("name INPUTs or a --manifest" + (", not both" if inputs else ""))
    if manifest:
        from ..batch.manifest import read_manifest

        source = click.get_current_context().get_parameter_source
        flags = [name for name in options if source(name) is ParameterSource.COMMANDLINE]
        planned = read_manifest(manifest, options, flags)
    else:
        if not options["outputs"]:
            raise UsageError("say where the figures go, such as -o 'figs/{stem}.png'")
        read_options(options, figure_style(options))
        planned = jobs_of(inputs, options["outputs"], options["endings"], options)
    refuse_clashes(planned)
    return planned


@contextmanager
def _telling(total: int, dry: bool) -> Iterator[Any]:
    """A function that says what became of a figure: a bar on a terminal, else a line now and then."""
    said: set[str] = set()
    quiet, verbose = not log.isEnabledFor(logging.WARNING), log.isEnabledFor(logging.INFO)
    shows_bar = not (quiet or verbose or dry) and sys.stderr is not None and sys.stderr.isatty()
    bar = click.progressbar(length=total, file=sys.stderr) if shows_bar else None
    count, last = 0, time.monotonic()

    def tell(figure: Figure) -> None:
        nonlocal count, last
        count += 1
        for level, text in figure.said:
            if text not in said:
                said.add(text)
                if bar:
                    click.echo("\r\x1b[K", err=True, nl=False)
                log.log(level, "%s", text)
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


def _list(failed: Sequence[Figure]) -> None:
    """Say what went wrong, at the end, where it is seen."""
    lines = [problem for figure in failed for problem in figure.problems]
    for line in lines[:SHOWN]:
        click.echo(("" if line.startswith("... and ") else "headmap: error: ") + one_line(line), err=True)
    if len(lines) > SHOWN:
        click.echo(f"... and {len(lines) - SHOWN} more", err=True)


def _check_depfile(depfile: str, jobs: Sequence[Job], manifest: str | None, report: str | None) -> None:
    """Refuse, before anything is drawn, a depfile over a file of the run, and names beyond Make."""
    made = [path for job in jobs for path in job.outputs]
    read = [path for job in jobs for path in (*inputs_read(job.inputs), *job.options["styles"])]
    refuse_taken(depfile, filter(None, [*made, report]), filter(None, [*read, manifest]))
    rules([(made, read)])


def _depfile(jobs: Sequence[Job], manifest: str | None, shared: bool) -> bytes:
    """A rule for each figure, or one for all where each has the categories of all."""
    found = [
        (list(job.outputs), [*files_read(job.inputs, job.options), *([manifest] if manifest else [])])
        for job in jobs
    ]
    if shared:
        found = [([path for made, _ in found for path in made], [path for _, of in found for path in of])]
    return rules(found)
