"""Load a style: merge its sources, then check the result against the types.

The sources are, from the weakest to the strongest:

1. the defaults
2. the style that a figure carries
3. presets, in their order
4. style files, in their order
5. settings, ``--set``, in their order
6. flags, such as ``--width``
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from ..core.errors import InputError, Problem, UsageError
from ..core.rule import CONDITIONS
from ..core.strings import quote
from .normalise import normalise
from .presets import as_preset_list, preset_names, preset_path, preset_tree, with_presets
from .schema import Style
from .settings import read_flag, read_setting
from .sources import CommandLineProblem, KeyPath, SourcedData, SourceKind, merge_sources, with_source
from .validate import validate


def load_style(
    paths: Iterable[str | Path | SourcedData] = (),
    sets: Iterable[str] = (),
    flags: Mapping[str, tuple[str, str | None]] | None = None,
    preset: str | Iterable[str] | None = None,
    base: SourcedData | None = None,
) -> Style:
    """Load the style that a command line asks for. Python callers use ``python.load_style`` instead.

    Args:
        paths: Style files, or the data of styles that have been read already.
        sets: Settings as ``key.path=value``.
        flags: For each flag, the key path that it sets and its value, such as
            ``{"--width": ("layout.width", "5.5in")}``; the value None changes nothing.
        preset: The names of built-in styles, each merged over the one before. They replace every
            ``preset:`` key of the files.
        base: The style that a figure carries, over which the presets are merged.

    Raises:
        InputError: A style file has problems; the error lists all of them.
        UsageError: A preset, setting or flag is wrong, and no file has a problem.
    """
    return build_style(style_tree(paths, sets, flags, preset, base))


def style_tree(
    paths: Iterable[str | Path | SourcedData] = (),
    sets: Iterable[str] = (),
    flags: Mapping[str, tuple[str, str | None]] | None = None,
    preset: str | Iterable[str] | None = None,
    base: SourcedData | None = None,
) -> SourcedData:
    """Merge the sources of a style, with the origin of each value, without checking the values.

    The arguments are those of load_style.

    Raises:
        UsageError: A preset does not exist, or a setting cannot be read. Problems of files are in the result.
    """
    trees = [SourcedData(msgspec.to_builtins(Style()))]
    if base is not None:
        trees.append(base)
    presets = as_preset_list(preset)
    for name in presets:
        trees += with_presets(preset_tree(name))
    if presets:
        # A preset can name the preset that it extends; what the caller asked for is recorded.
        recorded = presets[0] if len(presets) == 1 else presets
        trees.append(with_source({"preset": recorded}, "--preset", SourceKind.COMMAND_LINE))
    for path in paths:
        trees += _read_file(path, is_preset_replaced=bool(presets))
    for text in sets:
        trees.append(read_setting(text))
    for flag, (key, value) in (flags or {}).items():
        if value is not None:
            trees.append(read_flag(flag, key, value))
    return merge_sources(trees)


def _read_file(style: str | Path | SourcedData, is_preset_replaced: bool) -> list[SourcedData]:
    """Read a style file, and before it the presets that it changes.

    The problems of the file are kept in the returned data, so that those of all files are reported together.
    """
    from .yaml.reader import read_style  # loads PyYAML, which a figure in the default style does without

    try:
        tree = read_style(style)
        if is_preset_replaced:
            tree = _without_preset(tree)
        return with_presets(tree)
    except InputError as e:
        _refuse_preset_name(str(style))
        return [SourcedData(problems=e.problems)]


def _without_preset(tree: SourcedData) -> SourcedData:
    """Return a style without its ``preset`` key.

    The style itself is left alone: one that came through a pipe is read once and used for many figures.
    """
    data = dict(tree.data)
    keys = dict(tree.keys)
    values = dict(tree.values)
    data.pop("preset", None)
    keys.pop(("preset",), None)
    values.pop(("preset",), None)
    return replace(tree, data=data, keys=keys, values=values)


def _refuse_preset_name(path: str) -> None:
    """Raise UsageError if a style file does not exist and its name is that of a preset."""
    name = path.removesuffix(".yaml")
    if name in preset_names() and not os.path.exists(path):
        raise UsageError(f"--style {path}: no such file; for the preset, write --preset {name}")


def style_files(
    paths: Iterable[str | Path | SourcedData] = (), preset: str | Iterable[str] | None = None
) -> list[str]:
    """Return the files that style_tree reads: each style file, and before it the presets that it changes."""
    presets = as_preset_list(preset)
    files: list[str] = []
    for name in presets:
        files += _files_with_presets(preset_path(name))
    for path in paths:
        if not presets:
            files += _files_with_presets(path)
        elif not isinstance(path, SourcedData):
            files.append(str(path))
    return files


def _files_with_presets(style: str | Path | SourcedData) -> list[str]:
    """Return a style file after the files of the presets that it changes."""
    from .yaml.reader import read_style

    files = []
    for name in as_preset_list(read_style(style).data.get("preset")):
        files += _files_with_presets(preset_path(name))
    if not isinstance(style, SourcedData):
        files.append(str(style))
    return files


def build_style(tree: SourcedData) -> Style:
    """Check plain data against the types of the style, and return the style.

    Raises:
        InputError: The data has problems; the error lists all of them.
        UsageError: Only values of the command line have problems; the message is that of the first.
    """
    values, problems = validate(normalise(tree, Style), Style)
    layout = values.get("layout", {})
    try:
        width = _named_width(layout)
        if width is not None:
            values["layout"] = {**layout, "width": width}
    except ValueError as e:
        problems.append(tree.origin_of_value(("layout", "width")).problem(f"layout.width: {e}"))
    problems += _abs_without_rule(values, tree, ())
    for name, category in (values.get("categories") or {}).items():
        problems += _abs_without_rule(category, tree, ("categories", name))
    if not problems:
        return msgspec.convert(values, Style)
    problems.sort(key=lambda problem: (problem.source, problem.location))
    if all(isinstance(problem, CommandLineProblem) for problem in problems):
        raise UsageError(str(problems[0]))
    raise InputError(problems)


def _abs_without_rule(part: Mapping[str, Any], tree: SourcedData, path: KeyPath) -> list[Problem]:
    """Return the problem of a style or a category that compares magnitudes, but has no rule to compare."""
    has_rule = any(part.get(name) is not None for name in CONDITIONS)
    if has_rule or not part.get("abs"):
        return []
    key_path = (*path, "abs")
    message = f"{'.'.join(key_path)}: can only be used with threshold, below, top or bottom at the same place"
    return [tree.origin_of_value(key_path).problem(message)]


def _named_width(layout: Mapping[str, Any]) -> float | None:
    """Return the width, in points, of the name in ``layout.widths`` that the style gives as its width.

    Returns:
        None if the style gives a length or ``auto`` instead of a name.

    Raises:
        ValueError: There is no such name.
    """
    width = layout.get("width")
    if not isinstance(width, str) or width == "auto":
        return None
    widths: Mapping[str, float] = layout.get("widths") or {}
    if width in widths:
        return widths[width]
    expected = "auto or a length"
    if widths:
        expected = f"{', '.join(widths)}, auto or a length"
    raise ValueError(f"{quote(width)} is not a name in layout.widths; expected {expected}")
