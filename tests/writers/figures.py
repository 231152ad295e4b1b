"""Scenes for the tests of the writers, laid out with the real fonts."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from headmap_cli.core.classification import Classification
from headmap_cli.render import Drawing
from headmap_cli.scene.marks import Scene
from headmap_cli.style.schema import AxesStyle, CategoryStyle, LayoutStyle, Style
from tests.helpers import random_data

MARKUP = ("$x$ <b>&_^\\", "a^{2}_b", "</svg>", "日本")
"""Labels that some renderer would take for markup, and one that DejaVu Sans has no letters for."""


def style(x: str = "layer", cell: float | str = "auto", title: str = "", **labels: str) -> Style:
    return Style(
        title=title,
        axes=AxesStyle(x=x),  # type: ignore[arg-type]  # a Literal
        layout=LayoutStyle(cell=cell),
        categories={name: CategoryStyle(label=label) for name, label in labels.items()},
    )


def typical(
    names: Sequence[str] = ("Knowledge", "Algorithmic", "Linguistic"), heads: int = 280
) -> Classification:
    """36 x 40 with so many classified heads, most of them in one category, as in the figure of the field."""
    random = np.random.default_rng(1)
    membership = np.zeros((len(names), 36 * 40), dtype=bool)
    chosen = random.permutation(36 * 40)[:heads]
    membership[random.integers(0, len(names), heads), chosen] = True
    membership[0, chosen[: heads // 6]] = True
    return Classification(tuple(names), membership.reshape(len(names), 36, 40))


@cache
def figure() -> Scene:
    """The typical figure."""
    return Drawing(typical()).scene


@cache
def marked_up() -> Scene:
    """A figure whose labels look like markup."""
    return Drawing(random_data(MARKUP, 6, 6, 0.3), style(title="<i>\x07 $\\alpha$ & more")).scene
