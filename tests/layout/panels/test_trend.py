"""The panel of trends, decoded from what is drawn and compared with heads that are counted one by one."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import HeadmapError
from headmap_cli.core.facets import Facet, Facets
from headmap_cli.layout.axes import axis_look
from headmap_cli.layout.band_scale import BandScale
from headmap_cli.layout.panels.bounds import bounds
from headmap_cli.layout.panels.frame import ChartSpace
from headmap_cli.layout.panels.trend import build_trend, draw_trend, trend_size
from headmap_cli.scene.marks import Dots, Group, Item, Label, Scene, moved
from headmap_cli.scene.strokes import Strokes, stroke_ends
from headmap_cli.style.load import load_style
from headmap_cli.style.palette import palette
from headmap_cli.writers.pdf import pdf
from headmap_cli.writers.png import picture
from headmap_cli.writers.svg import svg
from tests.helpers import fixed_measure, random_data
from tests.layout.cases import lay_out

STYLE = load_style(sets=["layout.dpi=72"])
SPACE = ChartSpace(STYLE, BandScale(30, 10), BandScale(20, 10), 100, axis_look(STYLE, fixed_measure(72)))
NAMES = ["Induction", "b", "c"]


def facets_of(labels: Sequence[str], names: Sequence[str] = NAMES) -> Facets:
    """Facets of random heads, each on a grid of its own."""
    found = []
    for seed, label in enumerate(labels):
        found.append(Facet(label, random_data(names, 4 + seed % 3, 8, 0.1 + 0.02 * seed, seed=seed)))
    return Facets(found)


def drawn(facets: Facets) -> list[Item]:
    colors = palette(STYLE, facets.categories)
    ids = [f"id{i}" for i in range(len(facets.categories))]
    chart = build_trend(facets, colors, ids)
    return draw_trend("panel-trend", chart, trend_size(chart, SPACE), SPACE)


def dots_of(items: Sequence[Item]) -> dict[str, np.ndarray[tuple[int, int], np.dtype[np.float64]]]:
    """The centres of the dots of each colour."""
    return {item.color: item.rects[:, :2] + item.rects[:, 2:] / 2 for item in items if isinstance(item, Dots)}


def count_heads(data: Classification, name: str) -> int:
    if name not in data.categories:
        return 0
    member = data.membership[data.categories.index(name)]
    return sum(bool(member[layer, head]) for layer in range(data.layers) for head in range(data.heads))


def heads_axis(items: Sequence[Item]) -> tuple[float, float]:
    """The y of 0 heads and the pixels per head, by the labels of the lowest and the highest tick."""
    ticks = [
        item for item in items if isinstance(item, Label) and item.align == "right" and item.text.isdigit()
    ]
    lowest, highest = min(ticks, key=lambda t: int(t.text)), max(ticks, key=lambda t: int(t.text))
    assert lowest.text == "0"
    zero = lowest.y - SPACE.axis_look.tick_text.digit_height / 2
    return zero, (lowest.y - highest.y) / int(highest.text)


def test_each_dot_is_as_high_as_its_category_has_heads_and_at_its_step() -> None:
    steps = [0, 100, 250, 1000]
    facets = facets_of([f"step{step}" for step in steps])
    items = drawn(facets)
    zero, per_head = heads_axis(items)
    colors = palette(STYLE, NAMES).categories
    dots = dots_of(items)
    assert list(dots) == list(colors)
    for name, color in zip(NAMES, colors, strict=True):
        heads = [count_heads(facet.data, name) for facet in facets.facets]
        x, y = dots[color].T
        # Ticks and dots are each on whole pixels.
        np.testing.assert_allclose((zero - y) / per_head, heads, atol=1.1 / per_head)
        np.testing.assert_allclose(
            (x - x[0]) / (x[-1] - x[0]), np.array(steps) / 1000, atol=0.6 / (x[-1] - x[0])
        )
    for line in [item for item in items if isinstance(item, Strokes) and item.id.endswith("--line")]:
        left, right = stroke_ends(line)
        assert left.tolist() == dots[line.color][:-1].tolist()
        assert right.tolist() == dots[line.color][1:].tolist()


def test_steps_that_are_numbers_are_in_their_order_and_others_in_that_of_the_facets() -> None:
    colors = palette(STYLE, NAMES)
    assert build_trend(facets_of(["900", "1e3", "10"]), colors, NAMES).labels == ("10", "900", "1e3")
    assert build_trend(facets_of(["ckpt-20", "ckpt-3"]), colors, NAMES).numbers == (3, 20), "not negative"
    assert build_trend(facets_of(["sft", "base", "dpo"]), colors, NAMES).numbers is None
    x = dots_of(drawn(facets_of(["sft", "base", "dpo"])))[colors.categories[0]][:, 0]
    assert x[1] - x[0] == pytest.approx(x[2] - x[1], abs=1)
    texts = [item.text for item in drawn(facets_of(["sft", "base", "dpo"])) if isinstance(item, Label)]
    assert {"sft", "base", "dpo", "step", "heads"} <= set(texts)


def test_a_category_that_a_step_does_not_have_has_no_heads_there() -> None:
    first = Facet("1", Classification(("a",), np.ones((1, 2, 2), dtype=bool)))
    second = Facet("2", Classification(("b",), np.ones((1, 2, 3), dtype=bool)))
    chart = build_trend(Facets([first, second]), palette(STYLE, ["a", "b"]), ["a", "b"])
    assert [(line.name, line.heads) for line in chart.lines] == [("a", (4, 0)), ("b", (0, 6))]


@pytest.mark.parametrize("categories", [2, 12])
def test_names_at_the_ends_do_not_overlap_and_are_in_the_order_of_the_ends(categories: int) -> None:
    names = [f"n{i}" for i in range(categories)]
    facets = facets_of(["1", "2", "3"], names)
    items = drawn(facets)
    labels = [item for item in items if isinstance(item, Label) and item.text in names]
    boxes = sorted((label.rect for label in labels), key=lambda rect: rect[1])
    assert len(boxes) == categories
    assert all(upper[1] + upper[3] <= lower[1] for upper, lower in pairwise(boxes))
    last = {name: count_heads(facets.facets[-1].data, name) for name in names}
    heads = [last[label.text] for label in sorted(labels, key=lambda label: label.y)]
    assert heads == sorted(heads, reverse=True)


def test_the_picture_has_the_colour_of_each_category_and_vectors_can_be_written() -> None:
    items = drawn(facets_of([str(1000 * i) for i in range(24)]))
    left, top, right, bottom = bounds(items)
    group = Group("panel-trend", tuple(moved(item, -left, -top) for item in items))
    scene = Scene(right - left, bottom - top, 72, "#ffffff", ("DejaVu Sans",), (group,))
    pixels = np.asarray(picture(scene).convert("RGB"))
    # The dots of the last category are above those of the others.
    color = palette(STYLE, NAMES).categories[-1]
    for x, y in dots_of(group.items)[color].astype(int).tolist():
        assert pixels[y, x].tolist() == list(bytes.fromhex(color[1:]))
    assert svg(scene).count(b"--line") == len(NAMES)
    assert pdf(scene).startswith(b"%PDF")


def test_a_single_step_has_dots_without_lines() -> None:
    items = drawn(facets_of(["500"]))
    assert not [item for item in items if isinstance(item, Strokes) and item.id.endswith("--line")]
    assert all(len(centers) == 1 for centers in dots_of(items).values())
    assert "500" in [item.text for item in items if isinstance(item, Label)]


def test_steps_without_any_heads_are_all_at_zero() -> None:
    empty = [Facet(label, Classification(("a",), np.zeros((1, 2, 2), dtype=bool))) for label in ("1", "2")]
    items = drawn(Facets(empty))
    zero, _ = heads_axis(items)
    [centers] = dots_of(items).values()
    assert centers[:, 1].tolist() == pytest.approx([zero, zero], abs=1)


def test_a_single_classification_is_refused_with_the_option_that_helps() -> None:
    style = load_style(sets=["panels.show=[composite, trend]"])
    with pytest.raises(
        HeadmapError, match="trend shows several steps, and the data has one; --facet-by step"
    ):
        lay_out(random_data(NAMES, 4, 4), style, fixed_measure(72))


def test_equal_contents_are_equal_and_hashable() -> None:
    first, second = (build_trend(facets_of(["1", "2"]), palette(STYLE, NAMES), NAMES) for _ in range(2))
    assert hash(first) == hash(second)
    assert first == second
