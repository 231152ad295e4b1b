"""Compare the vectorised reader of tables with the row-by-row reader."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import strategies as st

from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import InputError
from headmap_cli.files import source as sources
from headmap_cli.files.source import Source
from headmap_cli.readers.assemble import assemble
from headmap_cli.readers.context import ReadContext
from headmap_cli.readers.entries import Entries
from headmap_cli.readers.options import Options
from headmap_cli.readers.tables.row_by_row import read_row_by_row
from headmap_cli.readers.tables.vectorized import read_vectorized
from tests.readers import context_of


@st.composite
def wide_tables(draw: st.DrawFn, names: list[str], column: st.SearchStrategy[list[str]]) -> str:
    """Draw a table with a row per head.

    Args:
        draw: The function that draws.
        names: The names of the columns to choose from.
        column: The cells that a column may have.
    """
    mark, end = draw(st.sampled_from([",", "\t", ";"])), draw(st.sampled_from(["\n", "\r\n"]))
    quote = draw(st.sampled_from(["", '"']))
    available = [name for name in names if mark not in name]
    chosen = draw(st.lists(st.sampled_from(available), min_size=1, max_size=4, unique=True))
    cells = [draw(column) for _ in chosen]
    has_layer = draw(st.booleans())
    rows = [["layer", "head", *chosen] if has_layer else ["head", *chosen]]
    index = st.integers(0, 12)
    for _ in range(draw(st.integers(1, 30))):
        layer, head = str(draw(index)), str(draw(index))
        location = [layer, head] if has_layer else [f"L{layer}H{head}"]
        rows.append([*location, *(draw(st.sampled_from(column_cells)) for column_cells in cells)])
    lines = [mark.join(f"{quote}{cell}{quote}" for cell in row) for row in rows]
    return end.join(lines) + end


@contextmanager
def logged() -> Iterator[list[str]]:
    """Collect the messages of headmap, which include those for -v."""
    messages: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("headmap")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel("DEBUG")
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


def context(text: str, options: Options) -> ReadContext:
    return context_of(Source("t.csv", None, text.encode()), options)


def members(entries: Entries) -> set[tuple[str, int, int]]:
    names = {number: name for name, number in entries.labels.items()}
    rows = entries.all_rows()
    heads = zip(rows.label.tolist(), rows.layer.tolist(), rows.head.tolist(), strict=True)
    return {(names[label], layer, head) for label, layer, head in heads if label >= 0}


def listed(entries: Entries) -> set[tuple[int, int]]:
    rows = entries.all_rows()
    return set(zip(rows.layer.tolist(), rows.head.tolist(), strict=True))


def assert_same(entries: Entries, expected: Entries, options: Options) -> None:
    assert members(entries) == members(expected)
    assert listed(entries) == listed(expected)
    assert list(entries.labels) == list(expected.labels)
    for name in ("shape", "ordered", "exact", "listing", "scored", "categorised", "absent", "has_columns"):
        assert getattr(entries, name) == getattr(expected, name)
    for either in (entries, expected):
        if "" in either.labels:
            either.labels = {"t": 0}  # read_inputs names a category without a name after its file
    assert classification(entries, options) == classification(expected, options)


def classification(entries: Entries, options: Options) -> Classification | str:
    """Return the classification of entries, or the error of one without categories."""
    try:
        return assemble([entries], options)
    except InputError as error:
        return str(error)


def assert_readers_agree(text: str, block: int, options: Options) -> None:
    """Assert that the vectorised reader gives the same rows and messages, or gives up without any message."""
    with pytest.MonkeyPatch.context() as patch, logged() as messages:
        patch.setattr(sources, "BLOCK", block)
        entries = read_vectorized(context(text, options))
    if entries is None:
        assert messages == []
        return
    with logged() as expected_messages:
        expected = read_row_by_row(context(text, options))
    assert messages == expected_messages
    assert_same(entries, expected, options)
