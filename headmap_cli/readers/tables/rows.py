"""Rows of a table with a header -> those that are wanted, each with its layer and head."""

from __future__ import annotations

from collections.abc import Iterator

from ...core.errors import Location
from ...core.strings import quote, truncated_list
from ...core.vocabulary import where_option
from ..collector import Collector, Locate
from ..head_names import named
from ..missing import is_missing
from .delimited import Record
from .header import Header

Row = tuple[Record, tuple[int, int]]


def locate_heads(header: Header, rows: Iterator[Record], collect: Collector) -> Iterator[Row]:
    """The wanted rows with a good layer and head; the others become problems."""
    models: dict[str, None] = {}
    good = False
    for row in filter_rows(header, rows, collect):
        if header.model is not None:
            models[str(row.fields[header.model])] = None
        pair = _pair(header, row, collect)
        if pair:
            good = True
            yield row, pair
    if header.model is not None and header.model not in [column for column, _ in header.where]:
        _refuse_several(header.names[header.model], list(models), collect)
    if not good and not collect.total:
        asked = ", ".join(f"{header.names[column]}={value}" for column, value in header.where)
        collect.problem(f"has no row with {asked}" if asked else "has a header but no rows")


def filter_rows(header: Header, rows: Iterator[Record], collect: Collector) -> Iterator[Record]:
    """The rows that --where takes; one with more or fewer fields than the header is a problem."""
    width = len(header.names)
    for row in rows:
        if len(row.fields) != width:
            quoting = f"; quote a field that holds {row.delimiter!r}" if len(row.fields) > width else ""
            fields = "1 field" if len(row.fields) == 1 else f"{len(row.fields)} fields"
            message = f"row has {fields} where the header has {width}{quoting}"
            collect.problem(message, row.place(0))
        elif is_wanted(header, row):
            yield row


def is_wanted(header: Header, row: Record) -> bool:
    """Tell whether a row has as many fields as the header, and the values that --where asks for."""
    if len(row.fields) != len(header.names):
        return False
    return all(str(row.fields[column]).strip() == value for column, value in header.where)


def _pair(header: Header, row: Record, collect: Collector) -> tuple[int, int] | None:
    assert header.head is not None
    place, head = place_in(header, row), row.fields[header.head]
    layer = head if header.layer is None else row.fields[header.layer]
    if layer is None or head is None:
        missing = "layer" if layer is None else "head"
        collect.problem(f'has no {missing}; expected {{"layer": .., "head": .., ..}}', place(missing))
        return None
    if header.layer is not None:
        return collect.head(row.fields[header.layer], head, place)
    both = named(str(head))
    if both is None:
        if is_missing(head):
            # A blank or "NA" cell: the error for an index says so better than the one for a name.
            collect.index(head, "head", place)
            return None
        expected = 'without a layer column it must name both, such as "(5, 1)", "5-1" or "L5H1"'
        collect.problem(f"head {quote(head)} names no layer; {expected}", row.place(header.head), head)
        return None
    return collect.head(*both, place)


def _refuse_several(column: str, models: list[str], collect: Collector) -> None:
    """Rows of several models in one picture would be nonsense: the user has to choose one."""
    if len(models) > 1:
        collect.problem(
            f"holds {len(models)} models; choose one with {where_option(column, 'MODEL')}: "
            f"{truncated_list(models)}"
        )


def place_in(header: Header, row: Record) -> Locate:
    """Where in a row its layer or score stands; where it has no such column, and else, its head."""
    columns = {"layer": header.layer, "score": header.score}

    def place(what: str) -> Location:
        column = columns.get(what)
        return row.place((header.head or 0) if column is None else column)

    return place
