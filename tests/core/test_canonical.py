"""convert, then convert back, is the identity; and no cell of the CSV is a formula to a spreadsheet."""

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
from tests.corpus.test_corpus import FILES, INDEX

HOSTILE = (
    *(
        "=SUM(1)",
        "'=x",
        "''-1",
        "@a",
        "+1",
        "-1",
        "\tx",
        "\rx",
        "a;b|c",
        " spaces ",
        "two\nlines",
        'a "quote"',
        "a\x00b",
    ),
    *("# headmap: ", "layer", "日本", "x" * 300, "null", "\ufeff", "\\u003d", "a,b"),
)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)
names = st.lists(st.one_of(st.sampled_from(HOSTILE), texts), min_size=1, max_size=5, unique=True)


@st.composite
def classifications(draw: st.DrawFn) -> Classification:
    categories = draw(names)
    layers, heads = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    present = random.random((layers, heads)) < draw(st.sampled_from([0.6, 1.0]))
    member = (random.random((len(categories), layers, heads)) < 0.4) & present
    return Classification(tuple(categories), member, present, draw(st.sampled_from(["", "gpt2", "a\nb"])))


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(classifications(), st.sampled_from(["csv", "json"]))
def test_reading_it_back_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: Classification, ending: str
) -> None:
    path = tmp_path_factory.mktemp("back") / f"heads.{ending}"
    path.write_bytes(to_csv(data) if ending == "csv" else to_json(data))
    assert read(path) == data


@settings(deadline=None, max_examples=150)
@given(classifications())
def test_no_cell_is_a_formula(data: Classification) -> None:
    text = to_csv(data).decode()
    first, _, rest = text.partition("\n")
    cells = [cell for row in csv.reader(io.StringIO(rest, newline="")) for cell in row]
    cells += [cell.strip(' "[{') for cell in first.split(",")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize(
    "entry", [e for e in INDEX if not e["status"] and not e["options"]], ids=lambda e: str(e["file"])
)
@pytest.mark.parametrize("ending", ["csv", "json"])
def test_every_shape_converts_to_what_it_says(entry: dict[str, str], ending: str, tmp_path: Path) -> None:
    said = read(FILES / entry["file"])
    path = tmp_path / f"x.{ending}"
    path.write_bytes(to_csv(said) if ending == "csv" else to_json(said))
    again = read(path)
    assert again == said
    assert (to_csv(again) if ending == "csv" else to_json(again)) == path.read_bytes()


def test_the_document_by_hand() -> None:
    member = np.zeros((2, 2, 3), dtype=bool)
    member[0, 0, 1] = member[0, 1, 2] = True
    present = np.ones((2, 3), dtype=bool)
    present[1, 0] = False
    data = Classification(("B", "=A"), member, present, "gpt2")
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
    assert to_csv(data).decode().splitlines()[1:] == ["layer,head,category", "0,1,B", "1,2,B"]
    assert '"\\u003dA"' in to_csv(data).decode().splitlines()[0]
