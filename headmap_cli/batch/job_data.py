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
from .jobs import Job, LoadedJob

MIN_BYTES_TO_COMPRESS = 1 << 15
"""Smaller data is stored as it is. Most is a few kilobytes, and compressing it would add about a tenth to the
time of checking a figure that is up to date."""
PICKLE_START = b"\x80"
"""The first byte of what pickle writes, which differs from that of zlib."""
COMPRESSION_LEVEL = 1
"""The fastest level of zlib. Memberships are mostly zeros, so higher levels save little more memory."""


def read_job(job: Job) -> LoadedJob:
    """Read the inputs and the style of a job, and pack them.

    Raises:
        HeadmapError: An input or the style is wrong. Errors in the options of a job of a manifest
            point to its place in the manifest.
    """
    try:
        if job.args.read.facets:
            inputs = open_facets(job.args.read, job.streams)
        else:
            inputs = open_inputs(job.inputs, job.args.read.max_bytes, job.streams)
        style, packed_style = _job_style(job, inputs)
        data = read_shown(inputs, read_options(job.args.read, style))
    except UsageError as e:
        raise job.error(str(e)) from None
    return LoadedJob(
        data.categories, tuple(style.categories), _pack_data(data), packed_style, data.is_decided
    )


def unpack(loaded: LoadedJob) -> tuple[Classification | Facets, Style]:
    """Return the data and the style of a job.

    Unpickling is safe, since a process of this run has pickled them; they are never read from a file.
    """
    packed_data = loaded.packed_data
    if not packed_data.startswith(PICKLE_START):
        packed_data = zlib.decompress(packed_data)
    return pickle.loads(packed_data), _unpack_style(loaded.packed_style)


def _job_style(job: Job, inputs: Sequence[Input]) -> tuple[Style, bytes]:
    """Return the style of a job, and the same as bytes."""
    carries_style = any(opened.carried_style is not None for opened in inputs)
    draw_args = with_score_panels(job.args.draw, job.args.read)
    are_files = all(isinstance(style, str) for style in job.args.style.styles)
    # The style that an input carries belongs to this job alone, and one that came through a stream is plain
    # data, which cannot be the key of a cache.
    if carries_style or not are_files:
        style = resolve_style(job.args.style, inputs, draw_args)
        return style, pickle.dumps(style)
    return _style_of_files(job.args.style, draw_args)


@lru_cache(maxsize=64)
def _style_of_files(style_args: StyleArgs, draw_args: DrawArgs) -> tuple[Style, bytes]:
    """Return a style that comes from files and settings only, and the same as bytes.

    It is cached, since most jobs of a run have the same options.
    """
    style = resolve_style(style_args, (), draw_args)
    return style, pickle.dumps(style)


def _pack_data(data: Classification | Facets) -> bytes:
    """Return data as bytes, which stay in memory until all jobs of a run have been read."""
    packed = pickle.dumps(data)
    if len(packed) < MIN_BYTES_TO_COMPRESS:
        return packed
    return zlib.compress(packed, COMPRESSION_LEVEL)


@lru_cache(maxsize=64)
def _unpack_style(packed: bytes) -> Style:
    """Return a style from its bytes."""
    style: Style = pickle.loads(packed)
    return style
