"""The cutoffs that are found from the selected heads are those that selected them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import headmap_cli
from headmap_cli.core.canonical import to_csv, to_json
from headmap_cli.core.classification import Classification
from headmap_cli.core.cutoffs import common_cutoffs
from headmap_cli.core.errors import InputError
from headmap_cli.core.rule import Rule

SCORES = np.random.default_rng(4).normal(size=(3, 20, 20))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"threshold": 0.3}, (0.3,)),
        ({"threshold": -1.5}, (-1.5,)),
        ({"below": -0.5}, (-0.5,)),
        ({"threshold": 1, "abs": True}, (-1.0, 1.0)),
        ({"top": 20}, ()),
    ],
)
def test_cutoffs_are_those_of_the_rule(rule: dict[str, Any], expected: tuple[float, ...]) -> None:
    data = Classification.from_scores(SCORES, ["A", "B", "C"], **rule)
    assert common_cutoffs(data) == expected


@settings(deadline=None)
@given(
    st.lists(st.integers(-50, 50), min_size=6, max_size=6),
    st.integers(-60, 60),
    st.sampled_from([("threshold", False), ("below", False), ("threshold", True)]),
)
def test_the_cutoff_is_the_number_of_the_rule_even_if_few_scores_are_near(
    scores: list[int], number: int, kind: tuple[str, bool]
) -> None:
    name, by_magnitude = kind
    cut = abs(number) / 10 if by_magnitude else number / 10
    values = np.array(scores, dtype=float).reshape(1, 2, 3) / 10
    rule: dict[str, Any] = {name: cut, "abs": by_magnitude} if by_magnitude else {name: cut}
    data = Classification.from_scores(values, ["A"], **rule)
    expected = (-cut, cut) if by_magnitude else (cut,)
    found = common_cutoffs(data)
    if by_magnitude and len(found) == 1:
        # All scores beyond the cut have one sign, and one number says it all.
        assert abs(found[0]) == cut
    else:
        assert found == expected
    assert data.rules == (Rule(**{name: cut}, abs=by_magnitude),)  # type: ignore[arg-type]


@pytest.mark.parametrize("write", [to_json, to_csv], ids=["json", "csv"])
def test_rules_are_kept_by_the_canonical_forms_and_by_figures(
    write: Callable[[Classification], bytes], tmp_path: Path
) -> None:
    data = Classification.from_scores(SCORES, ["A", "B", "C"], threshold=0.3, top="5%")
    path = tmp_path / "canonical"
    path.write_bytes(write(data))
    assert headmap_cli.read(path) == data
    assert headmap_cli.read(path).rules == (Rule(0.3, "5%"),) * 3
    picture = tmp_path / "fig.svg"
    headmap_cli.save(data, picture)
    assert headmap_cli.read(picture) == data


def test_a_rule_of_a_canonical_file_that_is_not_one_is_refused_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        '{"headmap": 1, "grid": {"layers": 1, "heads": 1}, "rules": {"A": 3}, "categories": {"A": []}}'
    )
    with pytest.raises(InputError, match="rules"):
        headmap_cli.read(path)


def test_cutoff_separates_the_selected_heads_whatever_their_scores() -> None:
    random = np.random.default_rng(0)
    for exponent in (-300, -8, 0, 7, 300):
        scores = random.normal(size=(1, 9, 9)) * 10.0**exponent
        threshold = np.sort(scores.ravel())[60]
        data = Classification(("A",), scores > threshold, scores=scores)
        [cutoff] = common_cutoffs(data)
        assert ((scores > cutoff) == data.membership).all()


def test_heads_that_no_cutoff_separates_have_none() -> None:
    membership = np.random.default_rng(1).random(SCORES.shape) < 0.5
    assert common_cutoffs(Classification(("A", "B", "C"), membership, scores=SCORES)) == ()
    assert common_cutoffs(Classification(("A", "B", "C"), SCORES < 99, scores=SCORES)) == ()
