"""Styles for callers from Python: paths, dicts, presets and keywords -> Style."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from ..core.errors import UsageError
from ..core.strings import did_you_mean
from ..core.vocabulary import python_value
from .load import build, style_tree
from .schema import Style
from .sources import SourcedData, with_source

StyleSource: TypeAlias = str | os.PathLike[str] | Mapping[str, Any] | Style
CALL = "load_style()"


def load_style(
    *sources: StyleSource | Sequence[StyleSource], preset: str | Sequence[str] | None = None, **keys: Any
) -> Style:
    """Load a style from files, dicts and keywords; later ones win, keywords last.

    ``load_style("mine.headmap.yaml", preset="icml", title="Hello", layout={"width": "5.5in"})``

    Args:
        sources: paths of style files, dicts of the same keys, or a Style to change.
        preset: the name of a built-in style, or several, each laid over the one before.
        keys: keys of the style, a dict for a key that has keys of its own.

    Raises:
        InputError: with all problems of the files, dicts and keywords.
        UsageError: for a file or preset that does not exist.
    """
    trees = list[SourcedData]()
    for source in sources:
        if isinstance(source, list | tuple):
            trees += [_tree(one) for one in source]
        else:
            trees.append(_tree(source))
    if keys:
        trees.append(_placed(keys))
    return build(style_tree(trees, preset=_preset_names(preset)))


def _preset_names(preset: Any) -> list[str]:
    """Return the presets of a call as a list."""
    listed = list(preset) if isinstance(preset, list | tuple) else [preset]
    if preset is None:
        return []
    for name in listed:
        if not isinstance(name, str):
            raise UsageError(
                f"{CALL}: preset= is {python_value(preset)}; expected a name, or a list of names"
            )
    return listed


def expect_style(style: Any) -> Style:
    """Return a style, the default one for None; raise UsageError for anything else."""
    if style is None:
        return Style()
    if isinstance(style, Style):
        return style
    call = "load_style(...)"
    if isinstance(style, str | os.PathLike):
        call = f"load_style({python_value(os.fspath(style))})"
        if style in _presets():
            call = f"load_style(preset={python_value(style)})"
    elif isinstance(style, Mapping):
        call = f"load_style({python_value(dict(style))})"
    raise UsageError(f"style= is {python_value(style)}; expected a Style, such as headmap.{call}")


def _tree(source: Any) -> SourcedData:
    """Return the plain data of one source."""
    if isinstance(source, Style):
        return with_source(msgspec.to_builtins(source), CALL, python=True)
    if isinstance(source, Mapping):
        return _placed(source)
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        if not os.path.lexists(path):
            raise UsageError(f"{CALL}: {_no_file(path)}")
        from .yaml import read_yaml  # loads PyYAML, which a figure in a built-in style does without

        return read_yaml(path)
    raise UsageError(f"{CALL} takes paths, dicts and keywords; found {python_value(source)}")


def _no_file(path: str) -> str:
    """Explain that there is no style file of a name, which may be meant as something else."""
    known = _presets()
    if path in known:
        return f"there is no file {path!r}; the preset of that name is preset={path!r}"
    if ":" in path or "=" in path or "\n" in path:
        return f'there is no file {path!r}; pass keys as keywords or a dict: load_style(title="Hello")'
    close = did_you_mean(path, known)
    if close and not path.endswith((".yaml", ".yml")):
        return f"there is no file {path!r}{close.replace('mean ', 'mean preset=')}"
    return f"there is no file {path!r}; expected a style file, a dict or keywords"


def _presets() -> list[str]:
    from .presets import names

    return names()


def _placed(data: Mapping[str, Any]) -> SourcedData:
    """Return the tree of a dict; its places are the call, and its values Python's."""
    tree = with_source(_plain(data, 0), CALL, python=True)
    for key in tree.data:
        top, dot, rest = key.partition(".")
        if dot and top in Style.__struct_fields__:
            nested = f"{{{rest!r}: ...}}"
            raise UsageError(f"{CALL}: unknown key {key!r}; nest it: {top}={nested}")
    return tree


def _plain(value: Any, depth: int) -> Any:
    """Return a value as YAML would give it: dicts with text as keys, lists, and Python's own numbers."""
    from .yaml import MAX_DEPTH

    if depth > MAX_DEPTH:
        raise UsageError(f"{CALL}: a value is nested deeper than {MAX_DEPTH} levels")
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise UsageError(f"{CALL}: found the key {python_value(key)}; expected text")
        return {key: _plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner, depth + 1) for inner in value]
    if isinstance(value, msgspec.Struct):
        return _plain(msgspec.to_builtins(value), depth + 1)
    if hasattr(value, "tolist"):  # an array or a number of numpy's
        return value.tolist()
    return value
