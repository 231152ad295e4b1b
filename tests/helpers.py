"""What the tests of layout and writers share: made-up data, text without fonts, and Scenes taken apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.scene.marks import Box, Cells, Group, Item, Label, Rect, Scene
from headmap_cli.text.fonts import choose_fonts, warn_of_fonts
from headmap_cli.text.measure import Extent, Measure

Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

NOTHING = ""
"""The colour of a place in a panel where no cell is painted."""


def fixed_measure(dpi: float) -> Measure:
    """A measurer without fonts: every character is 0.6 sizes wide, 0.76 tall, and goes 0.24 below."""
    return lambda text, size, _bold: Extent(
        0.6 * size * len(text) * dpi / 72, 0.76 * size * dpi / 72, 0.24 * size * dpi / 72
    )


def random_data(
    names: Sequence[str], layers: int, heads: int, density: float = 0.2, seed: int = 0, absent: float = 0.0
) -> Classification:
    random = np.random.default_rng(seed)
    present = random.random((layers, heads)) >= absent
    membership = (random.random((len(names), layers, heads)) < density) & present
    return Classification(tuple(names), membership, present)


def uneven_measure(dpi: float) -> Measure:
    """A measurer whose characters differ, as those of real fonts do: wide W, tall b and d, deep c."""

    def extent(text: str, size: float, _bold: bool) -> Extent:
        width = sum({"W": 1.0, "m": 0.97, "a": 0.3}.get(char, 0.6) for char in text)
        ascent = 1.3 if set(text) & set("bd日") else 0.76
        descent = 0.5 if "c" in text else 0.24
        return Extent(width * size * dpi / 72, ascent * size * dpi / 72, descent * size * dpi / 72)

    return extent


# --- a Scene taken apart ---


@dataclass(frozen=True)
class Panel:
    """A panel's group, and the area that its frame encloses."""

    group: Group
    area: Rect


def panels(scene: Scene) -> list[Panel]:
    """The panels that are maps, in the scene's order, the composite first."""
    maps = {panel.id for panel in scene.panels}
    return [Panel(group, frame(group).rect) for group in scene.groups if group.id in maps]


def charts(scene: Scene) -> list[Panel]:
    """The panels that are no maps."""
    maps = {panel.id for panel in scene.panels}
    found = [group for group in scene.groups if group.id.startswith("panel-") and group.id not in maps]
    return [Panel(group, frame(group).rect) for group in found]


def frame(panel: Group) -> Box:
    (box,) = [item for item in panel.items if isinstance(item, Box) and item.frame]
    assert box.fill is None
    return box


def legend_of(scene: Scene) -> list[Group]:
    """The legend's entries from top to bottom; none where there is no legend."""
    return [
        entry
        for group in scene.groups
        if group.id == "legend"
        for entry in group.items
        if isinstance(entry, Group)
    ]


def swatch(entry: Group) -> Box:
    (box,) = [item for item in entry.items if isinstance(item, Box)]
    return box


def all_ids(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Group):
            yield item.id
            yield from all_ids(item.items)
        elif isinstance(item, Cells):
            yield item.id


def words(items: Sequence[Item]) -> str:
    """The text of the labels among items, line after line, without the spaces where lines may break."""
    return squeezed("".join(item.text for item in items if isinstance(item, Label)))


def squeezed(text: str) -> str:
    return "".join(text.split())


def painted(panel: Panel, across: int, down: int) -> npt.NDArray[np.str_]:
    """The colour of each cell (rows, columns) after all of the panel's Cells are painted in order."""
    x0, y0, width, height = map(int, panel.area)
    assert (width % across, height % down) == (0, 0)
    assert width // across == height // down > 0
    cell = width // across
    colors = np.full((down, across), NOTHING, dtype="<U7")
    for item in panel.group.items:
        if not isinstance(item, Cells):
            continue
        for x, y, w, h in (item.rects - [x0, y0, 0, 0]).tolist():
            assert not any(v % cell for v in (x, y, w, h))
            assert w > 0
            assert h > 0
            assert 0 <= x <= x + w <= width
            assert 0 <= y <= y + h <= height
            colors[y // cell : (y + h) // cell, x // cell : (x + w) // cell] = item.color
    return colors


# --- what a figure should say ---


def occurring_codes(data: Classification) -> list[int]:
    """The codes of the legend from bottom to top: unclassified, all categories, the counts that occur."""
    members = data.membership.sum(axis=0)
    counts = [k for k in range(2, len(data.categories) + 1) if (members == k).any()]
    return [*range(len(data.categories) + 1), *(len(data.categories) + k - 1 for k in counts)]


def codes_by_color(colors: npt.NDArray[np.str_], data: Classification, legend: Sequence[str]) -> Codes:
    """Colours -> codes, by the legend's colours from top to bottom; -1 where nothing is painted."""
    code = dict(zip(legend[::-1], occurring_codes(data), strict=True)) | {NOTHING: -1}
    decoded: Codes = np.vectorize(code.__getitem__, otypes=[np.int64])(colors)
    return decoded


def expected_codes(data: Classification, x: str = "layer") -> list[Codes]:
    """The codes of each panel (rows, columns): the composite's, then each category's own or 0.

    A figure of a single category has no composite, which would show the same.
    """
    composite = merge(data).code
    own = [np.where(data.present, np.where(member, c + 1, 0), -1) for c, member in enumerate(data.membership)]
    codes = own if len(own) == 1 else [composite, *own]
    return [code.T if x == "layer" else code for code in codes]


def covering_family(family: tuple[str, ...], text: str) -> tuple[str, ...]:
    """The fonts that are chosen for a text, after the warnings about them."""
    choice = choose_fonts(family, text)
    warn_of_fonts(choice)
    return choice.family
