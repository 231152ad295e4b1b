"""Descriptions of few heads, of random heads, and of names that look like markup."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from headmap_cli.cli.main import run
from headmap_cli.cli.tables import escape_markdown
from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.describe.description import describe
from headmap_cli.describe.sections import as_text
from headmap_cli.style.schema import Style
from tests.helpers import random_data


@pytest.mark.slow
def test_random_heads_rarely_have_a_clear_pattern() -> None:
    texts = [
        as_text(describe(merge(random_data(["a", "b", "c"], 12, 10, 0.15, seed)), Style()), markdown=False)
        for seed in range(20)
    ]
    for claim in (
        "The densest area",
        "they are uneven",
        "a is the most localised",
        "overlap more",
        ", more than the",
    ):
        assert sum(claim in text for text in texts) <= 3, claim
    assert sum("No clear pattern over layers and heads in 3 categories" in text for text in texts) >= 17


def text_of(membership: object, names: tuple[str, ...] = ("a",)) -> str:
    data = Classification(names, np.array(membership, dtype=bool))
    return as_text(describe(merge(data), Style()), markdown=False)


def test_a_single_head_is_described_in_the_singular() -> None:
    text = text_of([[[1]]])
    assert "a has 1 head (100% of all, at L0H0)." in text
    assert "0 of 1 head (0%) are unclassified." in text


def test_zero_classified_heads_are_described() -> None:
    text = text_of(np.zeros((2, 5, 4)), ("a", "b"))
    assert "0 of 20 heads (0%) are in at least one category." in text
    assert "a has 0 heads (0% of all)." in text
    assert "0 heads (0%) are in more than one category." in text


def test_heads_that_are_all_in_all_categories_have_no_densest_area() -> None:
    text = text_of(np.ones((2, 6, 6)), ("a", "b"))
    assert "no area is denser than all 36 heads" in text
    assert "Heads in 2 categories are 36 (100%); 0 are adjacent to a head in one category" in text


@pytest.mark.parametrize("shape", [(1, 30), (30, 1), (2, 2), (1, 1)])
@pytest.mark.parametrize("absent", [0.0, 0.5, 1.0])
def test_grids_of_any_shape_are_described(shape: tuple[int, int], absent: float) -> None:
    data = random_data(["a", "b"], *shape, 0.5, absent=absent)
    assert "nan" not in as_text(describe(merge(data), Style()), markdown=False)


HOSTILE = ["x" * 500, "# head\n<script>", "a|*b*_c_", "日本 100%", "{k}\\n"]


def test_names_are_not_taken_for_markup(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    heads = {name: [[i, 0], [i, 1]] for i, name in enumerate(HOSTILE)}
    (tmp_path / "a.json").write_text(json.dumps(heads), encoding="utf-8")
    for format in ("text", "md"):
        assert run(["describe", str(tmp_path / "a.json"), "--grid", "5x3", "--format", format]) == 0
        out = capsysbinary.readouterr().out.decode()
        assert len(re.findall("^Panel|^## Panel", out, re.MULTILINE)) == 6
        assert "x" * 81 not in out
        assert "\n<script>" not in out
        assert ("\\<script\\>" if format == "md" else "\\n<script>") in out
    assert escape_markdown("a|*b*_c_") in out
