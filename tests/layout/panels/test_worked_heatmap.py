"""One panel worked out with a pencil: frame, lines between cells, dots, hatches, title; see worked.py."""

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from headmap_cli.layout.cell_content import CellPart, DotLook, Fill
from headmap_cli.layout.hatches import cell_squares, diagonal_cuts, dot_insets, hatch_pattern
from headmap_cli.layout.panel_slot import PanelSlot, TitleWrapper
from headmap_cli.layout.panels.dot_matrix import Row
from headmap_cli.layout.panels.frame import ALL_SIDES, Insets, PanelShape
from headmap_cli.layout.panels.heatmap import panel_marks
from headmap_cli.layout.panels.shape import panel_shape
from headmap_cli.layout.panels.titles import title_baseline, title_labels, title_overhang, wrap_title
from headmap_cli.layout.panels.upset import Upset
from headmap_cli.layout.plan_types import Chart, PanelPlan
from headmap_cli.layout.skeleton import PanelHeading
from headmap_cli.layout.typesetting import Typesetter
from headmap_cli.text.measure import Extent
from tests.layout.worked import MEASURE, listed, plain_style

BARE = [f"axes.{axis}.{what}" for axis in ("layer", "head") for what in ("ticks=[]", "label=''")]
LETTERS = Typesetter(MEASURE, 10, "#000000")


def shape(*sets: str, cell: int = 20, most: tuple[int, int] = (1, 1), measure: Any = MEASURE) -> PanelShape:
    """2 layers along x and 3 heads."""
    return panel_shape(plain_style(*sets), (2, 3), cell, measure, most)


def test_a_letter_keeps_clear_of_labels_above_its_panel() -> None:
    """A letter of 6 begins at -1, and its em at -11, above which the label of a scale at 0 reaches to -20."""
    label = LETTERS.label("0%", 0, -12, "center")
    charts = {"q": (label,)}
    shapes = replace(shape(), charts=charts)
    headings = [PanelHeading("p", "", letter="a"), PanelHeading("q", "", letter="b")]
    assert label.rect[1] == -20
    assert title_baseline(headings, [[], []], LETTERS, shapes) == -20 - 5


def insets(shape: PanelShape) -> Insets:
    """The space that a map without a title takes outside its cells."""
    heading = [PanelHeading("p", "")]
    return PanelSlot(heading, TitleWrapper(heading, LETTERS, 100), shape).insets(0, ALL_SIDES)


def test_a_frame_lies_outside_the_cells() -> None:
    bare = shape(*BARE, "frame.width=3")
    assert listed(bare.axes()) == ["box 0 0 40 60 in 3 of #000000"]
    assert insets(bare) == Insets(3, 3, 3, 3)
    assert (bare.width, bare.height, bare.cell, bare.line_width) == (40, 60, 20, 3)


def test_lines_between_cells_move_the_cells_apart() -> None:
    """After every layer, and after every second head: 2 x 20 + 1 wide and 3 x 20 + 1 high."""
    lines = ["axes.layer.lines=1", "axes.head.lines=2", "frame.lines='#abcdef'"]
    assert listed(shape(*BARE, *lines).axes()) == [
        "box 0 0 41 61 in 1 of #000000",
        "line 20 0 1 61 #abcdef",
        "line 0 40 41 1 #abcdef",
    ]
    assert listed(shape(*BARE, *lines, "axes.x=head").axes()) == [
        "box 0 0 61 41 in 1 of #000000",
        "line 40 0 1 41 #abcdef",
        "line 0 20 61 1 #abcdef",
    ]


