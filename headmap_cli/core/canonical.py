"""Write a classification in the canonical formats: a JSON document and a long CSV table.

Both are lossless: reading either of them back gives an equal classification, with every score as it was.
"""

from __future__ import annotations

import io
import math
import re
from typing import Any

import numpy as np

from .classification import Classification
from .rule import rule_fields
from .strings import json_text

VERSION = 1
"""The version of both formats, which is the value of the key ``headmap``."""

MARK = "# headmap: "
"""The start of the comment line that comes before the header of a canonical table."""

_FORMULA = r"(?=[ ']*[=+\-@＝＋－＠\t\r])"
"""What spreadsheets run as a formula, also behind spaces, and behind the apostrophes that prevent it."""
_CELL_START = r"(^|[;|\t\r\n])"
"""Where a cell begins: at the start of a label, or at what some programs take for the end of a cell."""
UNGUARDED = re.compile(_CELL_START + _FORMULA)
GUARDED = re.compile(_CELL_START + "'" + _FORMULA)

TABLE_COLUMNS = ("layer", "head", "category")
"""The columns that every canonical table has."""
SCORE_COLUMN = "score"
"""The column of a canonical table with scores; a cell is empty where a member has no score."""
FACET_COLUMN = "facet"
"""The last column of a canonical table with several facets: the label of the facet."""
MEMBER_COLUMN = "member"
"""The column of a canonical table that has scores of other heads than members: 1 for a member, else 0."""


def header(classification: Classification) -> dict[str, Any]:
    """Return what both formats say before the heads.

    That is ``headmap``, ``model`` if there is one, ``grid``, and ``rules`` if rules selected heads by scores.
    """
    data: dict[str, Any] = {"headmap": VERSION}
    if classification.model:
        data["model"] = classification.model
    data["grid"] = {"layers": classification.layers, "heads": classification.heads}
    if not classification.present.all():
        data["grid"]["absent"] = np.argwhere(~classification.present).tolist()
    if classification.rules is not None:
        rules = zip(classification.categories, classification.rules, strict=True)
        data["rules"] = {name: rule_fields(rule) for name, rule in rules if rule}
    return data


def members(classification: Classification) -> dict[str, list[list[int]]]:
    """Return the heads ``[layer, head]`` of each category, by layer, then head."""
    heads = {}
    for name, mask in zip(classification.categories, classification.membership, strict=True):
        heads[name] = np.argwhere(mask).tolist()
    return heads


def scored_heads(classification: Classification) -> dict[str, list[list[float]]]:
    """Return the heads with a score, ``[layer, head, score]``, of each category, by layer, then head."""
    assert classification.scores is not None
    heads: dict[str, list[list[float]]] = {}
    for name, values in zip(classification.categories, classification.scores, strict=True):
        layer, head = np.nonzero(~np.isnan(values))
        columns = (layer.tolist(), head.tolist(), values[layer, head].tolist())
        heads[name] = [list(row) for row in zip(*columns, strict=True)]
    return heads


def to_json(classification: Classification) -> bytes:
    """Return the canonical document as JSON with one category per line.

    The key ``categories`` has the heads of each category; it is missing if scores have no rule. The key
    ``scores`` has the heads with a score; it is missing if there are no scores. Every number is the shortest
    decimal that is read back as the same float.

    Args:
        classification: The classification.

    Returns:
        The document in UTF-8.
    """
    return ("{\n" + ",\n".join(json_lines(header(classification), classification)) + "\n}\n").encode()


def json_lines(data: dict[str, Any], classification: Classification | None = None) -> list[str]:
    """Return the keys of a JSON object, one string each, with one category per line.

    Args:
        data: The first keys with their values.
        classification: What ``categories`` and ``scores`` follow from; None for an object without them.
    """
    # json.dumps writes everything on one line, or each number on its own line, but not one line per category.
    parts = [f"  {json_text(key)}: {json_text(value)}" for key, value in data.items()]
    if classification is None:
        return parts
    sections: dict[str, Any] = {}
    if classification.is_decided:
        sections["categories"] = members(classification)
    if classification.scores is not None:
        sections["scores"] = scored_heads(classification)
    for key, heads_by_name in sections.items():
        lines = [f"    {json_text(name)}: {json_text(heads)}" for name, heads in heads_by_name.items()]
        parts.append(f"  {json_text(key)}: {{\n" + ",\n".join(lines) + "\n  }")
    return parts


def to_csv(classification: Classification) -> bytes:
    """Return the canonical table: a comment line, a header and one row per membership or score.

    The comment line holds what the rows cannot: the model, the grid, and the order of the categories, under
    ``categories``, or under ``scores`` if scores have no rule and so no row is a membership.

    Args:
        classification: The classification.

    Returns:
        The table in UTF-8.
    """
    names = list(classification.categories)
    comment = header(classification) | {"categories" if classification.is_decided else "scores": names}
    out = io.StringIO()
    out.write(comment_line(comment))
    columns, rows = table_rows(classification)
    out.write(",".join(columns) + "\n")
    for i, name in enumerate(names):
        cell = quote_cell(guarded(name))
        out.writelines(f"{layer},{head},{cell}{end}\n" for layer, head, end in rows[i])
    return out.getvalue().encode()


def comment_line(comment: dict[str, Any]) -> str:
    """Return the first line of a canonical table, which holds what its rows cannot."""
    import json  # readers import this module only for its constants

    return MARK + _escape_signs(json.dumps(comment)) + "\n"


def table_rows(
    classification: Classification,
) -> tuple[list[str], list[list[tuple[int, int, str]]]]:
    """Return the columns of the canonical table, and the rows of each category.

    Returns:
        The columns; and for each category, its rows: the layer, the head, and the cells after the category,
        each after a comma.
    """
    scores = classification.scores
    if scores is None:
        rows = [[(layer, head, "") for layer, head in heads] for heads in members(classification).values()]
        return list(TABLE_COLUMNS), rows
    listed = ~np.isnan(scores)
    flags = None
    columns = [*TABLE_COLUMNS, SCORE_COLUMN]
    if classification.is_decided:
        if (listed & ~classification.membership).any():
            flags = classification.membership
            columns.append(MEMBER_COLUMN)
        listed = listed | classification.membership
    rows = []
    for i, mask in enumerate(listed):
        category_rows = []
        for layer, head in np.argwhere(mask).tolist():
            score = float(scores[i, layer, head])
            end = "," if math.isnan(score) else f",{score!r}"
            if flags is not None:
                end += f",{int(flags[i, layer, head])}"
            category_rows.append((layer, head, end))
        rows.append(category_rows)
    return columns, rows


def quote_cell(text: str) -> str:
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
    """Return a label as a cell of CSV, with an apostrophe before what a spreadsheet would run as a formula.

    A formula that already has apostrophes in front gets one more, so that ``unguarded`` restores the label.

    >>> guarded("=SUM(A1)"), guarded("Knowledge"), guarded("'=x"), guarded("a;=1+1")
    ("'=SUM(A1)", 'Knowledge', "''=x", "a;'=1+1")
    """
    return UNGUARDED.sub(r"\1'", label)


def unguarded(label: str) -> str:
    """Return the label from which ``guarded`` made this one.

    >>> unguarded("'=SUM(A1)"), unguarded("Knowledge"), unguarded("'tis")
    ('=SUM(A1)', 'Knowledge', "'tis")
    """
    return GUARDED.sub(r"\1", label)
