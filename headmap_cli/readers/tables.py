"""Long and wide tables (csv, tsv) -> Entries.

Long: a row per membership, ``layer,head,category``, with a score where there is such a column.
Wide: a row per head, ``layer,head`` and a column per category with 0/1, yes/no, x/blank or scores.
"""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..errors import input_error, quote
from .entries import Entries, Problems, index_of, outside
from .records import Record, records
from .source import Source, decoded

log = logging.getLogger("headmap")

LAYER = ("layer", "l", "block", "layer_idx", "layer_index", "layer_id")
HEAD = ("head", "h", "head_idx", "head_index", "head_id", "attention_head")
CATEGORY = ("category", "categories", "label", "labels", "class", "relation", "type")
SCORE = ("score", "scores", "value")
YES = frozenset({"1", "1.0", "true", "yes", "y", "x", "t", "✓"})
NO = frozenset({"0", "0.0", "false", "no", "n", "", "f", "-"})
EXPECTED = "expected layer, head and category, or layer, head and a column per category"


def read_table(source: Source, grid: tuple[int, int] | None = None) -> Entries:
    """The entries of a delimited table with a header.

    grid: (layers, heads) to hold indices against, where it is known.
    Raises InputError with all problems of the rows.
    """
    rows = records(decoded(source), source.name)
    header = next(rows)
    columns = _columns(header, source)
    read = _read_long if columns.category is not None else _read_wide
    return read(columns, rows, Problems(source.name), grid)


@dataclass(frozen=True)
class Columns:
    """The header: field numbers of what was recognised, and of the others."""

    header: Record
    names: list[str]
    layer: int
    head: int
    category: int | None
    score: int | None
    others: list[int]


def _columns(header: Record, source: Source) -> Columns:
    names = [name.strip().lstrip("\ufeff") for name in header.fields]
    plain = [re.sub(r"[\s\-]+", "_", name.lower()) for name in names]

    def find(synonyms: Sequence[str]) -> int | None:
        return next((plain.index(name) for name in synonyms if name in plain), None)

    place = header.place(0)
    found = ", ".join(quote(n) for n in names[:12])
    if all(re.fullmatch(r"\s*-?[\d.]+\s*", f) for f in header.fields[:2]):
        raise input_error(source.name, f"has no header row; {EXPECTED}; found {found}", **place)
    layer, head, category, score = map(find, (LAYER, HEAD, CATEGORY, SCORE))
    if layer is None or head is None:
        raise input_error(
            source.name,
            f"has no column for the {'layer' if layer is None else 'head'}; {EXPECTED}; found {found}",
            **place,
        )
    twice = next((i for i, name in enumerate(plain) if name and name in plain[:i]), None)
    if twice is not None:
        raise input_error(source.name, f"column {quote(names[twice])} stands twice", **header.place(twice))
    others = [i for i in range(len(names)) if i not in (layer, head, category, score)]
    if category is None:
        others = [i for i in range(len(names)) if i not in (layer, head) and names[i]]
        if not others:
            raise input_error(
                source.name, f"has no column for categories; {EXPECTED}; found {found}", **place
            )
    return Columns(header, names, layer, head, category, score, others)


def _read_long(
    columns: Columns, rows: Iterator[Record], problems: Problems, grid: tuple[int, int] | None
) -> Entries:
    entries = Entries(ordered=False)
    assert columns.category is not None
    split = re.compile(
        "[;|]" if columns.header.delimiter not in ";|" else r"[|]" if columns.header.delimiter == ";" else ";"
    )
    if columns.others:
        log.info("ignored columns: %s", ", ".join(columns.names[i] for i in columns.others))
    for row, layer, head in _heads(columns, rows, problems, grid):
        labels = [label.strip() for label in split.split(row.fields[columns.category]) if label.strip()]
        score = math.nan
        if columns.score is not None and labels:
            score = _score(row.fields[columns.score])
            if math.isnan(score):
                found = quote(row.fields[columns.score])
                problems.add(f"score {found} is not a finite number", **row.place(columns.score))
        for label in labels:
            entries.add(layer, head, entries.number(label))
        if not labels:
            entries.add(layer, head)
        if columns.score is not None:
            entries.score += [score] * max(1, len(labels))
    problems.raise_any()
    return entries


def _read_wide(
    columns: Columns, rows: Iterator[Record], problems: Problems, grid: tuple[int, int] | None
) -> Entries:
    kept = list(_heads(columns, rows, problems, grid))
    entries = Entries(ordered=True)
    cells = {i: [row.fields[i].strip().lower() for row, _, _ in kept] for i in columns.others}
    flags = {i: all(cell in YES or cell in NO for cell in column) for i, column in cells.items()}
    scored = not all(flags.values())
    for i, column in cells.items():
        label = entries.number(columns.names[i])
        for (row, layer, head), cell in zip(kept, column, strict=True):
            if not scored:
                entries.add(layer, head, label if cell in YES else -1)
                continue
            score = _score(cell)
            if math.isnan(score):
                expected = "expected 0/1, true/false, yes/no, x/blank, or a finite score"
                problems.add(
                    f"{quote(row.fields[i])} in column {quote(columns.names[i])}; {expected}", **row.place(i)
                )
            entries.add(layer, head, label)
            entries.score.append(score)
    problems.raise_any()
    return entries


def _heads(
    columns: Columns, rows: Iterator[Record], problems: Problems, grid: tuple[int, int] | None
) -> Iterator[tuple[Record, int, int]]:
    """Rows with a good layer and head; the others become problems."""
    width = len(columns.names)
    for row in rows:
        if len(row.fields) != width:
            problems.add(
                f"row has {len(row.fields)} fields where the header has {width}; "
                f"quote a field that holds {row.delimiter!r}",
                line=row.line,
            )
            continue
        layer, head = index_of(row.fields[columns.layer], "layer"), index_of(row.fields[columns.head], "head")
        if isinstance(layer, str):
            problems.add(layer, **row.place(columns.layer))
        if isinstance(head, str):
            problems.add(head, **row.place(columns.head))
        if isinstance(layer, str) or isinstance(head, str):
            continue
        wrong = outside(layer, head, grid)
        if wrong:
            problems.add(wrong, **row.place(columns.layer if wrong.startswith("layer") else columns.head))
        else:
            yield row, layer, head


def _score(text: str) -> float:
    """The number in a cell; nan when there is none or it is not finite."""
    try:
        score = float(text)
    except ValueError:
        return math.nan
    return score if math.isfinite(score) else math.nan
