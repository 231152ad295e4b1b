"""Slots of panels and legend. Panels are 100 pixels wide and gaps 10; ``#`` is the legend, ``_`` is empty."""

import pytest

from headmap_cli.layout.legend import Legend
from headmap_cli.layout.legend_placement import (
    LegendBelow,
    LegendColumn,
    LegendPlacement,
    LegendSlots,
    Slot,
    SlotGrid,
    legend_splits_row,
)


def grid(panels: int, columns: int) -> SlotGrid:
    return SlotGrid(panels, columns, slot_width=100, gap=10)


def legend(width: int) -> Legend:
    return Legend((), width, 50)


def letter(slot: Slot) -> str:
    if slot.has_legend:
        return "#" * (slot.spanned_gaps + 1)
    if slot.panel is None:
        return "_"
    return "ABCDEFGH"[slot.panel]


def letters(placement: LegendPlacement) -> list[str]:
    """A text for each row, with a character for each slot of a panel."""
    return ["".join(letter(slot) for slot in row) for row in placement.rows()]


@pytest.mark.parametrize(
    ("panels", "columns", "after_first", "expected"),
    [
        (3, 3, True, ["A#BC"]),
        (1, 1, True, ["A#"]),
        (4, 2, True, ["A#B", "C_D"]),
        (3, 2, False, ["AB#", "C"]),
    ],
)
def test_a_legend_in_a_column_stands_in_its_place(
    panels: int, columns: int, after_first: bool, expected: list[str]
) -> None:
    placement = LegendColumn(grid(panels, columns), legend(70), after_first)
    assert letters(placement) == expected
    assert placement.width == columns * 100 + (columns - 1) * 10 + 10 + 70
    assert placement.gaps == columns
    assert placement.legend_below is None


@pytest.mark.parametrize(
    ("width", "columns", "expected"),
    [
        (100, 2, ["A#", "BC", "D"]),
        (101, 2, ["A", "##", "BC", "D"]),  # two slots, which the first row has no room for
        (210, 3, ["A##", "BCD"]),  # two slots and the gap between them
        (211, 3, ["A", "###", "BCD"]),
    ],
)
def test_a_legend_takes_as_many_slots_as_it_needs(width: int, columns: int, expected: list[str]) -> None:
    placement = LegendSlots(grid(4, columns), legend(width))
    assert letters(placement) == expected
    assert placement.gaps == columns - 1


def test_a_legend_that_is_wider_than_all_slots_widens_the_page() -> None:
    assert LegendSlots(grid(4, 2), legend(500)).width == 500
    assert LegendBelow(grid(4, 2), legend(500)).width == 500
    assert LegendSlots(grid(4, 2), legend(50)).width == LegendBelow(grid(4, 2), legend(50)).width == 210


def test_without_a_legend_there_are_only_panels() -> None:
    placement = LegendBelow(grid(5, 2), None)
    assert letters(placement) == ["AB", "CD", "E"]
    assert placement.width == 210
    assert placement.legend_below is None


@pytest.mark.parametrize(
    ("panels", "columns", "expected"),
    [(4, 2, True), (6, 3, True), (5, 3, False), (2, 1, False), (6, 2, False)],
)
def test_the_legend_splits_two_full_rows_only(panels: int, columns: int, expected: bool) -> None:
    assert legend_splits_row(panels, columns) == expected
