"""Data in YAML, which has the shapes of JSON."""

from pathlib import Path

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read

pytestmark = pytest.mark.usefixtures("workdir")

EXPECTED = {"Name movers": [[0, 1], [2, 3]], "B": [[1, 1]]}
DOCUMENTS = {
    "brackets": '{"Name movers": [[0, 1], [2, 3]], B: [[1, 1]]}\n',
    "brackets over lines": "{Name movers: [[0, 1],\n  [2, 3]],\n B: [[1, 1]]}\n",
    "blocks": "Name movers:\n  - [0, 1]\n  - [2, 3]\nB:\n  - [1, 1]\n",
    "names": "# by hand\n\nName movers:\n- L0H1\n- L2H3\nB:\n- L1H1\n",
    "quotes": "\"Name movers\": [L0H1, L2H3]\n'B': ['1.1']\n",
    "below a key": "model: gpt2\nheads:\n  Name movers: [[0, 1], [2, 3]]\n  B: [[1, 1]]\n",
    "records": (
        "- layer: 0\n  head: 1\n  category: Name movers\n- layer: 2\n  head: 3\n  category: Name movers\n"
        "- layer: 1\n  head: 1\n  category: B\n"
    ),
    "heads to categories": "L0H1: Name movers\nL2H3: [Name movers]\nL1H1: B\n",
}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS)
def test_each_shape_is_read_as_in_json(text: str) -> None:
    Path("h.yaml").write_text(text)
    found = read("h.yaml")
    members = zip(found.categories, found.membership, strict=True)
    assert {name: np.argwhere(member).tolist() for name, member in members} == EXPECTED


def test_blocks_are_recognised_without_the_name_of_the_file() -> None:
    Path("notes.txt").write_text(DOCUMENTS["blocks"])
    assert read("notes.txt").categories == ("Name movers", "B")


def test_scores_and_a_part() -> None:
    Path("h.yaml").write_text("a:\n  L0H1: 0.5\n  L0H0: 0.25\nb:\n  c:\n    L0H0: 1.5\n")
    found = read("h.yaml", at="a")
    assert found.scores is not None
    assert found.scores[0].tolist() == [[0.25, 0.5]]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A:\n  - [0, x]\n", "h.yaml: $.A[0]: head 'x' is not a whole number"),
        ("A:\n  - [0, 1]\nA:\n  - [1, 1]\n", "h.yaml:3:1: duplicate key 'A'"),
        ("A: !!python/name:os.system [[0, 1]]\n", "h.yaml:1:4: tag '!!python/name:os.system' is not allowed"),
        ("A: &x [*x]\n", "h.yaml:1:4: holds an alias of itself"),
        ("a: 1\nb: {c: 2}\n", "h.yaml: $.b: is YAML of no known shape"),
    ],
)
def test_errors_name_the_place(text: str, message: str) -> None:
    Path("h.yaml").write_text(text)
    with pytest.raises(InputError) as error:
        read("h.yaml")
    assert str(error.value).startswith(message)
