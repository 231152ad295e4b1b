"""Find the part of a JSON document that --at names, and write what --at takes for a part."""

from __future__ import annotations

from typing import Any

from ...core.errors import Location
from ...core.strings import did_you_mean, quote, truncated_list
from ...core.vocabulary import option
from ..context import ReadContext

ROOT = Location(path="$")
"""The location of a whole document."""


def find_part(document: Any, context: ReadContext) -> tuple[Any, Location]:
    """Return the part of a document that --at names, and its location.

    Raises:
        InputError: The document has no such part.
    """
    part = document
    location = ROOT
    remaining = context.options.at.removeprefix("$.").lstrip(".")
    while remaining:
        children = _children(part)
        key = _longest_key(children, remaining)
        if key is None:
            name = remaining.partition(".")[0]
            existing = truncated_list(list(children)) or "no parts"
            hint = did_you_mean(name, children)
            raise context.error(f"has no part {quote(name)}{hint}; it has {existing}", location)
        location = location.child(int(key) if isinstance(part, list) else key)
        part = children[key]
        remaining = remaining[len(key) + 1 :]
    return part, location


def _children(part: Any) -> dict[str, Any]:
    """Return the values inside a part by their keys, or by their indices as text."""
    if isinstance(part, dict):
        return part
    if isinstance(part, list):
        return {str(i): item for i, item in enumerate(part)}
    return {}


def _longest_key(children: dict[str, Any], remaining: str) -> str | None:
    """Return the longest key that a path begins with; a key such as ``llama-3.1`` may have dots in it."""
    matching = [key for key in children if f"{remaining}.".startswith(f"{key}.")]
    return max(matching, key=len, default=None)


def at_option(key: str, context: ReadContext) -> str:
    """Return the option --at that names a key inside the part of the input that is read.

    In an archive of several files, the option names the file too.
    """
    outer = context.options.at
    if context.input.member:
        outer = at_inside(context.input.member, outer) if outer else context.input.member
    return option("at", at_inside(outer, key))


def at_inside(at: str, key: str) -> str:
    """Return what --at takes for a key inside the part that ``at`` names.

    >>> at_inside("", "gpt2"), at_inside("$.runs.", "llama-3.1"), at_inside("", "-x")
    ('gpt2', 'runs.llama-3.1', '$.-x')
    """
    outer = at.removeprefix("$.").strip(".")
    inside = f"{outer}.{key}" if outer else key
    # On the command line, a value with a leading hyphen would be taken for an option.
    return f"$.{inside}" if inside.startswith("-") else inside
