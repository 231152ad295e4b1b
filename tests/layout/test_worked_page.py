"""Whole pages worked out with a pencil: where panels, titles, legend and caption lie; how large the page is.

The figure: 2 layers and 3 heads of 20 pixels, 40 x 60 for the cells, layers along x; margins of 0.7 x 10 = 7
and gaps of 10. Left of the cells: tick 1 + 4, gap 3, a digit 6, two gaps 6, the name 11: 31. Below them:
1 + 4 + 3 + a label 11, two gaps 6, the name 11: 36. A title's baseline is 6 above the cells: frame 1, then a
descent of 3 and 0.3 ems. It is broken at 8 ems, 48: 2 lines for the composite, the first 26 above the cells.
It is 4 wider than the cells on both sides, and a pixel is kept free: 5 on the right. So a panel's slot is
31 + 40 + 5 = 76 wide.

A legend's swatch is 12 / 1.25 x 0.85 = 8 high, its label 8 + 4 from its left; an entry 13 high, 4 apart: 64
for all four, and 12 + 72 wide.
"""

import numpy as np

from headmap_cli.core.classification import Classification
from headmap_cli.scene.marks import Scene
from tests.layout.cases import lay_out, lay_out_split
from tests.layout.worked import MEASURE, listed, plain_style

MEMBERS = np.zeros((2, 2, 3), dtype=bool)
MEMBERS[0, 0, 1] = MEMBERS[0, 1, 2] = MEMBERS[1, 1, 2] = MEMBERS[1, 1, 0] = True
DATA = Classification(("aa", "b"), MEMBERS)
"""aa: L0H1 L1H2; b: L1H0 L1H2."""

LABEL = "composite.label=All four heads"

AXES = {"line", "'0'", "'1'", "'2'", "'layer'", "'head'"}


def page(*sets: str) -> list[str]:
    """The page's size, and all that is no axis."""
    return without_axes(lay_out(DATA, plain_style(LABEL, "layout.cell=20", *sets), MEASURE))


def without_axes(scene: Scene) -> list[str]:
    lines = [line for line in listed(scene.groups) if line.split()[0] not in AXES]
    return [f"{scene.width} x {scene.height}", *lines]


def legend(x: int, y: int) -> list[str]:
    """The four entries below each other, 17 from one to the next; x, y: the first swatch."""
    entries = [
        ("2-categories", "#9467bd", "'2 categories'"),
        ("b", "#ff7f0e", "'b'"),
        ("aa", "#1f77b4", "'aa'"),
        ("unclassified", "#d3d3d3", "'Unclassified'"),
    ]
    out = ["legend:"]
    for i, (id, color, text) in enumerate(entries):
        top = y + 17 * i
        out += [f"  legend--{id}:", f"    box {x} {top} 8 8 {color}"]
        out += [f"    {text} {x + 12} {top} {6 * (len(text) - 2)} 11, left of {x + 12} {top + 8}"]
    return out


def panel(id: str, x: int, y: int) -> list[str]:
    """A panel whose cells begin at x, y, with its title."""
    free, right, down = f"  panel-{id}--unclassified #d3d3d3 {x} {y} 40 60", x + 20, (y, y + 20, y + 40)
    frame, middle = f"  box {x} {y} 40 60 in 1 of #000000", x + 20
    cells = {
        "all": [
            f"  panel-all--aa #1f77b4 {x} {down[1]} 20 20",
            f"  panel-all--b #ff7f0e {right} {down[0]} 20 20",
            f"  panel-all--2-categories #9467bd {right} {down[2]} 20 20",
        ],
        "aa": [f"  panel-aa--aa #1f77b4 {x} {down[1]} 20 20; {right} {down[2]} 20 20"],
        "b": [f"  panel-b--b #ff7f0e {right} {down[0]} 20 20; {right} {down[2]} 20 20"],
    }
    title = {"all": ["All four", "heads"], "aa": ["aa"], "b": ["b"]}[id]
    lines = []
    for i, text in enumerate(reversed(title)):
        baseline = y - 6 - 12 * i
        width = 6 * len(text)
        box = f"{middle - width // 2} {baseline - 8} {width} 11"
        lines.append(f"  '{text}' {box}, center of {middle} {baseline}")
    return [f"panel-{id}:", free, *cells[id], frame, *reversed(lines)]


def test_one_row_with_the_legend_after_the_first_panel() -> None:
    """Panels at 7 + 31; the legend, taller than the cells, at 7 + 76 + 10; 84 + 10 further the next panel."""
    assert page() == [
        "356 x 136",
        *panel("all", 38, 33),
        *legend(93, 35),
        *panel("aa", 218, 33),
        *panel("b", 304, 33),
    ]


