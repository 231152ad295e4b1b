"""Figures of several facets: nothing overlaps, and every cell is the head that the data has there."""

from collections.abc import Sequence

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import HeadmapError
from headmap_cli.core.facets import Facet, Facets
from headmap_cli.layout.facet_plan import plan_facets
from headmap_cli.render import Drawing
from headmap_cli.scene.marks import Label, walk
from headmap_cli.style.load import load_style
from headmap_cli.style.palette import palette
from headmap_cli.style.presets import preset_names
from headmap_cli.style.schema import Style
from tests.decoder import BARE, Grid, png_grids_of, svg_grids_of
from tests.helpers import legend_of, random_data, swatch, words
from tests.layout.assertions import assert_nothing_leaves_the_page, assert_nothing_overlaps

NAMES = ["Algorithmic", "Knowledge", "Linguistic", "Translation"]
GRIDS = [(36, 40), (32, 32), (12, 12), (28, 16), (6, 8), (48, 25), (1, 1), (24, 16), (80, 64)]
LABELS = ["Pythia-12B", "Llama-3.1-8B", "GPT-2 XL with a label that is long", "W", "a/b"]


def facets_of(count: int, grids: Sequence[tuple[int, int]] = GRIDS, density: float = 0.1) -> Facets:
    """Facets of mixed grids; every other one has no Translation, and none has its categories in order."""
    facets = []
    for i in range(count):
        names = NAMES[: 4 - i % 2]
        data = random_data(names, *grids[i % len(grids)], density=density, seed=i)
        label = f"{LABELS[i % len(LABELS)]} {i}" if i >= len(LABELS) else LABELS[i]
        facets.append(Facet(label, data))
    return Facets(facets)


def style_of(*sets: str, preset: str = "default") -> Style:
    return load_style(preset=preset, sets=list(sets))


# --- The layout ---


@pytest.mark.parametrize("show", ["composite", "composite,categories"])
@pytest.mark.parametrize("count", [1, 2, 4, 9, 30])
@pytest.mark.parametrize("preset", ["default", "neurips", "dark", "paper"])
@pytest.mark.slow
def test_nothing_overlaps_or_is_cut_off(preset: str, count: int, show: str) -> None:
    style = style_of(f"panels.show=[{show}]", preset=preset)
    scene = Drawing(facets_of(count), style).scene
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)


@pytest.mark.parametrize("preset", preset_names())
def test_every_preset_draws_two_models(preset: str) -> None:
    scene = Drawing(facets_of(2), style_of(preset=preset)).scene
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)


@pytest.mark.parametrize(
    "sets",
    [
        ["strip=both"],
        ["axes.x=head", "axes.origin=bottom"],
        ["legend.place=right", "axes.labels=outer"],
        ["legend.place=none", "panels.titles=false", "panels.letters={a}"],
        ["panels.show=[composite, upset, layers]"],
        ["layout.columns=2", "legend.counts=true", "panels.counts=true"],
        ["layout.width=4in", "title=Two models", "caption=What they do"],
        ["layout.width=12in", "axes.labels=outer", "strip=layers"],
    ],
    ids=lambda sets: sets[0],
)
@pytest.mark.parametrize("count", [2, 5])
def test_options_of_the_layout_work_with_facets(count: int, sets: list[str]) -> None:
    scene = Drawing(facets_of(count), style_of(*sets)).scene
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)


def test_all_cells_have_one_size() -> None:
    scene = Drawing(facets_of(4), style_of()).scene
    sides = {int(size) for panel in scene.panels for size in np.diff(panel.columns, axis=1).ravel()}
    assert len(sides) == 1


def test_a_facet_has_panels_for_its_own_categories_only() -> None:
    plan = plan_facets(facets_of(2), style_of())
    titles = [[panel.title for panel in facet.panels] for facet in plan.facets]
    assert titles == [["All Categories", *NAMES], ["All Categories", *NAMES[:3]]]
    assert len({panel.id for panel in plan.panels}) == 9


def test_single_panels_have_the_labels_as_titles_and_form_one_grid() -> None:
    mixed = plan_facets(facets_of(3), style_of("panels.show=[composite]"))
    assert [facet.panels[0].title for facet in mixed.facets] == LABELS[:3]
    equal = plan_facets(facets_of(3, [(12, 12)]), style_of("panels.show=[composite]"))
    assert [panel.title for panel in equal.facets[0].panels] == LABELS[:3]


def test_letters_run_on_and_labels_name_the_facets_and_their_grids() -> None:
    scene = Drawing(facets_of(2), style_of("panels.letters=({a})")).scene
    texts = [item.text for item in walk(scene.groups) if isinstance(item, Label)]
    letters = [text for text in texts if text.startswith("(")]
    assert letters == [f"({letter})" for letter in "abcdefghi"]
    [labels] = [group for group in scene.groups if group.id == "facet-labels"]
    assert words(labels.items) == "Pythia-12B36\u00d740Llama-3.1-8B32\u00d732"


# --- The cells ---


def legend_colors(drawing: Drawing) -> dict[str, str]:
    """The colour of each entry of the legend, by its label."""
    colors = {}
    for entry in legend_of(drawing.scene):
        fill = swatch(entry).fill
        assert fill is not None
        colors[words(entry.items)] = fill
    return colors


def expected_names(data: Classification, category: str | None) -> list[list[str]]:
    """What the legend calls each head of a panel, by row (head), then column (layer)."""
    rows = []
    for head in range(data.heads):
        row = []
        for layer in range(data.layers):
            own = [name for c, name in enumerate(data.categories) if data.membership[c, layer, head]]
            if category is not None:
                row.append(category if category in own else "Unclassified")
            elif len(own) > 1:
                row.append(f"{len(own)}categories")  # words() leaves out spaces
            else:
                row.append(own[0] if own else "Unclassified")
        rows.append(row)
    return rows


