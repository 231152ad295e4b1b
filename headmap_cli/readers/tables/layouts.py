"""Tables with a header (csv, tsv) -> Entries: long, wide and flat.

Long: a row per membership, ``layer,head,category``, with a score where there is such a column.
Wide: a row per head, ``layer,head`` and a column per category with 0/1, yes/no, x/blank or scores.
Flat: a row per head in layer-major order, without index columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ...core.errors import Location
from ...core.strings import quote, truncated_list
from ...core.vocabulary import option
from ..category_cells import Split, splitter
from ..category_names import category_names
from ..collector import DECIMAL_COMMA, Collector
from ..context import ReadContext
from ..entries import Entries
from ..head_names import named
from ..missing import is_no_score
from .cells import FLAGS, NO, YES, Cells, Kind, is_score, text
from .column_question import Question, UnclearColumnsError
from .column_report import report, report_left_out
from .column_roles import certain_roles, choose_roles
from .delimited import Record
from .header import EXPECTED, Header, read_header
from .rows import filter_rows, is_wanted, locate_heads, place_in


def read_table(rows: Iterator[Record], context: ReadContext) -> Entries:
    """The entries of a table with a header.

    rows: the header first. Raises InputError with all problems of the rows.
    """
    first = next(rows)
    header = read_header(first.fields, first.place, context)
    if header.head is None and context.options.column and context.options.grid:
        return _read_flat(header, rows, context)
    lacking = _missing(header, first)
    if lacking:
        raise context.error(lacking, first.place(0))
    header, rows = _with_roles(header, first, rows, context)
    if context.options.column and header.score != header.asked:
        return _read_column(header, rows, splitter(first.delimiter), context)
    if header.category is not None:
        return _read_long(header, rows, splitter(first.delimiter), context)
    if header.columns:
        return _read_wide(header, rows, context)
    return _read_single(header, rows, context)


def _with_roles(
    header: Header, first: Record, rows: Iterator[Record], context: ReadContext
) -> tuple[Header, Iterator[Record]]:
    """Complete a header with the roles of its columns, by their names and, if need be, by their cells.

    first: the row of the header. Raises InputError where the roles are unclear.
    """
    names = {i: header.names[i] for i in header.candidates}
    roles = None if context.options.column else certain_roles(names)
    if roles is not None:
        report_left_out(roles, names, context)
        return header.with_roles(roles), rows
    kept = list(rows)
    matching = [row for row in kept if is_wanted(header, row)]
    if not matching:
        return replace(header, columns=header.candidates), iter(kept)
    cells = {i: Cells(row.fields[i] for row in matching) for i in names}
    kinds = {i: column.kind for i, column in cells.items()}
    constant = frozenset(i for i, column in cells.items() if column.are_alike)
    question = Question(
        names, kinds, header.asked, bool(context.options.name), context.options.ruled, constant
    )
    try:
        roles = choose_roles(question)
    except UnclearColumnsError as e:
        raise context.error(str(e), _first_text(e.column, matching) or first.place(e.column)) from None
    report(roles, question, context)
    return header.with_roles(roles), iter(kept)


def _first_text(column: int, rows: list[Record]) -> Location | None:
    """The place of a column's first cell that is neither a flag nor a number."""
    texts = (Kind.TEXT, Kind.NESTED)
    return next((row.place(column) for row in rows if Cells([row.fields[column]]).kind in texts), None)


def _missing(header: Header, first: Record) -> str:
    """What a header lacks, empty when it is complete."""
    found = truncated_list([quote(name) for name in first.fields])
    names = header.head is None and first.delimiter and any(map(named, first.fields))
    if names or all(is_score(field) and field.strip() for field in first.fields[:2]):
        return f"has no header row; {EXPECTED}; found {found}"
    if header.head is None:
        needs = f"; a flat column, a row per head, needs {option('grid')} and {option('column')}"
        flat = needs if header.layer is None else ""
        return f"has no column for the head; {EXPECTED}; found {found}{flat}"
    return ""


def _read_long(header: Header, rows: Iterator[Record], split: Split, context: ReadContext) -> Entries:
    scored = header.score is not None
    collect = Collector(context, "long table with scores" if scored else "long table", listing=scored)
    assert header.category is not None
    collect.entries.scored = collect.entries.categorised = scored
    for row, pair in locate_heads(header, rows, collect):
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
    labels = category_names(split(cell), collect.entries, collect.options)
    if labels and header.score is not None:
        collect.add(pair, labels, collect.score(row.fields[header.score], place_in(header, row)))
    else:
        collect.add(pair, labels)