def test_dots_and_hatches_are_drawn_over_cells() -> None:
    """A ring is 0.62 of a cell wide, in its middle, and 2 strong; the lines of a hatch are 20 / 5 apart."""
    mask = np.array([[True, False], [False, False], [False, True]])
    fills = (
        Fill("a", "#eeeeee", "rising", (CellPart(mask),)),
        Fill("2", "#222222", "none", (CellPart(mask),), dot=DotLook("#ffffff", "#000000")),
        Fill("b", "#bbbbbb", "none", (CellPart(mask & False),)),
    )
    marks = panel_marks(PanelPlan("p", "", fills), shape(), hatch_pattern(20, 72), 72)
    assert listed(marks) == [
        "p--a #eeeeee 0 0 20 20; 20 40 20 20",
        "p--a--hatch rising #000000 0 0 20 20; 20 40 20 20, 4 apart from 0 0",
        "p--2--ring #000000 4 4 12 12; 24 44 12 12",
        "p--2 #ffffff 6 6 8 8; 26 46 8 8",
    ]


def test_cells_without_a_pattern_have_no_hatch() -> None:
    fill = Fill("a", "#eeeeee", "rising", (CellPart(np.ones((3, 2), dtype=bool)),))
    assert listed(panel_marks(PanelPlan("p", "", (fill,)), shape(), None, 72)) == ["p--a #eeeeee 0 0 40 60"]


def test_absent_heads_have_diagonals_and_no_cells() -> None:
    """A line of 0.35 points is a pixel; from one corner of each cell to the other, so 40 apart."""
    mask = np.array([[True, True], [False, False], [False, True]])
    fills = (Fill("absent", "#ffffff", "diagonal", (CellPart(mask),)),)
    assert listed(panel_marks(PanelPlan("p", "", fills), shape(), None, 72)) == [
        "p--absent falling #8c8c8c 0 0 20 20; 20 0 20 20; 20 40 20 20, 40 apart from their corners"
    ]
    assert panel_marks(PanelPlan("p", "", fills), shape(cell=2), None, 72) == []


def test_split_cells_are_squares_within_a_line_and_the_corners_beyond_their_diagonals() -> None:
    """A head in a and b has two parts, a head in a, b and c three; c is alone in another.

    A third of the area of 18 x 18 lies above x + y = 18 sqrt(2 / 3) = 14.7, another one below 36 - 14.7.
    """
    heads = np.array([[True, False], [False, True], [False, False]])
    pair, triple, alone = (
        heads & [[True, False]],
        heads & [[False, True]],
        np.array([[False] * 2] * 2 + [[True] * 2]),
    )
    fills = (
        Fill("a", "#aaaaaa", "none", (CellPart(pair, 0, 2), CellPart(triple, 0, 3))),
        Fill("b", "#bbbbbb", "none", (CellPart(pair, 1, 2), CellPart(triple, 1, 3))),
        Fill("c", "#cccccc", "none", (CellPart(alone), CellPart(triple, 2, 3))),
    )
    assert listed(panel_marks(PanelPlan("p", "", fills), shape(), None, 72)) == [
        "p--a #aaaaaa 1 1 18 18; 21 21 18 18",
        "p--b--part-2-of-2 #bbbbbb 1 1 18 18 from 18",
        "p--b--part-2-of-3 #bbbbbb 21 21 18 18 from 15",
        "p--c #cccccc 0 40 40 20",
        "p--c--part-3-of-3 #cccccc 21 21 18 18 from 21",
    ]


@pytest.mark.parametrize("side", range(1, 40))
def test_diagonals_leave_a_pixel_to_each_part_and_share_the_area_fairly(side: int) -> None:
    sums = np.add.outer(np.arange(side), np.arange(side)) + 1
    for parts in range(1, 2 * side):
        cuts = diagonal_cuts(side, parts)
        part_of_pixel = (sums[..., None] >= np.array(cuts, dtype=int)).sum(axis=-1)
        areas = np.bincount(part_of_pixel.ravel(), minlength=parts)
        assert len(areas) == parts
        assert areas.min() >= 1
        # Where the parts are wide, a diagonal of pixels more or less makes the difference.
        if side >= 8 * parts:
            assert areas.max() - areas.min() <= 2 * side


