"""Do one task of a job: read it, check its outputs, or draw it.

The parent process imports this module only to name the functions that workers call, and a worker checks its
memory before numpy is loaded. So nothing here imports numpy, or a module that does, outside a function.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..core.errors import HeadmapError
from ..files.atomic import refuse_pipe, write_files
from ..files.folders import make_folders
from ..writers.formats import data_required, find_format, format_of
from .jobs import Job, LoadedJob, refuse_folder

if TYPE_CHECKING:
    from ..core.classification import Classification
    from ..core.facets import Facets
    from ..options.records import DrawArgs
    from ..style.schema import Style
    from .results import FigureStatus


def load_job(job: Job) -> LoadedJob:
    """Read the inputs and the style of a job.

    Raises:
        HeadmapError: They are wrong, or an output cannot be written or cannot be what the options ask for.
    """
    from .job_data import read_job

    for text in job.all_inputs:
        refuse_folder(text)
    loaded = read_job(job)
    _refuse_outputs(job)
    return loaded


def _refuse_outputs(job: Job) -> None:
    """Raise for outputs that cannot be written, or cannot be what the options ask for."""
    for path in job.outputs:
        refuse_pipe(path)
        if not job.args.draw.embed_data and not find_format(format_of(path)).data_optional:
            raise job.error(data_required(path))


def check_job(
    job: Job, loaded: LoadedJob, categories: Sequence[str] | None, force: bool
) -> dict[str, FigureStatus]:
    """Return the state of each output, as ``check_states`` does, for a dry run."""
    from .output_states import check_states

    return check_states(job, loaded, categories, force).states


def draw_job(
    job: Job, loaded: LoadedJob, categories: Sequence[str] | None, force: bool
) -> dict[str, FigureStatus]:
    """Draw a job, and write the outputs that are not up to date.

    Returns:
        The state that each output had before.
    """
    from .output_states import check_states, stale_outputs

    checked = check_states(job, loaded, categories, force)
    stale = stale_outputs(checked.states)
    if stale:
        encoded = {format: checked.drawing.encode(format) for format in output_formats(stale)}
        write_outputs(stale, encoded)
    return checked.states


def encode_figure(
    data: Classification | Facets,
    style: Style,
    fingerprints: Mapping[str, str],
    draw_args: DrawArgs,
) -> dict[str, bytes]:
    """Return the bytes of a figure in each format, on a worker of a cluster.

    Args:
        data: The data of the figure.
        style: Its style.
        fingerprints: For each format, the fingerprint that the figure has in the process that asks.
        draw_args: The options of drawing.

    Raises:
        HeadmapError: The figure cannot be drawn, or would have another fingerprint. Since workers with other
            versions are refused, their fonts must differ.
    """
    from ..embed.fingerprint import Contents
    from ..render import Drawing

    drawing = Drawing(data, style, Contents(draw_args.embed_data, draw_args.tooltips))
    for format, fingerprint in fingerprints.items():
        if drawing.fingerprint(find_format(format)) != fingerprint:
            raise HeadmapError(
                "a worker has other fonts for this figure than this process; install the same fonts on all "
                "machines, or choose a text.family that matplotlib comes with, such as DejaVu Sans"
            )
    return {format: drawing.encode(format) for format in fingerprints}


def output_formats(paths: Sequence[str]) -> list[str]:
    """Return the formats of outputs, each once."""
    return sorted({format_of(path) for path in paths})


def write_outputs(paths: Sequence[str], encoded: Mapping[str, bytes]) -> None:
    """Write the files of a figure, all or none, and create their folders.

    Args:
        paths: The files.
        encoded: The bytes of each format.
    """
    make_folders(paths)
    # Many figures go to one folder, so run() sweeps and syncs each folder once instead of once per figure.
    write_files({path: encoded[format_of(path)] for path in paths}, clean_up=False)
