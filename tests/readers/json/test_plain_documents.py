"""Long plain documents are read quickly, with the same heads, errors and messages as in the usual way."""

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.core.errors import InputError
from headmap_cli.files.source import Source
from headmap_cli.readers.context import ReadContext
from headmap_cli.readers.entries import Entries
from headmap_cli.readers.json import documents, plain_rows
from headmap_cli.readers.options import Options
from tests.readers import context_of

FAST_READERS = (
    "read_plain_records",
    "read_plain_columns",
    "read_plain_heads",
    "read_plain_lines",
)
INDICES = st.integers(0, 3)
UNUSUAL_INDICES = st.sampled_from([-1, 1.0, 1.5, "2", "L1", None, True, [1], 10**6, 10**30])
NAMES = st.sampled_from(
    ["A", "B", "A; B", "['A', 'B']", "", "none", "é", 'say "x"', "back\\slash", "L3", "0", "std"]
)
UNUSUAL_NAMES = st.sampled_from([None, 3, True, ["A", "B"], {"A": 1}])


def unusual_or(values: st.SearchStrategy[Any], unusual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Draw an unusual value now and then, so that many documents have none."""
    return st.integers(0, 60).flatmap(lambda number: values if number else unusual)


ROWS = st.lists(
    st.tuples(
        unusual_or(INDICES, UNUSUAL_INDICES),
        unusual_or(INDICES, UNUSUAL_INDICES),
        unusual_or(NAMES, UNUSUAL_NAMES),
    ),
    max_size=12,
)
KEYS = st.sampled_from(
    [("layer", "head", "category")] * 4 + [("layer", "head", "score"), ("layer", "head", "label")]
)


SCORES = st.floats(-2, 2) | st.sampled_from([0, 1, -0.0, 1e-320, 10**30, 2**63 + 1, 0.1])
UNUSUAL_SCORES = st.sampled_from([None, True, "0.5", [0.5], 10**400, float("nan"), float("inf")])


def as_record(keys: tuple[str, ...], row: tuple[Any, ...], more: bool) -> dict[str, Any]:
    record = dict(zip(keys, row, strict=True))
    return record | {"score": 0.5} if more else record


@st.composite
def record_texts(draw: st.DrawFn) -> str:
    """Draw a list of records, or JSON Lines."""
    keys, rows = draw(KEYS), draw(ROWS)
    more = draw(st.sampled_from([0, 0, 0, 1]))
    items = [json.dumps(as_record(keys, row, bool(more)), ensure_ascii=draw(st.booleans())) for row in rows]
    if items and not draw(st.integers(0, 5)):
        items[-1] = draw(
            st.sampled_from(['{"layer": 1, "layer": 2, "head": 1, "category": "A"}', "{}", "3", "{"])
        )
    if draw(st.booleans()):
        # Lines are repeated, since those that mostly differ are read as usual.
        repeated = [line for line in items for _ in range(3)]
        return draw(st.sampled_from(["\n", "\r\n", "\n\n"])).join([*repeated, ""])
    return "[" + draw(st.sampled_from([", ", ",\n"])).join(items) + "]"


@st.composite
def score_texts(draw: st.DrawFn) -> str:
    """Draw a list of records with scores, or JSON Lines."""
    keys = draw(st.sampled_from([("layer", "head", "category", "score"), ("layer", "head", "score")]))
    values = {
        "layer": unusual_or(INDICES, UNUSUAL_INDICES),
        "head": unusual_or(INDICES, UNUSUAL_INDICES),
        "category": unusual_or(NAMES, UNUSUAL_NAMES),
        "score": unusual_or(SCORES, UNUSUAL_SCORES),
    }
    record = st.fixed_dictionaries({key: values[key] for key in draw(st.permutations(keys))})
    items = [json.dumps(item) for item in draw(st.lists(record, max_size=8))]
    if items and not draw(st.integers(0, 5)):
        items[-1] = items[-1].replace(", ", draw(st.sampled_from([",\n", ",\n{", '}\n{"layer": 1, '])))
    if draw(st.booleans()):
        return draw(st.sampled_from(["\n", "\r\n", "\n\n", " "])).join([*items, ""])
    return "[" + ", ".join(items) + "]"


@st.composite
def column_texts(draw: st.DrawFn) -> str:
    """Draw a table by columns, whose columns may have different rows."""
    keys, rows = draw(KEYS), draw(ROWS)
    columns = {}
    for i, key in enumerate(keys):
        columns[key] = {str(number): row[i] for number, row in enumerate(rows)}
    if rows and not draw(st.integers(0, 5)):
        columns[draw(st.sampled_from(keys))].popitem()
    return json.dumps(columns)


@st.composite
def heads_texts(draw: st.DrawFn) -> str:
    """Draw a mapping from categories to heads."""
    index = unusual_or(INDICES, UNUSUAL_INDICES)
    heads = st.lists(st.tuples(index, index), min_size=1, max_size=5)
    document = draw(st.dictionaries(NAMES, unusual_or(heads, UNUSUAL_NAMES), max_size=4))
    text = json.dumps(document)
    return text.replace('"B"', '"A"') if draw(st.booleans()) else text


def outcome(read: Callable[[ReadContext], Entries], text: str, options: Options) -> list[Any]:
    """Return the distinct rows that a function reads, or its errors, and the messages that it logs."""
    messages: list[str] = []
    handler = logging.Handler(logging.DEBUG)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    log = logging.getLogger("headmap")
    log.addHandler(handler)
    context = context_of(Source("t.json", None, text.encode()), options)
    context = ReadContext(context.input, context.options, context.name, "json")
    try:
        entries = read(context)
    except InputError as error:
        return [str(error), messages]
    finally:
        log.removeHandler(handler)
    rows = entries.all_rows()
    columns = rows.layer.tolist(), rows.head.tolist(), rows.label.tolist(), map(str, rows.score.tolist())
    said = (
        entries.shape,
        entries.ordered,
        entries.scored,
        entries.categorised,
        entries.listing,
        entries.grid,
    )
    return [set(zip(*columns, strict=True)), list(entries.labels), list(entries.ignored), said, messages]


def usual_outcome(text: str, options: Options) -> list[Any]:
    """Return the outcome without any of the fast readers."""
    with pytest.MonkeyPatch.context() as patch:
        for name in FAST_READERS:
            patch.setattr(documents, name, lambda *_: None)
        return outcome(documents.read_json, text, options)


@pytest.mark.slow
@settings(deadline=None, max_examples=400)
@given(
    st.one_of(record_texts(), score_texts(), column_texts(), heads_texts()),
    st.sampled_from([None, (4, 4), (3, 4)]),
)
def test_both_ways_of_reading_agree(text: str, grid: tuple[int, int] | None) -> None:
    options = Options(grid=grid)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_rows, "MIN_LENGTH", 1)
        assert outcome(documents.read_json, text, options) == usual_outcome(text, options)


SCORED = [{"layer": i % 36, "head": i % 40, "score": i / 7000} for i in range(6000)]
RECORDS = [{"layer": i % 36, "head": i % 40, "category": f"C{i % 7}"} for i in range(6000)]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(RECORDS),
        "\n".join(map(json.dumps, RECORDS)),
        json.dumps(SCORED),
        "\n".join(map(json.dumps, SCORED)),
        json.dumps([record | {"category": f"C{i % 7}"} for i, record in enumerate(SCORED)]),
        json.dumps({key: {str(i): row[key] for i, row in enumerate(RECORDS)} for key in RECORDS[0]}),
        json.dumps({name: [[i % 36, i % 40] for i in range(6000)] for name in ("A", "B")}),
    ],
)
def test_long_plain_documents_are_read_quickly(text: str) -> None:
    def fail(*_: Any) -> None:
        raise AssertionError("the document is read in the usual way")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "find_part", fail)
        patch.setattr(documents, "_read_lines", fail)
        fast = outcome(documents.read_json, text, Options())
    assert fast == usual_outcome(text, Options())
