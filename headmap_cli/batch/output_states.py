"""Compare what a job would write with the files that exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ..core.aligned import shown_with_categories
from ..core.classification import Classification
from ..core.facets import Facets
from ..embed.fingerprint import Contents, recorded_fingerprint
from ..embed.metadata import payload
from ..style.schema import Style
from ..writers.formats import Format, expected_fingerprint, find_format, format_of
from .job_data import unpack
from .jobs import Job, LoadedJob
from .results import FigureStatus


class CheckedJob(NamedTuple):
    """What a job would draw, and which of its files are out of date.

    Attributes:
        data: The data, with the categories of the run if its figures share them.
        style: The style.
        states: UP_TO_DATE, CHANGED or NEW for each output.
    """

    data: Classification | Facets
    style: Style
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
    content = payload(data, style)
    states: dict[str, FigureStatus] = {}
    contents = Contents(job.args.draw.embed_data, job.args.draw.tooltips)
    for path in job.outputs:
        format = find_format(format_of(path))
        expected = expected_fingerprint(format, content, contents)
        states[path] = _state(path, format, expected, force)
    return CheckedJob(data, style, states)


def _state(path: str, format: Format, expected: str, force: bool) -> FigureStatus:
    """Return the state of a file by the fingerprint in it."""
    if not Path(path).exists():
        return FigureStatus.NEW
    # The fingerprint stands for all that the bytes depend on. Times of files would not do: a checkout of a
    # repository or a copy changes them, and a new version of headmap does not.
    if not force and recorded_fingerprint(path, format.slot) == expected:
        return FigureStatus.UP_TO_DATE
    return FigureStatus.CHANGED


def stale_outputs(states: Mapping[str, FigureStatus]) -> list[str]:
    """Return the outputs that have to be written."""
    return [path for path, state in states.items() if state is not FigureStatus.UP_TO_DATE]
