"""Sentences on charts, for figures that are small enough to count their heads by eye."""

import numpy as np

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.describe.description import describe
from headmap_cli.describe.sections import as_text
from headmap_cli.style.load import load_style


def test_the_depth_panel_counts_the_classified_heads_of_each_part() -> None:
    """Three layers in two parts: layers 0 and 1 are before the middle, at 1.5, and layer 2 is behind it."""
    membership = np.array([[[1, 0], [1, 1], [0, 0]], [[1, 0], [0, 0], [0, 1]]], dtype=bool)
    style = load_style(sets=["panels.show=[depth]", "panels.depth.bins=2"])
    text = as_text(describe(merge(Classification(("a", "b"), membership)), style), markdown=False)
    assert "Classified heads: 3 of 4 in layers 0 to 1 (75%) and 1 of 2 in layer 2 (50%).\n" in text
