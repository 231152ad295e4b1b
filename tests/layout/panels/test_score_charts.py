"""Charts of scores, decoded from what is drawn: lengths and places of bars are compared with the scores."""

import numpy as np
import numpy.typing as npt
import pytest

from headmap_cli.colors.score_axis import ScoreAxis
from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import HeadmapError
from headmap_cli.layout.panels.ranking import build_ranking
from headmap_cli.layout.panels.score_line import ScoreLine, score_line
from headmap_cli.scene.marks import Cells, Label, Line, Scene
from headmap_cli.style.load import load_style
from headmap_cli.style.palette import palette
from headmap_cli.style.presets import preset_names
from headmap_cli.style.schema import Style
from headmap_cli.text.measure import make_measure
from headmap_cli.writers.png import picture
from tests.helpers import Panel, charts, fixed_measure
from tests.layout.assertions import (
    assert_charts_are_whole,
    assert_nothing_leaves_the_page,
    assert_nothing_overlaps,
)
from tests.layout.cases import lay_out

SCORES = np.array([[[0.1, 0.9, -0.4], [0.35, np.nan, 0.2]], [[0.8, 0.2, 0.1], [0.0, 0.6, -0.7]]])
"""Two categories, two layers of three heads."""


def scored(scores: npt.NDArray[np.float64], **rule: float | int | bool) -> Classification:
    names = [f"Category {c}" for c in range(len(scores))]
    return Classification.from_scores(scores, names, **rule)  # type: ignore[arg-type]


def scene_of(data: Classification, *sets: str) -> Scene:
    style = load_style(sets=["layout.dpi=72", *sets])
    return lay_out(data, style, fixed_measure(72))


def bars_of(chart: Panel) -> list[Cells]:
    return [item for item in chart.group.items if isinstance(item, Cells)]


def names_on_the_left(chart: Panel) -> list[str]:
    left = chart.area[0]
    labels = [item for item in chart.group.items if isinstance(item, Label)]
    return [label.text for label in labels if label.rect[0] + label.rect[2] <= left and "." in label.text]


def test_ranked_bars_are_as_long_as_scores_and_point_the_way_of_their_sign() -> None:
    data = scored(SCORES, threshold=0.3, abs=True)
    [chart] = charts(scene_of(data, "panels.show=[ranked]", "threshold=0.3", "abs=true"))
    # By hand: 0.0 is in both (0.1 in the first is not above 0.3, so only in the second, with 0.8).
    expected = [
        ("0.1", 0.9), ("0.0", 0.8), ("1.2", -0.7), ("1.1", 0.6), ("0.2", -0.4), ("1.0", 0.35),
    ]  # fmt: skip
    assert names_on_the_left(chart) == [name for name, _ in expected]
    bars = bars_of(chart)
    lengths = np.array([bar.rects[0, 2] for bar in bars])
    scores = np.array([score for _, score in expected])
    np.testing.assert_allclose(lengths / lengths[0], np.abs(scores) / 0.9, atol=1.5 / lengths[0])
    positive = {int(bar.rects[0, 0]) for bar, score in zip(bars, scores, strict=True) if score > 0}
    negative = {int(bar.rects[0, [0, 2]].sum()) for bar, score in zip(bars, scores, strict=True) if score < 0}
    assert len(positive) == len(negative) == 1, "all bars begin at the line of zero"
    assert 1 <= positive.pop() - negative.pop() <= 3


def test_a_ranked_head_has_the_colour_of_the_composite_and_a_score_of_its_own_category() -> None:
    scores = np.array([[[0.5, 0.6, 0.1]], [[0.9, 0.3, 0.2]]])
    # The second category does not have its highest score, as if it had been chosen by hand.
    members = np.array([[[True, True, False]], [[False, True, False]]])
    data = Classification(("A", "B"), members, scores=scores)
    colors = palette(Style(), data.categories)
    ranking = build_ranking(data, colors, ["a", "b"], Style())
    found = [(head.name, head.score, head.color) for head in ranking.heads]
    assert found == [
        ("0.1", 0.6, colors.multi[2]),
        ("0.0", 0.5, colors.categories[0]),
        ("0.2", 0.2, colors.unclassified),
    ]


