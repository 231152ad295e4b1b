"""List the keys of the style as the types define them: what each means, what it takes, and its default."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from .schema import CategoryStyle, FacetStyle, Style
from .sources import KeyPath
from .type_hints import describe_type, key_types, takes_null

ANY_NAME = "*"
"""The placeholder for the name of a category, or for the label of a facet, in a key path."""

NAMED_PARTS: dict[str, msgspec.Struct] = {"categories": CategoryStyle(), "facets": FacetStyle()}
"""The parts whose keys are names that the user chooses, each with the default of what a name has."""


class Key(msgspec.Struct, frozen=True):
    """A key of the style.

    Attributes:
        means: What the key means.
        takes: What values it takes, in words.
        choices: The words among the values that it takes; empty if there are none.
        default: The default as plain data.
    """

    means: str
    takes: str
    choices: tuple[str, ...]
    default: Any


def style_keys() -> dict[KeyPath, Key]:
    """Return the keys that have values, by their paths, in the order of the types."""
    return _keys_of(Style(), ())


def explanations(struct: Any) -> dict[str, str]:
    """Return what the keys of one part of the style mean, for those that have an explanation.

    Args:
        struct: The class of the part.
    """
    texts = {}
    for key, hint in get_type_hints(struct, include_extras=True).items():
        if get_origin(hint) is Annotated:
            for annotation in hint.__metadata__:
                if isinstance(annotation, str):
                    texts[key] = annotation
    return texts


def _keys_of(part: msgspec.Struct, path: KeyPath) -> dict[KeyPath, Key]:
    """Return the keys of a part of the default style, by their paths; the part itself is at ``path``."""
    keys: dict[KeyPath, Key] = {}
    texts = explanations(type(part))
    for name, hint in key_types(type(part)).items():
        key_path = (*path, name)
        default = getattr(part, name)
        if isinstance(default, msgspec.Struct):
            keys |= _keys_of(default, key_path)
            continue
        takes = describe_type(hint)
        if takes_null(hint):
            takes += ", or null"
        keys[key_path] = Key(texts[name], takes, _choices(hint), msgspec.to_builtins(default))
        if not path and name in NAMED_PARTS:
            keys |= _keys_of(NAMED_PARTS[name], (name, ANY_NAME))
    return keys


def _choices(hint: Any) -> tuple[str, ...]:
    """Return the words that a type takes as values: those of a Literal, and true and false for a boolean."""
    if hint is bool:
        return ("true", "false")
    if get_origin(hint) is Literal:
        return tuple(map(str, get_args(hint)))
    # A word that an item of a list may be, for example, is no value of the list.
    if get_origin(hint) in (tuple, dict, Annotated):
        return ()
    choices: list[str] = []
    for alternative in get_args(hint):
        choices += _choices(alternative)
    return tuple(choices)
