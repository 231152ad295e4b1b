"""``headmap batch``: the time for each figure, a second job, and figures that are up to date."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import numpy as np

from .contestants import picture_size, render
from .environments import HEADMAP, HEADMAP_BEFORE
from .inputs import cross
from .settings import Findings, Section, Settings, table
from .timing import ROOT, Command, Runs, median, median_ratio, ratios, run, run_in_turn

GRID = (36, 40)
NAMES = ("Algorithmic", "Knowledge", "Linguistic")
FEW, FIGURES, ALL = 20, 200, 1000
COLD, GNUPLOT, HALVES = "one figure, cold", "one figure, gnuplot", "200, as two runs of 100 at once"
ONE_JOB, TWO_JOBS, UP_TO_DATE = "200, --jobs 1", "200, --jobs 2", "1,000 that are up to date"
CONTEXT = {COLD, GNUPLOT, "20, --jobs 1"}
BEFORE = ", before"


def measure(settings: Settings) -> Findings:
    """Measure batches of tables of three categories on 36 x 40, which are random so that legends differ."""
    write_inputs(settings.folder)
    runs = run_in_turn(
        _commands(settings), settings.rounds, context=CONTEXT, context_rounds=settings.context_rounds
    )
    one_job = runs[ONE_JOB]
    measured = {"batch-jobs": ratios(one_job, runs[TWO_JOBS])}
    if settings.has_before:
        measured["batch-before"] = ratios(one_job, runs[ONE_JOB + BEFORE])
        measured["batch-up-to-date"] = ratios(runs[UP_TO_DATE], runs[UP_TO_DATE + BEFORE])
    return Findings([Section("Batches", _text(runs), _lines(runs))], measured)


def write_inputs(folder: Path) -> None:
    """Write the tables into a folder for each number of figures, and one figure's panels for gnuplot."""
    for count in (FEW, FIGURES, ALL):
        (folder / f"in{count}").mkdir()
    for number in range(ALL):
        random = np.random.default_rng(number)
        membership = random.random((len(NAMES), *GRID)) < random.choice([0.01, 0.05, 0.15])
        rows = [f"{layer},{head},{NAMES[category]}\n" for category, layer, head in np.argwhere(membership)]
        for count in (FEW, FIGURES, ALL):
            if number < count:
                path = folder / f"in{count}" / f"{number:04}.csv"
                path.write_text("layer,head,category\n" + "".join(rows), encoding="utf-8")
        if number == 0:
            _write_panels(folder, membership)


def _write_panels(folder: Path, membership: np.ndarray) -> None:
    """Write the panels of a figure as matrices for gnuplot, which gets them merged already."""
    numbers = np.arange(1, len(NAMES) + 1)[:, None, None] * membership
    count = membership.sum(axis=0)
    composite = np.where(count > 1, len(NAMES) + count - 1, numbers.sum(axis=0))
    for panel, values in enumerate([composite, *numbers]):
        np.savetxt(folder / str(panel), values.T, fmt="%d")


def _commands(settings: Settings) -> dict[str, Command]:
    """Return all that is timed, after drawing the figures that are up to date."""
    folder = settings.folder
    csv = folder / f"in{FEW}" / "0000.csv"
    commands = {COLD: render(csv, GRID, folder / "cold.png")}
    if shutil.which("gnuplot"):
        commands[GNUPLOT] = _gnuplot_command(csv, folder)
    for figures, jobs in ((FEW, 1), (FIGURES, 1), (FIGURES, 2)):
        commands[f"{figures}, --jobs {jobs}"] = _batch(HEADMAP, folder, figures, jobs)
    commands[HALVES] = _halves(commands[ONE_JOB])
    commands[UP_TO_DATE] = _up_to_date(HEADMAP, folder, "now")
    if settings.has_before:
        commands[ONE_JOB + BEFORE] = _batch(HEADMAP_BEFORE, folder, FIGURES, 1)
        commands[UP_TO_DATE + BEFORE] = _up_to_date(HEADMAP_BEFORE, folder, "before")
    return commands


def _gnuplot_command(csv: Path, folder: Path) -> Command:
    """Return the command that draws the four panels of one figure at the same size."""
    script = str(ROOT / "benchmarks" / "peers" / "gnuplot_ready.gp")
    numbers = map(str, (*GRID, *picture_size(csv, GRID, folder)))
    return ["gnuplot", "-c", script, str(folder), *numbers, str(folder / "gnuplot.png")]


def _batch(headmap: Command, folder: Path, figures: int, jobs: int) -> Command:
    """Return the command that draws so many figures, whether they are up to date or not."""
    target = f"{folder}/out{figures}/{{stem}}.png"
    options = ["--grid", cross(GRID), "-o", target, "--jobs", str(jobs), "--force", "-q"]
    return [*headmap, "batch", f"{folder}/in{figures}/*.csv", *options]


def _halves(batch: Command) -> Command:
    """Return a command that runs a batch of 200 as two batches of 100 at the same time."""
    command = shlex.join(batch)
    first, second = (command.replace("*.csv", f"{start}*.csv") for start in ("00", "01"))
    return ["sh", "-c", f"{first} & {second} && wait $!"]


def _up_to_date(headmap: Command, folder: Path, name: str) -> Command:
    """Draw 1,000 figures, and return the command that finds them up to date."""
    target = f"{folder}/{name}/{{stem}}.png"
    command = [*headmap, "batch", f"{folder}/in{ALL}/*.csv", "--grid", cross(GRID), "-o", target, "-q"]
    run(command)
    return command


def _lines(runs: dict[str, Runs]) -> list[str]:
    """Return a row for each command."""
    rows = []
    for name, taken in runs.items():
        before = runs.get(name + BEFORE)
        row = [name, f"{median(taken):.3f} s", f"{median(taken, 'peak') / 1e6:.0f} MB"]
        row.append(f"{median_ratio(taken, before):.2f}" if before else "")
        rows.append([*row, str(len(taken))])
    return table(["", "wall time", "peak memory", "wall time / before", "rounds"], rows)


def _text(runs: dict[str, Runs]) -> str:
    """Return what the table means for one figure and for two jobs."""
    one_job, two_jobs = runs[ONE_JOB], runs[TWO_JOBS]
    cold = median_ratio(one_job, runs[COLD]) / FIGURES
    memory = median_ratio(one_job, runs["20, --jobs 1"], "peak")
    sentences = [
        "Each table has three categories on 36 x 40 and becomes a PNG. The times include the start of the "
        "process, and the peak memory is that of the largest process.",
        f"One figure of a batch of 200 takes {1000 * median(one_job) / FIGURES:.1f} ms, or {cold:.3f} of the "
        f"time of a cold figure. A batch of 200 needs {memory:.2f} times the memory of a batch of 20.",
        f"A second job makes a batch of 200 {median_ratio(one_job, two_jobs):.2f} times as fast. Two runs of "
        f"100 figures at the same time are {median_ratio(one_job, runs[HALVES]):.2f} times as fast as one of "
        "200, which is what the cores of this machine can give.",
    ]
    if GNUPLOT in runs:
        share = median_ratio(one_job, runs[GNUPLOT]) / FIGURES
        sentences.append(
            "gnuplot gets matrices that are merged already, and a figure of a batch takes "
            f"{share:.2f} of its time."
        )
    return " ".join(sentences)
