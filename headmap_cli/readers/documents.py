"""JSON -> Entries: a list of records, category -> heads, and the canonical document."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any, NoReturn

from ..classification import MAX_HEADS
from ..errors import input_error, quote
from .entries import Entries, Problems, index_of, outside
from .names import head_of
from .source import Source, decoded
from .tables import CATEGORY, HEAD, LAYER, SCORE

VERSION = 1
EXPECTED = 'expected {"category": [[layer, head], ..]} or a list of {"layer": .., "head": .., "category": ..}'


def read_json(source: Source, grid: tuple[int, int] | None = None) -> Entries:
    """The entries of a JSON document.

    grid: (layers, heads) to hold indices against, where it is known; else the document's own.
    Raises InputError with all problems, each with its path in the document.
    """
    document = parse_json(source)
    problems = Problems(source.name)
    if isinstance(document, list):
        entries = _read_records(document, problems, grid)
    elif isinstance(document, dict) and "headmap" in document:
        entries = _read_canonical(document, problems, grid)
    elif isinstance(document, dict) and document and all(isinstance(v, list) for v in document.values()):
        entries = Entries(ordered=True)
        _add_categories(document, entries, problems, grid, "$")
    else:
        raise input_error(
            source.name, f"is JSON of no known shape; {EXPECTED}; found {_kind(document)}", path="$"
        )
    problems.raise_any()
    return entries


def parse_json(source: Source) -> Any:
    """The value of a JSON text; refuses NaN, Infinity, keys that stand twice, and nesting without end."""
    text = decoded(source)

    def no_constant(name: str) -> NoReturn:
        raise ValueError(f"{name} is not JSON; leave the head out, or give it a finite number")

    def no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        out = dict(pairs)
        if len(out) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for i, key in enumerate(keys) if key in keys[:i])
            raise ValueError(f"key {quote(twice)} stands twice in one object")
        return out

    try:
        return json.loads(text, parse_constant=no_constant, object_pairs_hook=no_twice)
    except json.JSONDecodeError as e:
        raise input_error(source.name, f"is not JSON: {e.msg}", line=e.lineno, column=e.colno) from None
    except ValueError as e:
        message = "holds a number of too many digits" if "digits" in str(e) else str(e)
        raise input_error(source.name, message) from None
    except RecursionError:
        raise input_error(source.name, "is nested too deeply for any shape that headmap knows") from None


def _read_canonical(document: dict[str, Any], problems: Problems, grid: tuple[int, int] | None) -> Entries:
    entries = Entries(ordered=True)
    if document["headmap"] != VERSION:
        problems.add(
            f"version {quote(document['headmap'])} is not {VERSION}; a newer headmap wrote this",
            path="$.headmap",
        )
    model = document.get("model", "")
    if isinstance(model, str):
        entries.model = model
    else:
        problems.add(f"expected text, found {_kind(model)}", path="$.model")
    if "grid" in document:
        entries.grid = _grid(document["grid"], problems)
    categories = document.get("categories")
    if isinstance(categories, dict) and all(isinstance(v, list) for v in categories.values()):
        _add_categories(categories, entries, problems, grid or entries.grid, "$.categories")
    else:
        problems.add(
            f"expected {{name: [[layer, head], ..]}}, found {_kind(categories)}", path="$.categories"
        )
    return entries


def _grid(value: Any, problems: Problems) -> tuple[int, int] | None:
    sizes = [value.get(k) for k in ("layers", "heads")] if isinstance(value, dict) else []
    layers, heads = sizes if len(sizes) == 2 else (None, None)
    if (
        type(layers) is int
        and type(heads) is int
        and layers > 0
        and heads > 0
        and layers * heads <= MAX_HEADS
    ):
        return layers, heads
    problems.add(
        f'expected {{"layers": .., "heads": ..}} of at most {MAX_HEADS:,} heads, found {_kind(value)}',
        path="$.grid",
    )
    return None


def _add_categories(
    categories: dict[str, list[Any]],
    entries: Entries,
    problems: Problems,
    grid: tuple[int, int] | None,
    root: str,
) -> None:
    for name, heads in categories.items():
        number = entries.number(name)
        for i, value in enumerate(heads):
            found = head_of(value)
            wrong = found if isinstance(found, str) else outside(*found, grid)
            if wrong or isinstance(found, str):
                problems.add(wrong, path=f"{root}{_step(name)}[{i}]")
            else:
                entries.add(*found, number)


def _read_records(rows: list[Any], problems: Problems, grid: tuple[int, int] | None) -> Entries:
    entries = Entries(ordered=False)
    scored = any(isinstance(row, dict) and _value(row, SCORE) is not None for row in rows)
    for i, row in enumerate(rows):
        path = f"$[{i}]"
        if not isinstance(row, dict) or _value(row, LAYER) is None or _value(row, HEAD) is None:
            problems.add(
                f'expected {{"layer": .., "head": .., "category": ..}}, found {_kind(row)}', path=path
            )
            continue
        layer, head = index_of(_value(row, LAYER), "layer"), index_of(_value(row, HEAD), "head")
        wrong = (
            layer if isinstance(layer, str) else head if isinstance(head, str) else outside(layer, head, grid)
        )
        if wrong or isinstance(layer, str) or isinstance(head, str):
            problems.add(str(wrong), path=path)
            continue
        labels = _labels(_value(row, CATEGORY), problems, path)
        score = _value(row, SCORE)
        good = isinstance(score, int | float) and not isinstance(score, bool) and math.isfinite(score)
        if scored and labels and not good:
            problems.add(f"score {quote(score)} is not a finite number", path=f"{path}.score")
        for number in [entries.number(label) for label in labels] or [-1]:
            entries.add(layer, head, number)
            if scored:
                entries.score.append(float(score) if good else math.nan)
    return entries


def _labels(value: Any, problems: Problems, path: str) -> list[str]:
    """The category names of one record: a name, several with ``;`` or ``|`` between, a list, or none."""
    if value is None:
        return []
    if isinstance(value, str):
        value = value.replace("|", ";").split(";")
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return [v.strip() for v in value if v.strip()]
    problems.add(f"expected a category's name or a list of names, found {quote(value)}", path=path)
    return []


def _value(row: dict[str, Any], names: Iterable[str]) -> Any:
    """What a record holds under the first of the names that it has, whatever the case of its keys."""
    plain = {key.lower(): value for key, value in row.items()}
    return next((plain[name] for name in names if name in plain), None)


def _step(name: str) -> str:
    return f".{name}" if name.isidentifier() else f"[{quote(name)}]"


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        keys = ", ".join(quote(k) for k in list(value)[:6])
        return f"an object with the keys {keys}" if keys else "an empty object"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    return quote(value)
