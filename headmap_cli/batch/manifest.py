"""A manifest -> jobs: defaults and a list of figures, in YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from ..core.errors import HeadmapError, InputError, Location, Problem, input_error
from ..options.records import merge_figure_args
from ..style.schema import Style
from ..style.sources import SourcedData
from ..style.validate import kind_at, swallows, validate
from ..style.yaml import Largest, read_yaml
from .jobs import Job, matching, output_names

MANIFEST = Largest("a manifest", "defaults and jobs", 1 << 24, 1_000_000)


class ManifestJob(Struct, frozen=True, forbid_unknown_fields=True):
    """A job as a manifest says it: the options of the command line, by their names, with ``_`` for ``-``."""

    input: tuple[str, ...] = ()
    output: tuple[str, ...] = ()
    ext: tuple[str, ...] = ()
    preset: tuple[str, ...] = ()
    style: tuple[str, ...] = ()
    set: dict[str, Any] = field(default_factory=dict)
    grid: str | None = None
    model: str | None = None
    kv: bool | None = None
    threshold: str | None = None
    top: str | None = None
    column: str | None = None
    where: tuple[str, ...] = ()
    at: str | None = None
    index_base: Literal["0", "1"] | None = None
    missing: Literal["unclassified", "absent"] | None = None
    input_format: str | None = None
    max_bytes: Annotated[int, Meta(ge=1)] | None = None
    dpi: str | None = None
    width: str | None = None
    data: bool | None = None
    tooltips: bool | None = None


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """A manifest: what holds for all jobs that say nothing else, and the jobs."""

    defaults: ManifestJob = ManifestJob()
    jobs: tuple[ManifestJob, ...] = ()


def read_manifest(
    path: str,
    given: Mapping[str, Any],
    outputs: Sequence[str] = (),
    endings: Sequence[str] = (),
) -> list[Job]:
    """The jobs of a manifest; paths in it are relative to the current folder.

    given: the options that the command line gives, see merge_figure_args. outputs, endings: its -o and --ext.
    Raises InputError with all problems at their places.
    """
    tree = read_yaml(path, largest=MANIFEST)
    data = validate(tree.data, Manifest, (), tree)
    tree.problems += _cut_settings(tree)
    if tree.problems:
        raise InputError(sorted(tree.problems, key=lambda problem: problem.location))
    manifest = msgspec.convert(data, Manifest)
    if not manifest.jobs:
        raise input_error(path, "lists no jobs; expected jobs: [{input: .., output: ..}]")
    jobs: list[Job] = []
    problems: list[Problem] = []
    for number in range(len(manifest.jobs)):
        place = tree.values["jobs", str(number)]
        try:
            jobs += _jobs(manifest, number, tree, given, outputs, endings, len(jobs))
        except HeadmapError as e:
            problems += [place.problem(line) for line in e.lines()]
    if problems:
        raise InputError(problems)
    return jobs


def _jobs(
    manifest: Manifest,
    number: int,
    tree: SourcedData,
    given: Mapping[str, Any],
    outputs: Sequence[str],
    endings: Sequence[str],
    before: int,
) -> list[Job]:
    """An entry's job, or a job for each file where its one input is a pattern; before: jobs until here."""
    entry, defaults = manifest.jobs[number], manifest.defaults
    inputs = entry.input or defaults.input
    outputs = entry.output or defaults.output or outputs
    if not inputs or not outputs:
        missing = "input" if not inputs else "output"
        raise HeadmapError(f"the job has no {missing}, nor have the defaults; expected {missing}: FILE")
    found = [matching(text) for text in inputs]
    figures = (
        [[path] for path in found[0]] if len(found) == 1 else [[path for more in found for path in more]]
    )
    shared = _given(defaults, tuple(_sets(tree, ("defaults", "set"))))
    single = _given(entry, tuple(_sets(tree, ("jobs", str(number), "set"))))
    args = merge_figure_args([shared, single, given])
    endings = endings or entry.ext or defaults.ext
    place = tree.values["jobs", str(number)]
    return [
        Job(tuple(paths), output_names(outputs, endings, paths[0], index), args, place)
        for index, paths in enumerate(figures, before + 1)
    ]


def _cut_settings(tree: SourcedData) -> Iterator[Problem]:
    """Yield a problem for each value under ``set`` that ends, or is missing, because of a comment."""
    for path, place in tree.values.items():
        if place.comment and "set" in path:
            key = tuple(".".join(path[path.index("set") + 1 :]).split("."))
            if swallows(place, kind_at(key, Style)):
                at = replace(place, location=Location(place.comment.line, place.comment.column))
                yield at.problem(f"{'.'.join(path)}: {place.comment.message}")


def _given(entry: ManifestJob, sets: tuple[str, ...]) -> dict[str, Any]:
    """Return the options that an entry gives, by their names in the records of options."""
    values = {key: getattr(entry, key) for key in entry.__struct_fields__}
    for key in ("input", "output", "ext", "set"):
        del values[key]
    for key, option in (
        ("data", "embed_data"),
        ("preset", "presets"),
        ("style", "styles"),
        ("at", "key_path"),
    ):
        values[option] = values.pop(key)
    values["sets"] = sets
    return {option: value for option, value in values.items() if value not in (None, ())}


def _sets(tree: SourcedData, path: tuple[str, ...]) -> Iterator[str]:
    """The settings under ``set`` as the command line says them: each value by its key path."""
    found: Any = tree.data
    for key in path:
        found = found[int(key)] if isinstance(found, list) else (found or {}).get(key, {})

    def leaves(value: Any, at: tuple[str, ...]) -> Iterator[str]:
        if isinstance(value, dict) and value and not any("." in key for key in value):
            for key, inner in value.items():
                yield from leaves(inner, (*at, key))
        else:
            raw = tree.values[at].raw
            text = _yaml(value) if isinstance(value, str | list | dict) or raw is None else raw
            yield f"{'.'.join(at[len(path) :])}={text}"

    for key, value in (found or {}).items():
        yield from leaves(value, (*path, key))


PAIR = re.compile(r"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}")
"""Two escapes of JSON that are one character."""


def _yaml(value: Any) -> str:
    """Return plain data as YAML on one line: JSON, but with one escape for each character."""

    def escape(pair: re.Match[str]) -> str:
        character: str = json.loads('"' + pair[0] + '"')
        return f"\\U{ord(character):08x}"

    return PAIR.sub(escape, json.dumps(value))
