"""Classification -> the canonical document (JSON) and the canonical long table (CSV), exactly.

Reading either back gives the same classification.
"""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np

from .classification import Classification

VERSION = 1
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARK = "# headmap: "
"""How the canonical table begins, which has a line before its header."""


def document(classification: Classification) -> dict[str, Any]:
    """The canonical document as plain data; heads of each category by layer, then head."""
    grid: dict[str, Any] = {"layers": classification.layers, "heads": classification.heads}
    if not classification.present.all():
        grid["absent"] = np.argwhere(~classification.present).tolist()
    categories = {
        name: np.argwhere(member).tolist()
        for name, member in zip(classification.categories, classification.membership, strict=True)
    }
    model = {"model": classification.model} if classification.model else {}
    return {"headmap": VERSION, **model, "grid": grid, "categories": categories}


def to_json(classification: Classification) -> bytes:
    """The canonical document, one category per line."""
    data = document(classification)
    lines = [
        f"    {json.dumps(name, ensure_ascii=False)}: {json.dumps(heads)}"
        for name, heads in data.pop("categories").items()
    ]
    head = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in data.items()]
    return "\n".join(["{", *head, '  "categories": {', ",\n".join(lines), "  }", "}", ""]).encode()


def to_csv(classification: Classification) -> bytes:
    """The canonical long table: a comment line with all that rows cannot say, then a row per membership."""
    data = document(classification)
    names = list(data["categories"])
    out = io.StringIO()
    out.write(MARK + _inert(json.dumps(data | {"categories": names})) + "\n")
    out.write("layer,head,category\n")
    for name, heads in data["categories"].items():
        cell = _quoted(guarded(name))
        out.writelines(f"{layer},{head},{cell}\n" for layer, head in heads)
    return out.getvalue().encode()


def _quoted(text: str) -> str:
    """A cell of a CSV; Python's own writer leaves a lone carriage return bare."""
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\r\n') else text


def _inert(text: str) -> str:
    """JSON in which no spreadsheet finds a formula, wherever it cuts: signs are written as escapes."""
    for sign in "=+-@":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def guarded(label: str) -> str:
    """A label as a spreadsheet takes it for text: an apostrophe before what it would run as a formula.

    >>> guarded("=SUM(A1)"), guarded("Knowledge"), unguarded(guarded("'=x"))
    ("'=SUM(A1)", 'Knowledge', "'=x")
    """
    return "'" + label if label.lstrip("'").startswith(FORMULA) else label


def unguarded(label: str) -> str:
    """The label again."""
    return label[1:] if label.startswith("'") and label.lstrip("'").startswith(FORMULA) else label
