"""Read the canonical document and the canonical table of several facets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from ..core.canonical import FACET_COLUMN, MEMBER_COLUMN, SCORE_COLUMN, TABLE_COLUMNS, unguarded
from ..core.errors import InputError, Location, Problem
from ..core.facets import MAX_FACETS
from ..core.strings import quote, truncated_list
from ..core.vocabulary import where_option
from .canonical import declare_categories, read_row
from .collector import Collector
from .context import ReadContext
from .entries import Entries
from .json.values import describe_value
from .tables.header import normalize_name

COLUMNS = [*TABLE_COLUMNS, SCORE_COLUMN, MEMBER_COLUMN]
"""The columns of a table before that of the facet, which is the last; score and member may be missing."""

ReadDocument = Callable[[dict[str, Any], Location, ReadContext], Entries]
"""A function that reads the document of one facet."""


def read_faceted_document(
    document: dict[str, Any], location: Location, context: ReadContext, read: ReadDocument
) -> Entries:
    """Return entries without rows that hold those of each facet of a canonical document.

    Args:
        document: The document, whose key ``facets`` has a document for each facet.
        location: Where the document is.
        context: The input and how it is to be read.
        read: The function that reads the document of one facet.

    Raises:
        InputError: There are problems in the document; the error holds those of all facets.
    """
    inside = location.child("facets")
    all_facets = Entries(context.name, "headmap document of facets")
    all_facets.facet_order = _order_of_categories(document, location, context)
    problems: list[Problem] = []
    total = 0
    for i, label in enumerate(_labels(document["facets"], inside, context)):
        part = {"headmap": document.get("headmap"), **document["facets"][i]}
        facet_context = replace(context, options=context.options.for_facet(label))
        try:
            all_facets.facets[label] = read(part, inside.child(i), facet_context)
        except InputError as error:
            problems += error.problems
            total += error.total
    if problems:
        raise InputError(problems, total)
    return select_facet(all_facets, context)


def read_faceted_table(document: dict[str, Any], table: str, context: ReadContext) -> Entries:
    """Return entries without rows that hold those of each facet of a canonical table.

    Args:
        document: The content of the first line.
        table: The lines after the first one.
        context: The input and how it is to be read.

    Raises:
        InputError: There are problems in the table; the error holds those of all facets.
    """
    all_facets = Entries(context.name, "canonical long table of facets")
    location = Location(1)
    all_facets.facet_order = _order_of_categories(document, location, context)
    collectors: dict[str, Collector] = {}
    without_scores: set[str] = set()
    for i, label in enumerate(_labels(document["facets"], location, context)):
        part = {"headmap": document.get("headmap"), **document["facets"][i]}
        facet_context = replace(context, options=context.options.for_facet(label))
        collectors[label] = declare_categories(part, facet_context)
        if part.get("scores") is False:
            without_scores.add(label)
    _read_rows(table, collectors, context)
    all_facets.facets = _finish(collectors)
    for label in without_scores:
        all_facets.facets[label].categorised = False
    return select_facet(all_facets, context)


def select_facet(all_facets: Entries, context: ReadContext) -> Entries:
    """Return the entries of the facet that ``--where facet=LABEL`` names, or else those of all facets.

    Raises:
        InputError: The condition names no facet, or something else.
    """
    for column, value in context.options.where:
        if normalize_name(column) != FACET_COLUMN or value not in all_facets.facets:
            example = where_option(FACET_COLUMN, next(iter(all_facets.facets)))
            labels = truncated_list(list(map(quote, all_facets.facets)))
            raise context.error(f"has no {column}={value}; the facets are {labels}; write {example}")
        return all_facets.facets[value]
    return all_facets


def _labels(facets: Any, location: Location, context: ReadContext) -> list[str]:
    """Return the labels of the facets of a document; raise InputError unless each has one of its own."""
    expected = 'expected [{"label": .., "grid": .., "categories": ..}, ..]'
    if not isinstance(facets, list) or not facets:
        raise context.error(f"{expected}, found {describe_value(facets)}", location)
    if len(facets) > MAX_FACETS:
        raise context.error(f"has {len(facets):,} facets; expected at most {MAX_FACETS:,}", location)
    labels: list[str] = []
    for i, facet in enumerate(facets):
        inside = location.child(i)
        label = facet.get("label") if isinstance(facet, dict) else None
        if not isinstance(label, str) or not label.strip():
            raise context.error(f"{expected}, found {describe_value(facet)} without a label", inside)
        if label in labels:
            raise context.error(f"two facets have the label {quote(label)}; labels must differ", inside)
        labels.append(label)
    return labels


def _order_of_categories(document: dict[str, Any], location: Location, context: ReadContext) -> list[str]:
    """Return the order of the categories of all facets; an empty list if the document does not give it."""
    names = document.get("categories", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        message = f"expected a list of the categories of all facets, found {describe_value(names)}"
        raise context.error(message, location)
    return list(names)


def _read_rows(table: str, collectors: dict[str, Collector], context: ReadContext) -> None:
    """Read the header and the rows below the first line into the collectors of the facets."""
    rows = csv.reader(io.StringIO(table, newline=""), strict=True)
    header: list[str] = []
    try:
        for number, row in enumerate(rows):
            location = Location(rows.line_num + 1, 1)
            if number == 0:
                header = row[:-1]
                if row != [*COLUMNS[: len(header)], FACET_COLUMN] or len(header) < len(TABLE_COLUMNS):
                    raise context.error("expected the header layer,head,category,..,facet", location)
                _declare_scores(collectors.values(), header)
            elif row:
                label = unguarded(row[-1])
                if label not in collectors or len(row) != len(header) + 1:
                    expected = f"expected {','.join(header)} and one of the facets in line 1"
                    raise context.error(f"{expected}; found {quote(','.join(row))}", location)
                read_row(row[:-1], header, location, collectors[label], context)
    except csv.Error as error:
        raise context.error(f"is not delimited text: {error}", Location(rows.line_num + 1)) from None


def _declare_scores(collectors: Iterable[Collector], header: list[str]) -> None:
    """Tell the facets with memberships whether the table has scores beside them."""
    for collector in collectors:
        collector.entries.categorised = not collector.entries.scored and SCORE_COLUMN in header


def _finish(collectors: dict[str, Collector]) -> dict[str, Entries]:
    """Return the entries of the facets; raise InputError with the problems of all of them."""
    problems: list[Problem] = []
    total = 0
    facets = {}
    for label, collector in collectors.items():
        try:
            facets[label] = collector.finish()
        except InputError as error:
            problems += error.problems
            total += error.total
    if problems:
        raise InputError(problems, total)
    return facets
