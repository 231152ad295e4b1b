"""The panels that a style asks for: their order, titles and letters, the legend, and the ticks."""

import pytest

from headmap_cli.core.errors import HeadmapError
from headmap_cli.scene.marks import Label, Line, Scene
from tests.helpers import frame, legend_of, panels, random_data, squeezed, swatch, words
from tests.layout.cases import scene_of, styled


def titles(scene: Scene) -> list[str]:
    return [
        " ".join(
            i.text
            for i in p.group.items
            if isinstance(i, Label) and i.y < p.area[1] and not i.angle and i.align == "center"
        )
        for p in panels(scene)
    ]


DATA = random_data(["a", "b", "c"], 6, 6, 0.5)


@pytest.mark.parametrize(
    ("show", "expected", "legend"),
    [
        ("composite", ["All Categories"], "cba"),
        ("categories", ["a", "b", "c"], "cba"),
        ("[c, a]", ["c", "a"], "ca"),
        ("[c, composite, categories]", ["c", "All Categories", "a", "b"], "cba"),
        ("b", ["b"], "b"),
    ],
)
def test_panels_are_chosen_and_ordered(show: str, expected: list[str], legend: str) -> None:
    scene = scene_of(DATA, styled(f"panels.show={show}"))
    assert titles(scene) == expected
    entries = [words(entry.items) for entry in legend_of(scene)]
    counts = [entry for entry in entries if entry.endswith("categories")]
    assert counts == (["3categories", "2categories"] if "All Categories" in expected else [])
    assert entries[len(counts) :] == [*legend, "Unclassified"]


@pytest.mark.parametrize(
    ("show", "message"),
    [
        (
            "[composit]",
            r"no category 'composit' \(did you mean 'composite'\?\); expected composite, categories, upset",
        ),
        ("[a, a]", "names a panel twice"),
        ("[]", "leaves no panel"),
    ],
)
def test_unknown_repeated_or_no_panels_are_refused(show: str, message: str) -> None:
    with pytest.raises(HeadmapError, match=f"panels.show: {message}"):
        scene_of(DATA, styled(f"panels.show={show}"))


def test_below_two_full_rows_the_legend_is_in_line_with_the_first_frame() -> None:
    data = random_data(["a", "b", "c", "d", "e"], 6, 6, 0.4)
    scene = scene_of(data, styled("layout.columns=3"))
    areas = [panel.area for panel in panels(scene)]
    swatches = [swatch(entry).rect for entry in legend_of(scene)]
    assert min(x for x, _, _, _ in swatches) == areas[0][0] - frame(panels(scene)[0].group).line
    assert min(y for _, y, _, _ in swatches) > max(y + height for _, y, _, height in areas)
    assert len({y for _, y, _, _ in areas}) == 2


def test_the_legend_takes_the_empty_slot_of_the_last_row() -> None:
    """Five panels in three columns: the sixth slot is free, whatever place the style names."""
    data = random_data(["a", "b", "c", "d"], 12, 12, 0.1)
    for place in ("after-first", "right", "bottom"):
        scene = scene_of(data, styled("layout.columns=3", f"legend.place={place}"))
        areas = [panel.area for panel in panels(scene)]
        for entry in legend_of(scene):
            x, y, width, height = swatch(entry).rect
            assert x > areas[4][0] + areas[4][2]
            assert x + width <= areas[2][0] + areas[2][2]
            assert areas[4][1] <= y
            assert y + height <= areas[4][1] + areas[4][3]


def test_categories_called_like_the_words_of_panels_show_are_drawn() -> None:
    data = random_data(["categories", "composite", "A"], 8, 9, 0.5, seed=2)
    titles_by_show = {
        "[composite, categories]": ["AllCategories", "categories", "composite", "A"],
        "[A, categories]": ["A", "categories", "composite"],
    }
    for show, expected in titles_by_show.items():
        scene = scene_of(data, styled(f"panels.show={show}", "layout.cell=10"))
        assert [squeezed(title) for title in titles(scene)] == expected


def test_letters_stand_before_titles_or_alone() -> None:
    assert titles(scene_of(DATA, styled("panels.letters=({a})"))) == [
        "(a) All Categories",
        "(b) a",
        "(c) b",
        "(d) c",
    ]
    assert titles(scene_of(DATA, styled("panels.letters='{A}'", "panels.titles=false"))) == [*"ABCD"]
    assert titles(scene_of(DATA, styled("panels.titles=false"))) == [""] * 4


def test_the_legend_counts_heads() -> None:
    scene = scene_of(DATA, styled("legend.counts=true"))
    count = DATA.membership.sum(axis=0)
    numbers = [
        (count == 3).sum(),
        (count == 2).sum(),
        *DATA.membership.sum(axis=(1, 2))[::-1],
        (count == 0).sum(),
    ]
    names = ["3 categories", "2 categories", "c", "b", "a", "Unclassified"]
    expected = [f"{name} ({n})".replace(" ", "") for name, n in zip(names, numbers, strict=True)]
    assert [words(entry.items) for entry in legend_of(scene)] == expected


def test_a_style_can_name_the_ticks() -> None:
    panel = panels(scene_of(DATA, styled("axes.layer.ticks=[5, 0, 9, 2]", "axes.head.ticks=[]")))[0]
    left, top, width, height = panel.area
    cell = width / 6
    lines = [i.rect for i in panel.group.items if isinstance(i, Line)]
    assert sorted(x + w / 2 - left for x, y, w, h in lines if y > top + height) == pytest.approx(
        [(t + 0.5) * cell for t in (0, 2, 5)], abs=0.5
    )
    assert not [x for x, *_ in lines if x < left]
    assert [i.text for i in panel.group.items if isinstance(i, Label) and i.text.isdigit()] == ["0", "2", "5"]


@pytest.mark.parametrize("origin", ["top", "bottom"])
def test_ticks_stand_at_their_heads_whichever_way_y_runs(origin: str) -> None:
    data = random_data(["a"], 3, 10)
    panel = panels(scene_of(data, styled("layout.cell=8", f"axes.origin={origin}")))[0]
    top = panel.area[1]
    labels = [i for i in panel.group.items if isinstance(i, Label) and i.align == "right"]
    middles = {int(i.text): i.rect[1] + i.rect[3] / 2 - top for i in labels}
    places = {
        head: (head + 0.5) * 8 if origin == "top" else 80 - (head + 0.5) * 8 for head in (0, 2, 4, 6, 8)
    }
    places[10] = 80 if origin == "top" else 0
    assert sorted(middles) == sorted(places)
    for head, middle in places.items():
        assert middles[head] == pytest.approx(middle, abs=3)
