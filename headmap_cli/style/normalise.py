"""Bring the plain data of a style into the shape of its types, so that it can be validated.

This step finds no problems: data that does not fit stays as it is, for validate to report.
"""

from __future__ import annotations

from typing import Any, get_origin

from msgspec.structs import replace

from .sources import KeyPath, Origin, SourcedData
from .type_hints import accepts, is_struct, item_type, key_types, list_item_type


def normalise(tree: SourcedData, hint: Any) -> SourcedData:
    """Return a copy of plain data in which scalars and lists have the form that a type asks for.

    A number or boolean where text belongs becomes the text that was written, such as ``007`` or ``true``. A
    single text where a list belongs becomes a list with one item.

    Args:
        tree: The data and its origins, which are left as they are.
        hint: The type of the data as a whole.
    """
    values = dict(tree.values)
    data = _normalise(tree.data, hint, (), values)
    return replace(tree, data=data, values=values, problems=list(tree.problems))


def _normalise(data: Any, hint: Any, path: KeyPath, values: dict[KeyPath, Origin]) -> Any:
    """Normalise the value at a path, and add the origins of new list items to the origins of values."""
    if is_struct(hint):
        return _normalise_struct(data, hint, path, values)
    if get_origin(hint) is dict and isinstance(data, dict):
        item = item_type(hint)
        return {key: _normalise(value, item, (*path, key), values) for key, value in data.items()}
    data = _normalise_scalar(data, hint, path, values)
    item = list_item_type(hint)
    if item is None or not isinstance(data, list | tuple):
        return data
    return [_normalise(value, item, (*path, str(i)), values) for i, value in enumerate(data)]


def _normalise_struct(data: Any, struct: Any, path: KeyPath, values: dict[KeyPath, Origin]) -> Any:
    """Normalise the values of the keys that a part of the style has."""
    if not isinstance(data, dict):
        return data
    hints = key_types(struct)
    normalised = dict(data)
    for key, value in data.items():
        if key in hints:
            normalised[key] = _normalise(value, hints[key], (*path, key), values)
    return normalised


def _normalise_scalar(data: Any, hint: Any, path: KeyPath, values: dict[KeyPath, Origin]) -> Any:
    """Return a scalar as the text or the list that a type asks for."""
    if accepts(data, hint):
        return data
    origin = values.get(path)
    literal = origin.literal if origin else None
    if literal is not None and not isinstance(data, str):
        data = literal
    if isinstance(data, str) and not accepts(data, hint) and accepts([data], hint):
        # The item needs an origin of its own: a problem with it is reported under its index.
        if origin:
            values[*path, "0"] = origin
        return [data]
    return data
