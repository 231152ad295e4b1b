"""The style in writing: a starter with what each key means, a resolved style with where its values come from,
and the JSON Schema that editors check style files with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias, get_args, get_type_hints

import msgspec

from .load import build
from .reference import ANY, keys, meaning
from .schema import CategoryStyle, Style
from .sources import KeyPath, Place, SourcedData

SCHEMA_FILE = "headmap.schema.json"
COMMENT_COLUMN = 32
DEFAULT_HEAD = """\
# What holds where a style says nothing: every key, with what it means.
#
# Lengths are points (1/72 inch), or a number with pt, in, cm or mm. Type sizes are points.
# Colours are names, #rrggbb, tab:blue, C0 .. C9 or rgb(r, g, b).
"""
STARTER_HEAD = f"""\
# yaml-language-server: $schema={SCHEMA_FILE}
# For an editor that reads the line above: headmap style schema -o {SCHEMA_FILE}
#
# A style for headmap: take the # from a line, and from those that it stands under, to change it.
# Lengths are points (1/72 inch), or a number with pt, in, cm or mm. Type sizes are points.
# Colours are names, #rrggbb, tab:blue, C0 .. C9 or rgb(r, g, b).
"""
EXAMPLE = "Knowledge"
COLOR = re.compile(r"^( {4})color:")
"""The key of a category, which stands deeper than a category of that name."""
Comment: TypeAlias = Callable[[KeyPath], str]


def default_text() -> str:
    """The style file of all defaults; ``configs/default.yaml`` is this text."""
    data = msgspec.to_builtins(Style())
    del data["preset"]
    words = _words()
    return "\n".join([DEFAULT_HEAD, *_lines(data, lambda path: words.get(path, ""))]) + "\n"


def starter(categories: Mapping[str, str] | None = None, presets: Sequence[str] = ()) -> str:
    """A style file to begin with: every key commented out, but for the categories of some data.

    categories: the colour of each, commented out, so that a preset's colours hold; where there are none, an
    example stands commented out with the rest.
    presets: the presets that the style begins with; where there are none, an example is commented out.
    """
    words = _words()
    data = msgspec.to_builtins(Style())
    data["preset"] = "paper"
    if presets:
        data["preset"] = presets[0] if len(presets) == 1 else list(presets)
    data["categories"] = {EXAMPLE: msgspec.to_builtins(CategoryStyle())}
    out = [STARTER_HEAD]
    for key, value in data.items():
        if key == "categories" and categories:
            shown = {name: {"label": name, "color": color} for name, color in categories.items()}
            lines = _lines({key: shown}, lambda path: words.get(path, "") if len(path) == 1 else "")
            out += [COLOR.sub(r"\1# color:", line) for line in lines]
        elif key == "preset" and presets:
            out += _lines({key: value}, lambda path: words[path])
        else:
            out += [f"# {line}" for line in _lines({key: value}, lambda path: words.get(_generic(path), ""))]
    return "\n".join(out) + "\n"


def resolved(tree: SourcedData, origin: bool) -> str:
    """The style that merged plain data gives, as a style file; origin: with the place of each value."""
    data = msgspec.to_builtins(build(tree))

    def place(path: KeyPath) -> str:
        found = tree.values.get(path)
        if isinstance(_at(data, path), dict) and _at(data, path):
            return ""
        return _said(found) if found else "default"

    return "\n".join(_lines(data, place if origin else lambda _: "")) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of style files, each key with what it means."""
    made = msgspec.json.schema(Style)
    for name, part in made["$defs"].items():
        for key, words in meaning(_parts()[name]).items():
            found = part["properties"][key]
            expected = found.pop("description", "")
            part["properties"][key] = {"description": f"{words}: {expected}" if expected else words} | found
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "headmap style"} | made


def _said(place: Place) -> str:
    return f"{place.source}:{place.location.line}" if place.location.line else place.source


def _lines(data: Mapping[str, Any], comment: Comment, path: KeyPath = ()) -> Iterator[str]:
    """YAML lines of plain data, two spaces further in for each level, each with its comment."""
    for key, value in data.items():
        here = (*path, key)
        front = "  " * len(path) + f"{_scalar(key)}:"
        if not isinstance(value, dict) or not value:
            front += f" {_scalar(value)}"
        words = comment(here)
        yield f"{front + '  ':<{COMMENT_COLUMN}}# {words}" if words else front
        if isinstance(value, dict):
            yield from _lines(value, comment, here)


def _scalar(value: Any) -> str:
    import yaml

    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text: str = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, width=1 << 20, sort_keys=False
    )
    return text.removesuffix("\n").removesuffix("\n...")


def _at(data: Any, path: KeyPath) -> Any:
    for key in path:
        data = data[key]
    return data


def _generic(path: KeyPath) -> KeyPath:
    """The path of a key, the same for all categories."""
    return (path[0], ANY, *path[2:]) if path[0] == "categories" and len(path) > 1 else path


def _words() -> dict[KeyPath, str]:
    """What each key means, by its path; ``*`` stands for a category's name."""
    return {path: key.means for path, key in keys().items()}


def _parts() -> dict[str, Any]:
    """The types of the style and its parts, by name."""
    found: dict[str, Any] = {}

    def visit(kind: Any) -> None:
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            found[kind.__name__] = kind
            for hint in get_type_hints(kind, include_extras=True).values():
                visit(hint)
        for inner in get_args(kind):
            visit(inner)

    visit(Style)
    return found
