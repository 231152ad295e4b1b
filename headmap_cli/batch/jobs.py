"""What a run draws: a job for each figure, and how its outputs are named."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from ..core.errors import HeadmapError, InputError, UsageError, input_error
from ..core.strings import did_you_mean, quote
from ..files.output_guard import OutputGuard
from ..files.source import DATA_ENDINGS, PACKED_ENDINGS, named_path
from ..options.records import NO_FIGURE_ARGS, FigureArgs
from ..options.sources import guard_inputs
from ..style.sources import Place
from ..writers import format_of

HINT = "choose other outputs, such as with {parent}, {name} or {index}"
FIELDS = ("stem", "name", "parent", "ext", "index")


@dataclass(frozen=True)
class Job:
    """One figure: INPUTs, the files it goes to, and the options of style, reading and drawing.

    place: where a manifest says it. streams: what streams among the inputs gave, by INPUT.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    args: FigureArgs = NO_FIGURE_ARGS
    place: Place | None = None
    streams: Mapping[str, bytes] | None = None

    def error(self, message: str) -> HeadmapError:
        """What is wrong with the job, at its place."""
        return InputError([self.place.problem(message)]) if self.place else UsageError(message)


def jobs_of(
    inputs: Iterable[str],
    outputs: Sequence[str],
    endings: Sequence[str],
    args: FigureArgs = NO_FIGURE_ARGS,
) -> list[Job]:
    """A job for each INPUT, with its names put into the outputs.

    Raises UsageError for an output whose fields are not FIELDS, InputError where no file matches a
    pattern.
    """
    found = list(dict.fromkeys(path for text in inputs for path in matching(text)))
    jobs = []
    for index, text in enumerate(found, 1):
        names = output_names(outputs, endings, text, index)
        jobs.append(Job((text,), names, args))
    return jobs


def matching(text: str) -> list[str]:
    """The files that an INPUT names: itself, or all that match a pattern (``*``, ``?``, ``[``)."""
    if not glob.has_magic(text) or Path(text).exists():
        return [text]
    names = glob.iglob(text, recursive=True)
    found = sorted(path for path in names if not Path(path).is_dir())
    if not found:
        raise input_error(text, "no file matches this pattern")
    return found


def refuse_folder(text: str) -> None:
    """Raise InputError for an INPUT that is a folder, with the pattern for most of its files."""
    folder = named_path(text)[1]
    if not Path(folder).is_dir():
        return
    try:
        names = [path.name for path in Path(folder).iterdir()]
    except OSError:
        names = []
    endings = Counter(ending for name in names for ending in DATA_ENDINGS if name.endswith(ending))
    hint = ""
    if endings:
        pattern = str(Path(folder, "*" + endings.most_common(1)[0][0]))
        hint = f"; did you mean {quote(pattern)}?"
    raise input_error(folder, f"is a folder; batch draws files{hint}")


def output_names(
    templates: Sequence[str],
    endings: Sequence[str],
    text: str,
    index: int = 1,
) -> tuple[str, ...]:
    """The outputs of an INPUT, each template with each ending where it has ``{ext}``.

    >>> output_names(["figs/{parent}-{stem}.{ext}"], ["png", "svg"], "runs/7/heads.csv.gz")
    ('figs/7-heads.png', 'figs/7-heads.svg')
    """
    values = _values(text, index)
    out = []
    for template in templates:
        fields = _fields(template)
        if "ext" in fields and not endings:
            raise UsageError(f"-o {quote(template)} has {{ext}}; say which with --ext, such as --ext png")
        for ending in endings if "ext" in fields else [""]:
            name = template.format(**values, ext=ending)
            for field in fields - {"index", "ext"}:
                _refuse_folders(field, str(values[field]), text)
            format_of(name)
            out.append(name)
    if endings and not any("ext" in _fields(template) for template in templates):
        raise UsageError("--ext goes with {ext} in -o, such as -o 'figs/{stem}.{ext}'")
    return tuple(dict.fromkeys(out))


def _values(text: str, index: int) -> dict[str, str | int]:
    """What the fields stand for: stem, the file's name without its endings; name, the whole, or that of
    Name=FILE; parent, its folder's name; index, counted from 1.
    """
    label, path = named_path(text)
    file = Path(os.path.abspath("stdin" if path == "-" else path))
    plain = file.with_suffix("") if file.suffix.lower() in PACKED_ENDINGS else file
    return {"stem": plain.stem, "name": label or file.name, "parent": file.parent.name, "index": index}


def _fields(template: str) -> set[str]:
    """The fields of an output; raises UsageError for those that there are not."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        raise UsageError(
            f"-o {quote(template)}: a brace without its pair; write {{{{ for a brace of the name",
        ) from None
    found = set()
    for _, field, form, conversion in parts:
        if field is None:
            continue
        known = ", ".join(f"{{{name}}}" for name in FIELDS)
        if field not in FIELDS:
            hint = did_you_mean(field, FIELDS)
            raise UsageError(f"-o {quote(template)}: no field {{{field}}}{hint}; expected {known}")
        if conversion or (form and not (field == "index" and form.isdigit())):
            raise UsageError(f"-o {quote(template)}: only {{index}} takes a form, such as {{index:03}}")
        found.add(field)
    return found


def _refuse_folders(field: str, value: str, text: str) -> None:
    """A field is one name, so that no input can lead out of the output's folder."""
    if value in ("", ".", "..") or set(value) & set("/\\\0"):
        raise UsageError(
            f"{quote(text)} makes {{{field}}} {quote(value)}, which is no name of a file; rename the input",
        )


def guard_jobs(jobs: Sequence[Job], guard: OutputGuard) -> None:
    """Let a guard know all files of jobs.

    Raises:
        HeadmapError: Two jobs would write one file, or one would write what any of them reads.

    """
    for job in jobs:
        guard_inputs(job.inputs, job.args.style, job.args.read, guard)
    for job in jobs:
        for path in job.outputs:
            try:
                guard.writes(path, f"the figure of {' '.join(job.inputs)}", HINT)
            except UsageError as e:
                raise job.error(str(e)) from None
