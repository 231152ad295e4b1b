"""Makes docs/style.md, the reference of the style, from its types: ``make docs``. A test makes it again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from headmap_cli.style.presets import names, summary
from headmap_cli.style.reference import ANY_CATEGORY, Key, keys

PAGE = Path(__file__).parent / "style.md"
OPENING = """\
# The style

A style is a YAML file, such as `mine.headmap.yaml`, that says what differs from the defaults:

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
file with every key explained, `headmap style show --origin` says where each value comes from, and
`headmap style schema` prints the JSON Schema for editors.

In YAML, `#` starts a comment, so colours such as `'#ff0000'` and text such as `'Run #1'` need quotes in a
file; a value that would be lost is an error. `--set` takes text and colours as they are typed:
`--set 'title=Run #1'`, `--set background=#f0f0f0`. Numbers are decimal: `300`, `0.5`, `1e-3`.

Lengths are points (1/72 inch), or a number with pt, in, cm or mm; type sizes are points. Colours are names,
#rrggbb, tab:blue, C0 .. C9 or rgb(r, g, b). Where a list is expected, a single value will do.
"""


def page() -> str:
    """The text of the page."""
    parts = [OPENING, "## Presets\n"]
    parts += [f"- `{name}`: {summary(name)}" for name in names()]
    sections: dict[str, list[str]] = {}
    for path, key in keys().items():
        sections.setdefault(_section(path), []).append(_row(".".join(path), key))
    for section, rows in sections.items():
        parts += [
            f"\n## {section}\n",
            "| key | what it means | what it takes | default |",
            "|---|---|---|---|",
        ]
        parts += rows
    return "\n".join(parts) + "\n"


def _section(path: tuple[str, ...]) -> str:
    """Under which heading a key stands: its first part, where others share it."""
    if path == ("categories",) or path[:2] == ("categories", ANY_CATEGORY):
        return "categories, and of each `categories.NAME`"
    return path[0] if len(path) > 1 else "The figure as a whole"


def _row(path: str, key: Key) -> str:
    cells = (f"`{path.replace(ANY_CATEGORY, 'NAME')}`", key.means, key.takes, f"`{_shown(key.default)}`")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _shown(value: Any) -> str:
    """A default as YAML in a style file has it."""
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
            return f"[{', '.join(map(_shown, value))}]"
    return str(value)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
