"""What an error says of heads outside the grid, of the base of indices, and of numbers at their limits."""

import json
from pathlib import Path

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.readers import error_lines, outside

pytestmark = pytest.mark.usefixtures("workdir")
HEADER = "layer,head,category\n"


def test_a_zero_in_an_earlier_row_tells_that_a_file_counts_from_0() -> None:
    """Its layers begin at 0 and its heads at 1; head 3 is one too many however it counts."""
    assert error_lines(f"{HEADER}0,3,A\n1,1,A\n", grid=(3, 3)) == [
        "h.csv:2:3: " + outside("head 3", "3 layers x 3 heads")
    ]


def test_heads_that_would_not_fit_when_swapped_get_no_such_hint() -> None:
    """Layer 3 could be a head of 4, but head 2 is no layer of 2."""
    assert error_lines(f"{HEADER}3,2,A\n", grid=(2, 4)) == [
        "h.csv:2:1: " + outside("layer 3", "2 layers x 4 heads")
    ]
    assert error_lines(f"{HEADER}3,1,A\n", grid=(2, 4)) == [
        "h.csv:2:1: "
        + outside("layer 3", "2 layers x 4 heads")
        + "; with layer and head swapped all heads would fit"
    ]


def lines_from_1(content: str, name: str) -> list[str]:
    Path(name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(name, grid=(2, 2), index_base=1)
    return caught.value.lines()


def test_errors_of_a_file_that_counts_from_1_say_its_own_numbers() -> None:
    assert lines_from_1(f"{HEADER}3,1,A\n", "h.csv")[0].startswith("h.csv:2:1: layer 3 is outside the grid")
    assert lines_from_1(json.dumps({"1-2": "A", "2-1": 0.5}), "h.json") == [
        "h.json: gives layer 2, head 1 a score, but layer 1, head 2 only a category; "
        "expected scores for all rows or none"
    ]


def test_a_flag_is_no_score() -> None:
    [line] = error_lines(json.dumps({"0-1": {"category": "A", "score": True}}), "h.json", threshold=0.5)
    assert line.startswith("h.json: $['0-1'].score: score ")
    assert "is not a finite number" in line


def test_the_mean_of_scores_near_the_largest_number_there_is() -> None:
    Path("h.json").write_text(json.dumps({"0-0": [1.5e308, 1.5e308], "0-1": [1.0, 2.0, 6.0]}))
    scores = read("h.json", grid=(1, 2), threshold=0.5).scores
    assert scores is not None
    assert scores.tolist() == [[[1.5e308, 3.0]]]


def test_null_is_called_as_json_writes_it() -> None:
    [line] = error_lines(json.dumps({"headmap": 1, "categories": None}), "h.json")
    assert line == "h.json: $.categories: expected {name: [[layer, head], ..]}, found null"
