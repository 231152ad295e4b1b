"""The published scores of Llama-3.1-8B's heads in the preset of all 20 relations of MAPS."""

from pathlib import Path

import pytest

from headmap_cli.cli.main import run
from tests.decoder import BARE, Grid, plain, png_grids

TABLE = Path(__file__).parent.parent.parent / "shared" / "real" / "maps_llama-3.1-8b_relation_scores.csv"
pytestmark = pytest.mark.skipif(not TABLE.exists(), reason="the real data is not beside the repository")

GRAY = "#d3d3d3"
COLORS = ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728")
HEADS = (60, 50, 102, 16)
# heads in two, three and four categories
COUNTS = {"#9467bd": 21, "#8c564b": 15, "#e377c2": 2}


def count(grid: Grid, color: str) -> int:
    return sum(plain(cell) == color for _, cell in grid.each())


def test_the_categories_have_the_published_numbers_of_heads_and_the_fourth_is_red(workdir: Path) -> None:
    sets = [word for setting in (*BARE, "layout.dpi=72") for word in ("--set", setting)]
    figure = workdir / "fig.png"
    arguments = ["render", str(TABLE), "--grid", "32x32", "--preset", "maps", *sets]
    assert run([*arguments, "-o", str(figure), "-q"]) == 0
    composite, *categories = png_grids(figure.read_bytes(), 32, 32)
    for grid, color, heads in zip(categories, COLORS, HEADS, strict=True):
        assert (count(grid, color), count(grid, GRAY)) == (heads, 1024 - heads)
    assert {color: count(composite, color) for color in COUNTS} == COUNTS
    assert sum(count(composite, color) for color in COLORS) == 133
