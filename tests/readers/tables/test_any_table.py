"""Any table that hypothesis draws is read as a merge of its rows in plain dictionaries."""

from collections import defaultdict
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers import Head, classified, heads_of
from tests.readers.tables.test_layouts import FLAGS

LABELS = ("Zeta", "alpha", "Knowledge", "verb", "noun")
INCLUDES = {"Words": ["verb", "noun"], "Zeta": []}
GROUP = {"verb": "Words", "noun": "Words"}
labelled = st.tuples(st.integers(0, 6), st.integers(0, 4), st.lists(st.sampled_from(LABELS), max_size=3))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables") / "heads.csv"


def merged(rows: list[tuple[int, int, list[str]]]) -> dict[str, set[Head]]:
    out: defaultdict[str, set[Head]] = defaultdict(set)
    for layer, head, labels in rows:
        for label in labels:
            out[GROUP.get(label, label)].add((layer, head))
    return dict(out)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    data=st.data(),
    rows=st.lists(labelled, min_size=1, max_size=25).filter(lambda rows: any(r[2] for r in rows)),
)
def test_the_rows_of_a_long_table_may_be_in_any_order(
    data: st.DataObject, rows: list[tuple[int, int, list[str]]], file: Path
) -> None:
    delimiter = data.draw(st.sampled_from(",\t"))
    separator = data.draw(st.sampled_from(";|"))

    def table(order: list[tuple[int, int, list[str]]]) -> str:
        lines = [
            delimiter.join((str(layer), str(head), separator.join(labels))) for layer, head, labels in order
        ]
        return "\n".join([delimiter.join(("layer", "head", "category")), *lines])

    classification = classified(file, table(rows), categories=INCLUDES)
    assert heads_of(classification) == merged(rows)
    first = [name for name in INCLUDES if name in classification.categories]
    assert list(classification.categories) == first + sorted(
        set(classification.categories) - set(first), key=str.lower
    )
    assert (classification.layers, classification.heads) == (
        max(r[0] for r in rows) + 1,
        max(r[1] for r in rows) + 1,
    )
    assert classified(file, table(data.draw(st.permutations(rows))), categories=INCLUDES) == classification


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    scores=st.lists(st.sampled_from([-1.0, 0.0, 0.1, 0.5, 0.50001, 0.7, 3.0]), min_size=18, max_size=18),
    threshold=st.sampled_from([-1.0, 0.0, 0.5, 0.6]),
    order=st.permutations(range(18)),
)
def test_long_and_wide_tables_of_the_same_scores_give_the_same_classification(
    scores: list[float], threshold: float, order: list[int], file: Path
) -> None:
    keys = list(product(range(2), range(3), ("A", "B", "C")))
    long_rows = [f"{layer},{head},{label},{scores[i]}" for i, (layer, head, label) in enumerate(keys)]
    wide_rows = [f"{layer},{head}," + ",".join(str(scores[layer * 9 + head * 3 + c]) for c in range(3))
            for layer, head in product(range(2), range(3))]  # fmt: skip
    expected: dict[str, set[Head]] = {"A": set(), "B": set(), "C": set()}
    for (layer, head, label), score in zip(keys, scores, strict=True):
        if score > threshold:
            expected[label].add((layer, head))
    shuffled = "\n".join(["layer,head,category,score", *(long_rows[i] for i in order)])
    from_long = classified(file, shuffled, threshold=threshold)
    assert heads_of(from_long) == expected
    if any(score not in (0.0, 1.0) for score in scores):
        from_wide = classified(file, "\n".join(["layer,head,A,B,C", *wide_rows]), threshold=threshold)
        assert from_wide == from_long


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    members=st.lists(st.booleans(), min_size=24, max_size=24),
    words=st.lists(st.sampled_from(FLAGS), min_size=24, max_size=24),
    order=st.permutations(range(8)),
)
def test_the_rows_of_a_wide_table_may_be_in_any_order(
    members: list[bool], words: list[tuple[str, str]], order: list[int], file: Path
) -> None:
    member = np.array(members).reshape(3, 4, 2)
    lines = ["layer,head,c,A,b"]
    for layer, head in (divmod(i, 2) for i in order):
        cells = [words[layer * 6 + head * 3 + c][not member[c, layer, head]] for c in range(3)]
        lines.append(",".join([str(layer), str(head), *cells]))
    classification = classified(file, "\n".join(lines))
    assert classification.categories == ("c", "A", "b")
    assert (classification.membership == member).all()
