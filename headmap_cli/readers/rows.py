"""Rows of a table with a header -> those that are wanted, each with its layer and head."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..errors import At, quote
from .entries import Collector, Place
from .header import Header
from .names import named
from .records import Record

Row = tuple[Record, tuple[int, int]]


def heads_of(header: Header, rows: Iterator[Record], collect: Collector) -> Iterator[Row]:
    """The chosen rows with a good layer and head; the others become problems."""
    width = len(header.names)
    models: dict[str, None] = {}
    good = 0
    for row in rows:
        if len(row.fields) != width:
            quoting = f"; quote a field that holds {row.delimiter!r}" if len(row.fields) > width else ""
            fields = "1 field" if len(row.fields) == 1 else f"{len(row.fields)} fields"
            message = f"row has {fields} where the header has {width}{quoting}"
            collect.problem(message, row.place(0))
            continue
        if not chosen(header, row):
            continue
        if header.model is not None:
            models[str(row.fields[header.model])] = None
        pair = _pair(header, row, collect)
        if pair:
            good += 1
            yield row, pair
    _refuse_several(header, models, collect)
    if not collect.entries.layer and not collect.total:
        if header.where and not good:
            asked = ", ".join(f"{header.names[column]}={value}" for column, value in header.where)
            collect.problem(f"has no row with {asked}")
        elif not good:
            collect.problem("has a header but no rows")


def chosen(header: Header, row: Record) -> bool:
    """Whether --where takes a row."""
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
        expected = 'without a layer column it must name both, such as "(5, 1)", "5-1" or "L5H1"'
        collect.problem(f"head {quote(head)} names no layer; {expected}", place("head"))
        return None
    return collect.head(*both, place)


def _refuse_several(header: Header, models: dict[str, None], collect: Collector) -> None:
    """Rows of several models in one picture would be nonsense: the user has to choose one."""
    if len(models) > 1 and header.model not in [column for column, _ in header.where]:
        name = header.names[header.model or 0]
        shown = ", ".join(list(models)[:12]) + (", .." if len(models) > 12 else "")
        collect.problem(f"holds {len(models)} models; choose one with --where {name}=MODEL: {shown}")


def place_in(header: Header, row: Record) -> Place:
    """Where in a row its layer, head or score stands."""
    columns: dict[str, Any] = {"layer": header.layer, "head": header.head, "score": header.score}

    def place(what: str) -> At | str:
        column = columns.get(what)
        return row.place(header.head or 0 if column is None else column)

    return place
