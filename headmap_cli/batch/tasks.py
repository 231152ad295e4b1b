"""The steps of a job: read what it is made of, then draw what is not there yet. They run in any process."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from .. import __version__
from ..core.classification import Classification
from ..core.errors import HeadmapError, UsageError
from ..embed.fingerprint import fingerprint, recorded_fingerprint
from ..embed.metadata import payload
from ..files.atomic import refuse_pipe
from ..files.folders import make_folders
from ..options.records import DrawArgs, StyleArgs
from ..options.resolve import read_options, resolve_style
from ..readers import Input, open_inputs, read_inputs
from ..style.schema import Style
from ..writers import PICTURES, format_of, write_files
from .jobs import Job, refuse_folder


@dataclass(frozen=True)
class LoadedJob:
    """What a job is made of.

    categories: of its data, in their order; named: those that its style names. packed: data and style.
    """

    categories: tuple[str, ...]
    named: tuple[str, ...]
    packed: bytes


def read(job: Job) -> LoadedJob:
    """Read a job's inputs and styles. Raises HeadmapError where they are wrong."""
    for text in job.inputs:
        refuse_folder(text)
    try:
        inputs = open_inputs(job.inputs, job.args.read.max_bytes, job.streams)
        style = _style(job, inputs)
        data = read_inputs(inputs, read_options(job.args.read, style))
    except UsageError as e:
        raise job.error(str(e)) from None
    _refuse(job)
    if "html" not in map(format_of, job.outputs):
        data = replace(data, scores=None)
    return LoadedJob(data.categories, tuple(style.categories), zlib.compress(pickle.dumps((data, style)), 1))


def check_states(
    job: Job, found: LoadedJob, categories: Sequence[str] | None, force: bool
) -> tuple[Classification, Style, dict[str, str]]:
    """The data, the style, and for each output whether it is ``up to date``, ``changed`` or ``new``.

    categories: those of the whole run, where its figures share them.
    """
    data, style = pickle.loads(zlib.decompress(found.packed))
    if categories is not None:
        data = _with_categories(data, categories)
    made_of = payload(data, style)
    states = {}
    for path in job.outputs:
        format = format_of(path)
        key = fingerprint(made_of, data, format, job.args.draw.embed_data, job.args.draw.tooltips)
        there = Path(path).exists()
        current = there and not force and recorded_fingerprint(path, format) == key
        states[path] = "up to date" if current else "changed" if there else "new"
    return data, style, states


def states(job: Job, found: LoadedJob, categories: Sequence[str] | None, force: bool) -> dict[str, str]:
    """What would be drawn; see plan."""
    return check_states(job, found, categories, force)[2]


def stale_outputs(states: Mapping[str, str]) -> list[str]:
    """The outputs that are not up to date."""
    return [path for path, state in states.items() if state != "up to date"]


def draw(job: Job, found: LoadedJob, categories: Sequence[str] | None, force: bool) -> dict[str, str]:
    """Draw and write the outputs that are not up to date; returns what became of each."""
    data, style, states = check_states(job, found, categories, force)
    wanted = stale_outputs(states)
    if wanted:
        made = pictures(data, style, sorted({format_of(path) for path in wanted}), job.args.draw)
        write(wanted, made)
    return states


def pictures(
    data: Classification,
    style: Style,
    formats: Sequence[str],
    draw_args: DrawArgs,
    version: str = __version__,
) -> dict[str, bytes]:
    """The bytes of a figure in each format; version: of the headmap that asks, which must be this one."""
    if version != __version__:
        raise HeadmapError(
            f"a worker has headmap {__version__}, this is {version}; install one version on all"
        )
    from ..render import draw, encoded

    return encoded(draw(data, style), formats, data, style, draw_args.embed_data, draw_args.tooltips)


def write(paths: Sequence[str], made: Mapping[str, bytes]) -> None:
    """Write a figure's files, all or none; their folders are made where there are none."""
    make_folders(paths)
    write_files({path: made[format_of(path)] for path in paths}, alone=False)


def _style(job: Job, inputs: Sequence[Input]) -> Style:
    """The style that a job asks for, over that of the first figure among its inputs."""
    are_files = all(isinstance(style, str) for style in job.args.style.styles)
    if not are_files or any(each.carried_style is not None for each in inputs):
        return resolve_style(job.args.style, inputs, job.args.draw)
    return _usual(job.args.style, job.args.draw)


@lru_cache(maxsize=64)
def _usual(style_args: StyleArgs, draw_args: DrawArgs) -> Style:
    """Return the style of a job without data of its own; kept, since most jobs of a run ask for the same."""
    return resolve_style(style_args, (), draw_args)


def _refuse(job: Job) -> None:
    """Raise for outputs that cannot be written, or be what the options ask for."""
    for path in job.outputs:
        refuse_pipe(path)
    whole = [path for path in job.outputs if format_of(path) not in PICTURES]
    if whole and not job.args.draw.embed_data:
        raise job.error(f"--no-data goes with {', '.join(PICTURES)}; {whole[0]} works by its data")


def _with_categories(data: Classification, categories: Sequence[str]) -> Classification:
    """The same data with more categories, in the order given; what it does not have is empty."""
    if data.categories == tuple(categories):
        return data
    at = [categories.index(name) for name in data.categories]
    membership = np.zeros((len(categories), *data.membership.shape[1:]), dtype=bool)
    membership[at] = data.membership
    scores = None
    if data.scores is not None:
        scores = np.full(membership.shape, np.nan)
        scores[at] = data.scores
    return Classification(tuple(categories), membership, data.present, data.model, scores)
