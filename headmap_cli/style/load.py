"""Style files, presets and ``--set`` -> Style: laid over each other, then checked against the types.

Precedence: defaults < preset < each file in order < each ``--set`` < flags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from ..core.errors import InputError, UsageError
from ..core.numbers import decimal
from ..core.strings import quote
from .schema import Style
from .sources import Place, SourcedData, at_path, merged
from .validate import kind_at, list_item, takes_null, takes_text, validate


def load_style(
    paths: Iterable[str | Path | SourcedData] = (),
    sets: Iterable[str] = (),
    flags: Mapping[str, tuple[str, str | None]] | None = None,
    preset: str | Iterable[str] | None = None,
    base: SourcedData | None = None,
) -> Style:
    """The style of files laid over the preset's, then ``key.path=value`` settings, then flags.

    flags: for each command line flag the key path that it sets and its value; None leaves it alone:
    ``{"--width": ("layout.width", "5.5in")}``.
    preset: the names of built-in styles, laid over the defaults, or over the base (a figure's own style), one
    after the other. They replace every ``preset:`` key of the files.
    Raises InputError with all problems of the files, UsageError for those of the command line.
    """
    return build(style_tree(paths, sets, flags, preset, base))


def style_tree(
    paths: Iterable[str | Path | SourcedData] = (),
    sets: Iterable[str] = (),
    flags: Mapping[str, tuple[str, str | None]] | None = None,
    preset: str | Iterable[str] | None = None,
    base: SourcedData | None = None,
) -> SourcedData:
    """The plain data of a style, see load_style, and where each value of it comes from; not yet checked.

    paths: files, or the trees of what is no file. preset: one or several, each laid over the one before.
    """
    trees = [SourcedData(msgspec.to_builtins(Style())), *([base] if base else [])]
    presets = preset_names(preset)
    for name in presets:
        from .presets import preset_tree

        trees += _with_preset(preset_tree(name))
    for path in paths:
        trees += _file_trees(path, bool(presets))
    trees += [_setting(text, f"--set {text}") for text in sets]
    for flag, (key, value) in (flags or {}).items():
        if value is not None:
            number = decimal(value)
            tree = _typed(value if number is None else number)
            tree.values["value",] = Place("", raw=value)
            trees.append(at_path(tuple(key.split(".")), tree, f"{flag} {value}"))
    return merged(trees)


def preset_names(preset: object) -> list[str]:
    """Return the names of presets: of none, of one, or of a list, as a style file or a caller gives them.

    >>> preset_names(None), preset_names("icml"), preset_names(["icml", "dark"])
    ([], ['icml'], ['icml', 'dark'])
    """
    if isinstance(preset, str):
        return [preset]
    if isinstance(preset, Iterable):
        return [name for name in preset if isinstance(name, str)]
    return []


def _file_trees(style: str | Path | SourcedData, is_preset_replaced: bool) -> list[SourcedData]:
    """Return the tree of a style file, after those of the presets that it changes.

    What is wrong with the file is kept in its tree, so that the problems of all files are reported together.
    """
    from .yaml import read_style

    try:
        tree = read_style(style)
        if is_preset_replaced:
            tree.data.pop("preset", None)
            tree.keys.pop(("preset",), None)
            tree.values.pop(("preset",), None)
        return _with_preset(tree)
    except InputError as e:
        path = str(style)
        if not Path(path).exists() and (name := _preset_named(path)):
            raise UsageError(f"--style {path}: no such file; for the preset, write --preset {name}") from None
        return [SourcedData(problems=e.problems)]


def _preset_named(path: str | Path) -> str:
    """Return the preset that a path names, such as ``icml`` or ``icml.yaml``; empty if there is none."""
    from .presets import names

    name = str(path).removesuffix(".yaml")
    return name if name in names() else ""


def style_files(
    paths: Iterable[str | Path | SourcedData] = (), preset: str | Iterable[str] | None = None
) -> list[str]:
    """The files that style_tree reads for these: each style, and before it the presets that it changes."""
    from .presets import preset_path
    from .yaml import read_style

    def with_presets(path: str | Path | SourcedData) -> Iterator[str]:
        for name in preset_names(read_style(path).data.get("preset")):
            yield from with_presets(preset_path(name))
        if not isinstance(path, SourcedData):
            yield str(path)

    presets = preset_names(preset)
    files = [file for name in presets for file in with_presets(preset_path(name))]
    for path in paths:
        if not presets:
            files += with_presets(path)
        elif not isinstance(path, SourcedData):
            files.append(str(path))  # its own preset is replaced
    return files


def _with_preset(tree: SourcedData) -> list[SourcedData]:
    """Return a file's tree, after those of the presets that the file changes."""
    from .presets import preset_tree

    trees: list[SourcedData] = []
    preset = tree.data.get("preset")
    if isinstance(preset, bool | int | float):
        preset = tree.values["preset",].raw  # YAML takes a name such as 5 for a number
    for name in preset_names(preset):
        try:
            trees += _with_preset(preset_tree(name))
        except UsageError as e:
            tree.problems.append(tree.values["preset",].problem(f"preset: {e}"))
    return [*trees, tree]


def build(tree: SourcedData) -> Style:
    """Return the checked style of plain data.

    Raises InputError with all its problems, or UsageError if they are all those of the command line.
    """
    tree = replace(tree, problems=list(tree.problems))
    data = validate(tree.data, Style, (), tree)
    _name_width(data.get("layout"), tree)
    problems = sorted(tree.problems, key=lambda problem: (problem.source, problem.location))
    if not problems:
        return msgspec.convert(data, Style)
    if all(p.source.startswith("--") for p in problems):
        raise UsageError(str(problems[0]))
    raise InputError(problems)


def _name_width(layout: dict[str, Any] | None, tree: SourcedData) -> None:
    """Put the length that layout.widths has under it in the place of a width's name."""
    width, widths = (layout or {}).get("width"), (layout or {}).get("widths") or {}
    if layout is None or not isinstance(width, str) or width == "auto":
        return
    if width in widths:
        layout["width"] = widths[width]
        return
    known = f"expected {', '.join(widths)}, auto or a length" if widths else "expected auto or a length"
    place = tree.values.get(("layout", "width"), Place("style"))
    tree.problems.append(
        place.problem(f"layout.width: {quote(width)} is not a name in layout.widths; {known}")
    )


def _setting(text: str, source: str) -> SourcedData:
    """Return the tree of one ``key.path=value``; text and colours are taken as they are typed."""
    path, equals, value = text.partition("=")
    keys = tuple(part.strip() for part in path.split("."))
    if not equals or not all(keys):
        raise UsageError(f"{source}: expected KEY.PATH=VALUE, such as layout.cell=6")
    if keys == ("preset",):
        raise UsageError(f"{source}: a preset comes before all else; write --preset {value.strip()}")
    return at_path(keys, _value(value.strip(), kind_at(keys, Style), source), source)


def _value(text: str, kind: Any, source: str) -> SourcedData:
    """Return a tree with the value of a setting under ``value``."""
    from .yaml import parse_yaml

    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{source}: {quote(text)} is not valid text") from None
    optional = takes_null(kind) and text in ("null", "~")
    single = takes_text(list_item(kind)) and not text.startswith("[")
    if not text or ((takes_text(kind) or single) and not optional):
        return _typed(_unquoted(text, source))
    try:
        return parse_yaml(f"value: {text}", source)
    except InputError as e:
        found = e.problems[0].message
        raise UsageError(f"{source}: {quote(text)} cannot be read as a YAML value: {found}") from None


def _typed(value: Any) -> SourcedData:
    """Return a tree with a value under ``value``, as it was typed."""
    raw = value if isinstance(value, str) else None
    return SourcedData({"value": value}, values={("value",): Place("", raw=raw)})


def _unquoted(text: str, source: str) -> str:
    """Return a text without the quotes around the whole of it, and with the escapes between double ones."""
    if re.fullmatch(r"'(?:[^']|'')*'", text):
        return text[1:-1].replace("''", "'")
    if not re.fullmatch(r'"(?:[^"\\]|\\.)*"', text, re.DOTALL):
        return text
    from .yaml import parse_yaml

    try:
        return str(parse_yaml(f"value: {text}", source).data["value"])
    except InputError as e:
        raise UsageError(f"{source}: {e.problems[0].message}") from None
