"""The canonical table and the canonical document that ``headmap convert`` writes -> Entries, exactly.

The table's first line is a comment with the grid, the categories in order, and absent heads; its labels are
taken as they are: not split, not stripped, and without the apostrophe that keeps spreadsheets from running
them.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from ..errors import At, input_error, quote
from ..limits import MAX_HEADS
from .entries import Collector, Entries, fixed
from .header import MARK
from .jsontext import parse_json
from .mappings import add_categories, kind_of, step
from .names import pair_of
from .options import Options

VERSION = 1
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


def read_canonical(document: dict[str, Any], path: str, source: str, options: Options) -> Entries:
    """The entries of the canonical document: version, model, grid, and category -> heads."""
    collect = Collector(source, "headmap document", options, ordered=True)
    version = document.get("headmap")
    if version != VERSION or isinstance(version, bool):
        newer = type(version) is int and version > VERSION
        message = (
            f"version {quote(version)} is newer than this headmap; update it"
            if newer
            else (f"version {quote(version)} is not known; expected {VERSION}")
        )
        raise input_error(source, message, path=step(path, "headmap"))
    model = document.get("model", "")
    if isinstance(model, str):
        collect.entries.model = model
    else:
        collect.problem(f"expected text, found {kind_of(model)}", step(path, "model"))
    if "grid" in document:
        _read_grid(document["grid"], collect, step(path, "grid"))
    categories = document.get("categories")
    at = step(path, "categories")
    if isinstance(categories, dict) and categories and all(isinstance(v, list) for v in categories.values()):
        add_categories(categories, collect, at)
    else:
        collect.problem(f"expected {{name: [[layer, head], ..]}}, found {kind_of(categories)}", at)
    return collect.done()


def _read_grid(value: Any, collect: Collector, path: str) -> None:
    """The document's grid: heads as one number, or a list of each layer's; absent heads one by one."""
    layers, heads = (value.get("layers"), value.get("heads")) if isinstance(value, dict) else (None, None)
    each = (
        heads
        if isinstance(heads, list)
        else [heads] * layers
        if type(layers) is int and layers < MAX_HEADS
        else []
    )
    good = type(layers) is int and len(each) == layers and all(type(n) is int and n >= 0 for n in each)
    if not good or not each or not 0 < len(each) * max(each) <= MAX_HEADS:
        expected = f'expected {{"layers": .., "heads": ..}} of at most {MAX_HEADS:,} heads'
        collect.problem(f"{expected}, found {kind_of(value)}", path)
        return
    widest = max(each)
    collect.entries.grid = (len(each), widest)
    collect.entries.absent += [(layer, head) for layer, n in enumerate(each) for head in range(n, widest)]
    absent = value.get("absent", [])
    for i, item in enumerate(absent if isinstance(absent, list) else [absent]):
        here = step(step(path, "absent"), i)
        pair = pair_of(item)
        if isinstance(pair, str):
            collect.problem(pair, here)
        elif found := collect.head(*pair, fixed(here)):
            collect.entries.absent.append(found)
    collect.least = [MAX_HEADS, MAX_HEADS]


def guarded(label: str) -> str:
    """A label as a spreadsheet takes it for text: an apostrophe before what it would run as a formula.

    >>> guarded("=SUM(A1)"), guarded("Knowledge"), unguarded(guarded("'=x"))
    ("'=SUM(A1)", 'Knowledge', "'=x")
    """
    return "'" + label if label.lstrip("'").startswith(FORMULA) else label


def unguarded(label: str) -> str:
    """The label again."""
    return label[1:] if label.startswith("'") and label.lstrip("'").startswith(FORMULA) else label