@pytest.mark.parametrize(
    "rule", [{"threshold": 0.3}, {"below": 0.15}, {"top": 2}, {"threshold": 0.25, "abs": True}]
)
def test_the_rule_is_a_line_between_selected_and_other_bars(rule: dict[str, float]) -> None:
    data = scored(SCORES[:1], **rule)
    [chart] = charts(scene_of(data, "panels.show=[ranked]"))
    left, top, width, _ = chart.area
    gray = palette(Style(), data.categories).unclassified
    bars = bars_of(chart)
    # All but the line of zero, which begins below the labels, reach from the top of the frame.
    lines = [item.rect for item in chart.group.items if isinstance(item, Line)]
    inside = sorted(x for x, y, w, h in lines if y == top and left < x < left + width and h > w)
    assert len(inside) == (2 if "abs" in rule else 1)
    selected = np.concatenate([bar.rects for bar in bars if bar.color != gray])
    others = np.concatenate([bar.rects for bar in bars if bar.color == gray])
    if "below" in rule:
        assert (selected[:, 0] + selected[:, 2] <= inside[0] + 2).all()
        assert (others[:, 0] + others[:, 2] >= inside[0] - 1).all()
    else:
        assert (others[:, 0] + others[:, 2] <= inside[-1] + 2).all()
        crosses = (selected[:, 0] + selected[:, 2] > inside[-1]) | (selected[:, 0] < inside[0] - 1)
        assert crosses.all()


def test_ranked_shows_as_many_heads_as_the_style_asks_for_and_without_rules_by_magnitude() -> None:
    rng = np.random.default_rng(5)
    scores = rng.normal(size=(1, 7, 9))
    data = scored(scores)
    style = load_style(sets=["panels.ranked_heads=20"])
    ranking = build_ranking(data, palette(style, data.categories), ["a"], style)
    expected = sorted(np.abs(scores).ravel().tolist(), reverse=True)[:20]
    assert [abs(head.score) for head in ranking.heads] == expected
    for head in ranking.heads:
        layer, index = (int(part) for part in head.name.split("."))
        assert scores[0, layer, index] == head.score


def test_distribution_bars_are_the_sorted_scores_in_the_colours_of_selected_and_other_heads() -> None:
    rng = np.random.default_rng(2)
    scores = rng.normal(size=(2, 3, 8))
    data = scored(scores, threshold=0.5)
    scene = scene_of(data, "panels.show=[distribution]", "threshold=0.5")
    [chart] = charts(scene)
    colors = palette(Style(), data.categories)
    largest = 0.0
    found = {}
    for c, id in enumerate(("category-0", "category-1")):
        selected, others = (
            next(bar for bar in bars_of(chart) if bar.id.endswith(f"--{id}--{part}"))
            for part in ("selected", "others")
        )
        assert (selected.color, others.color) == (colors.categories[c], colors.unclassified)
        assert len(selected.rects) == int((scores[c] > 0.5).sum())
        rects = np.concatenate([selected.rects, others.rects])
        rects = rects[np.argsort(rects[:, 0])]
        values = np.sort(scores[c].ravel())[::-1]
        assert len(rects) == len(values)
        zero = int(rects[0, 1] + rects[0, 3])
        signed = np.where(rects[:, 1] < zero, rects[:, 3], -rects[:, 3])
        found[c] = signed, values
        largest = max(largest, float(np.abs(values).max()))
    scale = max(abs(signed).max() for signed, _ in found.values()) / largest
    for signed, values in found.values():
        np.testing.assert_allclose(signed, values * scale, atol=1.5)


def test_distribution_says_how_many_heads_are_on_each_side() -> None:
    scores = np.array([[[0.29, 0.31, np.nan, 0.6]]])
    [chart] = charts(scene_of(scored(scores, threshold=0.3), "panels.show=[distribution]", "threshold=0.3"))
    texts = [item.text for item in chart.group.items if isinstance(item, Label)]
    assert "2 of 3" in texts
    assert "0.3" in texts


@pytest.mark.parametrize("kind", ["ranked", "distribution"])
def test_data_without_scores_is_refused(kind: str) -> None:
    data = Classification(("A",), np.ones((1, 2, 2), dtype=bool))
    with pytest.raises(HeadmapError, match=f"{kind} needs scores, and the data has none; use the file"):
        scene_of(data, f"panels.show=[{kind}]")


EXTREMES = [
    np.full((1, 2, 2), 0.3),
    np.zeros((1, 2, 2)),
    np.array([[[-1e300, 1.7e308], [-1.7e308, 0.0]]]),
    np.array([[[1e-300, 2e-300], [5e-324, 0.0]]]),
    np.array([[[5e-324, np.nan], [0.0, 0.0]]]),
    np.array([[[-3.0, -2.0], [-1.0, -4.0]]]),
    np.array([[[7.0]]]),
]


@pytest.mark.parametrize("scores", EXTREMES, ids=range(len(EXTREMES)))
@pytest.mark.parametrize("kind", ["ranked", "distribution"])
def test_extreme_scores_are_drawn(kind: str, scores: npt.NDArray[np.float64]) -> None:
    scene = scene_of(scored(scores, top=1), f"panels.show=[{kind}]", "top=1")
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)
    [chart] = charts(scene)
    left, top, width, height = chart.area
    for bar in bars_of(chart):
        for x, y, w, h in bar.rects.tolist():
            assert left <= x
            assert x + w <= left + width
            assert top <= y
            assert y + h <= top + height


