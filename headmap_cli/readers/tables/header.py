"""Recognise the columns of a table by the names in its header."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ...core.canonical import MEMBER_COLUMN, SCORE_COLUMN, TABLE_COLUMNS
from ...core.errors import Location
from ...core.strings import did_you_mean, quote
from ...core.vocabulary import option, where_option
from ..context import ReadContext

if TYPE_CHECKING:
    from .column_evidence import ColumnRoles


def _names(text: str) -> tuple[str, ...]:
    """Return the words of a text."""
    return tuple(text.split())


LAYER = _names(
    "layer l layers block layer_idx layer_index layer_id layer_num layerid layeridx layerindex layer_number "
    "layer_nr layer_no attn_layer attention_layer"
)
HEAD = _names(
    "head h heads head_idx head_index head_id head_num headid headidx headindex head_number head_nr head_no "
    "attention_head attn_head layer_head head_label head_name"
)
NAMED_UNITS = _names("component components node nodes name unit module hook key attention")
"""Columns that hold the names of heads if their cells are such names and no other column is one of heads."""
CATEGORY = ("category", "categories", "label", "labels", "class", "classes", "relation", "type")
SCORE = ("score", "scores", "value", "values")
MODEL = ("model", "model_name")

EXPECTED = "expected layer, head and category, or layer, head and a column per category"


class Header(Struct, frozen=True):
    """The columns of a table, by their numbers.

    Attributes:
        names: The names of all columns.
        layer: The column of the layer; None if the head column names the layer too.
        head: The column of the head; None if there is none.
        where: The columns that --where names, each with the value that a row must have.
        facet: The column that --facet-by names.
        model: The column with the name of the model.
        requested: The column that --column names.
        candidates: The columns that may be categories or scores.
        category: The column with the names of categories; with_roles sets this and the next two.
        score: The column with the scores.
        category_columns: The columns that are each a category.
    """

    names: tuple[str, ...]
    layer: int | None
    head: int | None
    where: tuple[tuple[int, str], ...] = ()
    facet: int | None = None
    model: int | None = None
    requested: int | None = None
    candidates: tuple[int, ...] = ()
    category: int | None = None
    score: int | None = None
    category_columns: tuple[int, ...] = ()

    @property
    def candidate_names(self) -> dict[int, str]:
        """Return the names of the columns that may be categories or scores, by their numbers."""
        return {i: self.names[i] for i in self.candidates}

    def with_roles(self, roles: ColumnRoles) -> Header:
        """Return the header with the columns that are categories or scores."""
        return replace(
            self, category=roles.category, score=roles.score, category_columns=roles.category_columns
        )


def normalize_name(name: str) -> str:
    """Return the name of a column as it is looked up: in lower case, with ``_`` for spaces and hyphens.

    >>> normalize_name(" Layer Index ")
    'layer_index'
    """
    return re.sub(r"[\s\-]+", "_", name.strip().lower())


def find_column(names: Sequence[str], synonyms: Iterable[str]) -> int | None:
    """Return the number of the column whose name is one of the synonyms; None if there is none.

    Args:
        names: The normalized names of the columns.
        synonyms: The possible names of the column, in order of preference.
    """
    for synonym in synonyms:
        if synonym in names:
            return names.index(synonym)
    return None


def read_header(fields: Sequence[str], locate: Callable[[int], Location], context: ReadContext) -> Header:
    """Return the header of a table, which is its first row.

    Args:
        fields: The fields of the first row.
        locate: The function that locates a field.
        context: The input and how it is to be read.

    Raises:
        InputError: Two columns have the same name, an option names a column that does not exist, or the
            columns are those of a canonical table without its first line.
    """
    names = tuple(field.strip() for field in fields)
    normalized = list(map(normalize_name, names))
    earlier_names: set[str] = set()
    for i, name in enumerate(normalized):
        if name and name in earlier_names:
            raise context.error(f"duplicate column {quote(names[i])}", locate(i))
        earlier_names.add(name)
    _refuse_lost_comment(normalized, context)
    layer = find_column(normalized, LAYER)
    head = find_column(normalized, HEAD)
    model = find_column(normalized, MODEL)
    reserved = {layer, head, model}
    where = []
    for name, value in context.options.where:
        column = _find_requested(name, names, locate(0), context)
        where.append((column, value))
        reserved.add(column)
    facet = None
    if context.options.facet_by:
        facet = _find_requested(context.options.facet_by, names, locate(0), context)
        reserved.add(facet)
    requested = None
    if context.options.column:
        requested = _find_requested(context.options.column, names, locate(0), context)
    # The column that --column names is data, even if its name means the layer or the model.
    reserved.discard(requested)
    candidates = tuple(i for i, name in enumerate(names) if i not in reserved and name)
    return Header(names, layer, head, tuple(where), facet, model, requested, candidates)


def _refuse_lost_comment(names: list[str], context: ReadContext) -> None:
    """Raise InputError for a canonical table without its first line, in which some rows are only scores."""
    options = context.options
    is_decided = bool(options.column or options.where or options.scores or options.ruled)
    if names == [*TABLE_COLUMNS, SCORE_COLUMN, MEMBER_COLUMN] and not is_decided:
        raise context.error(
            "has the columns of a canonical table, but not its first line; "
            f"{where_option('member', '1')} reads the heads of each category, {option('scores')} the scores"
        )


def _find_requested(column: str, names: Sequence[str], location: Location, context: ReadContext) -> int:
    """Return the number of a column that the user names; raise InputError if there is none."""
    for i, name in enumerate(names):
        if normalize_name(column) == normalize_name(name):
            return i
    columns = ", ".join(quote(name) for name in names if name)
    message = f"has no column {quote(column)}{did_you_mean(column, names)}; there are {columns}"
    raise context.error(message, location)
