"""Write several facets in the canonical formats: one JSON document or one CSV table, both lossless."""

from __future__ import annotations

import io
from typing import Any

from .canonical import (
    FACET_COLUMN,
    MEMBER_COLUMN,
    SCORE_COLUMN,
    TABLE_COLUMNS,
    VERSION,
    comment_line,
    guarded,
    header,
    json_lines,
    quote_cell,
    table_rows,
)
from .facets import Facet, Facets, list_categories


def facets_header(facets: Facets) -> dict[str, Any]:
    """Return what all forms of the canonical format say before the facets.

    That is ``headmap``, and ``categories``, the order of all categories, unless the facets give it.
    """
    data: dict[str, Any] = {"headmap": VERSION}
    if facets.categories != list_categories(facets.facets):
        data["categories"] = list(facets.categories)
    return data


def facet_header(facet: Facet) -> dict[str, Any]:
    """Return what both formats say about one facet before its heads: its label, its model and its grid."""
    data = header(facet.data)
    del data["headmap"]  # the document of all facets has it
    return {"label": facet.label} | data


def facets_to_json(facets: Facets) -> bytes:
    """Return the canonical document of several facets as JSON with one category per line, in UTF-8."""
    lines = json_lines(facets_header(facets))
    documents = []
    for facet in facets.facets:
        parts = json_lines(facet_header(facet), facet.data)
        # Not textwrap.indent, which would also indent after characters that JSON allows in a name.
        body = ",\n".join(parts).replace("\n", "\n    ")
        documents.append("    {\n    " + body + "\n    }")
    lines.append('  "facets": [\n' + ",\n".join(documents) + "\n  ]")
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def facets_to_csv(facets: Facets) -> bytes:
    """Return the canonical table of several facets: a comment line, a header and the rows, in UTF-8.

    The comment line has the label, the model, the grid and the categories of each facet, and which facets
    have no scores beside others that do. The last column of each row is the label of its facet.
    """
    comment = facets_header(facets)
    comment["facets"] = []
    has_scores = any(facet.data.scores is not None for facet in facets.facets)
    columns = [*TABLE_COLUMNS]
    rows_by_facet = []
    for facet in facets.facets:
        key = "categories" if facet.data.is_decided else "scores"
        description = facet_header(facet) | {key: list(facet.data.categories)}
        if has_scores and facet.data.scores is None:
            description["scores"] = False
        comment["facets"].append(description)
        facet_columns, rows = table_rows(facet.data)
        columns = max(columns, facet_columns, key=len)
        rows_by_facet.append((facet, facet_columns, rows))
    out = io.StringIO()
    out.write(comment_line(comment))
    out.write(",".join([*columns, FACET_COLUMN]) + "\n")
    for facet, facet_columns, rows in rows_by_facet:
        end_of_row = _missing_cells(columns, facet_columns) + "," + quote_cell(guarded(facet.label)) + "\n"
        for name, category_rows in zip(facet.data.categories, rows, strict=True):
            cell = quote_cell(guarded(name))
            out.writelines(f"{layer},{head},{cell}{end}{end_of_row}" for layer, head, end in category_rows)
    return out.getvalue().encode()


def _missing_cells(columns: list[str], facet_columns: list[str]) -> str:
    """Return the cells of a row in the columns that only other facets need: no score, and a member."""
    cells = ""
    for column in columns[len(facet_columns) :]:
        cells += ",1" if column == MEMBER_COLUMN else ","
    assert set(columns) <= {*TABLE_COLUMNS, SCORE_COLUMN, MEMBER_COLUMN}
    return cells
