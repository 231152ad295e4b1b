"""Read a JSON object: a table, records, or a mapping whose keys are categories, heads or layers."""

from __future__ import annotations

import logging
from typing import Any

from msgspec.structs import replace

from ...core.errors import Location
from ...core.head_names import parse_head_name
from ...core.strings import truncated_list
from ...core.vocabulary import option
from ..canonical import read_canonical
from ..collector import Collector
from ..context import ReadContext
from ..entries import Entries
from ..model_grids import known_grid
from ..tables.matrix import is_matrix
from .at import at_inside, at_option
from .circuits import are_edges, is_graph, read_edges, read_graph, without_other_nodes
from .columnar import is_columnar, read_columnar
from .heads import add_categories, add_heads, add_layers
from .index_lists import map_to_index_lists, read_mapped_index_lists
from .layer_categories import maps_layers_to_categories, read_layer_categories
from .lists import Shape, are_matrices, read_categories_of_matrices, read_list
from .named_lists import maps_to_heads, read_mapped_heads, split_strings
from .parts import choose_parts, drop_settings
from .records import is_record, read_records
from .shapes import RECORD_KEYS, is_category, is_head_or_layer, is_head_record, is_wrapper
from .unread_keys import report_unread_keys
from .values import describe_value, is_container, is_layer_key, is_object

log = logging.getLogger("headmap")

EXPECTED = 'expected {"category": [[layer, head], ..]} or a list of {"layer": .., "head": .., "category": ..}'


def read_value(value: Any, location: Location, context: ReadContext) -> Entries:
    """Read a document, or the part of it that holds the heads.

    Raises:
        InputError: There are problems in the value, or it has no known shape.
    """
    if isinstance(value, list) and value:
        return read_list(value, location, context)
    if isinstance(value, dict) and "headmap" in value:
        return read_canonical(value, location, context)
    if isinstance(value, dict) and value:
        return _read_object(value, location, context)
    raise context.error(f"holds no heads; {EXPECTED}; found {describe_value(value)}", location)


