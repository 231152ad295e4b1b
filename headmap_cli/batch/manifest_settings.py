"""Turn what a manifest has under ``set`` into settings as ``--set`` takes them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from ..core.errors import Problem
from ..style.schema import Style
from ..style.sources import KeyPath, SourcedData
from ..style.type_hints import type_at
from ..style.validate import comment_hides_value

SURROGATE_PAIR = re.compile(r"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}")
"""Two escapes of JSON that stand for one character."""


def setting_texts(tree: SourcedData, path: KeyPath) -> list[str]:
    """Return the settings under a key path as texts ``key.path=value``.

    Args:
        tree: The manifest.
        path: The key path of a ``set``, such as ``("jobs", "3", "set")``.
    """
    texts: list[str] = []
    for key, value in _mapping_at(tree.data, path).items():
        for leaf_path, leaf in _leaves(value, (*path, key)):
            name = ".".join(leaf_path[len(path) :])
            texts.append(f"{name}={_value_text(leaf, tree.values[leaf_path].literal)}")
    return texts


def shortened_settings(tree: SourcedData) -> Iterator[Problem]:
    """Yield a problem for each value under ``set`` that ends, or is missing, because of a comment.

    In ``{color: #ff0000}``, for instance, YAML takes the colour for a comment.
    """
    for path, place in tree.values.items():
        if place.comment is None or "set" not in path:
            continue
        # A key may itself be a key path, as in "text.family: [A, B]".
        setting = ".".join(path[path.index("set") + 1 :])
        if comment_hides_value(place, type_at(tuple(setting.split(".")), Style)):
            comment_place = replace(place, location=place.comment.location)
            yield comment_place.problem(f"{'.'.join(path)}: {place.comment.message}")


def _mapping_at(data: Any, path: KeyPath) -> dict[str, Any]:
    """Return the mapping at a key path; an empty one if there is none."""
    for key in path:
        if isinstance(data, list):
            data = data[int(key)]
        elif data is not None:
            data = data.get(key)
    return data or {}


def _leaves(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    """Yield the values inside nested mappings with their key paths.

    A mapping whose keys have dots is a value, since a key path could not tell these dots from its own.
    """
    is_nested = isinstance(value, dict) and value and not any("." in key for key in value)
    if not is_nested:
        yield path, value
        return
    for key, inner in value.items():
        yield from _leaves(inner, (*path, key))


def _value_text(value: Any, raw: str | None) -> str:
    """Return a value as ``--set`` takes it.

    Args:
        value: The value, as YAML reads it.
        raw: A scalar as it was written; None for other values. It keeps what YAML would lose, as in 007.
    """
    if raw is None or isinstance(value, str | list | dict):
        return _to_yaml(value)
    return raw


def _to_yaml(value: Any) -> str:
    r"""Return plain data as YAML on one line.

    YAML is nearly a superset of JSON: only a character outside the Basic Multilingual Plane, which JSON
    escapes as two surrogates, has to be one escape.

    >>> _to_yaml(["a", "\N{GRINNING FACE}"])
    '["a", "\\U0001f600"]'
    """

    def join_surrogates(pair: re.Match[str]) -> str:
        character: str = json.loads(f'"{pair[0]}"')
        return f"\\U{ord(character):08x}"

    return SURROGATE_PAIR.sub(join_surrogates, json.dumps(value))
