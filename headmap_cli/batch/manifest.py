"""A manifest -> jobs: defaults and a list of figures, in YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, field

from ..core.errors import HeadmapError, InputError, Problem, input_error
from ..style.normalise import normalise
from ..style.schema import Style
from ..style.sources import SourcedData
from ..style.type_hints import type_at
from ..style.validate import comment_hides_value, validate
from ..style.yaml.reader import DocumentKind, read_yaml
from .jobs import Job, matching, output_names

MANIFEST = DocumentKind("a manifest", "defaults and jobs", 1 << 24, 1_000_000)
TOGETHER = (("grid", "model"), ("threshold", "top"))
"""Options of which a job, or the command line, replaces all when it gives one."""


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


def read_manifest(path: str, options: Mapping[str, Any], flags: Collection[str]) -> list[Job]:
    """The jobs of a manifest; paths in it are relative to the current folder.

    options: the command line's, outputs and endings among them; flags: the names of those that it gives,
    which win. Raises InputError with all problems at their places.
    """
    tree = read_yaml(path, kind=MANIFEST)
    data, problems = validate(normalise(tree, Manifest), Manifest)
    problems += _cut_settings(tree)
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.location))
    manifest = msgspec.convert(data, Manifest)
    if not manifest.jobs:
        raise input_error(path, "lists no jobs; expected jobs: [{input: .., output: ..}]")
    jobs: list[Job] = []
    for number in range(len(manifest.jobs)):
        place = tree.values["jobs", str(number)]
        try:
            jobs += _jobs(manifest, number, tree, options, flags, len(jobs))
        except HeadmapError as e:
            problems += [place.problem(line) for line in e.lines()]
    if problems:
        raise InputError(problems)
    return jobs


def _jobs(
    manifest: Manifest,
    number: int,
    tree: SourcedData,
    options: Mapping[str, Any],
    flags: Collection[str],
    before: int,
) -> list[Job]:
    """An entry's job, or a job for each file where its one input is a pattern; before: jobs until here."""
    entry, defaults = manifest.jobs[number], manifest.defaults
    inputs = entry.input or defaults.input
    outputs = entry.output or defaults.output or options["outputs"]
    if not inputs or not outputs:
        missing = "input" if not inputs else "output"
        raise HeadmapError(f"the job has no {missing}, nor have the defaults; expected {missing}: FILE")
    found = [matching(text) for text in inputs]
    figures = (
        [[path] for path in found[0]] if len(found) == 1 else [[path for more in found for path in more]]
    )
    own, shared = _said(entry), _said(defaults)
    given = {key: options[key] for key in flags if key in options}
    for group in TOGETHER:
        if given.keys() & set(group):
            own, shared = _without(own, group), _without(shared, group)
        elif own.keys() & set(group):
            shared = _without(shared, group)
    sets = (*_sets(tree, ("defaults", "set")), *_sets(tree, ("jobs", str(number), "set")), *options["sets"])
    lists = {
        "presets": options["presets"] or entry.preset or defaults.preset,
        "styles": (*defaults.style, *entry.style, *options["styles"]),
        "where": (*(options["where"] or entry.where or defaults.where),),
        "sets": sets,
    }
    chosen = {**options, **shared, **own, **given, **lists}
    endings = options["endings"] or entry.ext or defaults.ext
    place = tree.values["jobs", str(number)]
    return [
        Job(tuple(paths), output_names(outputs, endings, paths[0], index), chosen, place)
        for index, paths in enumerate(figures, before + 1)
    ]


def _without(options: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Return options without those of some names."""
    return {name: value for name, value in options.items() if name not in names}


def _cut_settings(tree: SourcedData) -> Iterator[Problem]:
    """Yield a problem for each value under ``set`` that ends, or is missing, because of a comment."""
    for path, place in tree.values.items():
        if place.comment and "set" in path:
            key = tuple(".".join(path[path.index("set") + 1 :]).split("."))
            if comment_hides_value(place, type_at(key, Style)):
                at = replace(place, location=place.comment.location)
                yield at.problem(f"{'.'.join(path)}: {place.comment.message}")


def _said(entry: ManifestJob) -> dict[str, Any]:
    """The options that an entry gives, by their names on the command line; lists left out."""
    found = {key: getattr(entry, key) for key in entry.__struct_fields__}
    found["carry"] = found.pop("data")
    lists = ("input", "output", "ext", "preset", "style", "set", "where")
    return {key: value for key, value in found.items() if value is not None and key not in lists}


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
            raw = tree.values[at].literal
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
