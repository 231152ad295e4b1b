"""Read a manifest, a YAML file of defaults and jobs, and return the jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct, field

from ..core.errors import InputError, input_error
from ..style.normalise import normalise
from ..style.sources import KeyPath, SourcedData
from ..style.validate import validate
from ..style.yaml.reader import DocumentKind, read_yaml
from .jobs import Job
from .manifest_jobs import JobReader
from .manifest_settings import shortened_settings

MANIFEST = DocumentKind("a manifest", "defaults and jobs", 1 << 24, 1_000_000)

Values: TypeAlias = Annotated[
    tuple[str, ...], Meta(min_length=1, description="a value, or a list with a value for each figure")
]
"""One value, or several, each of which makes a figure."""
Lists: TypeAlias = tuple[str | tuple[str, ...], ...]
"""Several values for one figure, or a list of such lists, each of which makes a figure."""


class ManifestJob(Struct, frozen=True, forbid_unknown_fields=True):
    """A job, or the defaults, as a manifest writes them.

    The keys are the options of the command line by their names, with ``_`` for ``-``. None and an empty tuple
    stand for a key that is not there. A list of values for an option that has one makes a figure of each.
    """

    input: tuple[str, ...] = ()
    facet: tuple[str, ...] = ()
    facet_by: str | None = None
    output: tuple[str, ...] = ()
    ext: tuple[str, ...] = ()
    preset: Lists = ()
    style: tuple[str, ...] = ()
    set: dict[str, Any] = field(default_factory=dict)
    grid: str | None = None
    model: str | None = None
    kv: bool | None = None
    threshold: Values = ()
    below: Values = ()
    top: Values = ()
    bottom: Values = ()
    abs: bool | None = None
    scores: bool | None = None
    column: Values = ()
    where: Lists = ()
    at: Values = ()
    index_base: Literal["0", "1"] | None = None
    missing: Literal["unclassified", "absent"] | None = None
    repeats: str | None = None
    input_format: str | None = None
    max_bytes: Annotated[int, Meta(ge=1)] | None = None
    dpi: Values = ()
    width: Values = ()
    panels: str | None = None
    mark: tuple[str, ...] = ()
    data: bool | None = None
    tooltips: bool | None = None


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """A manifest.

    Attributes:
        defaults: What holds for each job that does not say otherwise.
        jobs: The jobs.
    """

    defaults: ManifestJob = ManifestJob()
    jobs: tuple[ManifestJob, ...] = ()


def read_manifest(
    path: str,
    given: Mapping[str, Any],
    outputs: Sequence[str] = (),
    endings: Sequence[str] = (),
) -> list[Job]:
    """Return the jobs of a manifest.

    Args:
        path: The manifest; the paths in it are relative to the current folder.
        given: The options that the command line gives, by their names in the records of options. They win
            over the manifest, see ``merge_options``.
        outputs: The templates of ``-o``, for jobs that have no output.
        endings: The values of ``--ext``, which replace those of the manifest.

    Raises:
        InputError: The manifest is wrong; the error lists all problems, each with its line.
    """
    tree = read_yaml(path, kind=MANIFEST)
    manifest = _parse_manifest(tree)
    if not manifest.jobs:
        raise input_error(path, "lists no jobs; expected jobs: [{input: .., output: ..}]")
    reader = JobReader(tree, manifest, given, outputs, endings)
    reader.read()
    if reader.problems:
        raise InputError(reader.problems)
    return reader.jobs


def _parse_manifest(tree: SourcedData) -> Manifest:
    """Return the manifest of a YAML document, and raise InputError with all problems of keys and values."""
    _drop_nulls(tree)
    data, problems = validate(normalise(tree, Manifest), Manifest)
    problems += shortened_settings(tree)
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.location))
    return msgspec.convert(data, Manifest)


def _drop_nulls(tree: SourcedData) -> None:
    """Remove the keys of jobs and defaults whose value is null, which stands for a key that is not there.

    Unknown keys stay, and those whose value is missing because of a comment: they are reported.
    """
    entries: list[tuple[KeyPath, Any]] = [(("defaults",), tree.data.get("defaults"))]
    jobs = tree.data.get("jobs")
    if isinstance(jobs, list):
        entries += [(("jobs", str(number)), entry) for number, entry in enumerate(jobs)]
    for path, entry in entries:
        if not isinstance(entry, dict):
            continue
        for key in ManifestJob.__struct_fields__:
            if entry.get(key, "") is None and tree.origin_of_value((*path, key)).comment is None:
                del entry[key]
