"""The rule for arrangements, on candidates whose cells and shares are made up."""

import pytest

from headmap_cli.layout.arrangement import (
    Arrangement,
    Candidate,
    LegendSpot,
    arrangements,
    choose,
    column_choices,
)
from headmap_cli.style.load import load_style

BELOW = LegendSpot.BELOW


def candidate(
    columns: int, cell: int, rows: int, empty: int = 0, share: float = 0.5, legend: LegendSpot = BELOW
) -> Candidate:
    """An arrangement; its last row has a single panel if all but one of several slots are empty."""
    single = rows > 1 and columns - empty == 1 and legend is not LegendSpot.FREE_SLOTS
    return Candidate(Arrangement(columns, legend), cell, rows, empty, single, share)


@pytest.mark.parametrize(
    ("candidates", "best"),
    [
        # The fewest rows whose cells are large enough, although others have larger cells.
        ([candidate(4, 4, 1), candidate(2, 8, 2)], 0),
        ([candidate(4, 3, 1), candidate(2, 8, 2)], 1),
        # More rows, if they give the panels twice the share of the page.
        ([candidate(4, 4, 1, share=0.36), candidate(2, 8, 2, share=0.71)], 0),
        ([candidate(4, 4, 1, share=0.36), candidate(2, 8, 2, share=0.72)], 1),
        # More rows, if only they give the panels 35 % of the page.
        ([candidate(4, 4, 1, share=0.34), candidate(2, 8, 2, share=0.35)], 1),
        ([candidate(4, 4, 1, share=0.3), candidate(2, 8, 2, share=0.34)], 0),
        # A single panel in the last row only if all others have cells that are too small.
        ([candidate(2, 6, 2, empty=1), candidate(3, 4, 1)], 1),
        ([candidate(2, 6, 2, empty=1), candidate(3, 3, 1)], 0),
        ([candidate(3, 6, 3, empty=2), candidate(2, 5, 4)], 1),
        # With the legend beside it, the panel is not alone.
        ([candidate(3, 6, 3, empty=2, legend=LegendSpot.FREE_SLOTS), candidate(2, 5, 4)], 0),
        # The fewest empty slots, then the better place of the legend.
        ([candidate(4, 4, 2, empty=3), candidate(3, 4, 2, empty=1)], 1),
        ([candidate(4, 9, 1), candidate(4, 4, 1, legend=LegendSpot.AFTER_FIRST)], 1),
        ([candidate(4, 9, 1), candidate(4, 3, 1, legend=LegendSpot.AFTER_FIRST)], 0),
        # The largest cells, if all are too small; the fewest rows of those.
        ([candidate(4, 2, 1), candidate(2, 3, 2), candidate(1, 3, 4)], 1),
    ],
)
def test_the_best_candidate_is_chosen(candidates: list[Candidate], best: int) -> None:
    assert choose(candidates, enough=4) == candidates[best]
    assert choose(candidates[::-1], enough=4) == candidates[best]


@pytest.mark.parametrize(
    ("panels", "expected"),
    [
        (1, [(1, "BELOW")]),
        (4, [(4, "BELOW"), (3, "FREE_SLOTS"), (2, "BELOW"), (1, "BELOW")]),
        (3, [(3, "BELOW"), (2, "FREE_SLOTS"), (2, "BELOW"), (1, "BELOW")]),
    ],
)
def test_more_columns_than_the_rows_need_are_tried_only_for_a_legend_in_their_slots(
    panels: int, expected: list[tuple[int, str]]
) -> None:
    """Three columns of four panels have two rows, as two columns have, and leave two slots to the legend."""
    style = load_style(sets=["legend.place=bottom"])
    found = [(arrangement.columns, arrangement.legend.name) for arrangement in arrangements(style, [panels])]
    assert found == expected


def test_columns_of_the_style_are_kept() -> None:
    assert column_choices(load_style(sets=["layout.columns=3"]), 8) == [3]
    assert column_choices(load_style(sets=["layout.columns=9"]), 2) == [2]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("none", ["5 NOWHERE", "3 NOWHERE"]),
        ("bottom", ["5 BELOW", "4 FREE_SLOTS", "3 FREE_SLOTS", "3 BELOW"]),
        ("after-first", ["5 AFTER_FIRST", "5 BELOW", "4 FREE_SLOTS", "3 FREE_SLOTS", "3 BELOW"]),
        ("right", ["5 RIGHT", "5 BELOW", "4 FREE_SLOTS", "3 FREE_SLOTS", "3 RIGHT", "3 BELOW"]),
    ],
)
def test_the_legend_has_its_place_empty_slots_and_the_space_below(place: str, expected: list[str]) -> None:
    style = load_style(sets=[f"legend.place={place}"])
    options = [f"{option.columns} {option.legend.name}" for option in arrangements(style, [5])]
    assert options[: len(expected)] == expected


def test_a_large_composite_has_several_rows_beside_it() -> None:
    style = load_style(sets=["legend.place=none"])
    assert [option.columns for option in arrangements(style, [5], large_composite=True)] == [2, 1]
    assert [option.columns for option in arrangements(style, [2], large_composite=True)] == [1]
