"""The paths that ``--at`` takes: find the part of a JSON document, and name a part so that it is found."""

from __future__ import annotations

from typing import Any

from ...core.errors import Location
from ...core.strings import did_you_mean, quote, truncated_list
from ..context import ReadContext
from .mappings import json_path


def find_part(document: Any, context: ReadContext) -> tuple[Any, str]:
    """Return the part of a document that --at names, and its path.

    Raises:
        InputError: There is no such part.
    """
    path, rest = "$", context.options.at.removeprefix("$.").lstrip(".")
    while rest:
        parts: dict[str, Any] = {}
        if isinstance(document, dict):
            parts = document
        elif isinstance(document, list):
            parts = {str(i): part for i, part in enumerate(document)}
        key = max((key for key in parts if f"{rest}.".startswith(f"{key}.")), key=len, default=None)
        if key is None:
            wanted = rest.partition(".")[0]
            there = truncated_list(list(parts)) or "nothing"
            hint = did_you_mean(wanted, parts)
            raise context.error(f"has no part {quote(wanted)}{hint}; there is {there}", Location(path=path))
        path = json_path(path, key if isinstance(document, dict) else int(key))
        document, rest = parts[key], rest[len(key) + 1 :]
    return document, path


def at_inside(at: str, key: str) -> str:
    """Return what ``--at`` takes for a key inside of the part that it names now.

    >>> at_inside("", "gpt2"), at_inside("$.runs.", "llama-3.1"), at_inside("", "-x")
    ('gpt2', 'runs.llama-3.1', '$.-x')
    """
    outer = at.removeprefix("$.").strip(".")
    inside = f"{outer}.{key}" if outer else key
    # The command line would take a leading hyphen for an option.
    return f"$.{inside}" if inside.startswith("-") else inside
