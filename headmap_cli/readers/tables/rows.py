"""Choose the rows of a table that are read, and read the layer and the head of each."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ...core.errors import Location
from ...core.head_names import is_other_node, parse_head_name
from ...core.strings import quote, truncated_list
from ...core.vocabulary import where_option
from ..collector import Collector, Locate
from ..context import ReadContext
from ..missing import is_missing
from .head_cells import split_heads
from .header import Header
from .records import Record

HeadRow = tuple[Record, tuple[int, int]]
"""A row, with its layer and head, counted from 0."""


class Table(Struct, frozen=True):
    """A table whose header has been read.

    Attributes:
        header: The columns and their roles.
        rows: The rows under the header, which can be read once.
        delimiter: What separates the fields in the file; empty where they are separate values.
        noun: The name of its format in messages, such as "table" or "list of records".
        context: The input and how it is to be read.
    """

    header: Header
    rows: Iterator[Record]
    delimiter: str
    noun: str
    context: ReadContext


def locate_heads(table: Table, collector: Collector) -> Iterator[HeadRow]:
    """Yield the rows that --where selects, each with its layer and head.

    A row without a valid layer and head is a problem, and so is a table without rows or with several models.

    Args:
        table: The table, whose rows are read once.
        collector: Takes the problems.
    """
    header = table.header
    models: dict[str, None] = {}  # a dict keeps the order in which the file names them
    has_head = False
    for row in filter_rows(table, collector):
        if header.model is not None:
            models[str(row.fields[header.model])] = None
        for pair in _read_pairs(header, row, collector):
            has_head = True
            yield row, pair
    if header.model is not None and header.model not in [column for column, _ in header.where]:
        _check_single_model(header.names[header.model], list(models), collector)
    if not has_head and not collector.total:
        conditions = ", ".join(f"{header.names[column]}={value}" for column, value in header.where)
        collector.add_problem(f"has no row with {conditions}" if conditions else "has a header but no rows")


def filter_rows(table: Table, collector: Collector) -> Iterator[Record]:
    """Yield the rows that --where selects; a row with more or fewer fields than the header is a problem."""
    width = len(table.header.names)
    for row in table.rows:
        if len(row.fields) != width:
            collector.add_problem(_wrong_width(row, width), row.locate(0))
        elif is_selected(table.header, row):
            yield row


def is_selected(header: Header, row: Record) -> bool:
    """Return whether a row has as many fields as the header, and the values that --where asks for."""
    if len(row.fields) != len(header.names):
        return False
    return all(str(row.fields[column]).strip() == value for column, value in header.where)


def locate_in(header: Header, row: Record) -> Locate:
    """Return a function that locates the layer, head or score in a row.

    If the table has no column for it, the location is that of the head, or else of the first column.
    """
    columns = {"layer": header.layer, "head": header.head, "score": header.score}

    def locate(part: str) -> Location:
        """Return the location of a part of the row by its name."""
        for column in (columns.get(part), header.head):
            if column is not None:
                return row.locate(column)
        return row.locate(0)

    return locate


def _wrong_width(row: Record, width: int) -> str:
    """Return the message for a row with more or fewer fields than ``width``, the number in the header."""
    fields = "1 field" if len(row.fields) == 1 else f"{len(row.fields)} fields"
    message = f"row has {fields} where the header has {width}"
    if len(row.fields) > width:
        message += f"; quote a field that holds {row.delimiter!r}"
    return message


def _read_pairs(header: Header, row: Record, collector: Collector) -> Iterator[tuple[int, int]]:
    """Yield the layer and head of each head that a row names, and add the problems with them."""
    assert header.head is not None
    head = row.fields[header.head]
    locate = locate_in(header, row)
    layer = None
    if header.layer is not None:
        layer = row.fields[header.layer]
    # Only a JSON record can lack a cell; a blank cell of a text is an empty string.
    if head is None or (layer is None and header.layer is not None):
        missing = "layer" if layer is None else "head"
        _report_missing(missing, locate(missing), collector)
        return
    for item in split_heads(head, header.layer is not None):
        if header.layer is None:
            pair = _read_named_head(item, locate, collector)
        else:
            pair = collector.read_head(layer, item, locate)
        if pair is not None:
            yield pair


def _read_named_head(head: object, locate: Locate, collector: Collector) -> tuple[int, int] | None:
    """Return the layer and head that an item of the head column names, in a table without a layer column."""
    text = str(head)
    pair = parse_head_name(text)
    if pair is not None:
        return collector.read_head(*pair, locate)
    if is_other_node(text):
        collector.other_nodes[text.strip()] = None
        return None
    if is_missing(head):
        # For a blank or "NA" cell, the error for an index is clearer than the one for a name.
        collector.read_index(head, "head", locate)
        return None
    expected = 'without a layer column it must name both, such as "(5, 1)", "5-1" or "L5H1"'
    collector.add_problem(f"head {quote(head)} names no layer; {expected}", locate("head"), head)
    return None


def _report_missing(part: str, location: Location, collector: Collector) -> None:
    """Add a problem for a record without a layer or a head."""
    collector.add_problem(f'has no {part}; expected {{"layer": .., "head": .., ..}}', location)


def _check_single_model(column: str, models: list[str], collector: Collector) -> None:
    """Add a problem if the rows are about several models, since a figure of them would mix up their heads."""
    if len(models) < 2:
        return
    choices = truncated_list([where_option(column, model) for model in models])
    collector.add_problem(f"holds {len(models)} models; choose one: {choices}")
