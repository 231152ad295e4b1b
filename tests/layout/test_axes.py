"""Ticks: which a style has by default, and which stay where their labels would touch."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.layout.band_scale import BandScale
from headmap_cli.layout.ticks import Tick, cell_ticks, labels_are_clear, thin_ticks, tick_choices, tick_places
from headmap_cli.scene.marks import Label, Line
from headmap_cli.style.schema import AxesStyle, AxisStyle, LayoutStyle, Style
from tests.helpers import Panel, panels, random_data
from tests.layout.cases import Case


def places(n: int, *, step: int | None = None, lines: int | None = None) -> list[int]:
    return tick_places(AxisStyle("", "auto" if step is None else step, lines=lines), n)


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (1, [0]),
        (2, [0, 1]),
        (4, [0, 1, 2, 3]),
        (5, [0, 1, 2, 3, 4]),
        (9, [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        (10, [0, 2, 4, 6, 8, 9]),
        (12, [0, 2, 4, 6, 8, 10, 11]),
        (16, [0, 3, 6, 9, 12, 15]),
        (28, [0, 5, 10, 15, 20, 25]),  # 27 is 2 from 25, less than half of 5
        (32, [0, 6, 12, 18, 24, 30]),
        (36, [0, 7, 14, 21, 28, 35]),
        (40, [0, 8, 16, 24, 32, 39]),
        (41, [0, 8, 16, 24, 32, 40]),
        (48, [0, 9, 18, 27, 36, 45]),
        (64, [0, 12, 24, 36, 48, 60]),
        (80, [0, 16, 32, 48, 64, 79]),
        (128, [0, 25, 50, 75, 100, 125]),
    ],
)
def test_default_ticks_are_a_fifth_of_the_axis_apart(n: int, expected: list[int]) -> None:
    assert places(n) == expected


@given(st.integers(1, 3000))
def test_default_ticks_follow_the_rule_for_every_size(n: int) -> None:
    """Multiples of max(1, n // 5) up to n - 1, and n - 1 if it is at least half a step after the last one."""
    step = max(1, n // 5)
    expected = [i for i in range(n) if i % step == 0]
    if n - 1 not in expected and (n - 1) - expected[-1] >= step / 2:
        expected.append(n - 1)
    assert places(n) == expected


@pytest.mark.parametrize(
    ("n", "step", "expected"), [(12, 4, [0, 4, 8, 11]), (12, 5, [0, 5, 10]), (3, 50, [0]), (30, 50, [0, 29])]
)
def test_ticks_have_the_step_of_the_style(n: int, step: int, expected: list[int]) -> None:
    assert places(n, step=step) == expected


@pytest.mark.parametrize(
    ("n", "lines", "expected"),
    [
        (36, 12, [0, 12, 24, 35]),
        (40, 8, [0, 8, 16, 24, 32, 39]),
        (40, 3, [0, 9, 18, 27, 36]),  # the least multiple of 3 from 8 on; 39 is 3 from 36
        (40, 1, [0, 8, 16, 24, 32, 39]),
        (8, 30, [0]),
    ],
)
def test_ticks_are_at_lines_between_cells(n: int, lines: int, expected: list[int]) -> None:
    assert places(n, lines=lines) == expected


def test_a_step_or_a_list_of_ticks_goes_before_lines() -> None:
    assert places(12, step=5, lines=4) == [0, 5, 10]
    assert tick_places(AxisStyle("", ticks=(3, 12, 13, 0), lines=4), 12) == [0, 3, 12]


def test_fewer_ticks_are_as_even_as_all() -> None:
    """First the last index goes, and then every second tick."""
    assert list(tick_choices(AxisStyle(""), 12)) == [
        [0, 2, 4, 6, 8, 10, 11],
        [0, 2, 4, 6, 8, 10],
        [0, 4, 8, 11],
        [0, 4, 8],
        [0, 6, 11],
        [0, 6],
        [0, 8],
        [0, 10],
        [0, 11],
        [0],
    ]
    assert list(tick_choices(AxisStyle("", ticks=(1, 5, 6, 12)), 12)) == [[1, 5, 6, 12], [1, 6], [1, 12], [1]]


lengths = st.floats(0, 100, allow_nan=False)


@settings(deadline=None)
@given(st.lists(st.tuples(lengths, lengths), min_size=1, max_size=30), st.booleans())
def test_labels_that_stay_do_not_touch_and_are_the_most_that_fit(
    labels: list[tuple[float, float]], downwards: bool
) -> None:
    middles = sorted((place for place, _ in labels), reverse=downwards)
    sizes = [size for _, size in labels]
    ticks = [Tick(0, middle, str(i)) for i, middle in enumerate(middles)]

    def clear(every: int) -> bool:
        kept = range(0, len(middles), every)
        return all(abs(middles[b] - middles[a]) >= (sizes[a] + sizes[b]) / 2 for a, b in pairwise(kept))

    kept = [int(tick.text) for tick in thin_ticks(ticks, lambda text: sizes[int(text)])]
    every = kept[1] if len(kept) > 1 else len(middles)
    assert kept == list(range(0, len(middles), every))
    assert clear(every)
    assert not any(clear(smaller) for smaller in range(1, every))


@pytest.mark.parametrize(
    ("middles", "sizes", "clear"),
    [([0, 10], [10, 10], True), ([0, 10], [10, 10.1], False), ([10, 0], [19, 1], True), ([5], [99], True)],
)
def test_labels_are_clear_if_their_boxes_do_not_overlap(
    middles: list[float], sizes: list[float], clear: bool
) -> None:
    assert labels_are_clear(middles, sizes) == clear


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(6, "0 8 16 24 32 39"), (5, "0 8 16 24 32"), (3, "0 16 32"), (2, "0 24"), (1, "0 39"), (0.1, "0")],
)
def test_ticks_leave_room_for_their_labels(cell: float, expected: str) -> None:
    """Each label needs 36 pixels along the axis."""
    scale = BandScale(40, 1)
    ticks = cell_ticks(AxisStyle(""), scale, 1, lambda _: 36 / cell)
    assert " ".join(tick.text for tick in ticks) == expected