def legend_below(x: int, y: int, columns: int) -> list[str]:
    """The entries in reading order; columns are 84 wide and 12 apart. x, y: the first swatch."""
    entries = [("aa", "#1f77b4"), ("b", "#ff7f0e"), ("2 categories", "#9467bd"), ("Unclassified", "#d3d3d3")]
    out = ["legend:"]
    for i, (text, color) in enumerate(entries):
        left = x + 96 * (i % columns)
        top = y + 17 * (i // columns)
        out += [f"  legend--{text.lower().replace(' ', '-')}:", f"    box {left} {top} 8 8 {color}"]
        out += [f"    '{text}' {left + 12} {top} {6 * len(text)} 11, left of {left + 12} {top + 8}"]
    return out


def test_a_title_a_legend_below_and_a_caption() -> None:
    """The title from 7 to 18 and half a gap, the cells 26 below; 6 below the panels two lines of entries, in
    line with the frame, since four columns would be 24 + 18 + 84 + 84 and three gaps wide, more than the 218
    from the frame to the end of the panels. Then 8 for the gap above the caption.
    """
    below = 23 + 26 + 60 + 36 + 6 + 2
    assert page("legend.place=bottom", "title=T T", "caption=cap") == [
        f"{7 + 3 * 76 + 2 * 10 + 7} x {below - 2 + 17 + 13 + 8 + 11 + 7}",
        "title:",
        "  'T T' 122 7 18 11, center of 131 15",
        *panel("all", 38, 49),
        *panel("aa", 38 + 86, 49),
        *panel("b", 38 + 2 * 86, 49),
        *legend_below(37, below, columns=2),
        "caption:",
        f"  'cap' 122 {below - 2 + 30 + 8} 18 11, center of 131 {below - 2 + 30 + 8 + 8}",
    ]


def test_a_legend_on_the_right_of_two_rows() -> None:
    """It is 84 wide, too wide for the empty slot. It is in the middle of both rows, whose cells end 120 + 60
    below the first; the second row is 60 + 36 + 10 + 14 lower.
    """
    assert page("legend.place=right", "layout.columns=2") == [
        f"{7 + 2 * 86 + 84 + 7} x {33 + 60 + 36 + 10 + 14 + 60 + 36 + 7}",
        *panel("all", 38, 33),
        *panel("aa", 38 + 86, 33),
        *panel("b", 38, 153),
        *legend(7 + 2 * 86, 33 + (180 - 64) // 2 + 2),
    ]


def test_a_legend_that_is_too_wide_for_the_empty_slot_is_below() -> None:
    """131 from the frame to the end of the panels are too little for two columns of 84."""
    assert page("layout.columns=2") == [
        f"{7 + 76 + 10 + 76 + 7} x {153 + 60 + 36 + 6 + 64 + 7}",
        *panel("all", 38, 33),
        *panel("aa", 124, 33),
        *panel("b", 38, 153),
        *legend_below(37, 153 + 60 + 36 + 6 + 2, columns=1),
    ]


def test_a_legend_in_the_empty_slot_is_in_line_with_the_frames_above() -> None:
    """With cells of 30, the slot is 31 + 60 + 1 wide and the cells 90 high, so 84 x 64 fit.

    From the frame in the second column, 60 from the end of the slot, the legend would be too wide, so it
    begins 84 from there. Its middle is that of the cells.
    """
    drawn = page("layout.columns=2", "layout.cell=30", "axes.layer.ticks=[0]")
    swatches = [line.split()[1:3] for line in drawn if " 8 8 " in line]
    frames = [line.split()[1:3] for line in drawn if "60 90 in 1" in line]
    left = 7 + 92 + 10 + 92 - 84
    middle = int(frames[2][1]) + (90 - 64) // 2
    assert swatches == [[str(left), str(middle + 2 + 17 * i)] for i in range(4)]


def test_the_remainder_of_a_width_is_distributed() -> None:
    """400 is 44 more than needed: three gaps take 14 each, and the rest, 2, is left and right."""
    assert page("layout.width=400") == [
        "400 x 136",
        *panel("all", 38 + 1, 33),
        *legend(93 + 1 + 14, 35),
        *panel("aa", 218 + 1 + 28, 33),
        *panel("b", 304 + 1 + 42, 33),
    ]


def test_gaps_grow_to_three_times_their_size_at_most() -> None:
    """500 is 144 more: three gaps take 20 each, and 84 is left and right of all."""
    assert page("layout.width=500") == [
        "500 x 136",
        *panel("all", 38 + 42, 33),
        *legend(93 + 42 + 20, 35),
        *panel("aa", 218 + 42 + 40, 33),
        *panel("b", 304 + 42 + 60, 33),
    ]


def test_a_page_of_a_given_shape_has_its_rest_above_and_below() -> None:
    """356 x 356: 220 more than needed, of which 110 are above; the caption stands at the bottom."""
    lines = page("layout.width=356", "layout.aspect='1:1'", "layout.cell=20")
    assert lines == [
        "356 x 356",
        *panel("all", 38, 33 + 110),
        *legend(93, 35 + 110),
        *panel("aa", 218, 33 + 110),
        *panel("b", 304, 33 + 110),
    ]
    lines = page("layout.width=356", "layout.aspect='1:1'", "layout.cell=20", "caption=cap")
    assert lines[-1] == "  'cap' 169 338 18 11, center of 178 346"


def test_split_panels_are_pages_of_one_size() -> None:
    """Each 7 + 76 + 7 wide, with room for the highest title, 26; the legend has a page of its own."""
    scenes = lay_out_split(DATA, plain_style(LABEL, "layout.cell=20"), MEASURE)
    assert {name: without_axes(scene) for name, scene in scenes.items()} == {
        "all": ["90 x 136", *panel("all", 38, 33)],
        "aa": ["90 x 136", *panel("aa", 38, 33)],
        "b": ["90 x 136", *panel("b", 38, 33)],
        "legend": [f"{7 + 84 + 7} x {7 + 64 + 7}", *legend(7, 9)],
    }


def test_a_split_panel_stands_in_the_middle_of_a_given_width() -> None:
    scenes = lay_out_split(DATA, plain_style(LABEL, "layout.cell=20", "layout.width=121"), MEASURE)
    assert without_axes(scenes["aa"]) == ["121 x 136", *panel("aa", 38 + 15, 33)]
