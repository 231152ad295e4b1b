"""Read the rows of a table facet by facet, which --facet-by splits by the values of a column."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from ...core.errors import InputError, Problem
from ...core.facets import MAX_FACETS
from ...core.numbers import parse_number
from ...core.strings import quote
from ...core.vocabulary import option
from ..entries import Entries
from .records import Record
from .rows import Table, is_selected


def read_facet_rows(table: Table, read: Callable[[Table], Entries]) -> Entries:
    """Return entries without rows that hold the entries of each facet.

    The roles of the columns have been chosen by the rows of all facets, so every facet is read alike.

    Args:
        table: A table whose header has a facet column.
        read: The reader of its layout.

    Raises:
        InputError: There are problems in the rows; the error holds those of all facets.
    """
    rows_by_label, problems = _group_rows(table)
    total = len(problems)
    if not rows_by_label and not problems:
        return read(table)  # it reports that there are no rows
    context = table.context
    header = table.header
    assert header.facet is not None
    if len(rows_by_label) > MAX_FACETS:
        column = quote(header.names[header.facet])
        raise context.error(
            f"{column} has {len(rows_by_label):,} different values; {option('facet-by')} takes a column with "
            f"at most {MAX_FACETS:,}"
        )
    all_facets = Entries(context.name, f"{table.noun} of facets")
    for label in order_labels(list(rows_by_label)):
        facet_table = replace(
            table,
            header=replace(header, where=(*header.where, (header.facet, label))),
            rows=iter(rows_by_label[label]),
            context=replace(context, options=context.options.for_facet(label)),
        )
        try:
            all_facets.facets[label] = read(facet_table)
        except InputError as error:
            problems += error.problems
            total += error.total
            continue
        all_facets.facets[label].model = _single_model(facet_table, rows_by_label[label])
    if problems:
        raise InputError(problems, total)
    return all_facets


def order_labels(labels: list[str]) -> list[str]:
    """Return the labels of facets in their order: numbers, such as steps, by size, all others as they are.

    >>> order_labels(["1000", "0", "512"]), order_labels(["small", "large", "10"])
    (['0', '512', '1000'], ['small', 'large', '10'])
    """
    try:
        return sorted(labels, key=parse_number)
    except ValueError:
        return labels


def _group_rows(table: Table) -> tuple[dict[str, list[Record]], list[Problem]]:
    """Return the rows of each facet, by its label, and a problem for each row without a label.

    Rows that --where leaves out are in no facet. A row with too few or too many fields is put into the
    first facet, whose reader reports it.
    """
    header = table.header
    column = header.facet
    assert column is not None
    groups: dict[str, list[Record]] = {}
    problems: list[Problem] = []
    misfits: list[Record] = []
    for row in table.rows:
        if len(row.fields) != len(header.names):
            misfits.append(row)
        elif is_selected(header, row):
            value = row.fields[column]
            label = "" if value is None else str(value).strip()
            if label:
                groups.setdefault(label, []).append(row)
            else:
                message = f"{quote(header.names[column])} is blank; {option('facet-by')} needs its value"
                problems.append(Problem(table.context.name, message, row.locate(column)))
    if misfits:
        first_label = next(iter(groups), "")
        groups.setdefault(first_label, [])[:0] = misfits
    return groups, problems


def _single_model(table: Table, rows: list[Record]) -> str:
    """Return the name of the model that all rows of a facet are about; empty if there is no such column."""
    column = table.header.model
    if column is None:
        return ""
    names = {str(row.fields[column]).strip() for row in rows if row.fields[column] is not None}
    if len(names) == 1:
        return names.pop()
    return ""