def axis_below(panel: Panel) -> tuple[list[float], list[str]]:
    """The middles of the ticks below a panel, from its left edge, and the labels at them."""
    left, top, _, height = panel.area
    lines = [item.rect for item in panel.group.items if isinstance(item, Line)]
    middles = [x + width / 2 - left for x, y, width, _ in lines if y > top + height]
    labels = [item for item in panel.group.items if isinstance(item, Label) and not item.angle]
    return middles, [label.text for label in labels if label.rect[1] >= top + height]


def panel_of(layers: int, heads: int, axis: AxisStyle, cell: float) -> Panel:
    style = Style(axes=AxesStyle(layer=axis, head=AxisStyle("")), layout=LayoutStyle(cell=cell))
    return panels(Case(random_data(["a"], layers, heads), style).scene())[0]


def test_tick_labels_are_thinned_evenly_from_0_where_cells_are_small() -> None:
    _, labels = axis_below(panel_of(12, 3, AxisStyle("", 1), cell=30))
    assert labels == [str(n) for n in range(12)]
    _, labels = axis_below(panel_of(130, 3, AxisStyle("", 1), cell=2))
    numbers = [int(text) for text in labels]
    assert numbers[0] == 0
    assert 3 < len(numbers) < 30
    *steps, last_step = [b - a for a, b in pairwise(numbers)]
    assert len(set(steps)) == 1
    assert steps[0] / 2 <= last_step <= steps[0]


@pytest.mark.parametrize(("layers", "heads"), [(4, 100), (100, 4), (36, 40), (12, 12), (126, 128)])
@pytest.mark.parametrize("cell", [1, 2.5, 10])
def test_each_tick_has_its_label_and_lies_on_its_cell(layers: int, heads: int, cell: float) -> None:
    panel = panel_of(layers, heads, AxisStyle(""), cell)
    middles, labels = axis_below(panel)
    pixels = panel.area[2] / layers
    assert middles == pytest.approx([(int(text) + 0.5) * pixels for text in labels], abs=0.5)
    assert int(labels[-1]) < layers
