"""Further figures in one process that has drawn one already."""

from __future__ import annotations

import statistics

from .contestants import PLOTLY, installed_scripts, picture_size
from .environments import PYTHON
from .inputs import SAMPLE, SAMPLE_GRID, cross
from .settings import Findings, Section, Settings, table
from .timing import Command, run_in_turn

FIGURES, QUICK_FIGURES = 5, 2


def measure(settings: Settings) -> Findings:
    """Measure the seconds of one further figure with each contestant."""
    size = picture_size(SAMPLE, SAMPLE_GRID, settings.folder)
    figures = QUICK_FIGURES if settings.quick else FIGURES
    commands: dict[str, Command] = {}
    for name, script in {"headmap": "headmap", **installed_scripts()}.items():
        if settings.quick and name == PLOTLY:
            continue
        out = str(settings.folder / f"{script}.png")
        arguments = [script, str(SAMPLE), cross(SAMPLE_GRID), cross(size), out, str(figures)]
        commands[name] = [*PYTHON, "-m", "benchmarks.warm_process", *arguments]
    runs = run_in_turn(commands, settings.context_rounds, context=[PLOTLY], warm_up=False)
    seconds = {
        name: {number: float(run.output) for number, run in taken.items()} for name, taken in runs.items()
    }
    return Findings([Section("Further figures in one process", "From CSV to PNG.", _lines(seconds))], {})


def _lines(seconds: dict[str, dict[int, float]]) -> list[str]:
    """Return a row for each contestant, the fastest first; seconds are by name and round."""
    ours = seconds["headmap"]
    rows = []
    for name in sorted(seconds, key=lambda name: statistics.median(seconds[name].values())):
        theirs = seconds[name]
        ratio = statistics.median(ours[number] / theirs[number] for number in theirs)
        rows.append([name, f"{ratio:.3f}", f"{1 / statistics.median(theirs.values()):.1f}"])
    return table(["", "headmap's time / its time", "figures per second"], rows)
