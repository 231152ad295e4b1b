"""Figures small enough to be worked out with a pencil, and what they hold as short lines.

All text is 10 points at 72 dpi, without fonts: a character is 6 pixels wide (an em), 8 high and 3 deep, and a
line 12. A line of frame or tick is 1 pixel, a tick 0.38 x 10 = 4 long, a gap 0.28 x 10 = 3.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from headmap_cli.layout.axes import AxisLook, axis_look
from headmap_cli.layout.band_scale import BandScale
from headmap_cli.layout.panels.frame import ChartSpace
from headmap_cli.scene.marks import Box, Cells, Dots, Group, Hatch, Item, Label, Line, Wedges
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import Style
from headmap_cli.text.measure import Measure
from tests.helpers import fixed_measure

TENS = [f"text.size.{kind}=10" for kind in ("title", "panel", "axis", "tick", "legend", "caption")]
TWO_COLUMNS, THREE_ROWS = BandScale(2, 20), BandScale(3, 20)
MEASURE: Measure = fixed_measure(72)


def plain_style(*sets: str) -> Style:
    return load_style(sets=["layout.dpi=72", "frame.width=1", "frame.color='#000000'", *TENS, *sets])


def plain_look(*sets: str) -> AxisLook:
    return axis_look(plain_style(*sets), MEASURE)


def chart_space(
    *sets: str,
    across: BandScale = TWO_COLUMNS,
    down: BandScale = THREE_ROWS,
    min_side: int = 60,
) -> ChartSpace:
    """What a chart beside maps of 2 layers along x and 3 heads can adapt to."""
    return ChartSpace(plain_style(*sets), across, down, min_side, plain_look(*sets))


def listed(items: Iterable[Item]) -> list[str]:
    """A line for each item: what it is, x, y, width, height, its anchor, and its colour if any."""
    return list(_lines(items))


def _lines(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        match item:
            case Group():
                yield f"{item.id}:"
                yield from (f"  {line}" for line in _lines(item.items))
            case Line():
                yield f"line {_numbers(item.rect)} {item.color}"
            case Label():
                turned = " turned" if item.angle else ""
                anchor = f"{item.align} of {_numbers((item.x, item.y))}"
                yield f"{item.text!r}{turned} {_numbers(item.rect)}, {anchor}"
            case Box():
                ring = f" in {item.line:g} of {item.frame}" if item.frame else ""
                yield f"box {_numbers(item.rect)}{f' {item.fill}' if item.fill else ''}{ring}"
            case Hatch():
                origin = "their corners" if item.origin is None else _numbers(item.origin)
                where, lines = _all(item.rects), f"{item.period:g} apart from {origin}"
                yield f"{item.id} {item.kind} {item.color} {where}, {lines}"
            case Wedges():
                yield f"{item.id} {item.color} {_all(item.rects)} from {item.cut}"
            case Cells() | Dots():
                yield f"{item.id} {item.color} {_all(item.rects)}"


def _all(rects: npt.NDArray[np.int64]) -> str:
    return "; ".join(map(_numbers, rects.tolist()))


def _numbers(rect: Iterable[float]) -> str:
    return " ".join(f"{number:g}" for number in rect)
