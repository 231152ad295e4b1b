"""List the figures that a run draws: one job for each INPUT."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct

from ..core.errors import HeadmapError, InputError, UsageError, input_error
from ..core.strings import quote
from ..files.output_guard import OutputGuard
from ..files.source import DATA_ENDINGS, named_path
from ..options.facets import facet_files
from ..options.records import NO_FIGURE_ARGS, FigureArgs
from ..options.sources import guard_inputs
from ..style.sources import Origin
from .output_names import output_names

CONFLICT_HINT = "choose other outputs, such as with {parent}, {name} or {index}"


@dataclass(frozen=True)
class Job:
    """A figure to draw.

    Attributes:
        inputs: The INPUTs, which are drawn as one figure; none if the options name facets.
        outputs: The files to write, in one format or several.
        args: The options of style, reading and drawing.
        place: Where a manifest lists the job; None for a job of the command line.
        streams: The contents of the streams among the inputs, by INPUT. None if there are no streams, and
            until they have been read.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    args: FigureArgs = NO_FIGURE_ARGS
    place: Origin | None = None
    streams: Mapping[str, bytes] | None = None

    @property
    def all_inputs(self) -> tuple[str, ...]:
        """Return the INPUTs, or the files of the facets, each as an INPUT would name it."""
        return (*self.inputs, *facet_files(self.args.read))

    def error(self, message: str) -> HeadmapError:
        """Return the error for what is wrong with the job: at its place in the manifest, if it has one."""
        if self.place is None:
            return UsageError(message)
        return InputError([self.place.problem(message)])


class LoadedJob(Struct, frozen=True):
    """What was read for a job.

    Attributes:
        categories: The categories of its data, in their order.
        styled_categories: The categories that its style names.
        packed_data: The data, see ``job_data.read_job``. As bytes they pass between processes without numpy
            being loaded in the parent.
        packed_style: The style, likewise. Most jobs of a run have the same style, and share its bytes.
        is_decided: Whether it is decided which heads are in a category; False for scores without a rule.
    """

    categories: tuple[str, ...]
    styled_categories: tuple[str, ...]
    packed_data: bytes
    packed_style: bytes
    is_decided: bool = True


def jobs_from_inputs(
    inputs: Iterable[str],
    outputs: Sequence[str],
    endings: Sequence[str],
    args: FigureArgs = NO_FIGURE_ARGS,
) -> list[Job]:
    """Return a job for each file that the INPUTs name, each file once.

    Args:
        inputs: INPUTs, which may be patterns.
        outputs: Templates of the outputs, see ``output_names``.
        endings: The values of ``{ext}`` in the templates.
        args: The options of all figures.

    Raises:
        UsageError: A template is wrong.
        InputError: No file matches a pattern.
    """
    paths: list[str] = []
    for text in inputs:
        paths += expand_pattern(text)
    jobs: list[Job] = []
    for index, path in enumerate(dict.fromkeys(paths), 1):
        jobs.append(Job((path,), output_names(outputs, endings, path, index, args), args))
    return jobs


def expand_pattern(text: str) -> list[str]:
    """Return the files that an INPUT names: all that match a pattern (``*``, ``?``, ``[``), or itself.

    Raises:
        InputError: No file matches the pattern.
    """
    # A file may be called "run[1].csv", which is a pattern, too.
    if not glob.has_magic(text) or os.path.exists(text):
        return [text]
    matches = glob.iglob(text, recursive=True)
    files = sorted(path for path in matches if not os.path.isdir(path))
    if not files:
        raise input_error(text, "no file matches this pattern")
    return files


def refuse_folder(text: str) -> None:
    """Raise InputError for an INPUT that is a folder, with a pattern for the data files in it."""
    folder = named_path(text)[1]
    if not os.path.isdir(folder):
        return
    ending = _most_common_ending(folder)
    hint = ""
    if ending:
        pattern = str(Path(folder, f"*{ending}"))
        hint = f"; did you mean {quote(pattern)}?"
    raise input_error(folder, f"is a folder; batch draws files{hint}")


def _most_common_ending(folder: str) -> str:
    """Return the ending that most data files in a folder have; empty if there are none."""
    try:
        names = [path.name for path in Path(folder).iterdir()]
    except OSError:
        return ""
    counts = Counter[str]()
    for ending in DATA_ENDINGS:
        counts[ending] = sum(name.endswith(ending) for name in names)
    ending, count = counts.most_common(1)[0]
    return ending if count else ""


def guard_jobs(jobs: Sequence[Job], guard: OutputGuard) -> None:
    """Tell a guard all files of the jobs.

    Raises:
        HeadmapError: Two jobs would write one file, or one would write a file that any of them reads.
    """
    # All inputs come first, since a job may write what a later one reads.
    for job in jobs:
        guard_inputs(job.inputs, job.args.style, job.args.read, guard)
    for job in jobs:
        for path in job.outputs:
            try:
                guard.writes(path, f"the figure of {' '.join(job.all_inputs)}", CONFLICT_HINT)
            except UsageError as e:
                raise job.error(str(e)) from None
