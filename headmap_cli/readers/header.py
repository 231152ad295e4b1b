"""The header of a table: which column is the layer, the head, the category, the score."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..errors import At, InputError, did_you_mean, input_error, quote
from .options import Options

LAYER = ("layer", "l", "layers", "block", "layer_idx", "layer_index", "layer_id", "layer_num")
HEAD = ("head", "h", "heads", "head_idx", "head_index", "head_id", "head_num", "attention_head")
CATEGORY = ("category", "categories", "label", "labels", "class", "classes", "relation", "type")
SCORE = ("score", "scores", "value", "values")
MODEL = ("model", "model_name")
MARK = "# headmap: "
"""How the canonical table begins, which has a line before its header."""
EXPECTED = "expected layer, head and category, or layer, head and a column per category"


def refusal(source: str, message: str, at: At | str) -> InputError:
    """An InputError at a line and column, or at a JSON path."""
    return (
        input_error(source, message, path=at) if isinstance(at, str) else input_error(source, message, **at)
    )


@dataclass(frozen=True)
class Header:
    """Names of the columns, and the numbers of those that were recognised.

    layer is None where the head column names both. others: all that have no part of their own.
    """

    names: tuple[str, ...]
    layer: int | None
    head: int | None
    category: int | None
    score: int | None
    others: tuple[int, ...]
    where: tuple[tuple[int, str], ...] = ()
    model: int | None = None


def plain(name: str) -> str:
    """A column's name as it is looked up: lower case, ``_`` for spaces and hyphens.

    >>> plain(" Layer Index ")
    'layer_index'
    """
    return re.sub(r"[\s\-]+", "_", name.strip().lower())


def find(names: Sequence[str], synonyms: Iterable[str]) -> int | None:
    """The number of the first synonym's column, or None."""
    return next((names.index(synonym) for synonym in synonyms if synonym in names), None)


def read_header(
    fields: Sequence[str], place: Callable[[int], At | str], options: Options, source: str
) -> Header:
    """The header of a table's first row.

    Raises InputError for a column that stands twice, and for ``--column`` and ``--where`` columns that are
    not there.
    """
    names = tuple(field.strip() for field in fields)
    plains = [plain(name) for name in names]
    twice = next((i for i, name in enumerate(plains) if name and name in plains[:i]), None)
    if twice is not None:
        raise refusal(source, f"column {quote(names[twice])} stands twice", place(twice))
    layer, head, category, score = (find(plains, words) for words in (LAYER, HEAD, CATEGORY, SCORE))
    where = tuple((_named(column, names, place(0), source), value) for column, value in options.where)
    model = find(plains, MODEL)
    if options.column:
        category = _named(options.column, names, place(0), source)
        score = None if score == category else score
    if score is None and category is not None and (options.threshold is not None or options.top):
        score = _only_score(plains, category)
    taken = {layer, head, category, score, model, *(column for column, _ in where)}
    others = tuple(i for i, name in enumerate(names) if i not in taken and name)
    return Header(names, layer, head, category, score, others, where, model)


def _only_score(plains: Sequence[str], category: int) -> int | None:
    """The one column of a long table whose name ends in score, which a rule for scores must mean."""
    found = [i for i, name in enumerate(plains) if name.endswith("score") and i != category]
    return found[0] if len(found) == 1 else None


def _named(column: str, names: Sequence[str], at: At | str, source: str) -> int:
    for i, name in enumerate(names):
        if plain(column) == plain(name):
            return i
    known = ", ".join(quote(name) for name in names if name)
    raise refusal(
        source, f"has no column {quote(column)}{did_you_mean(column, names)}; there are {known}", at
    )
