"""Summarise a run, in a line for people and in JSON for programs."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from typing import Any

from .._version import __version__
from ..core.strings import json_text
from .results import FigureStatus, JobResult

SUMMARY_ORDER = (
    FigureStatus.NEW,
    FigureStatus.CHANGED,
    FigureStatus.WRITTEN,
    FigureStatus.UP_TO_DATE,
    FigureStatus.FAILED,
    FigureStatus.NOT_RUN,
)


def summary(results: Sequence[JobResult], seconds: float) -> str:
    """Return the run in a line, such as ``198 written, 1 up to date, 1 failed in 2.3 s``."""
    counts = Counter(result.status for result in results)
    parts = [f"{counts[status]} {status}" for status in SUMMARY_ORDER if counts[status]]
    return f"{', '.join(parts)} in {seconds:.1f} s"


def report(results: Sequence[JobResult], seconds: float) -> bytes:
    r"""Return the JSON of ``--report``: the status of each figure, and how many figures have each status.

    Args:
        results: The figures of the run.
        seconds: How long the run took.

    Returns:
        The document in UTF-8. A byte of a file name that is not UTF-8 is an escape such as ``\udce9``.
    """
    counts = Counter(result.status.value for result in results)
    document = {
        "headmap": __version__,
        "seconds": round(seconds, 3),
        "counts": dict(counts),
        "figures": [_figure(result) for result in results],
    }
    return json_text(document, indent=1).encode() + b"\n"


def _figure(result: JobResult) -> dict[str, Any]:
    """Return the entry of one figure."""
    # A file without a status of its own, as that of a figure that failed, has the status of the figure.
    outputs = {path: result.outputs.get(path, result.status).value for path in result.job.outputs}
    return {
        "inputs": list(result.job.all_inputs),
        "outputs": outputs,
        "status": result.status.value,
        "seconds": round(result.seconds, 4),
        "warnings": [line.text for line in result.log if line.level >= logging.WARNING],
        "problems": result.problems,
    }
