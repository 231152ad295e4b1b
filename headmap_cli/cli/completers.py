"""Complete the values of options in a shell: presets, models, venues, keys of the style.

click calls each function with the context, the parameter and the incomplete word. A shell waits for the
answer, so each imports only what it needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from click import Context, Parameter

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Items: TypeAlias = "list[CompletionItem]"


def presets(_ctx: Context, _param: Parameter, word: str) -> Items:
    """Return the presets, each with its purpose."""
    from ..style.presets import preset_names, preset_summary

    return _items(word, [(name, preset_summary(name)) for name in preset_names()])


def venues(_ctx: Context, _param: Parameter, word: str) -> Items:
    """Return the presets that hold the widths of a venue's template."""
    from ..style.presets import preset_names, preset_path, preset_summary

    candidates = []
    for name in preset_names():
        # The text is searched for the key, since loading the code that reads styles takes noticeably long.
        if "  widths:\n" in preset_path(name).read_text(encoding="utf-8"):
            candidates.append((name, preset_summary(name)))
    return _items(word, candidates)


def widths(ctx: Context, _param: Parameter, word: str) -> Items:
    """Return the names of widths in the presets that the command line names, or in all presets."""
    from ..style.presets import preset_names, preset_path

    all_presets = preset_names()
    chosen_presets = [name for name in ctx.params.get("presets") or () if name in all_presets]
    lengths: dict[str, str] = {}
    for preset in chosen_presets or all_presets:
        # The text is searched, since loading the code that reads styles takes noticeably long.
        block = re.search(
            r"^  widths:\n((?: {4}.*\n)+)", preset_path(preset).read_text(encoding="utf-8"), re.M
        )
        if block:
            for name, length in re.findall(r"^ {4}([\w-]+): (.*)$", block[1], re.MULTILINE):
                lengths[name] = f"{length} with {preset}" if name not in lengths else "depends on the preset"
    return _items(word, lengths.items())


def models(_ctx: Context, _param: Parameter, word: str) -> Items:
    """Return the models whose grid is known, or else let the shell complete a file, such as a config.json."""
    from ..readers.model_grids import MODELS

    items = _items(word, [(name, f"{grid[0]}x{grid[1]}") for name, grid in MODELS.items()])
    if not items:
        # For an item of the type "file", click's scripts let the shell complete the names of files.
        return _items(word, [(word, "")], type="file")
    return items


def input_formats(_ctx: Context, _param: Parameter, word: str) -> Items:
    """Return the values of --input-format."""
    from ..readers.formats import INPUT_FORMATS

    return _items(word, [(name, "") for name in INPUT_FORMATS])


def settings(_ctx: Context, _param: Parameter, word: str) -> Items:
    """Return the keys of the style, or after ``key=`` the values that the key can have."""
    from ..style.reference import ANY_NAME, style_keys

    # A key path with ANY_NAME contains the name of a category or facet, which no list can complete.
    keys_by_name = {".".join(path): key for path, key in style_keys().items() if ANY_NAME not in path}
    name, equals, _ = word.partition("=")
    if not equals:
        return _items(word, [(f"{name}=", key.means) for name, key in keys_by_name.items()])
    if name not in keys_by_name:
        return []
    return _items(word, [(f"{name}={choice}", "") for choice in keys_by_name[name].choices])


def _items(word: str, candidates: Iterable[tuple[str, str]], type: str = "plain") -> Items:
    """Return the candidates, pairs of a value and its help, that begin with a word."""
    from click.shell_completion import CompletionItem

    items = []
    for value, help_text in candidates:
        if value.startswith(word):
            items.append(CompletionItem(value, type, help=help_text or None))
    return items
