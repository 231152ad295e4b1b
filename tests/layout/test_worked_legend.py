"""Legends, long titles, what a scene says of its texts, worked out with a pencil: see test_worked_page.py."""

import pytest

from headmap_cli.core.errors import HeadmapError
from headmap_cli.layout.cell_content import DotLook
from headmap_cli.layout.legend import LegendBuilder
from headmap_cli.layout.legend_arrangement import legend_in_columns, legend_in_table, table_columns
from headmap_cli.layout.legend_entry import SizedEntry
from headmap_cli.layout.plan_types import LegendEntry
from headmap_cli.layout.typesetting import Typesetter
from headmap_cli.scene.marks import Label, walk
from tests.layout.cases import lay_out, lay_out_split
from tests.layout.test_worked_page import DATA, LABEL, page
from tests.layout.worked import MEASURE, listed, plain_style

LETTERS = Typesetter(MEASURE, 10, "#000000")


def sized_entries(entries: list[LegendEntry], max_width: int = 1000) -> list[SizedEntry]:
    return LegendBuilder(entries, LETTERS, 72).sized_entries(max_width)


NINE = sized_entries([LegendEntry(f"e{i}", "abc"[: 1 + i % 3], "#111111") for i in range(9)])
"""18, 24 and 30 wide in turn, 13 high: a swatch 8 and 4 for the gap, then 6 for each letter."""

ONE_COLUMN = [(0, 17 * i) for i in range(9)]


@pytest.mark.parametrize(
    ("max_height", "max_width", "places"),
    [
        (60, 1000, [(42 * column, 17 * i) for column in range(3) for i in range(3)]),
        (148, 1000, [(0, 17 * i) for i in range(5)] + [(42, 17 * i) for i in range(4)]),  # 8 of 9 would fit
        (149, 1000, ONE_COLUMN),
        (60, 72, [(0, 17 * i) for i in range(5)] + [(42, 17 * i) for i in range(4)]),  # 42 + 30 wide
        (60, 71, ONE_COLUMN),  # it grows by 16 until no second column is left
        (60, 20, ONE_COLUMN),
    ],
)
def test_a_legend_in_columns(max_height: int, max_width: int, places: list[tuple[int, int]]) -> None:
    """Entries 13 high and 4 apart; columns two ems apart."""
    legend = legend_in_columns(NINE, LETTERS, max_height, max_width)
    assert [(x, y) for _, x, y in legend.entries] == places
    right = max(x for x, _ in places)
    assert legend.width == right + 30
    assert legend.height == max(y for _, y in places) + 13


