"""What a shell offers for the values of options: presets, models, venues, keys of the style.

Each takes what click gives (context, parameter, the word so far) and imports no more than it needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from click import Context, Parameter

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Offered: TypeAlias = "list[CompletionItem]"


def presets(_ctx: Context, _param: Parameter, word: str) -> Offered:
    """The presets, each with what it is for."""
    from ..style.presets import names, summary

    return _offered(word, ((name, summary(name)) for name in names()))


def venues(_ctx: Context, _param: Parameter, word: str) -> Offered:
    """The presets that give widths of a venue's template."""
    from ..style.presets import names, preset_path, summary

    given = (name for name in names() if "  widths:\n" in preset_path(name).read_text(encoding="utf-8"))
    return _offered(word, ((name, summary(name)) for name in given))


def models(_ctx: Context, _param: Parameter, word: str) -> Offered:
    """The models whose grid is known, and any file, which may be a config.json."""
    from ..readers.model_grids import MODELS

    found = _offered(word, ((name, f"{size[0]}x{size[1]}") for name, size in MODELS.items()))
    return found or _offered(word, [(word, "")], "file")


def input_formats(_ctx: Context, _param: Parameter, word: str) -> Offered:
    """What --input-format takes."""
    from ..readers.formats import INPUT_FORMATS

    return _offered(word, ((name, "") for name in INPUT_FORMATS))


def settings(_ctx: Context, _param: Parameter, word: str) -> Offered:
    """The keys of the style, and behind a key's ``=`` the words that it may be."""
    from ..style.reference import ANY_CATEGORY, keys

    known = {".".join(path): key for path, key in keys().items() if ANY_CATEGORY not in path}
    name, equals, _ = word.partition("=")
    if equals:
        choices = known[name].choices if name in known else ()
        return _offered(word, ((f"{name}={choice}", "") for choice in choices))
    return _offered(word, ((f"{name}=", key.means) for name, key in known.items()))


def _offered(word: str, known: Iterable[tuple[str, str]], type: str = "plain") -> Offered:
    from click.shell_completion import CompletionItem

    return [CompletionItem(name, type, help=words or None) for name, words in known if name.startswith(word)]