@pytest.mark.parametrize("show", ["composite,categories", "composite"])
@pytest.mark.parametrize("count", [2, 9])
def test_every_cell_of_png_and_svg_is_its_head(count: int, show: str) -> None:
    facets = facets_of(count, GRIDS[:8])
    style = style_of(f"panels.show=[{show}]", *BARE)
    drawing = Drawing(facets, style)
    expected = []
    for facet in facets.facets:
        names: list[str | None] = [None]
        if "categories" in show:
            names += facet.data.categories
        expected += [expected_names(facet.data, name) for name in names]
    shapes = [(len(rows), len(rows[0])) for rows in expected]
    by_color = {color: label for label, color in legend_colors(drawing).items()}
    png = png_grids_of(drawing.encode("png"), shapes)
    svg = svg_grids_of(drawing.encode("svg"), shapes, 3)
    for rows, from_png, from_svg in zip(expected, png, svg, strict=True):
        assert names_of(from_png, by_color) == rows
        assert names_of(from_svg, by_color) == rows


def names_of(grid: Grid, by_color: dict[str, str]) -> list[list[str]]:
    rows: list[list[str]] = [[""] * grid.cells.shape[1] for _ in range(grid.cells.shape[0])]
    for (row, column), cell in grid.each():
        [color] = set(cell.ravel().tolist())
        rows[row][column] = by_color[color]
    return rows


def test_categories_have_one_colour_in_all_facets_and_the_legend_has_each_once() -> None:
    drawing = Drawing(facets_of(2), style_of())
    colors = legend_colors(drawing)
    assert {name: colors[name] for name in NAMES} == dict(
        zip(NAMES, palette(style_of(), NAMES).categories, strict=True)
    )


def test_counts_of_the_legend_add_up_to_the_heads_of_all_facets() -> None:
    facets = facets_of(3)
    scene = Drawing(facets, style_of("legend.counts=true")).scene
    numbers = [int(words(entry.items).rpartition("(")[2].rstrip(")")) for entry in legend_of(scene)]
    assert sum(numbers) == sum(facet.data.layers * facet.data.heads for facet in facets.facets)


def test_absent_heads_of_one_facet_are_in_the_legend_and_different_grids_alone_are_not() -> None:
    assert "Absent" not in legend_labels(facets_of(2))
    pruned = Facet("Pruned", random_data(NAMES, 6, 8, absent=0.2))
    assert "Absent" in legend_labels(Facets([*facets_of(1).facets, pruned]))


def legend_labels(facets: Facets) -> list[str]:
    return legend_labels_of(Drawing(facets, style_of()))


def legend_labels_of(drawing: Drawing) -> list[str]:
    return [words(entry.items) for entry in legend_of(drawing.scene)]


def test_scores_of_all_facets_share_one_scale() -> None:
    random = np.random.default_rng(4)
    facets = []
    for label, grid, largest in (("A", (6, 8), 1.0), ("B", (12, 4), 5.0)):
        scores = random.random((2, *grid)) * largest
        facets.append(Facet(label, Classification(("a", "b"), None, scores=scores)))
    plan = plan_facets(Facets(facets), style_of("panels.show=[scores]"))
    [bar] = plan.bars
    assert bar.scale.highest_score == max(float(facet.data.scores.max()) for facet in facets)  # type: ignore[union-attr]
    assert {panel.scores.scale for panel in plan.panels if panel.scores} == {bar.scale}
    scene = Drawing(Facets(facets), style_of("panels.show=[scores]")).scene
    assert_nothing_leaves_the_page(scene)
    assert [group.id for group in scene.groups if "scale" in str(group)].count("legend") == 1


# --- Marks ---


def test_a_mark_is_on_every_facet_that_has_the_head_and_in_the_alt_text() -> None:
    style = style_of("panels.show=[composite]", "marks=[{heads: [L0H0, L30H35], label: Chosen}]")
    facets = facets_of(3)
    drawing = Drawing(facets, style)
    marked = {
        panel.id: len(mark.names) for panel in plan_facets(facets, style).panels for mark in panel.marks
    }
    assert marked == {
        "panel-pythia-12b--all": 2,
        "panel-llama-3-1-8b--all": 1,
        "panel-gpt-2-xl-with-a-label-that-is-long--all": 1,
    }
    assert drawing.metadata.description.count("Marked as 'Chosen': L0H0") == 3
    assert "Chosen" in legend_labels_of(drawing)


def test_a_marked_head_that_no_facet_has_is_refused() -> None:
    style = style_of("marks=[{heads: [L36H0]}]")
    with pytest.raises(HeadmapError, match="outside the grid of 36 layers x 40 heads, 32 layers x 32 heads"):
        _ = Drawing(facets_of(2), style).scene


# --- Files ---


def test_panels_of_split_files_are_called_by_their_facet() -> None:
    names = list(Drawing(facets_of(2), style_of()).panels)
    assert names[0] == "pythia-12b--all"
    assert "llama-3-1-8b--linguistic" in names
    assert names[-1] == "legend"


@pytest.mark.parametrize("format", ["png", "svg", "pdf", "html"])
def test_a_figure_of_facets_has_the_same_bytes_each_time(format: str) -> None:
    assert Drawing(facets_of(2), style_of()).encode(format) == Drawing(facets_of(2), style_of()).encode(
        format
    )
