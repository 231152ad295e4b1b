"""Commands that write no figure, compared with importing a library that they need."""

from __future__ import annotations

from .environments import HEADMAP, HEADMAP_BEFORE, PYTHON
from .inputs import SAMPLE, SAMPLE_GRID, cross
from .settings import Findings, Section, Settings, table
from .timing import Runs, median, median_ratio, ratios, run_in_turn

INPUT = [str(SAMPLE), "--grid", cross(SAMPLE_GRID)]
ARGUMENTS = {"--help": ["--help"], "check": ["check", *INPUT], "show": ["show", *INPUT]}
IMPORTS = {"--help": "import click", "check": "import numpy", "show": "import numpy"}
"""By command: what it is compared with."""


def measure(settings: Settings) -> Findings:
    """Measure the commands of the current code and of the state before."""
    timed = {name: [*HEADMAP, *arguments] for name, arguments in ARGUMENTS.items()}
    timed |= {code: [*PYTHON, "-c", code] for code in IMPORTS.values()}
    if settings.has_before:
        timed |= {_before(name): [*HEADMAP_BEFORE, *arguments] for name, arguments in ARGUMENTS.items()}
    runs = run_in_turn(timed, settings.rounds)
    measured = {
        "check-cpu": ratios(runs["check"], runs["import numpy"], "cpu"),
        "check-wall": ratios(runs["check"], runs["import numpy"]),
        "help": ratios(runs["--help"], runs["import click"]),
    }
    text = "numpy is imported with its default number of threads."
    return Findings([Section("Commands that write no figure", text, _lines(runs))], measured)


def _before(name: str) -> str:
    return f"{name} before"


def _lines(runs: dict[str, Runs]) -> list[str]:
    """Return a row for each command."""
    rows = []
    for name, code in IMPORTS.items():
        ours, reference, before = runs[name], runs[code], runs.get(_before(name))
        row = [
            f"headmap {name}",
            f"{1000 * median(ours):.0f} ms",
            f"{1000 * median(ours, 'cpu'):.0f} ms",
            code,
        ]
        row += [f"{median_ratio(ours, reference):.2f}", f"{median_ratio(ours, reference, 'cpu'):.2f}"]
        row.append(f"{median_ratio(ours, before):.2f}" if before else "")
        rows.append(row)
    head = ["", "wall time", "CPU time", "compared with", "ratio of wall times", "ratio of CPU times"]
    return table([*head, "wall time / before"], rows)
