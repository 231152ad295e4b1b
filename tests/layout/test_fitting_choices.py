"""Which columns are tried, which pages are too tall, and the errors if nothing fits."""

import pytest

from headmap_cli.core.errors import HeadmapError
from headmap_cli.layout.column_choices import column_choices
from headmap_cli.layout.fitting import Fit, Requirements, fit
from headmap_cli.style.schema import LayoutStyle
from tests.layout.test_fitting import Size


def needs(panels: int = 4, flows: bool = False, width: int = 62, **heights: int) -> Requirements:
    """Pages of one width, and of a height for each number of columns, whatever the cell."""

    def measure(columns: int, _cell: int, _page: int) -> Size:
        return Size(width, heights.get(f"c{columns}", 100))

    return Requirements(panels, (12, 10), flows, 1, measure)


@pytest.mark.parametrize(
    ("panels", "flows", "expected"),
    [
        (4, False, [4, 2, 1]),  # three and one would leave two holes
        (5, False, [5, 3, 2, 1]),
        (4, True, [4, 2, 1]),  # the legend stands between the panels of two full rows
        (6, True, [6, 3, 2, 1]),
        (7, True, [7, 4, 3, 2, 1]),  # with the legend eight: two rows of four
        (1, True, [1]),
    ],
)
def test_columns_are_tried_that_leave_the_fewest_holes(panels: int, flows: bool, expected: list[int]) -> None:
    assert column_choices(panels, flows) == expected


def test_the_lowest_page_is_taken_if_all_are_too_tall() -> None:
    best = fit(LayoutStyle(width=500.0, dpi=72), needs(c4=3000, c2=2000, c1=5000))
    assert best.columns == 2


@pytest.mark.parametrize(
    ("width", "height", "columns"), [(1000, 1400, 4), (1000, 1401, 2), (300, 648, 4), (300, 649, 2)]
)
def test_a_page_is_too_tall_beyond_1_4_of_its_width_and_9_inches(
    width: int, height: int, columns: int
) -> None:
    """Fewer columns are 600 high, which no page is too narrow for."""
    best = fit(LayoutStyle(width=float(width), dpi=72), needs(c4=height, c2=600, c1=600))
    assert best == Fit(columns, width // 12, width, width)


def refused(width: float, requirements: Requirements) -> str:
    with pytest.raises(HeadmapError) as error:
        fit(LayoutStyle(width=width, dpi=72), requirements)
    return str(error.value)


def test_the_error_of_a_width_names_one_that_is_enough() -> None:
    """62 pixels are 0.86 inches. Below 20 points the unit may have been forgotten."""
    words = "is too narrow for these panels; they need at least 0.86in"
    assert refused(20.0, needs()) == f"layout.width 0.2778in {words}"
    assert refused(19.9, needs()) == f"layout.width 0.2764in {words}; a width without a unit is in points"


def test_panels_that_fit_no_page_are_refused() -> None:
    assert refused(500.0, needs(width=10**9)) == (
        "these panels fit no page; show fewer with panels.show, or lower layout.cell"
    )
