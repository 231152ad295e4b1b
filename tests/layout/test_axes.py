"""Ticks: the default steps, and which labels stay where they would touch."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.layout.ticks import default_ticks, thin_labels
from headmap_cli.scene.marks import Label
from headmap_cli.style.schema import AxesStyle, AxisStyle, LayoutStyle, Style
from tests.helpers import panels, random_data
from tests.layout.cases import Case


@pytest.mark.parametrize(
    ("n", "expected"),
    [
        (1, [0, 1]),
        (2, [0, 1, 2]),
        (4, [0, 1, 2, 3, 4]),
        (5, [0, 1, 2, 3, 4, 5]),
        (9, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (10, [0, 2, 4, 6, 8, 10]),
        (12, [0, 2, 4, 6, 8, 10, 12]),
        (36, [0, 7, 14, 21, 28, 35]),
        (40, [0, 8, 16, 24, 32, 40]),
        (41, [0, 8, 16, 24, 32, 40]),
        (128, [0, 25, 50, 75, 100, 125]),
    ],
)
def test_default_ticks_are_a_fifth_of_the_axis_apart(n: int, expected: list[int]) -> None:
    assert default_ticks(n) == expected


@pytest.mark.parametrize(
    ("n", "step", "expected"), [(12, 4, [0, 4, 8, 12]), (12, 5, [0, 5, 10]), (3, 50, [0])]
)
def test_ticks_have_the_step_of_the_style(n: int, step: int, expected: list[int]) -> None:
    assert default_ticks(n, step) == expected


lengths = st.floats(0, 100, allow_nan=False)


@settings(deadline=None)
@given(st.lists(st.tuples(lengths, lengths), min_size=1, max_size=30))
def test_labels_that_stay_do_not_touch_and_are_the_most_that_fit(labels: list[tuple[float, float]]) -> None:
    places = sorted(place for place, _ in labels)
    sizes = [size for _, size in labels]

    def clear(every: int) -> bool:
        kept = range(0, len(places), every)
        return all(places[b] - places[a] >= (sizes[a] + sizes[b]) / 2 for a, b in pairwise(kept))

    kept = thin_labels(places, sizes)
    every = kept[1] if len(kept) > 1 else len(places)
    assert kept == list(range(0, len(places), every))
    assert clear(every)
    assert not any(clear(smaller) for smaller in range(1, every))


@pytest.mark.parametrize(
    ("places", "size", "expected"),
    [
        ([0, 10, 20, 30], 10, [0, 1, 2, 3]),
        ([0, 10, 20, 30], 10.1, [0, 2]),
        ([0, 10, 20, 30], 21, [0, 3]),
        ([0, 10, 20, 30], 99, [0]),
        ([5], 99, [0]),
    ],
)
def test_every_label_or_every_second_or_third_is_kept(
    places: list[float], size: float, expected: list[int]
) -> None:
    assert thin_labels(places, [size] * len(places)) == expected


def tick_labels(layers: int, step: int, cell: float) -> list[str]:
    """What stands at the ticks below the composite of a model with so many layers."""
    style = Style(axes=AxesStyle(layer=AxisStyle("", step)), layout=LayoutStyle(cell=cell))
    panel = panels(Case(random_data(["a"], layers, 3), style).scene())[0]
    bottom = panel.area[1] + panel.area[3]
    return [i.text for i in panel.group.items if isinstance(i, Label) and i.rect[1] >= bottom and not i.angle]


def test_tick_labels_are_thinned_evenly_from_0_where_cells_are_small() -> None:
    assert tick_labels(12, 1, cell=30) == [str(n) for n in range(13)]
    numbers = [int(text) for text in tick_labels(130, 1, cell=2)]
    assert numbers[0] == 0
    assert 3 < len(numbers) < 30
    assert len({b - a for a, b in pairwise(numbers)}) == 1