@pytest.mark.parametrize(
    ("cell", "ring", "dot"), [(3, 1, 1), (4, 1, 1), (5, 1, 2), (6, 1, 2), (7, 1, 2), (20, 4, 6), (40, 8, 12)]
)
def test_a_dot_is_in_the_middle_of_its_cell(cell: int, ring: int, dot: int) -> None:
    """From 5 pixels on it has a ring, and around it there is always some of the cell."""
    assert dot_insets(cell) == (ring, dot)
    spans = np.array([[5, 5 + cell], [40, 40 + cell]])
    squares = cell_squares(np.array([[False, True], [False, False]]), spans, spans + 1, dot)
    assert squares.tolist() == [[40 + dot, 6 + dot, cell - 2 * dot, cell - 2 * dot]]


@pytest.mark.parametrize(
    ("cell", "dpi", "period", "width"),
    [
        (20, 72, 4, 1),  # 20 / 3.5 = 6 lines, but lines are at least 4 apart
        (20, 144, 5, 1),  # 20 / 7 = 3, 4 divide it
        (20, 288, 20, 2),  # 20 / 14 = 1; half a point is 2 pixels
        (7, 72, 7, 1),  # 2 lines would be 3.5 apart
        (22, 144, 22 / 3, 1),  # 3 lines; neither 3, 4 nor 5 divide it
        (7, 288, 7, 2),
        (2, 288, 2, 1),
        (5, 288, 5, 1),  # no wider than 0.3 of the distance
    ],
)
def test_the_lines_of_a_hatch_fit_their_cell(cell: int, dpi: float, period: float, width: int) -> None:
    [hatch] = hatch_pattern(cell, dpi).over("h", "rising", "#000000", np.array([[0, 0, cell, cell]]), (0, 0))
    assert (hatch.period, hatch.line, hatch.color) == (period, width, "#ffffff")
    assert hatch_pattern(cell, dpi).over("h", "none", "#000000", np.array([[0, 0, cell, cell]]), (0, 0)) == []


@pytest.mark.parametrize(("title", "base"), [("a", -6), ("ab", -6), ("abc", -7), ("abcd", -7)])
def test_a_title_does_not_overlap_tick_labels_that_reach_above_the_cells(title: str, base: int) -> None:
    """Cells of 4: the number 0 ends at -8 and begins 2 above the cells. Titles reach an em further than they
    are wide: that of two letters from -8 on. Their last line is 3 and 0.3 ems above the frame or the number.
    """
    assert (
        title_baseline(
            [PanelHeading("p", ""), PanelHeading("q", "")], [[title], ["x"]], LETTERS, shape(cell=4)
        )
        == base
    )


def test_a_title_is_above_the_strip() -> None:
    """A quarter of 60 is 14 for 2 heads, with a line of 1, a gap of 3 and a label that is 8 high."""
    assert (
        title_baseline([PanelHeading("p", "")], [["a"]], LETTERS, shape("strip=layers", most=(2, 2)))
        == -1 - (14 + 1 + 3 + 8) - 5
    )


def test_a_title_in_a_font_without_depth_keeps_a_gap() -> None:
    """0.3 ems."""

    def flat(text: str, size: float, bold: bool) -> Extent:
        return replace(MEASURE(text, size, bold), descent=0.0)

    assert (
        title_baseline([PanelHeading("p", "")], [["a"]], Typesetter(flat, 10, "#000000"), shape(measure=flat))
        == -1 - 2
    )


@pytest.mark.parametrize(("deep", "baseline"), [(2.0, -5), (3.0, -5), (5.0, -7)])
def test_a_title_with_deep_letters_is_moved_up(deep: float, baseline: int) -> None:
    """Usual letters go 3 below the baseline."""

    def measure(text: str, size: float, bold: bool) -> Extent:
        usual = MEASURE(text, size, bold)
        return replace(usual, descent=deep) if text == "g" else usual

    letters = Typesetter(measure, 10, "#000000")
    first, last = title_labels(PanelHeading("p", ""), ["ab", "g"], -5, letters, shape())
    assert (first.y, last.y) == (baseline - 12, baseline)
    assert (first.x, last.x) == (20, 20)
    assert title_labels(PanelHeading("p", ""), [""], -5, letters, shape()) == ()


