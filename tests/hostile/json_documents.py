"""Strategies for JSON documents that are nearly right."""

import json
from typing import Any

from hypothesis import strategies as st

from tests.hostile.texts import ODD, WORDS

head_like: st.SearchStrategy[Any] = st.one_of(
    st.lists(st.one_of(st.integers(-1, 5), st.floats(), st.none()), max_size=4),
    st.sampled_from(["3-4", "L3H4", "(3, 4)", "3.4", "x"]),
    st.fixed_dictionaries({"layer": st.integers(0, 4), "head": st.integers(0, 4)}),
)
keys_like = st.one_of(
    st.sampled_from(
        [
            "layer",
            "head",
            "category",
            "score",
            "heads",
            "top_heads",
            "headmap",
            "grid",
            "layers",
            "categories",
        ]
    ),
    st.sampled_from(["absent", "model", "0", "3", "3-4", "L3H4", "A", ""]),
    st.text(max_size=4),
)
documents: st.SearchStrategy[Any] = st.recursive(
    st.one_of(head_like, st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(WORDS + ODD)),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(keys_like, inner, max_size=5)),
    max_leaves=20,
)


@st.composite
def canonical_documents(draw: st.DrawFn) -> Any:
    """The canonical document with a part that may be anything."""
    document: dict[str, Any] = {
        "headmap": 1,
        "model": "m",
        "grid": {"layers": draw(st.integers(-1, 6)), "heads": draw(st.one_of(st.integers(-1, 6), documents))},
        "categories": {"A": draw(st.lists(head_like, max_size=5)), "B": []},
    }
    if draw(st.booleans()):
        document["grid"]["absent"] = draw(st.lists(head_like, max_size=3))
    if draw(st.booleans()):
        document[draw(st.sampled_from([*document, "more"]))] = draw(documents)
    return document


@st.composite
def column_documents(draw: st.DrawFn) -> Any:
    """Tables by columns or apart from their header, and matrices by category; a part may be anything."""
    cell = st.one_of(st.integers(0, 4), st.sampled_from([*WORDS, "3-4", "0.5"]), st.floats(), st.none())
    height, width = draw(st.integers(0, 4)), draw(st.integers(1, 4))
    names = draw(st.sampled_from([["layer", "head", "category"], ["head", "label"], ["layer", "head", "A"]]))
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=height, max_size=height))
    columns = {name: draw(st.lists(cell, min_size=height, max_size=height)) for name in names}
    document: dict[str, Any] = draw(
        st.sampled_from(
            [
                columns,
                {name: {str(i): v for i, v in enumerate(column)} for name, column in columns.items()},
                {"columns": names[:width], "data": rows},
                {"A": rows, "B": rows},
            ]
        )
    )
    if draw(st.booleans()):
        document = document | {draw(st.sampled_from([*document, "more"])): draw(documents)}
    return document


def to_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


jsons = st.one_of(documents, canonical_documents(), column_documents()).map(to_bytes)
json_lines = st.lists(
    st.dictionaries(keys_like, documents, min_size=1, max_size=4).map(to_bytes), min_size=1, max_size=5
).map(b"\n".join)
