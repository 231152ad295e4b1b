"""A JSON record of one head: which keys name the head, its categories and its score."""

from typing import Any

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers.json.records import is_record
from tests.readers import Head, read_as

pytestmark = pytest.mark.usefixtures("workdir")


@pytest.mark.parametrize(
    ("record", "options", "heads"),
    [
        ({"category": "A", "note": "the first"}, {}, {"A": {(0, 1)}}),
        ({"labels": ["A", "B "]}, {}, {"A": {(0, 1)}, "B": {(0, 1)}}),
        ({"Type": "A; B"}, {}, {"A": {(0, 1)}, "B": {(0, 1)}}),
        ({"category": "A", "score": 0.7}, {"threshold": 0.5}, {"A": {(0, 1)}}),
        ({"category": "A", "Value": 0.4}, {"threshold": 0.5}, {"A": set()}),
        ({"category": True, "score": False}, {}, {"category": {(0, 1)}, "score": set()}),
        ({"": "A"}, {}, {"A": {(0, 1)}}),
    ],
)
def test_a_head_as_a_key_has_a_record(record: Any, options: Any, heads: dict[str, set[Head]]) -> None:
    # The record holds one category or several, and their score; other keys are not categories.
    assert read_as({"L0H1": record}, **options) == heads


def test_a_record_without_a_category_is_unclassified_even_with_a_score() -> None:
    assert read_as({"L0H1": {"category": "A"}, "L1H1": {"category": "", "score": 1}}) == {"A": {(0, 1)}}


def test_a_score_that_is_not_a_number_is_refused_with_its_path() -> None:
    with pytest.raises(InputError, match=r"\$\.L0H1\.score: score 'high' is not a finite number"):
        read_as({"L0H1": {"category": "A", "score": "high"}})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"layer": 1, "head": 2}, True),
        ({"Layer": "1", "h": 2}, True),
        ({"head": "L1H2"}, True),
        ({"head": "induction"}, False),
        ({"head": 2}, False),
        ({"layers": 12, "head": 2}, False),
        ({"layer": 1, "heads": 12}, False),
        ({"layer": 1, "head": [2]}, False),
        ([1, 2], False),
    ],
)
def test_a_record_has_a_key_for_the_layer_and_one_for_the_head(value: Any, expected: bool) -> None:
    assert is_record(value) is expected