@pytest.mark.parametrize(("low", "high"), [(-0.7, 0.9), (0, 1e-250), (-1e308, 1e308), (0, 88), (-0.003, 0)])
def test_ticks_are_few_and_on_the_axis(low: float, high: float) -> None:
    ticks = [tick for tick, _ in ScoreLine(ScoreAxis(low, high), 100).ticks()]
    assert 2 <= len(ticks) <= 7
    assert all(low <= tick <= high for tick in ticks)
    assert 0.0 in ticks


def test_a_line_includes_zero_and_is_linear() -> None:
    line = score_line([0.5, 2.0], 100)
    assert [line.place(score) for score in (0, 0.5, 2)] == [0, 25, 100]


def test_a_log_line_begins_a_decade_below_the_smallest_score() -> None:
    line = score_line([1e-4, 1e-2, 10], 500, "log")
    # From 1e-5 to 10 there are six decades.
    assert [line.place(score) for score in (0, 1e-4, 1e-2, 10)] == pytest.approx([0, 500 / 6, 250, 500])


def test_a_log_line_of_negative_scores_is_logarithmic_on_both_sides() -> None:
    line = score_line([-8.0, 8.0], 200, "log")
    assert [line.place(score) for score in (-8, 0, 8)] == pytest.approx([0, 100, 200])
    assert line.place(0.08) - 100 > 30  # on a linear line, it would be one pixel


@pytest.mark.parametrize("kind", ["ranked", "distribution"])
def test_bars_follow_the_scale_of_the_style(kind: str) -> None:
    data = scored(np.array([[[0.001, 0.01], [0.1, 10.0]]]), top=4)
    [linear] = charts(scene_of(data, f"panels.show=[{kind}]"))
    [logarithmic] = charts(scene_of(data, f"panels.show=[{kind}]", "scores.scale=log"))
    side = 2 if kind == "ranked" else 3
    heights = sorted(int(rect[side]) for bar in bars_of(logarithmic) for rect in bar.rects)
    # From 0.0001, where the axis begins, there are one, two, three and five decades to the scores.
    assert heights == pytest.approx(np.array([1, 2, 3, 5]) * heights[-1] / 5, abs=1)
    assert sorted(int(rect[side]) for bar in bars_of(linear) for rect in bar.rects)[:2] == [1, 1]


def test_the_axis_of_ranked_heads_has_the_label_of_the_scores() -> None:
    data = scored(np.array([[[0.1, 0.5]]]), threshold=0.2)
    [chart] = charts(scene_of(data, "panels.show=[ranked]", "scores.label=logit difference"))
    assert "logit difference" in [item.text for item in chart.group.items if isinstance(item, Label)]


@pytest.mark.parametrize("categories", [1, 3, 8])
@pytest.mark.parametrize("preset", preset_names())
def test_charts_of_scores_fit_every_preset(preset: str, categories: int) -> None:
    rng = np.random.default_rng(categories)
    scores = rng.normal(size=(categories, 24, 16))
    data = scored(scores, threshold=1.5, abs=True)
    style = load_style(
        preset=preset, sets=["panels.show=[composite, ranked, distribution]", "threshold=1.5", "abs=true"]
    )
    measure = make_measure(style.text.family, style.layout.dpi, style.text.math)
    scene = lay_out(data, style, measure)
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)
    assert_charts_are_whole(scene)


@pytest.mark.parametrize("width", [2.4, 3.25, 5.5, 7.0])
@pytest.mark.parametrize("categories", [1, 3, 8])
def test_charts_of_scores_fit_every_width(width: float, categories: int) -> None:
    rng = np.random.default_rng(categories)
    data = scored(rng.normal(size=(categories, 24, 16)), top=9)
    scene = scene_of(data, "panels.show=[ranked, distribution]", "top=9", f"layout.width={width}in")
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)
    assert_charts_are_whole(scene)


def test_the_bars_reach_the_picture() -> None:
    scene = scene_of(scored(SCORES, threshold=0.3), "panels.show=[ranked]", "threshold=0.3")
    [chart] = charts(scene)
    pixels = np.asarray(picture(scene).convert("RGB"))
    for bar in bars_of(chart):
        x, y, width, height = bar.rects[0].tolist()
        shown = pixels[y : y + height, x : x + width].reshape(-1, 3)
        color = list(bytes.fromhex(bar.color[1:]))
        assert (shown == color).all(axis=1).mean() > 0.5, "only the lines of the rule cover it"
