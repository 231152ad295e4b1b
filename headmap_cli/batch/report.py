"""What became of a run, in numbers and as JSON."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Sequence

from .. import __version__
from .run import JobResult


def summary(figures: Sequence[JobResult], seconds: float) -> str:
    """The run in a line: ``198 written, 1 up to date, 1 failed in 2.3 s``."""
    counts = Counter(figure.status for figure in figures)
    order = ("new", "changed", "written", "up to date", "failed", "not run")
    parts = [f"{counts[status]} {status}" for status in order if counts[status]]
    return f"{', '.join(parts)} in {seconds:.1f} s"


def report(figures: Sequence[JobResult], seconds: float) -> bytes:
    """All figures, each with what became of it, what it took and what was said, and the counts; as JSON."""
    rows = [
        {
            "inputs": list(figure.job.inputs),
            "outputs": {path: figure.outputs.get(path, figure.status) for path in figure.job.outputs},
            "status": figure.status,
            "seconds": round(figure.seconds, 4),
            "warnings": [said.text for said in figure.said if said.level >= logging.WARNING],
            "problems": figure.problems,
        }
        for figure in figures
    ]
    counts = Counter(figure.status for figure in figures)
    data = {"headmap": __version__, "seconds": round(seconds, 3), "counts": dict(counts), "figures": rows}
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "surrogateescape") + b"\n"
