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
            if isinstance(i, Label) and i.y < p.area[1] and not i.angle and not i.bold and i.align != "right"
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
            r"no category 'composit' \(did you mean 'composite'\?\); expected composite, categories, ",
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


def panel_letters(scene: Scene) -> list[str]:
    """The bold texts that begin at the left edges of the frames, above them."""
    letters = []
    for panel in panels(scene):
        left, top, _, _ = panel.area
        labels = [item for item in panel.group.items if isinstance(item, Label) and item.bold]
        assert all(label.rect[0] == left - 1 and label.y < top for label in labels)
        letters += [label.text for label in labels]
    return letters


def test_letters_stand_beside_titles_or_alone() -> None:
    scene = scene_of(DATA, styled("panels.letters=({a})"))
    assert titles(scene) == ["All Categories", "a", "b", "c"]
    assert panel_letters(scene) == ["(a)", "(b)", "(c)", "(d)"]
    scene = scene_of(DATA, styled("panels.letters='{A}'", "panels.titles=false"))
    assert titles(scene) == [""] * 4
    assert panel_letters(scene) == [*"ABCD"]
    scene = scene_of(DATA, styled("panels.titles=false"))
    assert titles(scene) == [""] * 4
    assert panel_letters(scene) == []


def test_titles_count_the_classified_heads_of_maps() -> None:
    scene = scene_of(DATA, styled("panels.counts=true"))
    numbers = [int(DATA.membership.any(axis=0).sum()), *DATA.membership.sum(axis=(1, 2)).tolist()]
    names = ["All Categories", "a", "b", "c"]
    assert titles(scene) == [f"{name} ({number})" for name, number in zip(names, numbers, strict=True)]


def test_titles_have_the_colour_of_their_category_if_it_can_be_read() -> None:
    """#767676 on white has a contrast of 4.54, and #777777 of 4.48 (WCAG 2.2 asks for 4.5)."""
    settings = [
        "panels.title_color=category",
        "colors=['#767676', '#777777', '#000080']",
        "text.color='#010203'",
    ]
    colors = []
    for panel in panels(scene_of(DATA, styled(*settings))):
        labels = [item for item in panel.group.items if isinstance(item, Label) and item.align == "center"]
        colors.append({label.color for label in labels if label.y < panel.area[1] and not label.angle})
    assert colors == [{"#010203"}, {"#767676"}, {"#010203"}, {"#000080"}]


def test_a_single_category_is_drawn_once_with_its_legend() -> None:
    scene = scene_of(random_data(["a"], 6, 6, 0.5), styled())
    assert titles(scene) == ["a"]
    assert [words(entry.items) for entry in legend_of(scene)] == ["a", "Unclassified"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ([], "3categories 2categories c b a Unclassified"),
        (["legend.order=panels"], "a b c 2categories 3categories Unclassified"),
        (
            ["legend.order=panels", "panels.show=[c, composite, categories]"],
            "c a b 2categories 3categories Unclassified",
        ),
        (["legend.order=panels", "panels.show=[c, a]"], "c a Unclassified"),
        (["legend.order=panels", "panels.show=[upset]"], "a b c 2categories 3categories"),
        (["legend.place=bottom"], "a b c 2categories 3categories Unclassified"),
        (["legend.place=bottom", "legend.order=panels"], "a b c 2categories 3categories Unclassified"),
    ],
)
def test_the_legend_has_the_order_of_the_style(settings: list[str], expected: str) -> None:
    legend = legend_of(scene_of(DATA, styled(*settings)))
    assert " ".join(words(entry.items) for entry in legend) == expected


def test_absent_heads_have_an_entry_at_the_end_of_the_legend() -> None:
    data = random_data(["a", "b"], 6, 6, 0.5, absent=0.3)
    assert not data.present.all()
    for order in ("reference", "panels"):
        for place in ("after-first", "bottom"):
            style = styled(f"legend.order={order}", f"legend.place={place}", "absent.label=no head")
            *_, unclassified, absent = legend_of(scene_of(data, style))
            assert words(unclassified.items) == "Unclassified"
            assert words(absent.items) == "nohead"
    assert "legend--absent" not in [entry.id for entry in legend_of(scene_of(DATA, styled()))]


def test_the_legend_counts_heads() -> None:
    scene = scene_of(DATA, styled("legend.counts=true"))
    count = DATA.membership.sum(axis=0)
    numbers = [
        (count == 3).sum(),
        (count == 2).sum(),
        *(DATA.membership & (count == 1)).sum(axis=(1, 2))[::-1],
        (count == 0).sum(),
    ]
    assert sum(numbers) == 36
    names = ["3 categories", "2 categories", "c", "b", "a", "Unclassified"]
    expected = [f"{name} ({n})".replace(" ", "") for name, n in zip(names, numbers, strict=True)]
    assert [words(entry.items) for entry in legend_of(scene)] == expected


@pytest.mark.parametrize("settings", ["panels.show=categories", "multi.display=split"])
def test_a_legend_without_counts_of_categories_has_all_heads_of_each(settings: str) -> None:
    """Where a colour shows all heads of its category, so does its number."""
    *legend, unclassified = legend_of(scene_of(DATA, styled("legend.counts=true", settings)))
    assert [words(entry.items) for entry in reversed(legend)] == [
        f"{name}({member.sum()})" for name, member in zip("abc", DATA.membership, strict=True)
    ]
    assert words(unclassified.items) == f"Unclassified({36 - DATA.membership.any(axis=0).sum()})"


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
    assert sorted(middles) == sorted(places)
    for head, middle in places.items():
        assert middles[head] == pytest.approx(middle, abs=3)