@pytest.mark.parametrize(
    ("max_width", "places", "width"),
    [
        (1000, [(x, 0) for x in (0, 30, 66, 108, 138, 174, 216, 246, 282)], 312),
        (96, [(x, y) for y in (0, 17, 34) for x in (0, 30, 66)], 96),
        (95, [(42 * (i % 2), 17 * (i // 2)) for i in range(9)], 72),
        (20, ONE_COLUMN, 30),
    ],
)
def test_a_legend_in_a_table(max_width: int, places: list[tuple[int, int]], width: int) -> None:
    """Columns two ems apart, lines 4; five columns of 30, 24, 30, 30 and 24 are wider than 96."""
    legend = legend_in_table(NINE, LETTERS, table_columns(NINE, LETTERS, max_width))
    assert [(x, y) for _, x, y in legend.entries] == places
    assert (legend.width, legend.height) == (width, max(y for _, y in places) + 13)


def test_swatches_of_dots_and_hatches_and_labels_of_two_lines() -> None:
    """A ring is 2 from the sides, and 1 strong; a hatch's lines are 8 / 2 apart. 60 - 12 hold 8 letters."""
    entries = [
        LegendEntry("m", "x", "#111111", dot=DotLook("#ffffff", "#000000")),
        LegendEntry("h", "hatched words", "#eeeeee", hatch="grid"),
    ]
    dot, hatched = sized_entries(entries, 60)
    assert (dot.width, dot.height, hatched.width, hatched.height) == (18, 13, 54, 25)
    assert listed(dot.group.items) == [
        "box 0 2 8 8 #111111",
        "m--ring #000000 2 4 4 4",
        "m--dot #ffffff 3 5 2 2",
        "'x' 12 2 6 11, left of 12 10",
    ]
    assert listed(hatched.group.items) == [
        "box 0 2 8 8 #eeeeee",
        "h--hatch grid #000000 0 2 8 8, 4 apart from 0 2",
        "'hatched' 12 2 42 11, left of 12 10",
        "'words' 12 14 30 11, left of 12 22",
    ]


def test_swatches_with_an_outline_and_of_absent_heads() -> None:
    """The outline takes a pixel at each side; the diagonal crosses what is left, 6 x 6."""
    outlined, absent = sized_entries(
        [
            LegendEntry("u", "x", "#f0f0f0", outlined=True),
            LegendEntry("a", "x", "#ffffff", "diagonal", outlined=True),
        ],
        60,
    )
    assert listed(outlined.group.items)[:-1] == ["box 1 3 6 6 #f0f0f0 in 1 of #8c8c8c"]
    assert listed(absent.group.items)[:-1] == [
        "box 1 3 6 6 in 1 of #8c8c8c",
        "a--hatch falling #8c8c8c 1 3 6 6, 12 apart from their corners",
    ]


@pytest.mark.parametrize(("max_width", "lines"), [(10, ["abcd", "efgh", "ij"]), (1000, ["abcdefghij"])])
def test_a_label_has_room_for_four_ems_at_least(max_width: int, lines: list[str]) -> None:
    [entry] = sized_entries([LegendEntry("e", "abcdefghij", "#111111")], max_width)
    assert [item.text for item in walk(entry.group.items) if isinstance(item, Label)] == lines


WORDS = " ".join(4 * letter for letter in "abcdefghijklm")


def test_a_long_title_and_a_long_caption() -> None:
    """356 - 14 are room for 57 letters. A title's lines are centred, those of a caption begin at the left."""
    first, second = WORDS[:54], WORDS[55:]
    drawn = page(f"title={WORDS}", f"caption={WORDS}")
    assert drawn[0] == f"356 x {136 + (30 + 5 - 7) + (8 + 23)}"
    assert drawn[1:4] == [
        "title:",
        f"  '{first}' 16 7 324 11, center of 178 15",
        f"  '{second}' 151 19 54 11, center of 178 27",
    ]
    assert drawn[-3:] == [
        "caption:",
        f"  '{first}' 7 {136 + 28 - 7 + 8} 324 11, left of 7 173",
        f"  '{second}' 7 {136 + 28 - 7 + 20} 54 11, left of 7 185",
    ]


def test_each_text_has_the_size_the_colour_and_the_weight_of_its_kind() -> None:
    kinds = ("title", "panel", "axis", "tick", "legend", "caption")
    sizes = [f"text.size.{kind}={20 + i}" for i, kind in enumerate(kinds)]
    more = ["title=T", "caption=C", "text.color='#123456'", "background='#fedcba'", "text.math=true"]
    scene = lay_out(DATA, plain_style("layout.cell=20", *sizes, *more), MEASURE)
    labels = [item for item in walk(scene.groups) if isinstance(item, Label)]
    fonts = {label.text: (label.size, label.bold, label.angle) for label in labels}
    assert {text: fonts[text] for text in ("T", "All", "layer", "head", "0", "Unclassified", "C")} == {
        "T": (20, True, 0),
        "All": (21, False, 0),
        "layer": (22, False, 0),
        "head": (22, False, 90),
        "0": (23, False, 0),
        "Unclassified": (24, False, 0),
        "C": (25, False, 0),
    }
    assert {label.color for label in labels} == {"#123456"}
    assert (scene.background, scene.math, scene.dpi) == ("#fedcba", True, 72)
    assert scene.family == ("DejaVu Sans",)


@pytest.mark.parametrize("origin", ["top", "bottom"])
def test_a_scene_holds_the_place_of_each_cell_of_each_panel(origin: str) -> None:
    scene = lay_out(DATA, plain_style(LABEL, "layout.cell=20", f"axes.origin={origin}"), MEASURE)
    rows = [[33, 53], [53, 73], [73, 93]]
    assert [(p.id, p.columns.tolist(), p.rows.tolist()) for p in scene.panels] == [
        (f"panel-{id}", [[x, x + 20], [x + 20, x + 40]], rows if origin == "top" else rows[::-1])
        for id, x in (("all", 38), ("aa", 218), ("b", 304))
    ]


def test_a_picture_that_is_too_large_is_refused_with_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headmap_cli.layout.page.MAX_PIXELS", 356 * 136)
    assert page()[0] == "356 x 136"
    monkeypatch.setattr("headmap_cli.layout.page.MAX_PIXELS", 356 * 136 - 1)
    with pytest.raises(HeadmapError) as refused:
        page()
    assert str(refused.value) == (
        "the picture would be 356 x 136 pixels, more than 48,415; "
        "lower layout.cell or --dpi, or show fewer categories"
    )


@pytest.mark.parametrize(
    ("cell", "x", "y"), [(40, 7 + 31 + 80 + 1 + 10, 33 + 28 + 2), (41, 131, 33 + 29 + 2)]
)
def test_a_legend_lower_than_the_panels_stands_in_the_middle(cell: int, x: int, y: int) -> None:
    """Cells 120 and 123 high, the legend 64. Titles have two lines; the frame goes 1 beyond the cells."""
    drawn = page(f"layout.cell={cell}")
    assert [line.split()[1:3] for line in drawn if " 8 8 " in line] == [
        [str(x), str(y + 17 * i)] for i in range(4)
    ]


@pytest.mark.parametrize("aspect", ["1:1", "3:2", "1:2"])
def test_split_panels_have_the_largest_cells_that_fit_a_page_of_a_given_shape(aspect: str) -> None:
    horizontal, vertical = map(int, aspect.split(":"))
    max_height = 200 * vertical // horizontal
    sets = ["layout.width=200", f"layout.aspect='{aspect}'"]
    scene = lay_out_split(DATA, plain_style(*sets), MEASURE)["aa"]
    first = scene.panels[0].columns[0]
    cell = int(first[1] - first[0])
    assert scene.width == 200
    assert scene.height <= max_height
    larger = lay_out_split(DATA, plain_style(f"layout.cell={cell + 1}"), MEASURE)["aa"]
    taller_than_wide = 3 * (cell + 1) > 200  # no panel is taller than its page is wide
    assert larger.width > 200 or larger.height > max_height or taller_than_wide
