"""Read a manifest, a YAML file of defaults and jobs, and return the jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from ..core.errors import HeadmapError, InputError, Problem, input_error
from ..options.facets import parse_facet
from ..options.records import merge_figure_args
from ..style.normalise import normalise
from ..style.sources import SourcedData
from ..style.validate import validate
from ..style.yaml.reader import DocumentKind, read_yaml
from .jobs import Job, expand_pattern
from .manifest_settings import setting_texts, shortened_settings
from .output_names import output_names

MANIFEST = DocumentKind("a manifest", "defaults and jobs", 1 << 24, 1_000_000)

_OPTION_NAMES = {
    "at": "key_path",
    "data": "embed_data",
    "facet": "facets",
    "mark": "marks",
    "preset": "presets",
    "style": "styles",
}
"""The keys of a job that are called otherwise in the records of options."""
_NOT_OPTIONS = ("input", "output", "ext", "set")
"""The keys of a job that are not in the records of options as they are."""


class ManifestJob(Struct, frozen=True, forbid_unknown_fields=True):
    """A job, or the defaults, as a manifest writes them.

    The keys are the options of the command line by their names, with ``_`` for ``-``. None and an empty tuple
    stand for a key that is not there.
    """

    input: tuple[str, ...] = ()
    facet: tuple[str, ...] = ()
    facet_by: str | None = None
    output: tuple[str, ...] = ()
    ext: tuple[str, ...] = ()
    preset: tuple[str, ...] = ()
    style: tuple[str, ...] = ()
    set: dict[str, Any] = field(default_factory=dict)
    grid: str | None = None
    model: str | None = None
    kv: bool | None = None
    threshold: str | None = None
    below: str | None = None
    top: str | None = None
    bottom: str | None = None
    abs: bool | None = None
    scores: bool | None = None
    column: str | None = None
    where: tuple[str, ...] = ()
    at: str | None = None
    index_base: Literal["0", "1"] | None = None
    missing: Literal["unclassified", "absent"] | None = None
    input_format: str | None = None
    max_bytes: Annotated[int, Meta(ge=1)] | None = None
    dpi: str | None = None
    width: str | None = None
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
            over the manifest, see ``merge_figure_args``.
        outputs: The templates of ``-o``, for jobs that have no output.
        endings: The values of ``--ext``, which replace those of the manifest.

    Raises:
        InputError: The manifest is wrong; the error lists all problems, each with its line.
    """
    tree = read_yaml(path, kind=MANIFEST)
    reader = _JobReader(tree, _parse_manifest(tree), given, outputs, endings)
    if not reader.manifest.jobs:
        raise input_error(path, "lists no jobs; expected jobs: [{input: .., output: ..}]")
    jobs: list[Job] = []
    problems: list[Problem] = []
    for number in range(len(reader.manifest.jobs)):
        try:
            jobs += reader.read_job(number, first_index=len(jobs) + 1)
        except HeadmapError as e:
            place = tree.values["jobs", str(number)]
            problems += [place.problem(line) for line in e.lines()]
    if problems:
        raise InputError(problems)
    return jobs


def _parse_manifest(tree: SourcedData) -> Manifest:
    """Return the manifest of a YAML document, and raise InputError with all problems of keys and values."""
    data, problems = validate(normalise(tree, Manifest), Manifest)
    problems += shortened_settings(tree)
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.location))
    return msgspec.convert(data, Manifest)


class _JobReader:
    """The jobs of a manifest, completed by its defaults and the command line.

    Attributes:
        tree: The manifest as plain data, with the place of each value.
        manifest: The manifest.
        given, outputs, endings: What the command line gives, as ``read_manifest`` has it.
    """

    def __init__(
        self,
        tree: SourcedData,
        manifest: Manifest,
        given: Mapping[str, Any],
        outputs: Sequence[str],
        endings: Sequence[str],
    ) -> None:
        self.tree = tree
        self.manifest = manifest
        self.given = given
        self.outputs = outputs
        self.endings = endings
        self.default_values = _given_values(manifest.defaults, setting_texts(tree, ("defaults", "set")))

    def read_job(self, number: int, first_index: int) -> list[Job]:
        """Return the job of an entry, or a job for each file if its only input is a pattern.

        Args:
            number: The position of the entry in the manifest, from 0.
            first_index: The value of ``{index}`` for the first job.
        """
        entry, defaults = self.manifest.jobs[number], self.manifest.defaults
        # An empty tuple is a key that is not there. Unlike all other options of the command line, -o does not
        # replace what a job has: it is for jobs without outputs.
        facets, inputs = _shown_files(entry, defaults)
        outputs = entry.output or defaults.output or self.outputs
        endings = self.endings or entry.ext or defaults.ext
        for key, value in (("input", inputs or facets), ("output", outputs)):
            if not value:
                raise HeadmapError(f"the job has no {key}, nor have the defaults; expected {key}: FILE")
        settings = setting_texts(self.tree, ("jobs", str(number), "set"))
        entry_values = _given_values(entry, settings) | {"facets": facets}
        args = merge_figure_args([self.default_values, entry_values, self.given])
        place = self.tree.values["jobs", str(number)]
        if facets:
            files = [parse_facet(text)[1] for text in facets]
            return [Job((), output_names(outputs, endings, files[0], first_index), args, place)]
        jobs: list[Job] = []
        for index, paths in enumerate(_group_by_figure(inputs), first_index):
            names = output_names(outputs, endings, paths[0], index)
            jobs.append(Job(tuple(paths), names, args, place))
        return jobs


def _shown_files(entry: ManifestJob, defaults: ManifestJob) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the facets and the inputs of a job, one of which is empty; its own replace the defaults.

    Raises:
        HeadmapError: The job, or the defaults, have both.
    """
    for place in (entry, defaults):
        if place.facet and place.input:
            raise HeadmapError("there are both input and facet; write each file as facet: LABEL=FILE")
        if place.facet or place.input:
            return place.facet, place.input
    return (), ()


def _group_by_figure(inputs: Sequence[str]) -> list[list[str]]:
    """Return the files of each figure: all files together, or one by one if the only input is a pattern."""
    paths: list[str] = []
    for text in inputs:
        paths += expand_pattern(text)
    if len(inputs) == 1:
        return [[path] for path in paths]
    return [paths]


def _given_values(entry: ManifestJob, settings: Sequence[str]) -> dict[str, Any]:
    """Return the options that an entry gives, by their names in the records of options.

    Args:
        entry: The entry.
        settings: The settings under its key ``set``, as the command line would write them.
    """
    values: dict[str, Any] = {}
    for key in entry.__struct_fields__:
        value = getattr(entry, key)
        if key not in _NOT_OPTIONS and value not in (None, ()):
            values[_OPTION_NAMES.get(key, key)] = value
    if settings:
        values["sets"] = tuple(settings)
    return values
