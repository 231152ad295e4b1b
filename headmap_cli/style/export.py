"""Write styles as YAML: the defaults, a template that explains each key, and a style with its origins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

import msgspec

from ..core.strings import one_line
from .json_schema import SCHEMA_FILE
from .load import build_style, load_style
from .reference import ANY_NAME, NAMED_PARTS, style_keys
from .schema import CategoryStyle, Style
from .sources import KeyPath, Origin, SourcedData, with_source

COMMENT_COLUMN = 32
MAX_KEY_LENGTH = 1000
"""In YAML, a key of more than 1024 characters has to begin with ``?``."""
DEFAULT_HEADER = """\
# The default style, with an explanation of every key.
#
# Lengths are points (1/72 inch), or a number with pt, in, cm or mm. Type sizes are points.
# Colours are names, #rrggbb, tab:blue, C0 .. C9 or rgb(r, g, b).
"""
TEMPLATE_HEADER = f"""\
# yaml-language-server: $schema={SCHEMA_FILE}
# For an editor that reads the line above: headmap style schema -o {SCHEMA_FILE}
#
# A style for headmap. To change a key, remove the # from its line and from the lines of the keys above it.
# Lengths are points (1/72 inch), or a number with pt, in, cm or mm. Type sizes are points.
# Colours are names, #rrggbb, tab:blue, C0 .. C9 or rgb(r, g, b).
"""
EXAMPLE_CATEGORY = "Knowledge"
EXAMPLE_PRESET = "paper"
COLOR_OF_CATEGORY = re.compile(r"^( {4})color:")
"""The ``color`` key of a category; a category with the name ``color`` is indented by two spaces only."""
MakeComment: TypeAlias = Callable[[KeyPath], str]
"""A function that returns the comment for the key at a path, or an empty text."""


def default_text() -> str:
    """Return the style file of all defaults, which is ``configs/default.yaml``."""
    defaults = msgspec.to_builtins(Style())
    # The file is the preset "default", which changes no other preset.
    del defaults["preset"]
    return "\n".join([DEFAULT_HEADER, *_yaml_lines(defaults, _explainer())]) + "\n"


def template_text(categories: Mapping[str, str] | None, values: Mapping[str, Any]) -> str:
    """Return a style file to begin with, which explains every key and comments out those without a value.

    Args:
        categories: The colour of each category of some data. The categories are not commented out, but
            their colours are, so that those of a preset apply. If there are none, there is an example.
        values: The values of some keys. If there is no preset among them, there is an example.
    """
    explain = _explainer()
    data = msgspec.to_builtins(Style())
    data["preset"] = EXAMPLE_PRESET
    data["categories"] = {EXAMPLE_CATEGORY: msgspec.to_builtins(CategoryStyle())}
    lines = [TEMPLATE_HEADER]
    for key, value in data.items():
        if key == "categories" and categories:
            lines += _category_lines(categories, explain)
        elif key in values:
            lines += _yaml_lines({key: values[key]}, explain)
        else:
            lines += [f"# {line}" for line in _yaml_lines({key: value}, explain)]
    return "\n".join(lines) + "\n"


def _category_lines(categories: Mapping[str, str], explain: MakeComment) -> Iterator[str]:
    """Yield the lines of the categories of some data, with their colours commented out."""
    entries = {name: {"label": name, "color": color} for name, color in categories.items()}

    def explain_top_key(path: KeyPath) -> str:
        # The same explanations under each category would hide the values.
        return explain(path) if len(path) == 1 else ""

    for line in _yaml_lines({"categories": entries}, explain_top_key):
        yield COLOR_OF_CATEGORY.sub(r"\1# color:", line)


def resolved_text(tree: SourcedData, origin: bool) -> str:
    """Return a style as a style file with every value.

    Args:
        tree: The merged sources of the style.
        origin: Whether to add the origin of each value in a comment.

    Raises:
        InputError: Files have problems; the error lists all of them.
        UsageError: Only values of the command line have problems.
    """
    data = msgspec.to_builtins(build_style(tree))

    def show_origin(path: KeyPath) -> str:
        value = _value_at(data, path)
        # A mapping has no origin of its own, since several sources may have set its keys.
        if not origin or (isinstance(value, dict) and value):
            return ""
        return _origin_text(tree.values.get(path))

    return "\n".join(_yaml_lines(data, show_origin)) + "\n"


def changed_text(tree: SourcedData) -> str:
    """Return a style as a style file with its presets, and with the values that differ from theirs.

    Args:
        tree: The merged sources of the style.

    Raises:
        InputError: The style has problems; the error lists all of them.
    """
    style = build_style(tree)
    defaults = msgspec.to_builtins(load_style(preset=style.preset or None))
    changed = _changed_values(msgspec.to_builtins(style), defaults)
    if style.preset:
        # The presets come first, although they differ from nothing.
        changed = {"preset": msgspec.to_builtins(style.preset)} | changed
    if load_style([with_source(changed, "the changed values")]) != style:
        # An example is a value that sets back what a preset sets.
        return resolved_text(tree, origin=False)
    if not changed:
        return "# The default style.\n"
    return "\n".join(_yaml_lines(changed, lambda _: "")) + "\n"


def _changed_values(values: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that differ from the defaults, and all names of categories and facets."""
    changed: dict[str, Any] = {}
    for key, value in values.items():
        default = defaults[key]
        if key in NAMED_PARTS:
            entry_defaults = msgspec.to_builtins(NAMED_PARTS[key])
            names = {}
            for name, entry in value.items():
                names[name] = _changed_values(entry, default.get(name, entry_defaults))
            if names:
                changed[key] = names
        elif isinstance(value, dict) and isinstance(default, dict):
            inner = _changed_values(value, default)
            if inner:
                changed[key] = inner
        elif value != default:
            changed[key] = value
    return changed


