"""Read tables of the edges of a circuit, whose heads are those at both ends."""

from __future__ import annotations

import logging

from ...core.head_names import is_other_node, parse_head_name
from ...core.strings import quote, truncated_list
from ..collector import Collector, constant_location
from ..entries import Entries
from .cells import NO, normalize_cell
from .header import Header, find_column, normalize_name
from .records import Record
from .rows import Table, filter_rows

log = logging.getLogger("headmap")

SOURCES = ("source", "src", "from", "parent", "sender", "upstream")
TARGETS = ("target", "dst", "dest", "destination", "to", "child", "receiver", "downstream")
IN_CIRCUIT = ("in_graph", "in_circuit")


def edge_columns(header: Header) -> tuple[int, int] | None:
    """Return the columns of the two ends of an edge; None if the table does not have both."""
    names = list(map(normalize_name, header.names))
    source, target = find_column(names, SOURCES), find_column(names, TARGETS)
    if source is None or target is None:
        return None
    return source, target


def read_edges(table: Table) -> Entries:
    """Return the heads at the ends of the edges of a table; other nodes are left out and reported.

    Raises:
        InputError: There are problems in the rows; the error holds all of them.
    """
    ends = edge_columns(table.header)
    assert ends is not None
    in_circuit = find_column(list(map(normalize_name, table.header.names)), IN_CIRCUIT)
    collector = Collector(table.context, "list of edges")
    heads: dict[tuple[int, int], None] = {}
    for row in filter_rows(table, collector):
        if in_circuit is not None and normalize_cell(row.fields[in_circuit]) in NO:
            continue
        for column in ends:
            head = _read_end(row, column, collector)
            if head is not None:
                heads[head] = None
    for head in heads:
        collector.add(head, [""])
    used = {*ends, in_circuit, *[column for column, _ in table.header.where]}
    ignored = [name for i, name in enumerate(table.header.names) if i not in used and name]
    if ignored:
        log.warning(
            "%s: takes the heads at both ends of each edge and ignores %s",
            table.context.name,
            truncated_list(ignored),
        )
    return collector.finish()


def _read_end(row: Record, column: int, collector: Collector) -> tuple[int, int] | None:
    """Return the head at one end of an edge; None if that is another node, or after adding a problem."""
    name = str(row.fields[column])
    if is_other_node(name):
        collector.other_nodes[name.strip()] = None
        return None
    pair = parse_head_name(name)
    if pair is None:
        message = f"{quote(name)} is not a node of a circuit; expected one such as a5.h1, m3, input or logits"
        collector.add_problem(message, row.locate(column), name)
        return None
    return collector.read_head(*pair, constant_location(row.locate(column)))
