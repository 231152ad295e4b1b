"""The vectorised reader of columns of scores agrees with the row-by-row reader."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.core.rule import Rule
from headmap_cli.readers import read
from headmap_cli.readers.options import Options
from headmap_cli.readers.tables import row_by_row
from headmap_cli.readers.tables.vectorized import read_vectorized
from tests.readers.tables.agreement import assert_readers_agree, context, logged, wide_tables

pytestmark = pytest.mark.usefixtures("workdir")

NAMES = ["A", "Previous token", "B;C", "score", "mean", "std", "rank", "total", "note", "is_x", "n_samples"]
FRACTIONS = ["0.5", "-0.25", "1e-3", " 0.75", "0.1234567890123", "+.5", "1.", "12.5"]
FLAGS = ["0", "1", "0.0", "1.0", "00", "-0"]
WHOLE = ["2", "7", "10", "1e2", "3.0"]
TEXTS = ["checked", "L1H2", "x", "", "é", "2a", "nan", "1_0", "50%"]


KINDS = [FRACTIONS, FRACTIONS + FLAGS, FLAGS, WHOLE, WHOLE + FLAGS, FLAGS + TEXTS, TEXTS]
COLUMN = st.sampled_from(KINDS).flatmap(lambda kind: st.lists(st.sampled_from(kind), min_size=1, max_size=4))
"""The cells of a column; most columns hold numbers of one kind."""

OPTIONS = [
    Options(),
    Options(grid=(13, 13)),
    Options(grid=(9, 9)),
    Options(name="Named"),
    Options(own_rule=Rule(threshold=0.5)),
]


@pytest.mark.slow
@settings(deadline=None, max_examples=400)
@given(wide_tables(NAMES, COLUMN), st.sampled_from([7, 64, 1 << 18]), st.sampled_from(OPTIONS))
def test_both_readers_agree(text: str, block: int, options: Options) -> None:
    assert_readers_agree(text, block, options)


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 4), st.integers(2, 40), st.integers(0, 2**32 - 1), st.booleans())
def test_columns_of_scores_are_read_by_columns(columns: int, rows: int, seed: int, has_note: bool) -> None:
    random = np.random.default_rng(seed)
    scores = random.random((columns, rows)).round(6)
    heads = random.permutation(64)[:rows]
    names = [f"Category {i}" for i in range(columns)] if columns > 1 else ["score"]
    lines = ["layer,head," + ",".join(names) + ",note" * has_note]
    for i, head in enumerate(heads.tolist()):
        cells = [str(head // 8), str(head % 8), *map(str, scores[:, i].tolist())]
        lines.append(",".join([*cells, *(["as before"] * has_note)]))
    Path("h.csv").write_text("\n".join(lines))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_by_row, "read_row_by_row", None)
        found = read("h.csv", grid=(8, 8))
    expected = np.full((columns, 64), np.nan)
    expected[:, heads] = scores
    assert found.scores is not None
    assert np.array_equal(found.scores, expected.reshape(columns, 8, 8), equal_nan=True)
    assert found.categories == (tuple(names) if columns > 1 else ("h",))


@pytest.mark.parametrize(
    "text",
    [
        "layer,head,A,B\n0,0,0.5,0\n0,1,0.25,\n",  # a missing score
        "layer,head,A,B\n0,0,0.5,0\n0,1,0.25,yes\n",
        "layer,head,A,B\n0,0,0.5,0\n0,1,50%,1\n",
        "layer,head,A,B\n0,0,0.5,0\nx,1,0,1\n",
        "layer,head,A,B\n0,0,0.5,0\n0,1,0.5\n",
        "layer,head,A,B,flag\n0,0,0.5,0.25,1\n0,1,0.5,0.75,yes\n",  # flags and scores
        "layer,head,std,flag\n0,0,0.5,1\n0,1,0.25,0\n",  # the scores are left out
        "layer,0,1\n0,0.5,0.25\n1,0.1,0.2\n",
        "head,layer_0,layer_1\n0,0.5,0.25\n1,0.1,0.2\n",
    ],
)
def test_other_tables_are_left_to_the_row_by_row_reader(text: str) -> None:
    with logged() as messages:
        assert read_vectorized(context(text, Options())) is None
    assert messages == []


@pytest.mark.parametrize(
    ("text", "facet_by"),
    [
        ("layer,head,role,importance,std\n0,0,A,0.5,0\n9,0,B,0.25,0\n", ""),
        ("model,layer,head,role,importance,std\na,0,0,A,0.5,0\nb,9,0,B,0.25,0\n", "model"),
    ],
)
def test_nothing_is_reported_before_a_head_is_found_outside_the_grid(text: str, facet_by: str) -> None:
    with logged() as messages:
        assert read_vectorized(context(text, Options(grid=(9, 9), facet_by=facet_by))) is None
    assert messages == []
    with logged() as messages:
        assert read_vectorized(context(text, Options(grid=(10, 9), facet_by=facet_by))) is not None
    assert len(messages) == 1
