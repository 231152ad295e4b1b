"""The registry of the kinds of panels, and a kind that a contributor could add."""

import subprocess
import sys
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from msgspec import Struct

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.core.errors import HeadmapError
from headmap_cli.describe import charts as described_charts
from headmap_cli.describe.charts import CHART_SENTENCES
from headmap_cli.describe.description import describe
from headmap_cli.describe.facts import FigureFacts
from headmap_cli.describe.sections import as_text
from headmap_cli.layout.labels import category_ids
from headmap_cli.layout.panels import kinds
from headmap_cli.layout.panels.frame import ChartSpace
from headmap_cli.layout.panels.kinds import KINDS, PanelKind, find_kind
from headmap_cli.scene.marks import Box, Cells, Item, Label, Scene, walk
from headmap_cli.style.load import load_style
from headmap_cli.style.palette import Palette
from headmap_cli.style.schema import Style
from headmap_cli.writers.png import picture
from tests.helpers import charts, fixed_measure, legend_of, panels, words
from tests.layout.cases import lay_out

BAR = 10
"""The height of a bar in pixels."""


class Sizes(Struct, frozen=True):
    """The content of a panel with a bar for each category: its id, colour and number of heads."""

    rows: tuple[tuple[str, str, int], ...]


def sizes_title(_style: Style) -> str:
    return "Heads per category"


def build_sizes(data: Classification, colors: Palette, ids: Sequence[str], _style: Style) -> Sizes:
    heads = data.membership.sum(axis=(1, 2)).tolist()
    return Sizes(tuple(zip(ids, colors.categories, heads, strict=True)))


def size_of_sizes(chart: Sizes, space: ChartSpace) -> tuple[int, int]:
    return max(space.x_scale.size, space.min_side), BAR * len(chart.rows)


def draw_sizes(id: str, chart: Sizes, size: tuple[int, int], space: ChartSpace) -> list[Item]:
    max_heads = max(heads for _, _, heads in chart.rows)
    items: list[Item] = [Box((0, 0, *size), frame=space.axis_look.color, line=space.axis_look.line_width)]
    for i, (category_id, color, heads) in enumerate(chart.rows):
        rect = np.array([[0, BAR * i, size[0] * heads // max_heads, BAR]])
        items.append(Cells(f"{id}--{category_id}", color, rect))
    return items


KIND = PanelKind(sizes_title, build_sizes, size_of_sizes, draw_sizes)

MEMBERS = np.array([[[1, 1, 1, 1]], [[0, 1, 0, 0]]], dtype=bool)
"""One layer of four heads, of which four are in the first category and one in the second."""

DATA = Classification(("A", "sizes"), MEMBERS)
SCORED = Classification(("A", "sizes"), MEMBERS, scores=MEMBERS * 0.5)
STYLE_SETTINGS = ["layout.dpi=72", "panels.show=[composite, sizes, categories]"]


@pytest.fixture
def style(monkeypatch: pytest.MonkeyPatch) -> Style:
    """A style that shows a kind of panel which is only in a copy of the registry."""
    monkeypatch.setattr(kinds, "KINDS", {**KINDS, "sizes": __name__})
    return load_style(sets=STYLE_SETTINGS)


def scene_of(style: Style) -> Scene:
    return lay_out(DATA, style, fixed_measure(72))


def test_a_new_kind_is_drawn_beside_the_maps(style: Style) -> None:
    scene = scene_of(style)
    [chart] = charts(scene)
    assert chart.group.id == "panel-sizes"
    bars = [item for item in chart.group.items if isinstance(item, Cells)]
    assert [bar.id for bar in bars] == ["panel-sizes--a", "panel-sizes--sizes-2"]
    full, quarter = (int(bar.rects[0, 2]) for bar in bars)
    assert full == chart.area[2]
    assert quarter == full // 4
    titles = [item.text for item in chart.group.items if isinstance(item, Label)]
    assert "".join(titles).replace(" ", "") == "Headspercategory"


def test_a_new_kind_reaches_the_picture_in_its_colours(style: Style) -> None:
    scene = scene_of(style)
    [chart] = charts(scene)
    pixels = np.asarray(picture(scene).convert("RGB"))
    for bar in walk(chart.group.items):
        if isinstance(bar, Cells):
            x, y, width, height = bar.rects[0].tolist()
            color = list(bytes.fromhex(bar.color[1:]))
            assert (pixels[y : y + height, x : x + width] == color).all()


def test_the_name_of_a_new_kind_is_reserved_and_its_categories_are_in_the_legend(style: Style) -> None:
    assert category_ids(merge(DATA)) == ["a", "sizes-2"]
    assert len(panels(scene_of(style))) == 3
    only_chart = load_style(sets=["layout.dpi=72", "panels.show=[sizes]"])
    assert sorted(words(entry.items) for entry in legend_of(scene_of(only_chart))) == ["A", "sizes"]


def test_a_new_kind_is_described_once_it_has_sentences(style: Style, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(HeadmapError, match="panels of the kind 'sizes' cannot be described yet"):
        describe(merge(DATA), style)

    def sentences(facts: FigureFacts) -> Iterator[str]:
        yield f"{len(facts.names)} bars."

    monkeypatch.setattr(described_charts, "CHART_SENTENCES", {**CHART_SENTENCES, "sizes": sentences})
    text = as_text(describe(merge(DATA), style), markdown=False)
    assert "Panel 2: Heads per category\n2 bars.\n" in text


def test_every_kind_is_described() -> None:
    assert list(CHART_SENTENCES) == list(KINDS)


def test_a_kind_that_is_not_registered_is_an_error() -> None:
    """Without the registry's copy, the style's word is neither a kind nor a category."""
    with pytest.raises(HeadmapError, match="no kind of panel is called 'sizes'; expected upset, layers"):
        find_kind("sizes")
    only_a = Classification(("A",), MEMBERS[:1])
    with pytest.raises(HeadmapError, match="no category 'sizes'"):
        lay_out(only_a, load_style(sets=STYLE_SETTINGS), fixed_measure(72))


@pytest.mark.parametrize("name", [name for name in KINDS if name != "trend"])
def test_the_content_of_a_chart_is_hashable(name: str) -> None:
    """Figures with equal charts share a cached page."""
    colors = Palette(("#111111", "#222222"), {2: "#333333"}, "#eeeeee", ("none", "none"), {2: "none"})
    kind = find_kind(name)
    contents = [kind.build(SCORED, colors, ["a", "b"], Style()) for _ in range(2)]
    assert contents[0] == contents[1]
    assert hash(contents[0]) == hash(contents[1])


def test_a_kind_is_loaded_only_for_a_figure_that_shows_it() -> None:
    """A render of maps must not pay for the import of charts."""
    script = (
        "import sys\n"
        "import headmap_cli.render\n"
        "from headmap_cli.layout.panels.kinds import KINDS, find_kind\n"
        "names = {f'headmap_cli.layout.panels{module}' for module in KINDS.values()}\n"
        "print(len(names & set(sys.modules)))\n"
        "find_kind('upset')\n"
        "print(sorted(names & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["0", "['headmap_cli.layout.panels.upset']"]
