"""Style files, presets and ``--set`` -> Style: laid over each other, then checked against the types.

Precedence: defaults < presets in order < each file in order < each ``--set`` < flags.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from ..errors import HeadmapError, InputError, Problem, UsageError, did_you_mean, quote
from .tree import Path as KeyPath
from .tree import Place, Tree, merged, nested
from .types import Style
from .values import PARSERS

WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def load_style(
    paths: Iterable[str | Path | Tree] = (),
    sets: Iterable[str] = (),
    flags: Mapping[str, tuple[str, str | None]] | None = None,
    preset: str | Iterable[str] | None = None,
    base: Tree | None = None,
) -> Style:
    """The style of files laid over the preset's, then ``key.path=value`` settings, then flags.

    flags: for each command line flag the key path that it sets and its value; None leaves it alone:
    ``{"--width": ("layout.width", "5.5in")}``.
    preset: the names of shipped styles, applied in order over the defaults, or over the base, such as a
    figure's own. They replace every ``preset:`` key of the files.
    Raises InputError with all problems of the files, UsageError for those of the command line.
    """
    return build(style_tree(paths, sets, flags, preset, base))


def style_tree(
    paths: Iterable[str | Path | Tree] = (),
    sets: Iterable[str] = (),
    flags: Mapping[str, tuple[str, str | None]] | None = None,
    preset: str | Iterable[str] | None = None,
    base: Tree | None = None,
) -> Tree:
    """The plain data of a style, see load_style, and where each value of it comes from; not yet checked.

    paths: files, or the trees of what is no file. preset: one or several, each laid over the one before.
    """
    from .parse import read_style

    trees = [Tree(msgspec.to_builtins(Style())), *([base] if base else [])]
    presets = preset_names(preset)
    for name in presets:
        from .presets import preset_tree

        trees += _with_preset(preset_tree(name))
    for path in paths:
        tree = read_style(path)
        if presets:
            tree.data.pop("preset", None)
            tree.keys.pop(("preset",), None)
            tree.values.pop(("preset",), None)
        trees += _with_preset(tree)
    trees += [_setting(text, f"--set {text}") for text in sets]
    given = [(flag, path, value) for flag, (path, value) in (flags or {}).items() if value is not None]
    for flag, path, value in given:
        given_value = Tree({"value": _number(value)}, values={("value",): Place("", raw=value)})
        trees.append(nested(tuple(path.split(".")), given_value, f"{flag} {value}"))
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


def style_files(
    paths: Iterable[str | Path | Tree] = (), preset: str | Iterable[str] | None = None
) -> list[str]:
    """The files that style_tree reads for these: each style, and before it the presets that it changes."""
    from .parse import read_style
    from .presets import preset_path

    def with_presets(path: str | Path | Tree) -> Iterator[str]:
        for name in preset_names(read_style(path).data.get("preset")):
            yield from with_presets(preset_path(name))
        if not isinstance(path, Tree):
            yield str(path)

    presets = preset_names(preset)
    files = [file for name in presets for file in with_presets(preset_path(name))]
    for path in paths:
        if presets:
            files.append(str(path))  # its own preset is replaced
        else:
            files += with_presets(path)
    return files


def _with_preset(tree: Tree) -> list[Tree]:
    """A file's tree, and before it those of the presets that the file changes."""
    from .presets import preset_tree

    trees: list[Tree] = []
    preset = tree.data.get("preset")
    if isinstance(preset, bool | int | float):
        preset = tree.values["preset",].raw  # YAML takes a name such as 5 for a number
    for name in preset_names(preset):
        try:
            trees += _with_preset(preset_tree(name))
        except UsageError as e:
            raise InputError([tree.values["preset",].problem(f"preset: {e}")]) from None
    return [*trees, tree]


def build(tree: Tree) -> Style:
    """The checked style of plain data; raises with all its problems."""
    problems: list[Problem] = []
    data = checked(tree.data, Style, (), tree, problems)
    _name_width(data.get("layout"), tree, problems)
    if problems:
        problems.sort(key=lambda p: (p.source, p.line, p.column))
        if all(p.source.startswith("--") for p in problems):
            raise UsageError(str(problems[0]))
        raise InputError(problems)
    return msgspec.convert(data, Style)


def _name_width(layout: dict[str, Any] | None, tree: Tree, problems: list[Problem]) -> None:
    """Put the length that layout.widths has under it in the place of a width's name."""
    width, widths = (layout or {}).get("width"), (layout or {}).get("widths") or {}
    if layout is None or not isinstance(width, str) or width == "auto":
        return
    if width in widths:
        layout["width"] = widths[width]
        return
    known = f"expected {', '.join(widths)}, auto or a length" if widths else "expected auto or a length"
    place = tree.values.get(("layout", "width"), Place("style"))
    problems.append(place.problem(f"layout.width: {quote(width)} is no name in layout.widths; {known}"))


