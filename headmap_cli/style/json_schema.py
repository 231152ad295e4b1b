"""Make the JSON Schema of style files, which editors use to complete and check them."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import msgspec

from .reference import explanations
from .schema import Style
from .type_hints import is_struct

SCHEMA_FILE = "headmap.schema.json"


def style_schema() -> dict[str, Any]:
    """Return the JSON Schema of style files, with an explanation of each key."""
    generated = msgspec.json.schema(Style)
    structs: dict[str, Any] = {}
    _add_structs(Style, structs)
    for name, definition in generated["$defs"].items():
        # A style file may set any part of a section; the rest comes from its presets and the defaults.
        definition.pop("required", None)
        properties = definition["properties"]
        for key, explanation in explanations(structs[name]).items():
            properties[key] = _explained(properties[key], explanation)
    header = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "headmap style"}
    return header | generated


def _explained(schema_of_key: dict[str, Any], explanation: str) -> dict[str, Any]:
    """Return the schema of a key with its explanation before what msgspec says of its type."""
    described = dict(schema_of_key)
    takes = described.pop("description", "")
    description = f"{explanation}: {takes}" if takes else explanation
    return {"description": description} | described


def _add_structs(hint: Any, structs: dict[str, Any]) -> None:
    """Add the class of a part of the style, and those of all parts in it, by their names."""
    if is_struct(hint):
        structs[hint.__name__] = hint
        for key_hint in get_type_hints(hint, include_extras=True).values():
            _add_structs(key_hint, structs)
    for parameter in get_args(hint):
        _add_structs(parameter, structs)
