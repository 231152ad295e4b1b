"""Read data in YAML, which may have the shapes that JSON may have."""

from __future__ import annotations

import re

from msgspec.structs import replace

from ..core.errors import InputError
from ..files.source import decode_text
from .context import ReadContext
from .entries import Entries
from .misread import MAX_START, is_manifest_or_style, top_level_lines

MAX_CHARACTERS = 1 << 22
"""How many characters a text may have; PyYAML takes seconds for one million."""

MAX_VALUES = 200_000
"""How many values a text may hold, of which aliases count each time."""

ENDINGS = (".yaml", ".yml")
KEY = re.compile(r"""(?:"[^"]*"|'[^']*'|\w[^:#{}\[\],]*):(?:\s.*)?""")
"""A line that sets a key of the outermost mapping."""


def read_yaml_data(context: ReadContext) -> Entries | None:
    """Return the entries of YAML, or None for a text that is not YAML data.

    This is tried only after another reader has refused the text, since YAML has no beginning of its own.

    Raises:
        InputError: The text is data in YAML, and there are problems in it.
    """
    if context.options.input_format or context.format not in ("table", "json"):
        return None
    try:
        text = decode_text(context.source)
    except InputError:
        return None
    if len(text) > MAX_CHARACTERS or not _is_yaml_data(text, context.name):
        return None
    # PyYAML and the readers of JSON are imported only for a text that is YAML.
    from ..style.yaml.reader import DocumentKind, parse_yaml
    from .json.at import find_part
    from .json.declared_grid import take_declared_grid
    from .json.objects import read_value

    kind = DocumentKind("YAML data", "categories", MAX_CHARACTERS, MAX_VALUES, may_be_list=True)
    document = parse_yaml(text, context.name, kind).data
    context = replace(context, format="yaml")
    part, location = find_part(document, context)
    entries = read_value(part, location, context)
    take_declared_grid(entries, document, context)
    entries.shape += " in YAML"
    return entries


def _is_yaml_data(text: str, name: str) -> bool:
    """Return whether a text is YAML by the name of its file, or by its lines."""
    lines = top_level_lines(text[:MAX_START])
    if not lines or is_manifest_or_style(lines):
        return False
    if name.endswith(ENDINGS):
        return lines[0].startswith(("{", "[", "-")) or all(map(KEY.fullmatch, lines))
    has_items = re.search(r"^\s*- |^\s+\S+:(?:\s|$)", text[:MAX_START], re.MULTILINE) is not None
    return has_items and all(map(KEY.fullmatch, lines))