def _setting(text: str, source: str) -> Tree:
    from .parse import parse_yaml

    path, equals, value = text.partition("=")
    keys = tuple(part.strip() for part in path.split("."))
    if not equals or not all(keys):
        raise UsageError(f"{source}: expected KEY.PATH=VALUE, such as layout.cell=6")
    if keys == ("preset",):
        raise UsageError(f"{source}: a preset comes before all else; write --preset {value.strip()}")
    try:
        value.encode()
        wrapped = parse_yaml(f"value: {value}" if value.strip() else "value: ''", source)
    except (HeadmapError, UnicodeEncodeError):
        raise UsageError(f"{source}: {quote(value)} is not a YAML value; put quotes around text") from None
    return nested(keys, wrapped, source)


def _number(text: str) -> float | str:
    """The number that a flag's text is, or the text."""
    try:
        return int(text) if text.isdigit() else float(text)
    except ValueError:
        return text


def checked(data: Any, kind: Any, path: KeyPath, tree: Tree, problems: list[Problem]) -> Any:
    """The data with texts parsed to values; what does not fit the type kind becomes a problem."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _checked_struct(data, kind, path, tree, problems)
    if get_origin(kind) is dict and isinstance(data, dict):
        item = get_args(kind)[1]
        for blank in (key for key in data if not key.strip()):
            place = tree.keys.get((*path, blank), Place("style"))
            problems.append(place.problem(f"{'.'.join(path)}: a name is blank; give it a name"))
        return {k: checked(v, item, (*path, k), tree, problems) for k, v in data.items()}
    place = tree.values.get(path, Place("style"))
    if place.raw is not None and not isinstance(data, str) and not _fits(data, kind):
        data = place.raw
    if isinstance(data, str) and not _fits(data, kind) and _fits([data], kind):
        data = [data]
        tree.values[(*path, "0")] = place
    if get_origin(kind) is tuple and isinstance(data, list | tuple):
        item = get_args(kind)[0]
        return [checked(v, item, (*path, str(i)), tree, problems) for i, v in enumerate(data)]
    try:
        value = msgspec.convert(data, kind)
        parse = _parser(kind)
        if parse is None or value is None:
            return value
        return parse(place.raw if place.raw is not None and not isinstance(value, str) else value)
    except msgspec.ValidationError:
        message = f"found {place.shown(data)}; expected {expected(kind, place.python)}"
    except ValueError as e:
        message = str(e)
    problems.append(place.problem(f"{'.'.join(path)}: {message}"))
    return None


def _checked_struct(data: Any, kind: Any, path: KeyPath, tree: Tree, problems: list[Problem]) -> Any:
    hints = key_types(kind)
    name = ".".join(path)
    choice = f"expected {', '.join(hints)}"
    if not isinstance(data, dict | None):
        place = tree.values.get(path, Place("style"))
        problems.append(place.problem(f"{name}: found {place.shown(data)} where keys belong; {choice}"))
        return {}
    out = {}
    for key, value in (data or {}).items():
        here = (*path, key)
        if key in hints:
            out[key] = checked(value, hints[key], here, tree, problems)
        else:
            place = tree.keys.get(here, Place("style"))
            where = f" in {name}" if name else ""
            hint = did_you_mean(key, hints)
            problems.append(place.problem(f"unknown key {quote(key)}{where}{hint}; {choice}"))
    return out


def key_types(kind: Any) -> dict[str, Any]:
    """The keys of a part of the style, each with its type, without the words that say what it means."""
    return {key: _plain(hint) for key, hint in get_type_hints(kind, include_extras=True).items()}


def _plain(kind: Any) -> Any:
    if get_origin(kind) is not Annotated:
        return kind
    meta = [m for m in kind.__metadata__ if isinstance(m, msgspec.Meta)]
    base = get_args(kind)[0]
    for m in meta:
        base = Annotated[base, m]
    return base


def _parser(kind: Any) -> Callable[..., object] | None:
    """What turns a text of this type into its value, where the type's annotation names one."""
    if get_origin(kind) is Annotated:
        return next((PARSERS[m.extra["is"]] for m in kind.__metadata__ if m.extra), None)
    if get_origin(kind) in (Union, types.UnionType):
        return next(filter(None, map(_parser, get_args(kind))), None)
    return None


def _fits(data: object, kind: Any) -> bool:
    try:
        msgspec.convert(data, kind)
    except msgspec.ValidationError:
        return False
    return True


def expected(kind: Any, python: bool = False) -> str:
    """What a type takes, in a user's words; python: in those of a caller from Python."""
    if kind is bool and python:
        return "True or False"
    if kind in WORDS:
        return WORDS[kind]
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return "keys with values"
    if get_origin(kind) is Annotated:
        meta = next(m for m in kind.__metadata__ if isinstance(m, msgspec.Meta))
        bounds = {"from": meta.ge, "above": meta.gt, "to" if meta.ge else "up to": meta.le}
        limits = [f"{word} {bound:g}" for word, bound in bounds.items() if bound is not None]
        return meta.description or " ".join([expected(get_args(kind)[0], python), *limits])
    if get_origin(kind) is dict:
        return "a mapping of names"
    if get_origin(kind) is tuple:
        return f"a list ({expected(get_args(kind)[0], python)} each)"
    if get_origin(kind) is Literal:
        return ", ".join(map(str, get_args(kind)))
    return " or ".join(expected(k, python) for k in get_args(kind) if k is not types.NoneType)
