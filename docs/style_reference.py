"""Generate docs/style.md, the reference of all keys of the style, from their types.

``make docs`` runs this script, and tests/test_docs_made.py checks that the page is up to date.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from headmap_cli.style.presets import preset_names, preset_summary
from headmap_cli.style.reference import ANY_NAME, NAMED_PARTS, Key, style_keys

PAGE = Path(__file__).parent / "style.md"
OPENING = """\
# The style

A style is a YAML file, such as `mine.headmap.yaml`, that sets what differs from the defaults:

```yaml
preset: neurips
title: Pythia-12B
categories:
  Knowledge: {color: tab:orange, includes: [country_to_capital]}
legend: {place: bottom, counts: true}
```

Later settings win: the defaults, presets in order, each `-c FILE` in order, each `--set legend.place=bottom`,
flags such as `--width`. Presets stack, as `--preset icml --preset dark` or as `preset: [icml, dark]`;
`--preset` replaces the `preset:` of a file, whose other keys still apply after it. An unknown key, a
duplicate key, or a value that does not fit is an error with its line and column. `headmap style new` writes a
commented template that lists every key, `headmap style show --origin` shows where each value was set, and
`headmap style schema` prints the JSON Schema for editors.

In YAML, `#` starts a comment, so colours such as `'#ff0000'` and text such as `'Run #1'` need quotes in a
file; a value that would be lost is an error. `--set` takes text and colours as they are typed:
`--set 'title=Run #1'`, `--set background=#f0f0f0`. Numbers are decimal: `300`, `0.5`, `1e-3`.

Lengths are points (1/72 inch), or a number with pt, in, cm or mm; type sizes are points. Colours are names,
#rrggbb, tab:blue, C0 .. C9 or rgb(r, g, b). Where a list is expected, a single value will do.
"""


def page() -> str:
    """Return the text of the page."""
    lines = [OPENING, "## Presets\n"]
    for name in preset_names():
        lines.append(f"- `{name}`: {preset_summary(name)}")
    rows_by_section: dict[str, list[str]] = {}
    for path, key in style_keys().items():
        rows_by_section.setdefault(_section(path), []).append(_row(path, key))
    for section, rows in rows_by_section.items():
        lines += [
            f"\n## {section}\n",
            "| key | what it means | what it takes | default |",
            "|---|---|---|---|",
            *rows,
        ]
    return "\n".join(lines) + "\n"


def _section(path: tuple[str, ...]) -> str:
    """Return the heading under which a key is listed: the part of the style that it belongs to."""
    # ``categories`` is a key with a value of its own, and also has keys for each category; so is ``facets``.
    if path[0] in NAMED_PARTS:
        return f"{path[0]}, and of each `{path[0]}.NAME`"
    if len(path) == 1:
        return "The figure as a whole"
    return path[0]


def _row(path: tuple[str, ...], key: Key) -> str:
    """Return the row of a table that explains a key."""
    name = ".".join(path).replace(ANY_NAME, "NAME")
    cells = (f"`{name}`", key.means, key.takes, f"`{_yaml_value(key.default)}`")
    # A bar would end the cell of a Markdown table.
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _yaml_value(value: Any) -> str:
    """Return a default as a style file has it."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case float():
            return f"{value:g}"
        case "":
            return "''"
        case list() | tuple():
            return f"[{', '.join(_yaml_value(item) for item in value)}]"
    return str(value)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
