"""Answer questions about the type hints of the style: what a key takes, and how to say so.

A hint is a type as the classes in schema.py have it, such as ``str``, ``tuple[Color, ...]`` or
``Annotated[float, Meta(ge=36)]``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from .parsers import PARSERS
from .sources import KeyPath

DESCRIPTIONS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def is_struct(hint: Any) -> bool:
    """Return whether a hint is a part of the style that has keys of its own."""
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


# Evaluating the hints of all parts takes longer than checking a style, and a batch checks one per figure.
@cache
def key_types(struct: Any) -> Mapping[str, Any]:
    """Return the keys of a part of the style with their hints, without the texts that explain the keys."""
    hints = get_type_hints(struct, include_extras=True)
    return MappingProxyType({key: _without_explanation(hint) for key, hint in hints.items()})


def _without_explanation(hint: Any) -> Any:
    """Return a hint without the text that explains its key; what msgspec and this module evaluate stays."""
    if get_origin(hint) is not Annotated:
        return hint
    plain = get_args(hint)[0]
    for annotation in hint.__metadata__:
        if isinstance(annotation, msgspec.Meta):
            plain = Annotated[plain, annotation]
    return plain


def type_at(path: KeyPath, hint: Any) -> Any:
    """Return the hint of the value at a path below a hint; None if there is no such key."""
    for key in path:
        if is_struct(hint):
            hint = key_types(hint).get(key)
        elif get_origin(hint) is dict:
            hint = item_type(hint)
        else:
            return None
    return hint


def item_type(mapping: Any) -> Any:
    """Return the hint of the values of a mapping: ``CategoryStyle`` for ``dict[str, CategoryStyle]``."""
    return get_args(mapping)[1]


def list_item_type(hint: Any) -> Any:
    """Return the hint of a list's items; None if the hint is not a list."""
    plain = hint
    if get_origin(hint) is Annotated:
        plain = get_args(hint)[0]
    if get_origin(plain) is not tuple:
        return None
    return get_args(plain)[0]


def is_free_text(hint: Any) -> bool:
    """Return whether a value may be any text, so that no parser or list of words limits it."""
    if get_origin(hint) is Annotated:
        return parser_of(hint) is None and is_free_text(get_args(hint)[0])
    if get_origin(hint) not in (Union, UnionType):
        return hint is str
    # A text among the items of a list may stand beside lists of texts.
    parts = {part for part in get_args(hint) if get_origin(part) is not tuple}
    return str in parts and parts <= {str, NoneType}


def takes_text(hint: Any) -> bool:
    """Return whether every value can be given as text: any text, a colour, a length, a word."""
    if get_origin(hint) is Annotated:
        return takes_text(get_args(hint)[0])
    if get_origin(hint) is Literal or hint is str:
        return True
    if get_origin(hint) not in (Union, UnionType):
        return False
    alternatives = [part for part in get_args(hint) if part is not NoneType]
    return str in alternatives or all(takes_text(part) for part in alternatives)


def takes_null(hint: Any) -> bool:
    """Return whether a value may be null."""
    return NoneType in get_args(hint)


def parser_of(hint: Any) -> Callable[..., object] | None:
    """Return the function that turns a text into a value, if the hint names one."""
    if get_origin(hint) is Annotated:
        for annotation in hint.__metadata__:
            if annotation.extra:
                return PARSERS[annotation.extra["is"]]
    elif get_origin(hint) in (Union, UnionType):
        for part in get_args(hint):
            parser = parser_of(part)
            if parser is not None:
                return parser
    return None


def accepts(data: object, hint: Any) -> bool:
    """Return whether plain data is a value of a hint."""
    try:
        msgspec.convert(data, hint)
    except msgspec.ValidationError:
        return False
    return True


def describe_type(hint: Any, is_python: bool = False) -> str:
    """Describe what a hint takes, in the words of a user.

    Args:
        hint: The hint.
        is_python: Whether to name values as Python does, and not as YAML.
    """
    if hint is bool and is_python:
        return "True or False"
    if hint in DESCRIPTIONS:
        return DESCRIPTIONS[hint]
    if is_struct(hint):
        return "keys with values"
    parameters = get_args(hint)
    origin = get_origin(hint)
    if origin is Annotated:
        return _describe_annotated(hint, is_python)
    if origin is dict:
        return "a mapping of names"
    if origin is tuple:
        return f"a list (each item: {describe_type(parameters[0], is_python)})"
    if origin is Literal:
        return ", ".join(map(str, parameters))
    alternatives = [describe_type(part, is_python) for part in parameters if part is not NoneType]
    return " or ".join(alternatives)


def _describe_annotated(hint: Any, is_python: bool) -> str:
    """Describe a hint by its own description, or else by its type and its bounds."""
    meta: msgspec.Meta = hint.__metadata__[0]
    if meta.description:
        return meta.description
    words = [describe_type(get_args(hint)[0], is_python)]
    if meta.ge is not None:
        words.append(f"from {meta.ge:g}")
    if meta.gt is not None:
        words.append(f"above {meta.gt:g}")
    if meta.le is not None:
        # "from 36 to 2400", but "above 0 up to 400".
        preposition = "to" if meta.ge is not None else "up to"
        words.append(f"{preposition} {meta.le:g}")
    return " ".join(words)
