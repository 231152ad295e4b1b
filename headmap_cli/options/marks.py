"""Read the values of ``--mark``, each of which is a set of heads that maps highlight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.errors import UsageError
from ..core.strings import quote
from ..style.parsers import parse_head_text
from ..style.sources import SourcedData, SourceKind, with_source

TOP = "top:"


def marks_source(texts: Sequence[str]) -> SourcedData:
    """Return the style that some values of ``--mark`` make.

    Args:
        texts: The values, each ``[LABEL=]HEADS`` or ``[LABEL=]top:K``.

    Raises:
        UsageError: A value is not of this form.
    """
    marks = [_parse_mark(text) for text in texts]
    return with_source({"marks": marks}, "--mark", SourceKind.COMMAND_LINE)


def _parse_mark(text: str) -> dict[str, Any]:
    """Return a set of marks as a style file has it."""
    label, _, heads = text.rpartition("=")
    mark: dict[str, Any] = {"label": label.strip()}
    heads = heads.strip()
    if heads.startswith(TOP):
        count = heads.removeprefix(TOP).strip()
        if not count.isdecimal() or not count.isascii() or int(count) == 0:
            raise UsageError(f"--mark: {quote(heads)} is not top:K with a number of heads, such as top:6")
        mark["top"] = int(count)
        return mark
    try:
        mark["heads"] = [parse_head_text(name) for name in heads.split(",")]
    except ValueError as e:
        raise UsageError(f"--mark: {e}, several separated by commas, or top:K") from None
    return mark
