"""JSON and JSON Lines -> Entries: finds which of the known shapes a document has."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import Any

from ...core.errors import Location
from ...core.strings import quote, truncated_list
from ...core.vocabulary import option
from ...files.source import decoded
from ...files.strict_json import parse_json
from ..canonical import read_canonical
from ..context import ReadContext
from ..entries import Collector, Entries
from ..head_names import named
from ..options import Options
from ..tables.header import HEAD, LAYER, SCORE, normalize_name
from ..tables.layouts import read_table
from ..tables.matrix import LocateCell, is_matrix, may_be_heads, read_flat, read_matrices, read_matrix
from .at import at_inside, find_part
from .choice import choose_parts, drop_settings, is_head_record, may_be_head_rows
from .columnar import column_records
from .mappings import (
    LAYER_KEY,
    add_categories,
    add_heads,
    add_layers,
    add_list,
    is_names,
    is_number,
    json_path,
    kind_of,
    split_head_value,
)
from .records import is_record, read_records
from .shapes import are_parts, is_category, is_role, name_roles

log = logging.getLogger("headmap")

RECORD_KEYS = ("heads", "top_heads", "select_heads", "head_rankings", "data", "records")
EXPECTED = 'expected {"category": [[layer, head], ..]} or a list of {"layer": .., "head": .., "category": ..}'


def read_json(context: ReadContext) -> Entries:
    """The entries of a JSON document, or of JSON Lines: an object per line.

    Raises InputError with all problems, each with its path in the document.
    """
    text = decoded(context.source)
    first, _, rest = text.strip().partition("\n")
    if rest and _is_object(first):
        return _read_lines(text, context)
    document, path = find_part(parse_json(text, context.name), context)
    return _read(document, path, context)


def _read_lines(text: str, context: ReadContext) -> Entries:
    rows: list[tuple[Any, Location]] = [
        (parse_json(line, context.name, i), Location(i, 1))
        for i, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]
    return read_records(rows, context)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _read(document: Any, path: str, context: ReadContext) -> Entries:
    """The entries of a part of a document."""
    if isinstance(document, list) and document:
        return _read_list(document, path, context)
    if isinstance(document, dict) and "headmap" in document:
        return read_canonical(document, path, context)
    if isinstance(document, dict) and document:
        return _read_mapping(document, path, context)
    raise context.error(f"holds no heads; {EXPECTED}; found {kind_of(document)}", Location(path=path))


def _read_list(items: list[Any], path: str, context: ReadContext) -> Entries:
    if all(isinstance(item, dict) for item in items):
        return read_records(
            [(item, Location(path=json_path(path, i))) for i, item in enumerate(items)], context
        )
    if all(is_number(item) for item in items):
        return read_flat(items, lambda row, _: Location(path=json_path(path, row)), context)
    if all(map(is_matrix, items)) and _are_matrices(items, context.options):
        parts = {f"category {i}": rows for i, rows in enumerate(items)}
        places = {name: json_path(path, i) for i, name in enumerate(parts)}
        return _read_matrices(parts, places, context)
    rows, pairs = is_matrix(items), is_matrix(items) and may_be_heads(items)
    if pairs and context.options.grid == (len(items), len(items[0])) and not context.options.input_format:
        raise context.error(
            f"could be a list of heads or a matrix; set {option('input-format', 'heads')} or matrix",
            Location(path=path),
        )
    if rows and context.options.input_format != "matrix" and may_be_head_rows(items):
        message = "could be a matrix, or a list of heads with several numbers each"
        hint = f"set {option('input-format', 'matrix')}, or give each head as [layer, head, score]"
        raise context.error(f"{message}; {hint}", Location(path=path))
    if rows and (not pairs or context.options.input_format == "matrix"):
        return read_matrix(
            items, lambda row, column: Location(path=json_path(json_path(path, row), column)), context
        )
    beside = [value for _, key, value in map(split_head_value, items) if key is not None]
    kind = "categories" if any(map(is_names, beside)) else "scores"
    shape = f"list of heads with {kind}" if len(beside) == len(items) else "list of heads"
    collect = Collector(context, shape)
    add_list("", items, collect, path)
    return collect.done()


def _read_matrices(parts: dict[str, Any], places: dict[str, str], context: ReadContext) -> Entries:
    """A matrix for each category."""

    def place(name: str) -> LocateCell:
        return lambda row, column: Location(path=json_path(json_path(places[name], row), column))

    return read_matrices(parts, place, context, "category -> matrix")


def _read_mapping(document: dict[str, Any], path: str, context: ReadContext) -> Entries:
    values = list(document.values())
    if table := column_records(document, path, context):
        entries = read_table(table, context)
        entries.shape += " by columns"
        return entries
    if is_record(document):
        return read_records([(document, Location(path=path))], context)
    if all(map(is_record, values)):
        return read_records(
            [(value, Location(path=json_path(path, key))) for key, value in document.items()], context
        )
    if all(map(named, document)) and all(map(is_head_record, values)):
        heads: list[tuple[Any, Location]]
        heads = [
            ({"head": key, **value}, Location(path=json_path(path, key))) for key, value in document.items()
        ]
        return read_records(heads, context)
    if not all(map(named, document)) and not all(map(LAYER_KEY.fullmatch, document)) and are_parts(values):
        document = choose_parts(document, path, context)
        values = list(document.values())
    if not any(key in document for key in RECORD_KEYS) or all(map(is_category, values)):
        with_heads = drop_settings(document, path, context)
        if len(with_heads) < len(document):
            return _read_mapping(with_heads, path, context)
    if all(map(is_matrix, values)) and _are_matrices(values, context.options):
        _refuse_where(path, context)
        return _read_matrices(document, {key: json_path(path, key) for key in document}, context)
    if all(map(named, document)):
        _refuse_where(path, context)
        collect = Collector(context, "head -> categories or scores", listing=True)
        add_heads(document, collect, path)
        return collect.done()
    layers = all(map(LAYER_KEY.fullmatch, document)) and all(isinstance(v, list | dict) for v in values)
    if layers and not any(isinstance(i, list | str | dict) for v in values if isinstance(v, list) for i in v):
        _refuse_where(path, context)
        collect = Collector(context, "layer -> heads")
        collect.entries.listing = all(isinstance(v, dict) for v in values)
        add_layers(document, collect, path)
        return collect.done()
    wrapped = list(document) in [[key] for key in RECORD_KEYS] or (len(values) == 1 and name_roles(values[0]))
    if all(is_category(v) for v in values) and not wrapped:
        _refuse_where(path, context)
        collect = Collector(context, "category -> heads", ordered=True)
        add_categories(document, collect, path)
        _say_left_out(document, context)
        return collect.done()
    return _read_within(document, path, context)


def _refuse_where(path: str, context: ReadContext) -> None:
    """Raise InputError if rows are to be chosen where there are none."""
    if context.options.where:
        message = f"has no columns; {option('where')} chooses rows of a table or of a list of records"
        raise context.error(message, Location(path=path))


def _are_matrices(parts: list[list[list[Any]]], options: Options) -> bool:
    """Whether the rows of categories are layers rather than heads; two or three numbers can be either."""
    shapes = {(len(rows), len(row)) for rows in parts for row in rows}
    if options.input_format == "matrix":
        return True
    narrow = any(heads <= 3 for _, heads in shapes)
    return not any(map(may_be_heads, parts)) and (not narrow or options.grid in (None, *shapes))


def _say_left_out(categories: dict[str, Any], context: ReadContext) -> None:
    """Warn if records that are taken as the heads of a category have numbers or roles that may matter."""
    taken = {*LAYER, *HEAD, *SCORE}
    for name, heads in categories.items():
        records = [item for item in heads if isinstance(item, dict)] if isinstance(heads, list) else []
        beside = {
            key: None
            for item in records
            for key, value in item.items()
            if isinstance(value, int | float) or is_role(key, value)
        }
        left = [key for key in beside if normalize_name(key) not in taken]
        if left:
            log.warning(
                "%s: takes all heads of %s as one category and leaves out %s; %s reads them",
                context.name,
                quote(name),
                truncated_list(left),
                option("at", at_inside(context.options.at, name)),
            )


def _read_within(document: dict[str, Any], path: str, context: ReadContext) -> Entries:
    """The part of a larger object that holds heads; an error lists the parts where there are several."""
    large = {key: value for key, value in document.items() if isinstance(value, list | dict)}
    known = [key for key in RECORD_KEYS if large.get(key)]
    parts = known or [key for key, value in large.items() if value]
    small = [key for key in document if key not in large]
    if small and parts and not known and not any(named(key) or LAYER_KEY.fullmatch(key) for key in small):
        log.info("%s: ignored %s", context.name, ", ".join(small))
        return _read_mapping(large, path, context)
    if len(parts) == 1:
        ignored = [key for key in document if key != parts[0]]
        if ignored:
            log.info("%s: read %s; ignored %s", context.name, json_path(path, parts[0]), ", ".join(ignored))
        inside = replace(context.options, at=at_inside(context.options.at, parts[0]))
        return _read(document[parts[0]], json_path(path, parts[0]), context._replace(options=inside))
    if parts:
        choices = truncated_list([option("at", at_inside(context.options.at, part)) for part in parts])
        message = f"has {len(parts)} parts; choose one: {choices}"
        raise context.error(message, Location(path=path))
    raise context.error(
        f"is JSON of no known shape; {EXPECTED}; found {kind_of(document)}", Location(path=path)
    )