def _read_object(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    """Read an object by the first shape that fits it.

    Parts that cannot hold heads, such as settings, can hide the shape of the others. So they are dropped, and
    what is left is read from the start.
    """
    document = split_strings(without_other_nodes(document, context))
    _refuse_models(document, location, context)
    for shape in RECORD_SHAPES:
        if shape.matches(document, context):
            return shape.read(document, location, context)
    if _has_category_keys(document):
        document = choose_parts(document, location, context)
    has_record_key = any(key in document for key in RECORD_KEYS)
    # {"heads": [..], "config": {..}} only wraps its heads; _read_inside chooses that part.
    is_wrapper = has_record_key and not all(map(is_category, document.values()))
    if not is_wrapper:
        with_heads = drop_settings(document, location, context)
        if len(with_heads) < len(document):
            return _read_object(with_heads, location, context)
    for shape in MAPPING_SHAPES:
        if shape.matches(document, context):
            _refuse_where(location, context)
            return shape.read(document, location, context)
    return _read_inside(document, location, context)


def _refuse_models(document: dict[str, Any], location: Location, context: ReadContext) -> None:
    """Raise InputError if the keys of an object are models, whose heads do not belong in one figure."""
    if len(document) < 2 or not all(map(known_grid, document)):
        return
    if any(map(context.options.styles_name, document)):
        return
    choices = truncated_list([at_option(model, context) for model in document])
    raise context.error(f"holds {len(document)} models; choose one: {choices}", location)


def _is_table(document: dict[str, Any], context: ReadContext) -> bool:
    return is_columnar(document, context)


def _is_one_record(document: dict[str, Any], _context: ReadContext) -> bool:
    return is_record(document)


def _read_one_record(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    return read_records([(document, location)], context)


def _maps_to_records(document: dict[str, Any], _context: ReadContext) -> bool:
    return all(map(is_record, document.values()))


def _read_mapped_records(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    return read_records([(record, location.child(key)) for key, record in document.items()], context)


def _maps_heads_to_records(document: dict[str, Any], _context: ReadContext) -> bool:
    return all(map(parse_head_name, document)) and all(map(is_head_record, document.values()))


def _read_records_of_heads(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    """Read a mapping from heads to records that do not name their head, as if they did."""
    rows: list[tuple[Any, Location]] = []
    for key, record in document.items():
        rows.append(({"head": key, **record}, location.child(key)))
    return read_records(rows, context)


def _are_edges(document: dict[str, Any], _context: ReadContext) -> bool:
    return are_edges(document)


RECORD_SHAPES = (
    Shape(_is_table, read_columnar),
    Shape(_is_one_record, _read_one_record),
    Shape(_maps_to_records, _read_mapped_records),
    Shape(_maps_heads_to_records, _read_records_of_heads),
    Shape(is_graph, read_graph),
    Shape(_are_edges, read_edges),
    Shape(maps_to_heads, read_mapped_heads),
)
"""The shapes of an object that is a table; --column and --where apply to its columns."""


def _has_category_keys(document: dict[str, Any]) -> bool:
    """Return whether an object maps names that are neither heads nor layers to the heads of categories."""
    if all(map(parse_head_name, document)) or all(map(is_layer_key, document)):
        return False
    return all(is_matrix(value) or is_category(value) for value in document.values())


def _maps_to_matrices(document: dict[str, Any], context: ReadContext) -> bool:
    return are_matrices(list(document.values()), context)


def _read_matrices(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    locations = {name: location.child(name) for name in document}
    return read_categories_of_matrices(document, locations, context)


def _maps_heads(document: dict[str, Any], _context: ReadContext) -> bool:
    return all(map(parse_head_name, document))


def _read_heads(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    collector = Collector(context, "head -> categories or scores", listing=True)
    add_heads(document, collector, location)
    return collector.finish()


def _maps_layers(document: dict[str, Any], _context: ReadContext) -> bool:
    """Return whether an object maps layers to lists of numbers or to mappings of heads."""
    if not all(map(is_layer_key, document)):
        return False
    for value in document.values():
        if isinstance(value, list):
            if any(isinstance(item, list | str | dict) for item in value):
                return False
        elif not isinstance(value, dict):
            return False
    return True


def _read_layers(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    collector = Collector(context, "layer -> heads")
    collector.entries.listing = all(map(is_object, document.values()))
    add_layers(document, collector, location)
    return collector.finish()


def _maps_categories(document: dict[str, Any], _context: ReadContext) -> bool:
    """Return whether an object maps categories to their heads, and does not just wrap a list of heads."""
    if not all(map(is_category, document.values())):
        return False
    return not is_wrapper(document)


def _read_categories(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    collector = Collector(context, "category -> heads", ordered=True)
    add_categories(document, collector, location)
    for name, heads in document.items():
        report_unread_keys(name, heads, context)
    return collector.finish()


MAPPING_SHAPES = (
    Shape(map_to_index_lists, read_mapped_index_lists),
    Shape(_maps_to_matrices, _read_matrices),
    Shape(_maps_heads, _read_heads),
    Shape(maps_layers_to_categories, read_layer_categories),
    Shape(_maps_layers, _read_layers),
    Shape(_maps_categories, _read_categories),
)
"""The shapes of an object whose keys are categories, heads or layers."""


def _refuse_where(location: Location, context: ReadContext) -> None:
    """Raise InputError if --where is given, since it chooses rows and there are none."""
    if context.options.where:
        message = f"has no columns; {option('where')} chooses rows of a table or of a list of records"
        raise context.error(message, location)


def _read_inside(document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    """Read the part of an object that holds heads.

    Raises:
        InputError: Several parts may hold heads, which the error lists, or none does.
    """
    containers = {key: value for key, value in document.items() if is_container(value)}
    usual_parts = [key for key in RECORD_KEYS if containers.get(key)]
    parts = usual_parts or [key for key, value in containers.items() if value]
    scalars = [key for key in document if key not in containers]
    may_name_heads = any(map(is_head_or_layer, scalars))
    if scalars and parts and not usual_parts and not may_name_heads:
        log.info("%s: ignored %s", context.name, ", ".join(scalars))
        return _read_object(containers, location, context)
    if len(parts) == 1:
        return _read_part(parts[0], document, location, context)
    if parts:
        choices = truncated_list([at_option(part, context) for part in parts])
        raise context.error(f"has {len(parts)} parts; choose one: {choices}", location)
    description = describe_value(document)
    language = "YAML" if context.format == "yaml" else "JSON"
    raise context.error(f"is {language} of no known shape; {EXPECTED}; found {description}", location)


def _read_part(key: str, document: dict[str, Any], location: Location, context: ReadContext) -> Entries:
    """Read one part of an object, and report what is ignored."""
    inside = location.child(key)
    ignored = [name for name in document if name != key]
    if ignored:
        log.info("%s: read %s; ignored %s", context.name, inside.path, ", ".join(ignored))
    options = replace(context.options, at=at_inside(context.options.at, key))
    return read_value(document[key], inside, replace(context, options=options))
