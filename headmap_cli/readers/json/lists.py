"""Read a JSON list: records, numbers, matrices or heads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from ...core.errors import Location
from ...core.vocabulary import option
from ..collector import Collector
from ..context import ReadContext
from ..entries import Entries
from ..tables.matrix import LocateCell, is_matrix, may_be_heads, read_flat, read_matrices, read_matrix
from .circuits import are_edges, read_edges
from .heads import add_head_list, split_head_value
from .index_lists import are_index_lists, read_index_lists
from .layer_lists import are_layers, read_layer_list
from .named_lists import are_named_lists, read_named_lists
from .records import read_records
from .shapes import may_be_head_rows
from .values import is_names, is_number, is_object

Rows = list[list[Any]]

MAX_NARROW_HEADS = 3
"""A row of at most this many numbers may be [layer, head] or [layer, head, score] as well as a layer."""


class Shape(Struct, frozen=True):
    """A shape that a list or an object can have.

    Attributes:
        matches: The function that returns whether a value has this shape.
        read: The function that reads a value of this shape, which is at a location of the document.
    """

    matches: Callable[[Any, ReadContext], bool]
    read: Callable[[Any, Location, ReadContext], Entries]


def read_list(items: list[Any], location: Location, context: ReadContext) -> Entries:
    """Read a list that is not empty.

    Raises:
        InputError: There are problems in the list, or it can be read in two ways.
    """
    for shape in LIST_SHAPES:
        if shape.matches(items, context):
            return shape.read(items, location, context)
    return _read_heads(items, location, context)


def are_matrices(values: list[Any], context: ReadContext) -> bool:
    """Return whether all values are matrices whose rows are layers rather than heads."""
    if not all(map(is_matrix, values)):
        return False
    if context.options.input_format == "matrix":
        return True
    if any(map(may_be_heads, values)):
        return False
    shapes = set()
    for rows in values:
        shapes |= {(len(rows), len(row)) for row in rows}
    is_narrow = any(heads <= MAX_NARROW_HEADS for _, heads in shapes)
    grid = context.options.grid
    # If the user gives a grid of another shape, the rows of a narrow matrix are heads.
    return not is_narrow or grid is None or grid in shapes


def read_categories_of_matrices(
    parts: Mapping[str, Rows], locations: Mapping[str, Location], context: ReadContext
) -> Entries:
    """Read a matrix for each category.

    Args:
        parts: The rows of each category's matrix.
        locations: Where the matrix of each category is in the document.
        context: The input.

    Raises:
        InputError: The matrices differ in shape, or there are problems in their cells.
    """

    def locate_cells(category: str) -> LocateCell:
        return _cells_inside(locations[category])

    return read_matrices(parts, locate_cells, context, "category -> matrix")


def _cells_inside(location: Location) -> LocateCell:
    """Return the function that locates a cell of a matrix by its row and column."""
    return lambda row, column: location.child(row).child(column)


def _are_objects(items: list[Any], _context: ReadContext) -> bool:
    return all(map(is_object, items))


def _read_objects(items: list[Any], location: Location, context: ReadContext) -> Entries:
    return read_records([(item, location.child(i)) for i, item in enumerate(items)], context)


def _are_numbers(items: list[Any], _context: ReadContext) -> bool:
    return all(map(is_number, items))


def _read_numbers(items: list[Any], location: Location, context: ReadContext) -> Entries:
    return read_flat(items, lambda row, _: location.child(row), context)


def _read_matrices(items: list[Any], location: Location, context: ReadContext) -> Entries:
    parts = {f"category {i}": rows for i, rows in enumerate(items)}
    locations = {name: location.child(i) for i, name in enumerate(parts)}
    return read_categories_of_matrices(parts, locations, context)


def _is_rows(items: list[Any], _context: ReadContext) -> bool:
    return is_matrix(items)


def _read_rows(items: Rows, location: Location, context: ReadContext) -> Entries:
    """Read rows of numbers, which are a matrix or a list of heads.

    Raises:
        InputError: The rows can be read in both ways, or there are problems in them.
    """
    input_format = context.options.input_format
    locate_cell = _cells_inside(location)
    if input_format == "matrix":
        return read_matrix(items, locate_cell, context)
    may_be_pairs = may_be_heads(items)
    grid = (len(items), len(items[0]))
    if may_be_pairs and context.options.grid == grid and not input_format:
        heads = option("input-format", "heads")
        raise context.error(f"could be a list of heads or a matrix; set {heads} or matrix", location)
    if may_be_head_rows(items):
        matrix = option("input-format", "matrix")
        message = "could be a matrix, or a list of heads with several numbers each"
        hint = f"set {matrix}, or give each head as [layer, head, score]"
        raise context.error(f"{message}; {hint}", location)
    if may_be_pairs:
        return _read_heads(items, location, context)
    return read_matrix(items, locate_cell, context)


def _read_heads(items: list[Any], location: Location, context: ReadContext) -> Entries:
    """Read a list of heads, each alone or together with its score or its categories."""
    values = []
    for item in items:
        head_item = split_head_value(item)
        if head_item.key is not None:
            values.append(head_item.value)
    shape = "list of heads"
    if len(values) == len(items):
        shape = "list of heads with scores"
        if any(map(is_names, values)):
            shape = "list of heads with categories"
    collector = Collector(context, shape)
    add_head_list(items, collector, location)
    return collector.finish()


def _are_named_lists(items: list[Any], _context: ReadContext) -> bool:
    return are_named_lists(items)


def _read_named_lists(items: list[Any], location: Location, context: ReadContext) -> Entries:
    return read_named_lists([(item, location.child(i)) for i, item in enumerate(items)], context)


def _are_edges(items: list[Any], _context: ReadContext) -> bool:
    return are_edges(items)


LIST_SHAPES = (
    Shape(_are_named_lists, _read_named_lists),
    Shape(are_layers, read_layer_list),
    Shape(are_index_lists, read_index_lists),
    Shape(_are_edges, read_edges),
    Shape(_are_objects, _read_objects),
    Shape(_are_numbers, _read_numbers),
    Shape(are_matrices, _read_matrices),
    Shape(_is_rows, _read_rows),
)
