"""The canonical formats are lossless, and no cell of the CSV is a formula to a spreadsheet."""

import csv
import io
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.core.canonical import to_csv, to_json
from headmap_cli.core.classification import Classification
from headmap_cli.readers import read
from tests.corpus import FILES, INDEX

FORMULAS = ("=SUM(1)", "'=x", "''-1", "@a", "+1", "-1", "\tx", "\rx")
SEPARATORS = ("a;b|c", " spaces ", "two\nlines", 'a "quote"', "a\x00b", "a,b")
LOOK_LIKE_FORMAT = ("# headmap: ", "layer", "null", "\ufeff", "\\u003d")
UNUSUAL = ("日本", "x" * 300)
HOSTILE = FORMULAS + SEPARATORS + LOOK_LIKE_FORMAT + UNUSUAL

SCORES = [math.nan, -0.0, 0.0, 0.1, 1 / 3, -2.5, 1e300, -1e300, 1e-300, 5e-324, 7.0, 123456789.12345679]

# Halves of surrogate pairs (Cs) cannot be encoded in UTF-8.
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)
names = st.lists(st.one_of(st.sampled_from(HOSTILE), texts), min_size=1, max_size=5, unique=True)


@st.composite
def classifications(draw: st.DrawFn) -> Classification:
    categories = draw(names)
    layers = draw(st.integers(1, 5))
    heads = draw(st.integers(1, 5))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    present = random.random((layers, heads)) < draw(st.sampled_from([0.6, 1.0]))
    membership = (random.random((len(categories), layers, heads)) < 0.4) & present
    model = draw(st.sampled_from(["", "gpt2", "a\nb"]))
    kind = draw(st.sampled_from(["members", "scores", "both", "scores of members"]))
    if kind == "members":
        return Classification(tuple(categories), membership, present, model)
    scores = np.where(present, random.choice(SCORES, membership.shape), np.nan)
    if kind == "scores":
        return Classification(tuple(categories), None, present, model, scores)
    if kind == "scores of members":
        scores[~membership] = np.nan
    return Classification(tuple(categories), membership, present, model, scores)


def convert(data: Classification, format: str) -> bytes:
    if format == "csv":
        return to_csv(data)
    return to_json(data)


def score_bytes(data: Classification) -> bytes | None:
    """Return the scores as bytes, in which -0.0 differs from 0.0, with one kind of NaN."""
    if data.scores is None:
        return None
    return np.where(np.isnan(data.scores), np.nan, data.scores).tobytes()


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(classifications(), st.sampled_from(["csv", "json"]))
def test_a_converted_file_is_read_back_as_the_same_classification(
    tmp_path_factory: pytest.TempPathFactory, data: Classification, format: str
) -> None:
    path = tmp_path_factory.mktemp("converted") / f"heads.{format}"
    path.write_bytes(convert(data, format))
    found = read(path)
    assert found == data
    assert score_bytes(found) == score_bytes(data)
    assert convert(found, format) == path.read_bytes()


@settings(deadline=None, max_examples=150)
@given(classifications())
def test_no_cell_of_the_table_is_a_formula(data: Classification) -> None:
    comment, _, table = to_csv(data).decode().partition("\n")
    cells: list[str] = []
    for row in csv.reader(io.StringIO(table, newline="")):
        cells += row[:3]
        # A negative score begins with a sign, but is a number.
        if row[0] != "layer":
            assert all(cell == "" or math.isfinite(float(cell)) for cell in row[3:])
    # A spreadsheet also splits the comment line at commas.
    for part in comment.split(","):
        cells.append(part.strip(' "[{'))
    for cell in cells:
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    "entry",
    [entry for entry in INDEX if not entry["status"] and not entry["options"]],
    ids=lambda entry: str(entry["file"]),
)
@pytest.mark.parametrize("format", ["csv", "json"])
def test_every_input_of_the_corpus_is_converted_without_loss(
    entry: dict[str, str], format: str, tmp_path: Path
) -> None:
    original = read(FILES / entry["file"])
    path = tmp_path / f"x.{format}"
    path.write_bytes(convert(original, format))
    converted = read(path)
    assert converted == original
    assert convert(converted, format) == path.read_bytes()


def test_a_small_classification_has_the_documented_form() -> None:
    membership = np.zeros((2, 2, 3), dtype=bool)
    membership[0, 0, 1] = True
    membership[0, 1, 2] = True
    present = np.ones((2, 3), dtype=bool)
    present[1, 0] = False
    data = Classification(("B", "=A"), membership, present, "gpt2")
    assert to_json(data).decode().splitlines() == [
        "{",
        '  "headmap": 1,',
        '  "model": "gpt2",',
        '  "grid": {"layers": 2, "heads": 3, "absent": [[1, 0]]},',
        '  "categories": {',
        '    "B": [[0, 1], [1, 2]],',
        '    "=A": []',
        "  }",
        "}",
    ]
    comment, *table = to_csv(data).decode().splitlines()
    assert table == ["layer,head,category", "0,1,B", "1,2,B"]
    # The category without heads is in the comment line alone, its sign as an escape.
    assert '"\\u003dA"' in comment


MEMBERS = np.array([[[True, False, True]], [[False, False, False]]])
VALUES = np.array([[[0.5, -0.0, np.nan]], [[1e300, np.nan, 1e-300]]])
COMMENT = '# headmap: {"headmap": 1, "grid": {"layers": 1, "heads": 3}, '
HEADER_LINES = ["{", '  "headmap": 1,', '  "grid": {"layers": 1, "heads": 3},']
SCORE_LINES = [
    '  "scores": {',
    '    "A": [[0, 0, 0.5], [0, 1, -0.0]],',
    '    "B": [[0, 0, 1e+300], [0, 2, 1e-300]]',
    "  }",
    "}",
]


def test_scores_stand_beside_the_heads_of_each_category() -> None:
    data = Classification(("A", "B"), MEMBERS, scores=VALUES)
    assert to_json(data).decode().splitlines() == [
        *HEADER_LINES,
        '  "categories": {',
        '    "A": [[0, 0], [0, 2]],',
        '    "B": []',
        "  },",
        *SCORE_LINES,
    ]
    assert to_csv(data).decode().splitlines() == [
        COMMENT + '"categories": ["A", "B"]}',
        "layer,head,category,score,member",
        "0,0,A,0.5,1",
        "0,1,A,-0.0,0",
        "0,2,A,,1",
        "0,0,B,1e+300,0",
        "0,2,B,1e-300,0",
    ]


def test_scores_of_members_alone_need_no_column_of_members() -> None:
    data = Classification(("A", "B"), MEMBERS, scores=np.where(MEMBERS, VALUES, np.nan))
    assert to_csv(data).decode().splitlines()[1:] == ["layer,head,category,score", "0,0,A,0.5", "0,2,A,"]


def test_scores_without_a_rule_have_no_heads_of_categories() -> None:
    data = Classification(("A", "B"), None, scores=VALUES)
    assert to_json(data).decode().splitlines() == [*HEADER_LINES, *SCORE_LINES]
    assert to_csv(data).decode().splitlines() == [
        COMMENT + '"scores": ["A", "B"]}',
        "layer,head,category,score",
        "0,0,A,0.5",
        "0,1,A,-0.0",
        "0,0,B,1e+300",
        "0,2,B,1e-300",
    ]
