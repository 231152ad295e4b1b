"""Read what a figure is made of: its data and its style."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Sequence
from functools import lru_cache

from ..core.classification import Classification
from ..core.errors import UsageError
from ..core.facets import Facets
from ..options.facets import open_facets
from ..options.records import DrawArgs, StyleArgs
from ..options.resolve import read_options, resolve_style, with_score_panels
from ..readers import Input, open_inputs, read_shown
from ..style.schema import Style
from .jobs import Job

COMPRESSION_LEVEL = 1
"""The fastest level of zlib: memberships are mostly zeros, and higher levels take longer than they gain."""


def read_job(job: Job) -> tuple[Classification | Facets, Style]:
    """Read the inputs and the style of a job.

    Raises:
        HeadmapError: An input or the style is wrong. What is wrong with the options of a job of a manifest is
            reported at the job's place in the manifest.
    """
    try:
        if job.args.read.facets:
            inputs = open_facets(job.args.read, job.streams)
        else:
            inputs = open_inputs(job.inputs, job.args.read.max_bytes, job.streams)
        style = _job_style(job, inputs)
        data = read_shown(inputs, read_options(job.args.read, style))
    except UsageError as e:
        raise job.error(str(e)) from None
    return data, style


def _job_style(job: Job, inputs: Sequence[Input]) -> Style:
    """Return the style of a job."""
    carries_style = any(opened.carried_style is not None for opened in inputs)
    draw_args = with_score_panels(job.args.draw, job.args.read)
    are_files = all(isinstance(style, str) for style in job.args.style.styles)
    # The style that an input carries belongs to this job alone, and one that came through a stream is plain
    # data, which cannot be the key of a cache.
    if carries_style or not are_files:
        return resolve_style(job.args.style, inputs, draw_args)
    return _style_of_files(job.args.style, draw_args)


@lru_cache(maxsize=64)
def _style_of_files(style_args: StyleArgs, draw_args: DrawArgs) -> Style:
    """Return a style that comes from files and settings only.

    It is cached, since most jobs of a run have the same options.
    """
    return resolve_style(style_args, (), draw_args)


def pack(data: Classification | Facets, style: Style) -> bytes:
    """Return data and style as bytes, which stay in memory until all jobs of a run have been read."""
    return zlib.compress(pickle.dumps((data, style)), COMPRESSION_LEVEL)


def unpack(packed: bytes) -> tuple[Classification | Facets, Style]:
    """Return the data and the style that ``pack`` packed, in this run and never in a file."""
    data, style = pickle.loads(zlib.decompress(packed))
    return data, style
