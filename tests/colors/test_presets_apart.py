"""The colours of presets, judged with another implementation of colour difference and of colour blindness."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from headmap_cli.style.palette import palette
from headmap_cli.style.presets import preset_names
from headmap_cli.style.schema import Style
from tests.colors.sharma import Lab, difference
from tests.colors.test_difference import SHARMA
from tests.style.helpers import overlapping

colorspacious: Any = pytest.importorskip("colorspacious")

REFERENCE_LOOK = ("default", "maps", "pythia-12b-maps")
REDESIGNED = [name for name in preset_names() if name not in REFERENCE_LOOK]
WHITE = "#ffffff"
LIMITS = {None: 10.0, "deuteranomaly": 6.0, "protanomaly": 6.0, "tritanomaly": 6.0}
COUNTS = range(2, 9)


def seen(color: str, vision: str | None) -> Lab:
    """A colour in CIELAB, as a reader with a type of vision sees it."""
    rgb = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    if vision:
        space = {"name": "sRGB1+CVD", "cvd_type": vision, "severity": 100}
        rgb = np.clip(colorspacious.cspace_convert(rgb, space, "sRGB1"), 0, 1)
    lightness, a, b = colorspacious.cspace_convert(rgb, "sRGB1", "CIELab").tolist()
    return lightness, a, b


def contrast(first: str, second: str) -> float:
    """The ratio of WCAG 2.2, from the luminance Y of CIE XYZ."""
    y = []
    for color in (first, second):
        rgb = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        y.append(colorspacious.cspace_convert(rgb, "sRGB1", "XYZ1")[1] + 0.05)
    return float(max(y) / min(y))


def looks_of(style: Style, categories: int) -> dict[str, tuple[str, str]]:
    """The colour and hatch of everything in the legend of a figure with heads in up to eight categories."""
    colors = palette(style, [f"c{i}" for i in range(categories)])
    looks = {"unclassified": (colors.unclassified, "none")}
    for i, look in enumerate(zip(colors.categories, colors.hatches, strict=True)):
        looks[f"category {i + 1}"] = look
    for k in COUNTS:
        if k <= categories:
            looks[f"{k} categories"] = (colors.multi[k], colors.multi_hatches[k])
    return looks


def test_the_other_implementation_gives_the_published_differences() -> None:
    for line in SHARMA.strip().splitlines():
        l1, a1, b1, l2, a2, b2, expected = map(float, line.split())
        assert difference((l1, a1, b1), (l2, a2, b2)) == pytest.approx(expected, abs=6e-5)


@pytest.mark.parametrize("preset", REDESIGNED)
@pytest.mark.parametrize("vision", LIMITS, ids=str)
def test_up_to_eight_categories_differ_in_every_kind_of_vision(preset: str, vision: str | None) -> None:
    """From each other, from all counts and from unclassified heads, unless their hatches differ."""
    looks = looks_of(load_style(preset=preset), 8)
    too_close = []
    for (first, (color, hatch)), (second, (other, other_hatch)) in combinations(looks.items(), 2):
        apart = difference(seen(color, vision), seen(other, vision))
        if hatch == other_hatch and apart < LIMITS[vision]:
            too_close.append((first, second, apart))
    assert too_close == []


@pytest.mark.parametrize("preset", [name for name in REDESIGNED if name != "print-gray"])
def test_no_hatch_is_needed_up_to_eight_categories(preset: str) -> None:
    assert {hatch for _, hatch in looks_of(load_style(preset=preset), 8).values()} == {"none"}


@pytest.mark.slow
def test_gray_and_hatch_tell_twenty_categories_apart() -> None:
    looks = looks_of(load_style(preset="print-gray"), 20).values()
    assert len({hatch for _, hatch in looks}) == 7
    for (color, hatch), (other, other_hatch) in combinations(looks, 2):
        apart = difference(seen(color, None), seen(other, None))
        assert hatch != other_hatch or apart >= LIMITS[None], (color, other, apart)


@pytest.mark.slow
@pytest.mark.parametrize("preset", ["colourblind", "dark"])
@pytest.mark.parametrize("vision", LIMITS, ids=str)
def test_hatches_tell_twenty_categories_apart(preset: str, vision: str | None) -> None:
    looks = looks_of(load_style(preset=preset), 20)
    assert len({hatch for _, hatch in looks.values()}) == 3
    for (_, (color, hatch)), (_, (other, other_hatch)) in combinations(looks.items(), 2):
        limit = LIMITS[vision] if hatch == other_hatch else 0.6 * LIMITS[vision]
        assert difference(seen(color, vision), seen(other, vision)) >= limit, (color, other)


@pytest.mark.parametrize("preset", ["colourblind", "dark"])
def test_colours_show_on_unclassified_heads(preset: str) -> None:
    style = load_style(preset=preset)
    least = min(contrast(color, style.unclassified.color) for color in style.colors)
    assert least >= 1.85


@pytest.mark.parametrize("preset", REDESIGNED)
def test_unclassified_heads_are_pale_and_counts_are_neutral(preset: str) -> None:
    style = load_style(preset=preset)
    assert contrast(style.unclassified.color, style.background) < 1.4
    for color in style.multi.colors:
        _, a, b = seen(color, None)
        assert np.hypot(a, b) < 12
    # Two and three categories are far darker than the page, or far lighter than a dark one.
    assert all(contrast(color, style.background) > 4.5 for color in style.multi.colors[:2])


@pytest.mark.parametrize("preset", preset_names())
def test_text_has_enough_contrast(preset: str) -> None:
    style = load_style(preset=preset)
    assert contrast(style.text.color, style.background) >= 4.5


@pytest.mark.parametrize("preset", REFERENCE_LOOK)
def test_the_reference_look_is_that_of_tab10(preset: str) -> None:
    colors = palette(load_style(preset=preset), ["a", "b", "c", "d"])
    assert colors.categories == ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728")
    assert colors.multi == {2: "#9467bd", 3: "#8c564b", 4: "#e377c2"}
    assert colors.unclassified == "#d3d3d3"


@pytest.mark.parametrize("preset", REDESIGNED)
@pytest.mark.parametrize("categories", [1, 2, 3, 4, 6, 8])
def test_figures_of_up_to_eight_categories_are_drawn_without_a_warning_of_colours(
    preset: str, categories: int, caplog: pytest.LogCaptureFixture
) -> None:
    """With heads in every number of categories, in cells that are large enough for hatches."""
    style = load_style(preset=preset, sets=["layout.width=auto", "layout.aspect=auto", "layout.cell=4pt"])
    assert Drawing(overlapping(categories), style).scene.panels
    assert caplog.messages == []