def test_a_letter_is_bold_at_the_left_of_the_frame_and_the_title_begins_on_its_right() -> None:
    """The letter reaches from -1 to 5; 0.6 ems further, the title begins. The letter is on its first line."""
    heading = PanelHeading("p", "", "a", "#123456")
    letter, first, last = title_labels(heading, ["abcd", "e"], -5, LETTERS, shape())
    assert (letter.text, letter.bold, letter.color) == ("a", True, "#000000")
    assert (letter.rect[0], letter.y) == (-1, -17)
    assert (first.text, first.bold, first.color) == ("abcd", False, "#123456")
    assert (first.rect[0], first.y) == (9, -17)
    assert (last.rect[0], last.y) == (9, -5)


@pytest.mark.parametrize(
    ("letter", "lines", "overhang"),
    [
        ("", ["abcdef"], (-2, -2)),  # 36 over cells that are 40 wide
        ("", ["abcdefgh", "abc"], (4, 4)),
        ("a", ["abcdefgh", "abc"], (1, 9 + 48 - 40)),  # the letter begins at the frame
        ("a", [""], (1, 5 - 40)),
        ("(aa)", [""], (1, 23 - 40)),
    ],
)
def test_titles_reach_beyond_the_cells(letter: str, lines: list[str], overhang: tuple[float, float]) -> None:
    assert title_overhang(PanelHeading("p", "", letter), lines, LETTERS, shape()) == overhang


def test_a_letter_stands_alone_if_there_are_no_titles() -> None:
    [letter] = title_labels(PanelHeading("p", "", "B"), [""], -5, LETTERS, shape())
    assert (letter.text, letter.rect[0], letter.y) == ("B", -1, -5)


@pytest.mark.parametrize(
    ("title", "count", "lines"),
    [
        ("abcd efgh", "", ["abcd efgh"]),  # 54 wide
        ("abcd efgh i", "", ["abcd efgh", "i"]),
        ("abcd efgh", "(12)", ["abcd", "efgh (12)"]),  # the count is not left alone
        ("abcdefgh", "(12)", ["abcdefgh (12)"]),  # even if the line is wider than usual
        ("abcd", "(12)", ["abcd (12)"]),
        ("ab cd ef gh ij kl mn op qr st", "", ["ab cd ef gh ij", "kl mn op qr st"]),  # 84 wide
        ("abcdefghi abcdefghi abcdefghi", "", ["abcdefghi abcdefghi", "abcdefghi"]),  # 114 wide
    ],
)
def test_titles_have_two_lines_and_counts_stay_with_their_words(
    title: str, count: str, lines: list[str]
) -> None:
    """Titles are wrapped at 60, and long ones at up to 120."""
    assert wrap_title(PanelHeading("p", title, count=count), 60, 120, LETTERS) == lines


def test_a_title_that_is_too_long_for_two_lines_has_more_and_is_not_cut() -> None:
    title = "a" * 19 + "b" * 19 + "c" * 19
    lines = wrap_title(PanelHeading("p", title), 60, 120, LETTERS)
    assert lines == ["a" * 19 + "b", "b" * 18 + "cc", "c" * 17]


def test_a_letter_takes_room_from_the_title() -> None:
    """6 for the letter and 4 for the gap leave 50 of 60: 8 characters."""
    assert wrap_title(PanelHeading("p", "abcd efg"), 60, 60, LETTERS) == ["abcd efg"]
    assert wrap_title(PanelHeading("p", "abcd efg", "a"), 60, 60, LETTERS) == ["abcd efg"]
    assert wrap_title(PanelHeading("p", "abcd efgh", "a"), 60, 60, LETTERS) == ["abcd", "efgh"]


def test_a_chart_is_at_least_twelve_ems_wide_and_high() -> None:
    chart = Chart("upset", Upset((), (Row("a", "A", 1, "#aaaaaa"),), "#eeeeee"))
    charts = panel_shape(plain_style(), (2, 3), 20, MEASURE, charts={"panel-upset": chart}).charts
    assert "box 0 0 72 72 in 1 of #000000" in listed(charts["panel-upset"])
