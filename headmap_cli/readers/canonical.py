"""The canonical long table that ``headmap convert`` writes -> Entries, exactly.

Its first line is a comment with the grid, the categories in order, and absent heads; its labels are taken
as they are: not split, not stripped, and without the apostrophe that keeps spreadsheets from running them.
"""

from __future__ import annotations

import csv
import io

from ..errors import At, input_error, quote
from .documents import read_canonical
from .entries import Entries
from .header import MARK
from .jsontext import parse_json
from .options import Options

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_canonical_table(text: str, source: str, options: Options) -> Entries:
    """The entries of a canonical long table."""
    first, _, rest = text.partition("\n")
    document = parse_json(first[len(MARK) :].strip(), source, line=1)
    names = document.get("categories") if isinstance(document, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise input_error(source, "expected the categories' names in the headmap line", line=1)
    memberships: dict[str, list[list[str]]] = {name: [] for name in names}
    rows = csv.reader(io.StringIO(rest, newline=""), strict=True)
    try:
        for number, row in enumerate(rows):
            at = At(line=rows.line_num + 1, column=1)
            if number == 0 and row != ["layer", "head", "category"]:
                raise input_error(source, "expected the header layer,head,category", **at)
            if number == 0 or not row:
                continue
            if len(row) != 3 or unguarded(row[2]) not in memberships:
                raise input_error(
                    source,
                    f"expected layer, head and a category of line 1; found {quote(','.join(row))}",
                    **at,
                )
            memberships[unguarded(row[2])].append(row[:2])
    except csv.Error as e:
        raise input_error(source, f"is not delimited text: {e}", line=rows.line_num + 1) from None
    entries = read_canonical(document | {"categories": memberships}, "$", source, options)
    entries.shape = "canonical long table"
    return entries


def guarded(label: str) -> str:
    """A label as a spreadsheet takes it for text: an apostrophe before what it would run as a formula.

    >>> guarded("=SUM(A1)"), guarded("Knowledge"), unguarded(guarded("'=x"))
    ("'=SUM(A1)", 'Knowledge', "'=x")
    """
    return "'" + label if label.lstrip("'").startswith(FORMULA) else label


def unguarded(label: str) -> str:
    """The label again."""
    return label[1:] if label.startswith("'") and label.lstrip("'").startswith(FORMULA) else label
