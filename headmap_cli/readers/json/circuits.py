"""Read circuits in JSON: their nodes or their edges, of which only the heads count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...core.errors import WHOLE_SOURCE, Location
from ...core.head_names import is_other_node, parse_head_name
from ..collector import Collector, constant_location, report_other_nodes
from ..context import ReadContext
from ..entries import Entries
from ..tables.edges import IN_CIRCUIT
from ..tables.layouts import read_table
from ..tables.records import LocatedRecord
from .nodes import is_node, names_nodes

ARROW = "->"


def without_other_nodes(document: dict[str, Any], context: ReadContext) -> dict[str, Any]:
    """Return a mapping from heads and other nodes without the other nodes, which are reported."""
    others = [key for key in document if is_other_node(key)]
    if not others or not names_nodes(document):
        return document
    report_other_nodes(others, context.name)
    return {key: value for key, value in document.items() if key not in others}


def is_graph(document: dict[str, Any], _context: ReadContext) -> bool:
    """Return whether an object holds the nodes of a circuit, each with whether it is in it, or its edges."""
    return _has_chosen_nodes(document.get("nodes")) or are_edges(document.get("edges"))


def read_graph(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    """Read an object for which ``is_graph`` is true: its nodes, or its edges if they alone can be read.

    Raises:
        InputError: There are problems in the nodes or edges.
    """
    if not _has_chosen_nodes(document.get("nodes")):
        return read_edges(document["edges"], location.child("edges"), context)
    nodes_location = location.child("nodes")
    collector = Collector(context, "nodes of a circuit")
    for name, value in document["nodes"].items():
        if is_other_node(name):
            collector.other_nodes[name] = None
            continue
        pair = parse_head_name(name)
        assert pair is not None
        head = collector.read_head(*pair, constant_location(nodes_location.child(name)))
        if head is not None and _is_in_circuit(value):
            collector.add(head, [""])
        elif head is not None:
            collector.add(head, [])
    return collector.finish()


def are_edges(value: Any) -> bool:
    """Return whether a value lists edges, as pairs of nodes or as strings such as ``a0.h1->m1``.

    >>> are_edges({"input->a0.h1<q>": 0.3}), are_edges([["a0.h1", "m1"]]), are_edges([["L0H1", "A"]])
    (True, True, False)
    """
    if not isinstance(value, dict | list) or not value:
        return False
    return all(_ends(item) is not None for item in value)


def read_edges(edges: Any, location: Location, context: ReadContext) -> Entries:
    """Read a value for which ``are_edges`` is true, as a table of edges.

    Raises:
        InputError: There are problems in the edges.
    """
    return read_table(_edge_rows(edges, location), context, "list of edges")


def _edge_rows(edges: Any, location: Location) -> Iterator[LocatedRecord]:
    """Yield the header and a row for each edge."""
    yield LocatedRecord(["source", "target", IN_CIRCUIT[0]], [WHOLE_SOURCE] * 3)
    keys = edges if isinstance(edges, dict) else range(len(edges))
    for key in keys:
        item = key if isinstance(edges, dict) else edges[key]
        ends = _ends(item)
        assert ends is not None
        in_circuit = not isinstance(edges, dict) or _is_in_circuit(edges[key])
        yield LocatedRecord([*ends, in_circuit], [location.child(key)] * 3)


def _ends(item: Any) -> tuple[str, str] | None:
    """Return the names of the nodes at the ends of an edge; None if the item is no edge."""
    ends: Any = item
    if isinstance(item, str):
        ends = item.split(ARROW)
    if not isinstance(ends, list) or len(ends) < 2 or (isinstance(item, str) and len(ends) > 2):
        return None
    source, target = ends[0], ends[1]
    if not isinstance(source, str) or not isinstance(target, str):
        return None
    if not is_node(source) or not is_node(target):
        return None
    return source, target


def _has_chosen_nodes(nodes: Any) -> bool:
    """Return whether a value maps nodes to whether they are in the circuit."""
    if not names_nodes(nodes):
        return False
    return all(isinstance(value, bool) or _circuit_key(value) for value in nodes.values())


def _circuit_key(value: Any) -> str:
    """Return the key of an object that says whether a node or an edge is in the circuit, or empty text."""
    for key in IN_CIRCUIT:
        if isinstance(value, dict) and isinstance(value.get(key), bool):
            return key
    return ""


def _is_in_circuit(value: Any) -> bool:
    """Return whether the value of a node or an edge says that it is in the circuit, or says nothing of it."""
    key = _circuit_key(value)
    if key:
        return bool(value[key])
    return value is not False
