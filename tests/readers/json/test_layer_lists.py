"""Lists with an item for each layer: rows of names, names before numbers, and the indices of heads."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read

pytestmark = pytest.mark.usefixtures("workdir")


def read_document(document: Any, **options: Any) -> Any:
    Path("h.json").write_text(json.dumps(document))
    return read("h.json", **options)


def heads_by_category(found: Any) -> dict[str, list[list[int]]]:
    members = zip(found.categories, found.membership, strict=True)
    return {name: np.argwhere(member).tolist() for name, member in members}


NAMED = {"ab": [[1, 0]], "vs": [[0, 0], [0, 1], [1, 1]]}
NAMED_SCORES = {"ab": {(1, 0): 0.4}, "vs": {(0, 0): 0.9, (0, 1): 0.1, (1, 1): 0.7}}
NAMES_BEFORE_NUMBERS: dict[str, Any] = {
    "lists": [[["vs", 0.9], ["vs", 0.1]], [["ab", 0.4], ["vs", 0.7]]],
    "objects": [{"0": ["vs", 0.9], "1": ["vs", 0.1]}, {"0": ["ab", 0.4], "1": ["vs", 0.7]}],
    "MInference": [
        {"0": ["vs", 1000, 6096, 0.9], "1": ["vs", 30, 800, 0.1]},
        {"0": ["ab", 100, 800, 0.4], "1": ["vs", 500, 700, 0.7]},
    ],
    "layers by name": {
        "layer_0": {"head_0": ["vs", 0.9], "head_1": ["vs", 0.1]},
        "layer_1": {"head_0": ["ab", 0.4], "head_1": ["vs", 0.7]},
    },
    "heads": {"L0H0": ["vs", 0.9], "L0H1": ["vs", 0.1], "L1H0": ["ab", 0.4], "L1H1": ["vs", 0.7]},
}


@pytest.mark.parametrize("document", NAMES_BEFORE_NUMBERS.values(), ids=NAMES_BEFORE_NUMBERS)
def test_a_name_before_numbers_is_a_category_with_a_score(document: Any) -> None:
    found = read_document(document)
    assert heads_by_category(found) == NAMED
    for name, scores in zip(found.categories, found.scores, strict=True):
        known = {tuple(head): scores[tuple(head)] for head in np.argwhere(~np.isnan(scores)).tolist()}
        assert known == NAMED_SCORES[name]


@pytest.mark.parametrize("document", NAMES_BEFORE_NUMBERS.values(), ids=NAMES_BEFORE_NUMBERS)
def test_a_rule_selects_by_the_last_number(document: Any) -> None:
    assert heads_by_category(read_document(document, threshold=0.5)) == {"ab": [], "vs": [[0, 0], [1, 1]]}


def test_short_rows_of_names_need_missing() -> None:
    document = [["A", "B", "A"], ["A"]]
    with pytest.raises(InputError) as error:
        read_document(document)
    assert str(error.value) == (
        "h.json: $[1]: row has 1 name where others have 3; --missing absent leaves the rest out"
    )
    found = read_document(document, missing="absent")
    assert heads_by_category(found) == {"A": [[0, 0], [0, 2], [1, 0]], "B": [[0, 1]]}
    assert np.argwhere(~found.present).tolist() == [[1, 1], [1, 2]]
    assert read_document(document, missing="unclassified").present.all()


INDICES: dict[str, tuple[Any, dict[str, Any], dict[str, list[list[int]]]]] = {
    "an empty layer": ([[1, 2], [], [3]], {}, {"h": [[0, 1], [0, 2], [2, 3]]}),
    "the first layer empty": ([[], [1], [0, 3]], {}, {"h": [[1, 1], [2, 0], [2, 3]]}),
    "many heads": ([[0, 1, 2, 3], [], [2, 3]], {}, {"h": [[0, 0], [0, 1], [0, 2], [0, 3], [2, 2], [2, 3]]}),
    "below a key": ({"n": 1, "heads": [[1], [], [2, 3]]}, {}, {"h": [[0, 1], [2, 2], [2, 3]]}),
    "categories": (
        {"A": [[1], [], [0, 3]], "B": [[], [2], []]},
        {},
        {"A": [[0, 1], [2, 0], [2, 3]], "B": [[1, 2]]},
    ),
    "the grid": ([[1, 4, 7], [2], [3]], {"grid": (3, 8)}, {"h": [[0, 1], [0, 4], [0, 7], [1, 2], [2, 3]]}),
    "the format": (
        [[1, 4, 7], [2], [3]],
        {"input_format": "heads"},
        {"h": [[0, 1], [0, 4], [0, 7], [1, 2], [2, 3]]},
    ),
    "from one": ([[1, 2], [], [3]], {"index_base": 1}, {"h": [[0, 0], [0, 1], [2, 2]]}),
}


@pytest.mark.parametrize(("document", "options", "expected"), INDICES.values(), ids=INDICES)
def test_indices_of_the_heads_of_each_layer(
    document: Any, options: dict[str, Any], expected: dict[str, list[list[int]]]
) -> None:
    assert heads_by_category(read_document(document, **options)) == expected


@pytest.mark.parametrize(
    ("document", "options", "message"),
    [
        ([[1, 4, 7, 9], [2], [3, 5]], {}, "$: could be the heads of each layer, or a matrix"),
        ([[1], [], [3]], {"grid": (4, 4)}, "$: has 3 lists of heads where the grid has 4 layers"),
        ([[1], [], [9]], {"grid": (3, 4)}, "$[2][0]: head 9 is outside the grid of 3 layers x 4 heads"),
        # Pairs of which one is cut off are no lists of indices.
        ([[5, 1], [6, 9], [7, 2], []], {}, "$[3]: '[]' is not a head"),
        ({"A": [[5, 1], [6, 9]], "B": [[1, 2], []]}, {}, "$.B[1]: '[]' is not a head"),
    ],
)
def test_what_may_mean_something_else_is_refused(
    document: Any, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError) as error:
        read_document(document, **options)
    assert message in str(error.value)


def test_pairs_and_matrices_stay_what_they_are() -> None:
    assert heads_by_category(read_document([[0, 1], [2, 3]])) == {"h": [[0, 1], [2, 3]]}
    ragged = read_document([[1, 4, 7, 9], [2], [3, 5]], missing="absent")
    assert ragged.scores[0][0].tolist() == [1, 4, 7, 9]
