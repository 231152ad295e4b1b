"""Write a classification in the canonical formats: a JSON document and a long CSV table.

Both are lossless except for scores: reading either of them back gives an equal classification.
"""

from __future__ import annotations

import io
from typing import Any

import numpy as np

from .classification import Classification

VERSION = 1
"""The version of both formats, which is the value of the key ``headmap``."""

MARK = "# headmap: "
"""The start of the comment line that comes before the header of a canonical table."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""The first characters of a cell that spreadsheets run as a formula."""


def document(classification: Classification) -> dict[str, Any]:
    """Return the canonical document as plain data, with the heads of each category by layer, then head.

    Args:
        classification: The classification; its scores are left out.

    Returns:
        A dict that ``json.dumps`` accepts, with the keys ``headmap``, ``model`` (if there is one), ``grid``
        and ``categories``, in this order.
    """
    data: dict[str, Any] = {"headmap": VERSION}
    if classification.model:
        data["model"] = classification.model
    data["grid"] = {"layers": classification.layers, "heads": classification.heads}
    if not classification.present.all():
        data["grid"]["absent"] = np.argwhere(~classification.present).tolist()
    data["categories"] = {}
    for name, mask in zip(classification.categories, classification.membership, strict=True):
        data["categories"][name] = np.argwhere(mask).tolist()
    return data


def to_json(classification: Classification) -> bytes:
    """Return the canonical document as JSON with one category per line.

    Args:
        classification: The classification; its scores are left out.

    Returns:
        The document in UTF-8.
    """
    data = document(classification)
    categories = data.pop("categories")
    # json.dumps writes everything on one line, or each number on its own line, but not one line per category.
    lines = ["{"]
    for key, value in data.items():
        lines.append(f"  {_json(key)}: {_json(value)},")
    category_lines = []
    for name, heads in categories.items():
        category_lines.append(f"    {_json(name)}: {_json(heads)}")
    lines += ['  "categories": {', ",\n".join(category_lines), "  }", "}", ""]
    return "\n".join(lines).encode()


def to_csv(classification: Classification) -> bytes:
    """Return the canonical table: a comment line, a header and a row per membership.

    The comment line holds what the rows cannot: the model, the grid, and the order of the categories.

    Args:
        classification: The classification; its scores are left out.

    Returns:
        The table in UTF-8.
    """
    data = document(classification)
    header = data | {"categories": list(data["categories"])}
    out = io.StringIO()
    out.write(MARK + _escape_signs(_json(header, ascii_only=True)) + "\n")
    out.write("layer,head,category\n")
    for name, heads in data["categories"].items():
        cell = _quote_cell(guarded(name))
        out.writelines(f"{layer},{head},{cell}\n" for layer, head in heads)
    return out.getvalue().encode()


def _quote_cell(text: str) -> str:
    """Return a cell of a CSV file, in quotes if it needs them."""
    # The csv module does not quote a lone carriage return, which other programs read as a new row.
    if any(character in text for character in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _escape_signs(text: str) -> str:
    """Return JSON with the signs that begin a formula as escapes."""
    # A spreadsheet splits the comment line at its commas, so a sign after any of them could begin a formula.
    for sign in "=+-@":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def guarded(label: str) -> str:
    """Return a label with an apostrophe in front if a spreadsheet would run it as a formula.

    A formula that already has apostrophes in front gets one more, so that ``unguarded`` restores the label.

    >>> guarded("=SUM(A1)"), guarded("Knowledge"), guarded("'=x")
    ("'=SUM(A1)", 'Knowledge', "''=x")
    """
    if _is_formula(label):
        return "'" + label
    return label


def unguarded(label: str) -> str:
    """Return the label from which ``guarded`` made this one.

    >>> unguarded("'=SUM(A1)"), unguarded("Knowledge"), unguarded("'tis")
    ('=SUM(A1)', 'Knowledge', "'tis")
    """
    if label.startswith("'") and _is_formula(label):
        return label[1:]
    return label


def _is_formula(label: str) -> bool:
    """Return whether a label, without apostrophes in front, begins like a formula of a spreadsheet."""
    return label.lstrip("'").startswith(FORMULA_STARTS)


def _json(value: object, ascii_only: bool = False) -> str:
    """Return a value as JSON on one line."""
    import json  # readers import this module only for its constants

    return json.dumps(value, ensure_ascii=ascii_only)
