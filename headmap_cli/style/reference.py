"""Each key of the style: what it means, what it may be, and its default; read off the types."""

from __future__ import annotations

from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from .schema import CategoryStyle, Style
from .sources import KeyPath
from .validate import expected, key_types

ANY = "*"
"""What stands for a category's name in a path."""


class Key(msgspec.Struct, frozen=True):
    """A key: what it means; what it takes, in words; the words it may be; its default as plain data."""

    means: str
    takes: str
    choices: tuple[str, ...]
    default: Any


def keys() -> dict[KeyPath, Key]:
    """The keys that have values, by their paths, in the order of the types."""
    return _keys(Style(), ())


def _keys(part: msgspec.Struct, path: KeyPath) -> dict[KeyPath, Key]:
    out: dict[KeyPath, Key] = {}
    meanings = meaning(type(part))
    for name, kind in key_types(type(part)).items():
        value = getattr(part, name)
        if isinstance(value, msgspec.Struct):
            out |= _keys(value, (*path, name))
            continue
        takes = expected(kind) + (", or null" if NoneType in get_args(kind) else "")
        out[(*path, name)] = Key(meanings[name], takes, _choices(kind), msgspec.to_builtins(value))
        if name == "categories":
            out |= _keys(CategoryStyle(), (name, ANY))
    return out


def _choices(kind: Any) -> tuple[str, ...]:
    """The words that a value of a type may be: those of a Literal, and of true or false."""
    if kind is bool:
        return ("true", "false")
    if get_origin(kind) is Literal:
        return tuple(map(str, get_args(kind)))
    if get_origin(kind) in (tuple, dict, Annotated):
        return ()
    return tuple(word for inner in get_args(kind) for word in _choices(inner))


def meaning(kind: Any) -> dict[str, str]:
    """What the keys of one part of the style mean."""
    hints = get_type_hints(kind, include_extras=True).items()
    return {
        key: next(words for words in hint.__metadata__ if isinstance(words, str))
        for key, hint in hints
        if get_origin(hint) is Annotated and any(isinstance(words, str) for words in hint.__metadata__)
    }
