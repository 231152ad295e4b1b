"""Tables with a header (csv, tsv) -> Entries: long, wide and flat.

Long: a row per membership, ``layer,head,category``, with a score where there is such a column.
Wide: a row per head, ``layer,head`` and a column per category with 0/1, yes/no, x/blank or scores.
Flat: a row per head in layer-major order, without index columns.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

from ..errors import input_error, listed, quote
from ..numbers import decimal
from .entries import COMMA, Collector, Entries, is_blank
from .header import EXPECTED, Header, read_header, refusal
from .names import named
from .options import Options
from .records import Record
from .rows import Row, heads_of, place_in, wanted

log = logging.getLogger("headmap")

YES = frozenset({"1", "1.0", "true", "yes", "y", "x", "t", "✓"})
NO = frozenset({"0", "0.0", "false", "no", "n", "", "f", "-"})

Split = Callable[[Any], list[str]]


def read_table(rows: Iterator[Record], source: str, options: Options) -> Entries:
    """The entries of a table with a header.

    rows: the header first. Raises InputError with all problems of the rows.
    """
    first = next(rows)
    header = read_header(first.fields, first.place, options, source)
    if header.head is None and options.column and options.grid:
        return _read_flat(header, rows, source, options)
    lacking = _missing(header, first)
    if lacking:
        raise refusal(source, lacking, first.place(0))
    if header.category is None and not header.others:
        return _read_single(header, rows, source, options)
    if header.category is None:
        return _read_wide(header, rows, source, options)
    if options.column:
        return _read_column(header, rows, splitter(first.delimiter), source, options)
    return _read_long(header, rows, splitter(first.delimiter), source, options)


def _missing(header: Header, first: Record) -> str:
    """What a header lacks, empty when it is complete."""
    found = listed([quote(name) for name in first.fields])
    names = header.head is None and first.delimiter and any(map(named, first.fields))
    if names or all(_is_score(field) and field.strip() for field in first.fields[:2]):
        return f"has no header row; {EXPECTED}; found {found}"
    if header.head is None:
        flat = "; a flat column, a row per head, needs --grid and --column" if header.layer is None else ""
        return f"has no column for the head; {EXPECTED}; found {found}{flat}"
    return ""


def _read_long(
    header: Header, rows: Iterator[Record], split: Split, source: str, options: Options
) -> Entries:
    scored = header.score is not None
    collect = Collector(source, "long table with scores" if scored else "long table", options, listing=scored)
    assert header.category is not None
    collect.entries.scored = scored
    say_ignored(header)
    for row, pair in heads_of(header, rows, collect):
        _add_labels(collect, header, row, pair, split)
    return collect.done()


def _add_labels(collect: Collector, header: Header, row: Record, pair: tuple[int, int], split: Split) -> None:
    """A head with the categories of its row, and their score where there is a column of scores."""
    assert header.category is not None
    cell = row.fields[header.category]
    if isinstance(cell, dict | bool):
        found = f"expected a category's name or a list of them, found {quote(cell)}"
        collect.problem(found, row.place(header.category))
        return
    labels = split(cell)
    if labels and header.score is not None:
        collect.add(pair, labels, collect.score(row.fields[header.score], place_in(header, row)))
    else:
        collect.add(pair, labels)


def _read_single(header: Header, rows: Iterator[Record], source: str, options: Options) -> Entries:
    """The heads of one category, which the file names, or the scores of all."""
    scored = header.score is not None
    collect = Collector(source, "scores of heads" if scored else "list of heads", options, listing=scored)
    for row, pair in heads_of(header, rows, collect):
        score = None if header.score is None else row.fields[header.score]
        collect.add(pair, [""], collect.score(score, place_in(header, row)) if scored else None)
    return collect.done()


def splitter(delimiter: str) -> Split:
    """What cuts a cell into category names: at ``;`` and ``|``, unless that is what parts the columns."""
    marks = "".join({";", "|"} - {delimiter})
    cut = re.compile(f"[{re.escape(marks)}]")

    def split(cell: Any) -> list[str]:
        if cell is None:
            return []
        parts = cell if isinstance(cell, list) else cut.split(str(cell))
        return [name for part in parts if (name := str(part).strip())]

    return split


def _read_wide(header: Header, rows: Iterator[Record], source: str, options: Options) -> Entries:
    collect = Collector(source, "wide table", options, ordered=True, listing=True)
    kept = list(heads_of(header, rows, collect))
    columns = {i: [text(row.fields[i]) for row, _ in kept] for i in _categories(header, kept, source)}
    scored = any(cell not in YES and cell not in NO for cells in columns.values() for cell in cells)
    if scored:
        collect.entries.shape = "wide table with scores"
    for i, cells in columns.items():
        name = header.names[i]
        for (row, pair), cell in zip(kept, cells, strict=True):
            if scored:
                collect.add(pair, [name], _cell_score(collect, cell, row, i))
            else:
                collect.add(pair, [name] if cell in YES else [])
        collect.entries.number(name)
    return collect.done()


def _read_column(
    header: Header, rows: Iterator[Record], split: Split, source: str, options: Options
) -> Entries:
    """One column beside the heads, named with --column: categories, flags, or scores, by what it holds."""
    kind = f"table, column {quote(options.column)}"
    collect = Collector(source, kind, options, listing=True)
    assert header.category is not None
    column = header.category
    kept = list(heads_of(header, rows, collect))
    cells = [text(row.fields[column]) for row, _ in kept]
    flags = all(cell in YES or cell in NO for cell in cells)
    numbers = all(map(_is_score, cells))
    for (row, pair), cell in zip(kept, cells, strict=True):
        if flags:
            collect.add(pair, [options.column] if cell in YES else [])
        elif numbers:
            collect.add(pair, [options.column], _cell_score(collect, cell, row, column))
        elif COMMA.fullmatch(cell):
            _cell_score(collect, cell, row, column)
        else:
            _add_labels(collect, header, row, pair, split)
    if flags:
        collect.entries.number(options.column)
    return collect.done()


def _read_flat(header: Header, rows: Iterator[Record], source: str, options: Options) -> Entries:
    """One row per head, layer by layer; the grid says where a layer ends."""
    assert options.grid is not None
    assert header.category is not None
    layers, heads = options.grid
    collect = Collector(source, f"flat column {quote(options.column)}", options, listing=True)
    records = list(wanted(header, rows, collect))
    if len(records) != layers * heads and not collect.total:
        raise input_error(source, flat_mismatch(len(records), layers, heads))
    cells = [text(row.fields[header.category]) for row in records]
    flags = all(cell in YES or cell in NO for cell in cells)
    for i, (row, cell) in enumerate(zip(records, cells, strict=True)):
        pair = divmod(i, heads)
        if flags:
            collect.add(pair, [options.column] if cell in YES else [])
        else:
            collect.add(pair, [options.column], _cell_score(collect, cell, row, header.category))
    collect.entries.number(options.column)
    return collect.done()


def flat_mismatch(rows: int, layers: int, heads: int) -> str:
    """What to say of a flat column whose rows are not one per head."""
    size = layers * heads
    times = (
        f", {rows // size} times as many; is it one row per head and prompt?"
        if rows % size == 0 and rows
        else ""
    )
    return f"has {rows:,} rows where the grid {layers}x{heads} has {size:,} heads{times}"


def _cell_score(collect: Collector, cell: str, row: Record, column: int) -> float:
    flag = "1" if cell in YES else "0" if cell in NO and not is_blank(cell) else cell
    return collect.score(flag, lambda _: row.place(column))


def text(cell: Any) -> str:
    """A cell as flags and numbers are looked up: without spaces around it, in lower case; empty for null."""
    return "" if cell is None else str(cell).strip().lower()


def _is_score(cell: str) -> bool:
    """Whether a cell is a number, or says that there is none."""
    return decimal(cell) is not None or is_blank(cell)


def _categories(header: Header, kept: list[Row], source: str) -> list[int]:
    """The columns of a wide table that are categories: all others, if each holds flags or numbers."""
    kinds = {}
    for i in header.others:
        cells = {text(row.fields[i]) for row, _ in kept}
        kinds[i] = "0/1" if cells <= YES | NO else "scores" if all(map(_is_score, cells)) else "text"
    texts = [i for i, kind in kinds.items() if kind == "text"]
    if texts:
        listed = ", ".join(f"{header.names[i]} ({kind})" for i, kind in kinds.items())
        message = f"has no category column that I know; choose one with --column: {listed}"
        cells_of = ((row, text(row.fields[texts[0]])) for row, _ in kept)
        first = next(row for row, cell in cells_of if not _is_score(cell))
        raise refusal(source, message, first.place(texts[0]))
    return list(header.others)


def say_ignored(header: Header) -> None:
    """Name the columns that a long table has besides its own."""
    if header.others:
        log.info("ignored columns: %s", ", ".join(header.names[i] for i in header.others))
