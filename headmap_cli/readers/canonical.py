"""The canonical table and the canonical document that ``headmap convert`` writes -> Entries, exactly.

The table's first line is a comment with the grid, the categories in order, and absent heads; its labels are
taken as they are: not split, not stripped, and without the apostrophe that keeps spreadsheets from running
them.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from ..core.canonical import MARK, VERSION, unguarded
from ..core.errors import Location
from ..core.grid import MAX_HEADS
from ..core.strings import quote
from ..files.strict_json import parse_json
from .context import ReadContext
from .entries import Collector, Entries, constant_location
from .head_names import pair_of
from .json.mappings import add_categories, json_path, kind_of


def read_canonical_table(text: str, context: ReadContext) -> Entries:
    """The entries of a canonical long table."""
    first, _, rest = text.partition("\n")
    document = parse_json(first[len(MARK) :].strip(), context.name, 1)
    names = document.get("categories") if isinstance(document, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise context.error("expected the categories' names in the headmap line", Location(1))
    collect = _declared(document, "$", context)
    for name in names:
        collect.entries.number(name)
    rows = csv.reader(io.StringIO(rest, newline=""), strict=True)
    try:
        for number, row in enumerate(rows):
            at = Location(rows.line_num + 1, 1)
            if number == 0 and row != ["layer", "head", "category"]:
                raise context.error("expected the header layer,head,category", at)
            if number == 0 or not row:
                continue
            label = unguarded(row[-1])
            if len(row) != 3 or label not in collect.entries.labels:
                expected = "expected layer, head and a category of line 1"
                raise context.error(f"{expected}; found {quote(','.join(row))}", at)
            if found := collect.head(row[0], row[1], constant_location(at)):
                collect.add(found, [label])
    except csv.Error as e:
        raise context.error(f"is not delimited text: {e}", Location(rows.line_num + 1)) from None
    collect.entries.shape = "canonical long table"
    return collect.done()


def read_canonical(document: dict[str, Any], path: str, context: ReadContext) -> Entries:
    """The entries of the canonical document: version, model, grid, and category -> heads."""
    collect = _declared(document, path, context)
    categories = document.get("categories")
    at = json_path(path, "categories")
    if isinstance(categories, dict) and categories and all(isinstance(v, list) for v in categories.values()):
        add_categories(categories, collect, at)
    else:
        collect.problem(
            f"expected {{name: [[layer, head], ..]}}, found {kind_of(categories)}", Location(path=at)
        )
    return collect.done()


def _declared(document: dict[str, Any], path: str, context: ReadContext) -> Collector:
    """A collector that knows the model and the grid; raises InputError for a version that is not known."""
    collect = Collector(context, "headmap document", ordered=True, exact=True)
    version = document.get("headmap")
    if version != VERSION or isinstance(version, bool):
        newer = type(version) is int and version > VERSION
        message = (
            f"version {quote(version)} is newer than this headmap; update it"
            if newer
            else f"version {quote(version)} is not known; expected {VERSION}"
        )
        raise context.error(message, Location(path=json_path(path, "headmap")))
    model = document.get("model", "")
    if isinstance(model, str):
        collect.entries.model = model
    else:
        collect.problem(f"expected text, found {kind_of(model)}", Location(path=json_path(path, "model")))
    if "grid" in document:
        _read_grid(document["grid"], collect, json_path(path, "grid"))
    return collect


def _read_grid(value: Any, collect: Collector, path: str) -> None:
    """The document's grid: heads as one number, or a list of each layer's; absent heads one by one."""
    layers, heads = (value.get("layers"), value.get("heads")) if isinstance(value, dict) else (None, None)
    each = (
        heads
        if isinstance(heads, list)
        else [heads] * layers
        if type(layers) is int and layers <= MAX_HEADS
        else []
    )
    good = type(layers) is int and len(each) == layers and all(type(n) is int and n >= 0 for n in each)
    width = max(each, default=0) if good else 0
    if not 0 < len(each) * width <= MAX_HEADS:
        expected = f'expected {{"layers": .., "heads": ..}} of at most {MAX_HEADS:,} heads'
        collect.problem(f"{expected}, found {kind_of(value)}", Location(path=path))
        return
    collect.entries.grid = (len(each), width)
    collect.entries.absent = [(layer, head) for layer, n in enumerate(each) for head in range(n, width)]
    absent = value.get("absent", [])
    if not isinstance(absent, list):
        collect.problem(
            f"expected [[layer, head], ..], found {kind_of(absent)}", Location(path=json_path(path, "absent"))
        )
        return
    for i, item in enumerate(absent):
        here = json_path(json_path(path, "absent"), i)
        pair = pair_of(item)
        if isinstance(pair, str):
            collect.problem(pair, Location(path=here))
        elif found := collect.head(*pair, constant_location(Location(path=here))):
            collect.entries.absent.append(found)
    collect.least = [MAX_HEADS, MAX_HEADS]
