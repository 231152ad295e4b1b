"""Check colour differences against published values, and colour blindness against another implementation."""

from typing import Any

import numpy as np
import pytest

from headmap_cli.colors.ciede2000 import ciede2000
from headmap_cli.colors.contrast import contrast, luminance
from headmap_cli.colors.difference import MIN_DELTA_E, VISION_TYPES, close_pairs, simulate_vision
from headmap_cli.style.legibility import color_warnings
from headmap_cli.style.load import load_style
from headmap_cli.style.palette import palette
from headmap_cli.style.presets import preset_names
from headmap_cli.style.schema import Style, TextStyle

# Sharma, Wu and Dalal 2005, table 1: L, a, b of two colours, and their difference
SHARMA = """
50.0000 2.6772 -79.7751 50.0000 0.0000 -82.7485 2.0425
50.0000 3.1571 -77.2803 50.0000 0.0000 -82.7485 2.8615
50.0000 2.8361 -74.0200 50.0000 0.0000 -82.7485 3.4412
50.0000 -1.3802 -84.2814 50.0000 0.0000 -82.7485 1.0000
50.0000 0.0000 0.0000 50.0000 -1.0000 2.0000 2.3669
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0009 7.1792
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0011 7.2195
50.0000 -0.0010 2.4900 50.0000 0.0009 -2.4900 4.8045
50.0000 -0.0010 2.4900 50.0000 0.0011 -2.4900 4.7461
50.0000 2.5000 0.0000 50.0000 0.0000 -2.5000 4.3065
50.0000 2.5000 0.0000 73.0000 25.0000 -18.0000 27.1492
50.0000 2.5000 0.0000 61.0000 -5.0000 29.0000 22.8977
50.0000 2.5000 0.0000 56.0000 -27.0000 -3.0000 31.9030
50.0000 2.5000 0.0000 58.0000 24.0000 15.0000 19.4535
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""


def test_ciede2000_gives_the_published_differences() -> None:
    table = np.array([line.split() for line in SHARMA.strip().splitlines()], dtype=float)
    differences = ciede2000(table[:, :3], table[:, 3:6])
    np.testing.assert_allclose(differences, table[:, 6], atol=6e-5)
    np.testing.assert_allclose(ciede2000(table[:, 3:6], table[:, :3]), differences)


@pytest.mark.parametrize("vision", ["deuteranopia", "protanopia", "tritanopia"])
def test_colour_blindness_is_what_colorspacious_simulates(vision: str) -> None:
    colorspacious: Any = pytest.importorskip("colorspacious")
    colors = np.random.default_rng(0).random((500, 3))
    space = {"name": "sRGB1+CVD", "cvd_type": vision.replace("opia", "omaly"), "severity": 100}
    expected = np.clip(colorspacious.cspace_convert(colors, space, "sRGB1"), 0, 1)
    np.testing.assert_allclose(simulate_vision(colors, vision), expected, atol=1e-9)


def test_normal_vision_changes_nothing() -> None:
    colors = np.random.default_rng(0).random((50, 3))
    np.testing.assert_allclose(simulate_vision(colors, "normal vision"), colors, atol=1e-12)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # the known near miss
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.005)  # and the known pass
    assert luminance("#ff0000") == pytest.approx(0.2126)


def test_warnings_name_the_pair_the_type_of_vision_and_the_difference() -> None:
    swatches = [("Red", "#d62728", "none"), ("Green", "#2ca02c", "none"), ("Blue", "#1f77b4", "none")]
    (line,) = color_warnings(swatches, Style())
    assert line.startswith("'Red' and 'Green' look alike with deuteranopia (4.6): ")
    assert "#d62728 and #2ca02c" in line


def test_equal_colours_are_reported_for_all_types_of_vision_unless_hatches_differ() -> None:
    (line,) = color_warnings([("a", "#123456", "none"), ("b", "#123457", "none")], Style())
    assert all(vision in line for vision in VISION_TYPES)
    assert color_warnings([("a", "#123456", "none"), ("b", "#123457", "rising")], Style()) == []


def test_pale_text_is_reported() -> None:
    (line,) = color_warnings([], Style(text=TextStyle(color="#999999")))
    assert line.startswith(
        "text is hard to read: text.color #999999 on background #ffffff has a contrast of 2.8"
    )


def swatches_of(style: Style, n: int) -> list[tuple[str, str, str]]:
    """Return the legend's colours for n categories, of which heads may be in up to three."""
    chosen = palette(style, [f"c{i}" for i in range(n)])
    counts = [k for k in chosen.multi if k <= 3]
    return [
        ("Unclassified", chosen.unclassified, "none"),
        *zip([f"c{i}" for i in range(n)], chosen.categories, chosen.hatches, strict=True),
        *((f"{k} categories", chosen.multi[k], chosen.multi_hatches[k]) for k in counts),
    ]


@pytest.mark.parametrize("preset", ["colourblind", "dark"])
@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_colour_blind_safe_presets_have_no_close_pair(preset: str, n: int) -> None:
    style = load_style(preset=preset)
    assert color_warnings(swatches_of(style, n), style) == []


@pytest.mark.parametrize("preset", preset_names())
def test_the_text_of_every_preset_can_be_read(preset: str) -> None:
    style = load_style(preset=preset)
    assert not [line for line in color_warnings([], style) if "text" in line]


@pytest.mark.parametrize("n", [1, 3, 6, 20])
def test_colours_of_print_gray_are_grays_that_differ(n: int) -> None:
    """Check that colours with the same hatch differ in lightness, as long as there are enough grays."""
    swatches = swatches_of(load_style(preset="print-gray"), n)
    assert all(color[1:3] == color[3:5] == color[5:7] for _, color, _ in swatches)
    assert len({color for _, color, _ in swatches}) == len(swatches)
    for hatch in {hatch for *_, hatch in swatches}:
        colors = [color for _, color, other in swatches if other == hatch]
        limit = MIN_DELTA_E if n <= 6 else 1.5
        assert close_pairs(colors, "normal vision", limit) == []


@pytest.mark.slow
@pytest.mark.parametrize("preset", preset_names())
@pytest.mark.parametrize("n", [1, 2, 3, 4, 8, 20])
def test_neighbours_in_the_legend_differ_clearly_and_no_colour_is_used_twice(preset: str, n: int) -> None:
    style = load_style(preset=preset)
    chosen = palette(style, [f"c{i}" for i in range(n)])
    order = [chosen.unclassified, *chosen.categories, *chosen.multi.values()]
    hatches = ["none", *chosen.hatches, *chosen.multi_hatches.values()]
    assert len(set(order)) == len(order)
    for i in range(len(order) - 1):
        if hatches[i] == hatches[i + 1]:
            assert close_pairs(order[i : i + 2], "normal vision", MIN_DELTA_E) == [], (order[i], order[i + 1])
