"""Turn the entries of a manifest into jobs: complete each by the defaults and the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..core.errors import HeadmapError, Problem
from ..options.facets import parse_facet
from ..options.records import figure_args, merge_options
from ..style.sources import KeyPath, SourcedData
from .jobs import Job, expand_pattern
from .manifest_settings import setting_texts
from .output_names import output_names
from .sweeps import Sweep, combinations, name_conflict, sweeps_in

if TYPE_CHECKING:
    from .manifest import Manifest, ManifestJob

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
_ONE_OR_SWEPT = ("threshold", "below", "top", "bottom", "column", "at", "dpi", "width")
"""The keys that hold a value, or a list with a value for each figure."""
_SEVERAL_OR_SWEPT = ("preset", "where")
"""The keys that hold values for one figure, or a list that has such a list for each figure."""


class JobReader:
    """The jobs of a manifest, completed by its defaults and the command line.

    Attributes:
        tree: The manifest as plain data, with the place of each value.
        manifest: The manifest.
        given: The options that the command line gives, by their names in the records of options.
        outputs: The templates of the command line, for jobs that have no output.
        endings: The values of ``--ext``, which replace those of the manifest.
        jobs: The jobs so far.
        problems: The problems so far.
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
        self.jobs: list[Job] = []
        self.problems: list[Problem] = []
        self._defaults = _given_values(manifest.defaults, ("defaults",), tree)

    def read(self) -> None:
        """Add the jobs of all entries, or what is wrong with them."""
        for number in range(len(self.manifest.jobs)):
            try:
                self._read_entry(number)
            except HeadmapError as e:
                place = self.tree.values["jobs", str(number)]
                self.problems += [place.problem(line) for line in e.lines()]

    def _read_entry(self, number: int) -> None:
        """Add the job of an entry: one for each file of a pattern, and for each value of a sweep.

        Args:
            number: The position of the entry in the manifest, from 0.
        """
        entry, defaults = self.manifest.jobs[number], self.manifest.defaults
        # An empty tuple is a key that is not there. Unlike all other options of the command line, -o does not
        # replace what a job has: it is for jobs without outputs.
        facets, inputs = _shown_files(entry, defaults)
        outputs = entry.output or defaults.output or self.outputs
        for key, value in (("input", inputs or facets), ("output", outputs)):
            if not value:
                raise HeadmapError(f"the job has no {key}, nor have the defaults; expected {key}: FILE")
        endings = self.endings or entry.ext or defaults.ext
        own_values = _given_values(entry, ("jobs", str(number)), self.tree) | {"facets": facets}
        values = merge_options([self._defaults, own_values, self.given])
        repeated = [sweep.repeated_value() for sweep in sweeps_in(values).values()]
        problems = [problem for problem in repeated if problem]
        if problems:
            self._report(problems)
            return
        place = self.tree.values["jobs", str(number)]
        figures = combinations(values)
        groups = _group_by_figure(inputs)
        if facets:
            groups = [[]]
        for paths in groups:
            # Facets name their files themselves; the first of these stands for all in the names of outputs.
            first_path = parse_facet(facets[0])[1] if facets else paths[0]
            jobs: list[Job] = []
            for index, figure in enumerate(figures, len(self.jobs) + 1):
                args = figure_args(figure)
                names = output_names(outputs, endings, first_path, index, args)
                jobs.append(Job(tuple(paths), names, args, place))
            conflict = name_conflict(sweeps_in(values), figures, [job.outputs for job in jobs])
            if conflict:
                self._report([conflict])
                return
            self.jobs += jobs

    def _report(self, problems: Sequence[Problem]) -> None:
        """Add problems, each once: the defaults, in which a problem may be, belong to all entries."""
        self.problems += [problem for problem in problems if problem not in self.problems]


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


def _given_values(entry: ManifestJob, path: KeyPath, tree: SourcedData) -> dict[str, Any]:
    """Return the options that an entry gives, by their names in the records of options.

    Args:
        entry: The entry.
        path: The key path of the entry in the manifest.
        tree: The manifest as plain data.
    """
    values: dict[str, Any] = {}
    for key in entry.__struct_fields__:
        value = getattr(entry, key)
        if key in _NOT_OPTIONS or value in (None, ()):
            continue
        if key in _ONE_OR_SWEPT:
            value = value[0] if len(value) == 1 else Sweep(key, value, tree.values[*path, key])
        elif key in _SEVERAL_OR_SWEPT and not all(isinstance(item, str) for item in value):
            value = _sweep_of_lists(key, value, path, tree)
        values[_OPTION_NAMES.get(key, key)] = value
    settings = setting_texts(tree, (*path, "set"))
    if settings:
        values["sets"] = tuple(settings)
    return values


def _sweep_of_lists(
    key: str, items: Sequence[str | tuple[str, ...]], path: KeyPath, tree: SourcedData
) -> Sweep | tuple[str, ...]:
    """Return the values of a list in which each item is for one figure; a text is a list of one."""
    lists = [(item,) if isinstance(item, str) else item for item in items]
    if len(lists) == 1:
        return lists[0]
    return Sweep(key, tuple(lists), tree.values[*path, key])