def _read_single(header: Header, rows: Iterator[Record], context: ReadContext) -> Entries:
    """The heads of one category, which the file names, or the scores of all."""
    scored = header.score is not None
    collect = Collector(context, "scores of heads" if scored else "list of heads", listing=scored)
    collect.entries.categorised = scored and bool(context.options.name)
    for row, pair in locate_heads(header, rows, collect):
        score = None if header.score is None else row.fields[header.score]
        collect.add(pair, [""], collect.score(score, place_in(header, row)) if scored else None)
    return collect.done()


def _read_wide(header: Header, rows: Iterator[Record], context: ReadContext) -> Entries:
    collect = Collector(context, "wide table", ordered=True, listing=True)
    kept = list(locate_heads(header, rows, collect))
    columns = {i: [text(row.fields[i]) for row, _ in kept] for i in header.columns}
    scored = any(cell not in FLAGS for cells in columns.values() for cell in cells)
    if not scored:
        flags = {header.names[i]: cells for i, cells in columns.items()}
        _add_flags(collect, [pair for _, pair in kept], flags)
        return collect.done()
    collect.entries.shape = "wide table with scores"
    for i, cells in columns.items():
        name = header.names[i]
        for (row, pair), cell in zip(kept, cells, strict=True):
            collect.add(pair, [name], _cell_score(collect, cell, row, i))
        collect.entries.number(name)
    return collect.done()


def _read_column(header: Header, rows: Iterator[Record], split: Split, context: ReadContext) -> Entries:
    """One column beside the heads, named with --column: categories, flags, or scores, by what it holds."""
    kind = f"table, column {quote(context.options.column)}"
    collect = Collector(context, kind, listing=True)
    assert header.asked is not None
    column = header.asked
    collect.entries.categorised = bool(context.options.name) or None not in (header.category, header.score)
    kept = list(locate_heads(header, rows, collect))
    cells = [text(row.fields[column]) for row, _ in kept]
    if all(cell in FLAGS for cell in cells):
        _add_flags(collect, [pair for _, pair in kept], {context.options.column: cells})
        return collect.done()
    numbers = all(map(is_score, cells))
    for (row, pair), cell in zip(kept, cells, strict=True):
        if numbers:
            collect.add(pair, [context.options.column], _cell_score(collect, cell, row, column))
        elif DECIMAL_COMMA.fullmatch(cell):
            _cell_score(collect, cell, row, column)
        else:
            _add_labels(collect, header, row, pair, split)
    return collect.done()


def _read_flat(header: Header, rows: Iterator[Record], context: ReadContext) -> Entries:
    """One row per head, layer by layer; the grid says where a layer ends."""
    assert context.options.grid is not None
    assert header.asked is not None
    layers, heads = context.options.grid
    collect = Collector(context, f"flat column {quote(context.options.column)}", listing=True)
    records = list(filter_rows(header, rows, collect))
    if len(records) != layers * heads and not collect.total:
        raise context.error(flat_mismatch(len(records), layers, heads))
    cells = [text(row.fields[header.asked]) for row in records]
    pairs = [divmod(i, heads) for i in range(len(records))]
    if all(cell in FLAGS for cell in cells):
        _add_flags(collect, pairs, {context.options.column: cells})
        return collect.done()
    for row, pair, cell in zip(records, pairs, cells, strict=True):
        collect.add(pair, [context.options.column], _cell_score(collect, cell, row, header.asked))
    return collect.done()


def _add_flags(
    collect: Collector, pairs: Sequence[tuple[int, int]], columns: Mapping[str, Sequence[str]]
) -> None:
    """Add the heads of columns of flags, with the categories that have a yes for them.

    A missing flag is a no, except with --missing absent: a head of which no flag is known is then absent. A
    blank is always a no, as in tables of x and blank.
    """
    known = set()
    for name, cells in columns.items():
        collect.entries.number(name)
        for pair, cell in zip(pairs, cells, strict=True):
            collect.add(pair, [name] if cell in YES else [])
            if cell in YES or cell in NO:
                known.add(pair)
    if collect.options.missing == "absent":
        collect.entries.absent = sorted(set(pairs) - known)


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
    flag = "1" if cell in YES else "0" if cell in NO and not is_no_score(cell) else cell
    return collect.score(flag, lambda _: row.place(column))