def _origin_text(origin: Origin | None) -> str:
    """Return the origin of a value as a comment shows it: ``style.yaml:3``."""
    if origin is None:
        return "default"
    if not origin.location.line:
        return origin.source
    return f"{origin.source}:{origin.location.line}"


def _value_at(data: Any, path: KeyPath) -> Any:
    """Return the value at a path of plain data."""
    for key in path:
        data = data[key]
    return data


def _explainer() -> MakeComment:
    """Return a function that returns what the key at a path means."""
    texts = {path: key.means for path, key in style_keys().items()}

    def explain(path: KeyPath) -> str:
        if path[0] in NAMED_PARTS and len(path) > 1:
            path = (path[0], ANY_NAME, *path[2:])
        return texts.get(path, "")

    return explain


def _yaml_lines(data: Mapping[str, Any], make_comment: MakeComment, path: KeyPath = ()) -> Iterator[str]:
    """Yield the YAML lines of plain data, indented by two spaces for each level, with their comments.

    PyYAML's own writer is used for scalars only, because it has no comments.
    """
    for key, value in data.items():
        key_path = (*path, key)
        has_keys = isinstance(value, dict) and bool(value)
        indent = "  " * len(path)
        line = f"{indent}{_yaml_scalar(key)}:"
        if len(line) > MAX_KEY_LENGTH:
            line = f"{indent}? {_yaml_scalar(key)}\n{indent}:"
        if not has_keys:
            line += f" {_yaml_scalar(value)}"
        comment = make_comment(key_path)
        if comment:
            # At least two spaces, where a long value reaches beyond the column of comments.
            line = f"{line + '  ':<{COMMENT_COLUMN}}# {one_line(comment)}"
        yield line
        if has_keys:
            yield from _yaml_lines(value, make_comment, key_path)


def _yaml_scalar(value: Any) -> str:
    """Return a scalar, or a list or an empty mapping, as YAML on one line, in which all is printable."""
    import yaml

    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text: str = yaml.dump(
        value,
        Dumper=_line_dumper(),
        default_flow_style=True,
        allow_unicode=_is_printable(value),
        width=1 << 20,
        sort_keys=False,
    )
    # PyYAML ends a lone scalar with a line "..." that marks the end of the document.
    return text.removesuffix("\n").removesuffix("\n...")


def _is_printable(value: Any) -> bool:
    """Return whether all texts in a value are printable."""
    # JSON leaves what is not printable as it is, except for control characters, which it escapes.
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return text.isprintable()


@cache
def _line_dumper() -> Any:
    """Return a class that writes YAML with escapes in place of line breaks."""
    import yaml

    class LineDumper(yaml.SafeDumper):
        """A writer of YAML that puts texts with characters that are not printable into double quotes."""

    def represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
        style = None if text.isprintable() else '"'
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)

    LineDumper.add_representer(str, represent_text)
    return LineDumper
