"""Check the plain data of a style against its types: each value parsed, each problem with its place."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from ..core.errors import WHOLE_SOURCE, Location
from ..core.strings import did_you_mean, quote
from .parsers import PARSERS
from .sources import KeyPath, Place, SourcedData

WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
OTHER_NAMES = {
    "position": "place",
    "location": "place",
    "loc": "place",
    "colour": "color",
    "colours": "colors",
    "palette": "colors",
    "cmap": "colors",
    "font": "family",
    "fonts": "family",
    "fontsize": "size",
    "resolution": "dpi",
    "ncols": "columns",
    "figsize": "width",
    "facecolor": "background",
    "subtitle": "caption",
    "name": "label",
    "text": "label",
    "interval": "step",
    "order": "show",
}
"""What other tools call a key, and its name here."""


def validate(data: Any, kind: Any, path: KeyPath, tree: SourcedData) -> Any:
    """Return the data with texts parsed to values; what does not fit the type is added to tree.problems."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _checked_struct(data, kind, path, tree)
    if get_origin(kind) is dict and isinstance(data, dict):
        item = get_args(kind)[1]
        for blank in (key for key in data if not key.strip()):
            place = tree.keys.get((*path, blank), Place("style"))
            tree.problems.append(place.problem(f"{'.'.join(path)}: a name is blank; give it a name"))
        return {key: validate(value, item, (*path, key), tree) for key, value in data.items()}
    place = tree.values.get(path, Place("style"))
    if swallows(place, kind):
        _add_comment(place, path, tree)
        return None
    if place.raw is not None and not isinstance(data, str) and not accepts(data, kind):
        data = place.raw
    if isinstance(data, str) and not accepts(data, kind) and accepts([data], kind):
        data = [data]
        tree.values[(*path, "0")] = place
    item = list_item(kind)
    if item is not None and isinstance(data, list | tuple) and data:
        return [validate(value, item, (*path, str(i)), tree) for i, value in enumerate(data)]
    try:
        value = msgspec.convert(data, kind)
        parse = _parser(kind)
        if parse is None or value is None:
            return value
        return parse(place.raw if place.raw is not None and not isinstance(value, str) else value)
    except msgspec.ValidationError:
        message = _found(data, kind, place)
    except ValueError as e:
        message = str(e)
    tree.problems.append(place.problem(f"{'.'.join(path)}: {message}"))
    return None


def _found(data: Any, kind: Any, place: Place) -> str:
    """Say what was found instead of what a type takes."""
    if isinstance(data, str) and place.quoted:
        from .yaml import plain_value

        plain = plain_value(data)
        if not isinstance(plain, str) and accepts(plain, kind):
            return f'found the text "{data}"; remove the quotes'
    shown = place.shown(data)
    if isinstance(data, list | dict) and not place.python:
        what = "list" if isinstance(data, list) else "mapping"
        shown = f"a {what}" if data else f"an empty {what}"
    return f"found {shown}; expected {expected(kind, place.python)}"


def _checked_struct(data: Any, kind: Any, path: KeyPath, tree: SourcedData) -> Any:
    hints = key_types(kind)
    name = ".".join(path)
    choice = f"expected {', '.join(hints)}"
    place = tree.values.get(path, Place("style"))
    if data is None and place.comment and place.comment.is_color:
        _add_comment(place, path, tree)
        return {}
    if not isinstance(data, dict | None):
        tree.problems.append(place.problem(f"{name}: found {place.shown(data)} where keys belong; {choice}"))
        return {}
    out = {}
    for key, value in (data or {}).items():
        here = (*path, key)
        if key in hints:
            out[key] = validate(value, hints[key], here, tree)
        else:
            at = tree.keys.get(here, Place("style"))
            where = f" in {name}" if name else ""
            problem = at.problem(f"unknown key {quote(key)}{where}{_suggestion(key, hints)}; {choice}")
            tree.problems.append(problem)
    return out


def _suggestion(key: str, known: dict[str, Any]) -> str:
    """Return `` (did you mean 'x'?)`` for a key that other tools use, or that is misspelt."""
    meant = OTHER_NAMES.get(key.lower())
    return f" (did you mean {meant!r}?)" if meant in known else did_you_mean(key, known)


def swallows(place: Place, kind: Any) -> bool:
    """Whether a comment holds what was probably meant as a value of this type, or as its end."""
    comment = place.comment
    if comment is None or kind is Any:
        return False
    text = list_item(kind) or kind
    if comment.value:
        return is_free_text(text)
    return comment.is_color or takes_text(text)


def _add_comment(place: Place, path: KeyPath, tree: SourcedData) -> None:
    assert place.comment is not None
    location = WHOLE_SOURCE
    if place.location.line:
        location = Location(place.comment.line, place.comment.column)
    at = Place(place.source, location)
    tree.problems.append(at.problem(f"{'.'.join(path)}: {place.comment.message}"))


def kind_at(path: KeyPath, kind: Any) -> Any:
    """Return the type of the value at a path of a style, or None if there is no such key."""
    for key in path:
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            kind = key_types(kind).get(key)
        elif get_origin(kind) is dict:
            kind = get_args(kind)[1]
        else:
            return None
    return kind


def list_item(kind: Any) -> Any:
    """Return the type of a list's items, or None if a type is not a list."""
    plain = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    return get_args(plain)[0] if get_origin(plain) is tuple else None


def is_free_text(kind: Any) -> bool:
    """Whether a value of this type may be any text."""
    if get_origin(kind) is Annotated:
        return _parser(kind) is None and is_free_text(get_args(kind)[0])
    return kind is str or set(get_args(kind)) == {str, types.NoneType}


def takes_text(kind: Any) -> bool:
    """Whether all values of this type can be given as text: any text, a colour, a length, a word."""
    if get_origin(kind) is Annotated:
        return takes_text(get_args(kind)[0])
    if get_origin(kind) is Literal:
        return True
    parts = get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)
    if str in parts:
        return True
    inner = [part for part in parts if part is not types.NoneType and part is not kind]
    return bool(inner) and all(takes_text(part) for part in inner)


def takes_null(kind: Any) -> bool:
    """Whether null is a value of this type."""
    return types.NoneType in get_args(kind)


def key_types(kind: Any) -> dict[str, Any]:
    """Return the keys of a part of the style with their types, without the words that say what they mean."""
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
    """Return what turns a text of this type into its value, where the type's annotation names it."""
    if get_origin(kind) is Annotated:
        return next((PARSERS[m.extra["is"]] for m in kind.__metadata__ if m.extra), None)
    if get_origin(kind) in (Union, types.UnionType):
        return next(filter(None, map(_parser, get_args(kind))), None)
    return None


def accepts(data: object, kind: Any) -> bool:
    """Whether data is a value of a type."""
    try:
        msgspec.convert(data, kind)
    except msgspec.ValidationError:
        return False
    return True


def expected(kind: Any, python: bool = False) -> str:
    """Say what a type takes, in a user's words; python: in those of a caller from Python."""
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
        return f"a list (each item: {expected(get_args(kind)[0], python)})"
    if get_origin(kind) is Literal:
        return ", ".join(map(str, get_args(kind)))
    return " or ".join(expected(k, python) for k in get_args(kind) if k is not types.NoneType)
