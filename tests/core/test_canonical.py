"""The canonical formats are lossless, and no cell of the CSV is a formula to a spreadsheet."""

import csv
import io
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
    return Classification(tuple(categories), membership, present, model)


def convert(data: Classification, format: str) -> bytes:
    if format == "csv":
        return to_csv(data)
    return to_json(data)


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(classifications(), st.sampled_from(["csv", "json"]))
def test_a_converted_file_is_read_back_as_the_same_classification(
    tmp_path_factory: pytest.TempPathFactory, data: Classification, format: str
) -> None:
    path = tmp_path_factory.mktemp("converted") / f"heads.{format}"
    path.write_bytes(convert(data, format))
    assert read(path) == data


@settings(deadline=None, max_examples=150)
@given(classifications())
def test_no_cell_of_the_table_is_a_formula(data: Classification) -> None:
    comment, _, table = to_csv(data).decode().partition("\n")
    cells: list[str] = []
    for row in csv.reader(io.StringIO(table, newline="")):
        cells += row
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
