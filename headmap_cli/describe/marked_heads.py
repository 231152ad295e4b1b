"""Name the heads that a figure marks."""

from __future__ import annotations

import numpy as np

from ..core.classification import Classification
from ..core.strings import printable
from ..layout.marked_heads import mark_label, marked_heads
from ..style.schema import Style

MAX_NAMES = 12
"""The number of heads of one set that are named; of more, the rest is counted."""


def marked_text(data: Classification, style: Style) -> str:
    """Return a sentence for each set of marks, each after a space; empty without marks.

    Args:
        data: The heads and their scores.
        style: The style, which has the sets of marks.
    """
    text = ""
    for number, mark in enumerate(style.marks):
        heads = np.argwhere(marked_heads(data, mark, f"marks.{number}", None)).tolist()
        if not heads:
            continue
        names = [f"L{layer}H{head}" for layer, head in heads[:MAX_NAMES]]
        if len(heads) > MAX_NAMES:
            names.append(f"{len(heads) - MAX_NAMES} more")
        text += f" Marked as '{printable(mark_label(mark))}': {', '.join(names)}."
    return text
