"""Columns of bookkeeping do not change what is read from the other columns."""

import logging
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.cli.main import run
from headmap_cli.readers import read
from tests.readers import Head, heads_of
from tests.readers.tables.formats import FORMATS, every_format, read_table

pytestmark = pytest.mark.usefixtures("workdir")

SCORES = {(0, 0): 0.9, (0, 1): 0.1, (1, 2): 0.7}


@every_format
@pytest.mark.parametrize(
    ("score", "bookkeeping"),
    [
        ("score", "Rank"),
        ("scores", "std"),
        ("value", "pVal"),
        ("Value", "n samples"),
        ("attn_score", "Std. Err"),
        ("score_ioi", "ci_low"),
        ("mean_ablation", "stdAblation"),
        ("avgAttention", "seed"),
        ("direct effect", "is-significant"),
        ("importance", "num_prompts"),
        ("copying_weight", "95% CI"),
        ("meanScore", "passes_fdr"),
        ("attribution", "promptId"),
        ("head_activation", "Unnamed: 0"),
    ],
)
def test_bookkeeping_beside_a_score_is_left_out(
    write: Any, score: str, bookkeeping: str, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [(1 + i, *head, value) for i, (head, value) in enumerate(SCORES.items())]
    with caplog.at_level(logging.INFO, "headmap"):
        assert heads_of(read_table(write, f"{bookkeeping},layer,head,{score}", rows, threshold=0.5)) == {
            "h": {(0, 0), (1, 2)}
        }
    assert f"ignored columns: {bookkeeping}" in caplog.messages


BOOKKEEPING = [
    "rank", "Index", "id", "idx", "seed", "step", "epoch", "std", "score_std", "stdErr", "sem", "ci_low",
    "CI high", "lower", "n", "n_trials", "numPrompts", "count", "p", "pValue", "p-value", "is_significant",
    "passes_threshold", "timestamp", "run", "fold", "split", "prompt_id", "headId", "Layer Index",
    "Unnamed: 0",
]  # fmt: skip


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(
    data=st.data(),
    name=st.sampled_from(["csv", "tsv", "json", "jsonl", "columns"]),
    score=st.sampled_from(["score", "Value", "attn score", "meanEffect"]),
    category=st.sampled_from(["category", "role", ""]),
)
def test_bookkeeping_never_changes_a_classification(
    data: st.DataObject, name: str, score: str, category: str
) -> None:
    scores = data.draw(
        st.dictionaries(
            st.tuples(
                st.integers(0, 2), st.integers(0, 3), st.sampled_from(["A", "B"] if category else ["h"])
            ),
            st.floats(-2, 2).map(lambda x: round(x, 3)),
            min_size=1,
        )
    )
    bookkeeping = data.draw(st.lists(st.sampled_from(BOOKKEEPING), max_size=5, unique=True))
    columns = {"layer": 0, "head": 1, category: 2, score: 3}
    header = data.draw(st.permutations([*(c for c in columns if c), *bookkeeping]))
    cell = st.one_of(st.integers(0, 1), st.integers(2, 99), st.floats(0, 1).map(lambda x: round(x, 3)))
    rows = []
    for (layer, head, label), value in scores.items():
        is_score_name = (layer, head, label, value)
        rows.append([is_score_name[columns[c]] if c in columns else data.draw(cell) for c in header])
    threshold = data.draw(st.floats(-2, 2).map(lambda x: round(x, 2)))
    expected: dict[str, set[Head]] = {label: set() for _, _, label in scores}
    for (layer, head, label), value in scores.items():
        if value > threshold:
            expected[label].add((layer, head))
    Path("h").write_text(FORMATS[name](header, rows), encoding="utf-8")
    classification = read("h", grid=(3, 4), threshold=threshold, missing="unclassified")
    assert heads_of(classification) == expected
    assert run(["convert", "h", "--grid", "3x4", f"--threshold={threshold}", "--missing", "unclassified",
                "-q", "-o", "c.json"]) == 0  # fmt: skip
    assert heads_of(read("c.json")) == expected
