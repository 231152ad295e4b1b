"""The alt text of a figure, and the command that prints it."""

import numpy as np
import pytest

from headmap_cli.cli.main import run
from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.describe.alt_text import NO_PATTERN, alt_text
from headmap_cli.readers import read
from headmap_cli.render import Drawing
from tests.test_sample_circuit import IOI
from tests.test_sample_data import (
    KNOWLEDGE,
    TABLE,
    area,
    heads_of,
)


def sample() -> Classification:
    return read(TABLE, grid=(36, 41))


def test_the_alt_text_is_the_one_that_figures_carry(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["describe", str(TABLE), "--grid", "36x41", "--alt"]) == 0
    text = capsysbinary.readouterr().out.decode().strip()
    assert text == Drawing(sample()).metadata.description
    assert text.endswith(
        "The strongest pattern of a category: 73 of the 117 heads of Knowledge (62%) are in layers 14 to 27, "
        "heads 16 to 31, which hold 15% of all heads."
    )
    cells = heads_of(KNOWLEDGE) & area(range(14, 28), range(16, 32))
    assert len(cells) == 73


def test_alt_and_a_format_are_refused_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["describe", str(TABLE), "--grid", "36x41", "--alt", "--format", "md"]) == 2
    assert "--alt is plain text" in capsys.readouterr().err


def alt_text_of(data: Classification) -> str:
    return alt_text(merge(data), list(data.categories))


def one_category(heads: list[tuple[int, int]], grid: tuple[int, int]) -> Classification:
    membership = np.zeros((1, *grid), dtype=bool)
    for layer, head in heads:
        membership[0, layer, head] = True
    return Classification(("A",), membership, np.ones(grid, dtype=bool))


def test_the_number_of_categories_is_not_taken_for_a_number_of_categories_of_a_head() -> None:
    text = alt_text_of(sample())
    assert "in 3 categories" not in text
    assert text.startswith(
        "Map of 1476 attention heads (36 layers of 41 heads) and the categories that they are in. "
        "There are 3 categories: "
    )


def test_layers_with_few_and_with_many_classified_heads_are_mentioned() -> None:
    random = np.random.default_rng(3)
    membership = random.random((2, 20, 20)) < 0.25
    membership[:, :4] = False
    membership[0, 1, 5] = True
    data = Classification(("A", "B"), membership, np.ones((20, 20), dtype=bool))
    expected = membership.any(axis=0).sum() * 80 / 400
    assert (
        f"nly 1 of the 80 heads in layers 0 to 3 is classified, where an even spread would put {expected:.0f}"
        in alt_text_of(data)
    )


def test_heads_that_keep_to_a_few_layers_are_mentioned() -> None:
    """The backup name movers of the sample circuit are eight heads of layers 9 to 11, far apart in these."""
    text = alt_text_of(read(IOI))
    assert "all 8 heads of Backup Name Mover are in layers 9 to 11, which hold 25% of all heads." in text


def test_heads_at_random_have_no_pattern_in_nineteen_of_twenty_cases() -> None:
    random = np.random.default_rng(0)
    found = 0
    for _ in range(100):
        places = random.choice(12 * 12, size=20, replace=False)
        data = one_category([(int(place) // 12, int(place) % 12) for place in places], (12, 12))
        found += NO_PATTERN not in alt_text_of(data)
    assert found <= 5


def test_one_category_is_described_once() -> None:
    data = one_category([(layer, head) for layer in range(2) for head in range(10)], (10, 10))
    assert alt_text_of(data) == (
        "Map of 100 attention heads (10 layers of 10 heads) and the categories that they are in. "
        "There is one category: A with 20 heads; 80 are not in it. "
        "The strongest pattern: all 20 heads of A are in layers 0 to 1, which hold 20% of all heads."
    )
