"""Load a style for a caller from Python: the public ``load_style``, which takes paths, dicts and keywords."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from ..core.errors import UsageError
from ..core.vocabulary import python_value
from .load import build_style, style_tree
from .presets import preset_names
from .schema import Style
from .sources import SourcedData, SourceKind, with_source

StyleSource: TypeAlias = str | os.PathLike[str] | Mapping[str, Any] | Style
CALL = "load_style()"
"""The source of keywords and dicts in messages."""


def load_style(
    *sources: StyleSource | Sequence[StyleSource], preset: str | Sequence[str] | None = None, **keys: Any
) -> Style:
    """Load a style from files, dicts and keywords; later ones win, keywords last.

    ``load_style("mine.headmap.yaml", preset="icml", title="Hello", layout={"width": "5.5in"})``

    Args:
        sources: Paths of style files, dicts with the keys of style files, or a Style to start from.
        preset: The name of a built-in style, or several, each laid over the one before.
        keys: Keys of the style; a key that has keys of its own takes a dict.

    Raises:
        InputError: Files, dicts or keywords have problems; the error lists all of them.
        UsageError: A file or preset does not exist, or an argument has the wrong type.
    """
    trees: list[SourcedData] = []
    for source in sources:
        if isinstance(source, list | tuple):
            trees += [_read_source(item) for item in source]
        else:
            trees.append(_read_source(source))
    if keys:
        trees.append(_read_mapping(keys))
    return build_style(style_tree(trees, preset=_preset_list(preset)))


def expect_style(style: Any) -> Style:
    """Return a style, or the default style for None.

    Raises:
        UsageError: The argument is anything else; the message names the call that makes a style of it.
    """
    if style is None:
        return Style()
    if isinstance(style, Style):
        return style
    call = "load_style(...)"
    if isinstance(style, str | os.PathLike):
        path = os.fspath(style)
        argument = python_value(path)
        call = f"load_style({argument})"
        if path in preset_names():
            call = f"load_style(preset={argument})"
    elif isinstance(style, Mapping):
        call = f"load_style({python_value(dict(style))})"
    raise UsageError(f"style= is {python_value(style)}; expected a Style, such as headmap.{call}")


def _preset_list(preset: Any) -> list[str]:
    """Return the presets of a call as a list; raise UsageError if they are not names."""
    if preset is None:
        return []
    presets = [preset]
    if isinstance(preset, list | tuple):
        presets = list(preset)
    for name in presets:
        if not isinstance(name, str):
            raise UsageError(
                f"{CALL}: preset= is {python_value(preset)}; expected a name, or a list of names"
            )
    return presets


def _read_source(source: Any) -> SourcedData:
    """Return the plain data of one source; raise UsageError for anything else."""
    if isinstance(source, Style):
        return with_source(msgspec.to_builtins(source), CALL, SourceKind.PYTHON)
    if isinstance(source, Mapping):
        return _read_mapping(source)
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        if not os.path.lexists(path):
            raise UsageError(f"{CALL}: {_explain_missing_file(path)}")
        from .yaml.reader import read_yaml  # loads PyYAML, which a figure in a built-in style does without

        return read_yaml(path)
    raise UsageError(f"{CALL} takes paths, dicts and keywords; found {python_value(source)}")


def _explain_missing_file(path: str) -> str:
    """Explain that a style file does not exist, and what the caller may have meant instead."""
    from difflib import get_close_matches  # the command line loads this module, but not for this function

    presets = preset_names()
    message = f"there is no file {path!r}"
    if path in presets:
        return f"{message}; the preset of that name is preset={path!r}"
    if ":" in path or "=" in path or "\n" in path:
        return f'{message}; pass keys as keywords or a dict: load_style(title="Hello")'
    close_presets = get_close_matches(path.lower(), presets, n=1)
    if close_presets and not path.endswith((".yaml", ".yml")):
        return f"{message} (did you mean preset={close_presets[0]!r}?)"
    return f"{message}; expected a style file, a dict or keywords"


def _read_mapping(mapping: Mapping[str, Any]) -> SourcedData:
    """Return the plain data of a dict, whose messages show values as Python does."""
    tree = with_source(_to_plain_data(mapping, depth=0), CALL, SourceKind.PYTHON)
    for key in tree.data:
        part, dot, key_in_part = key.partition(".")
        if dot and part in Style.__struct_fields__:
            nested = f"{{{key_in_part!r}: ...}}"
            raise UsageError(f"{CALL}: unknown key {key!r}; nest it: {part}={nested}")
    return tree


def _to_plain_data(value: Any, depth: int) -> Any:
    """Return a value as YAML would give it: dicts with text as keys, lists, and Python's own numbers."""
    from .yaml.nodes import MAX_DEPTH

    # A dict can hold itself, and would be followed forever. A YAML file has the same limit.
    if depth > MAX_DEPTH:
        raise UsageError(f"{CALL}: a value is nested deeper than {MAX_DEPTH} levels")
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise UsageError(f"{CALL}: found the key {python_value(key)}; expected text")
        return {key: _to_plain_data(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_to_plain_data(item, depth + 1) for item in value]
    if isinstance(value, msgspec.Struct):
        return _to_plain_data(msgspec.to_builtins(value), depth + 1)
    # An array or a number of numpy. Asking for its type would import numpy.
    if hasattr(value, "tolist"):
        return value.tolist()
    return value
