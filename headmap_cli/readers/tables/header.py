"""The header of a table: which column is the layer, which the head, and which may be something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...core.errors import Location
from ...core.strings import did_you_mean, quote
from ..context import ReadContext

if TYPE_CHECKING:
    from .column_question import Roles

LAYER = ("layer", "l", "layers", "block", "layer_idx", "layer_index", "layer_id", "layer_num")
HEAD = ("head", "h", "heads", "head_idx", "head_index", "head_id", "head_num", "attention_head")
CATEGORY = ("category", "categories", "label", "labels", "class", "classes", "relation", "type")
SCORE = ("score", "scores", "value", "values")
MODEL = ("model", "model_name")


EXPECTED = "expected layer, head and category, or layer, head and a column per category"


@dataclass(frozen=True)
class Header:
    """Names of the columns, and the numbers of those that were recognised.

    layer is None where the head column names both. asked: the column that --column names. candidates: the
    columns that may be categories or scores. category, score, columns: those that are, columns each being a
    category; they are filled in when the roles of the columns are known.
    """

    names: tuple[str, ...]
    layer: int | None
    head: int | None
    where: tuple[tuple[int, str], ...] = ()
    model: int | None = None
    asked: int | None = None
    candidates: tuple[int, ...] = ()
    category: int | None = None
    score: int | None = None
    columns: tuple[int, ...] = ()

    def with_roles(self, roles: Roles) -> Header:
        """The header with the columns that are categories or scores."""
        return replace(self, category=roles.category, score=roles.score, columns=roles.columns)


def normalize_name(name: str) -> str:
    """A column's name as it is looked up: lower case, ``_`` for spaces and hyphens.

    >>> normalize_name(" Layer Index ")
    'layer_index'
    """
    return re.sub(r"[\s\-]+", "_", name.strip().lower())


def find_column(names: Sequence[str], synonyms: Iterable[str]) -> int | None:
    """The number of the first synonym's column, or None."""
    return next((names.index(synonym) for synonym in synonyms if synonym in names), None)


def read_header(fields: Sequence[str], place: Callable[[int], Location], context: ReadContext) -> Header:
    """The header of a table's first row.

    Raises InputError for a column that stands twice, and for ``--column`` and ``--where`` columns that are
    not there.
    """
    names = tuple(field.strip() for field in fields)
    plains = [normalize_name(name) for name in names]
    twice = next((i for i, name in enumerate(plains) if name and name in plains[:i]), None)
    if twice is not None:
        raise context.error(f"column {quote(names[twice])} stands twice", place(twice))
    layer, head, model = (find_column(plains, words) for words in (LAYER, HEAD, MODEL))
    where = tuple(
        (_named(column, names, place(0), context), value) for column, value in context.options.where
    )
    asked = _named(context.options.column, names, place(0), context) if context.options.column else None
    taken = {layer, head, model, *(column for column, _ in where)} - {asked}
    candidates = tuple(i for i, name in enumerate(names) if i not in taken and name)
    return Header(names, layer, head, where, model, asked, candidates)


def _named(column: str, names: Sequence[str], at: Location, context: ReadContext) -> int:
    for i, name in enumerate(names):
        if normalize_name(column) == normalize_name(name):
            return i
    known = ", ".join(quote(name) for name in names if name)
    raise context.error(f"has no column {quote(column)}{did_you_mean(column, names)}; there are {known}", at)
