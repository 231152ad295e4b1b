"""Compare what a job would write with the files that exist."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..core.aligned import shown_with_categories
from ..embed.fingerprint import Contents, is_sealed
from ..render import Drawing
from ..writers.formats import find_format, format_of
from .job_data import unpack
from .jobs import Job, LoadedJob
from .results import FigureStatus


class CheckedJob(NamedTuple):
    """What a job would draw, and which of its files are out of date.

    Attributes:
        drawing: The figure, of the categories of the run if its figures share them. Nothing is drawn yet.
        states: UP_TO_DATE, CHANGED or NEW for each output.
    """

    drawing: Drawing
    states: dict[str, FigureStatus]


def check_states(job: Job, loaded: LoadedJob, categories: Sequence[str] | None, force: bool) -> CheckedJob:
    """Return what a job would draw, and the state of each output.

    Args:
        job: The job.
        loaded: What was read for it.
        categories: The categories that all figures of the run have; None if each has its own.
        force: Whether a file that exists always counts as changed.
    """
    data, style = unpack(loaded)
    if categories is not None:
        data = shown_with_categories(data, categories)
    drawing = Drawing(data, style, Contents(job.args.draw.embed_data, job.args.draw.tooltips))
    states = {path: _state(path, drawing, force) for path in job.outputs}
    return CheckedJob(drawing, states)


def _state(path: str, drawing: Drawing, force: bool) -> FigureStatus:
    """Return the state of a file by the seal in it."""
    if not os.path.exists(path):
        return FigureStatus.NEW
    if force:
        return FigureStatus.CHANGED
    # The fingerprint stands for all that the bytes depend on, and the seal for the bytes too. Times of files
    # would not do: a checkout of a repository or a copy changes them, and a new version of headmap does not.
    format = find_format(format_of(path))
    if is_sealed(path, format.slot, drawing.fingerprint(format)):
        return FigureStatus.UP_TO_DATE
    return FigureStatus.CHANGED


def stale_outputs(states: Mapping[str, FigureStatus]) -> list[str]:
    """Return the outputs that have to be written."""
    return [path for path, state in states.items() if state is not FigureStatus.UP_TO_DATE]
