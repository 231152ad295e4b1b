"""Lengths, widths and colours, as style files and settings write them."""

import pytest

from headmap_cli.style.load import load_style
from tests.style.helpers import error_of_setting, style_of

pytestmark = pytest.mark.usefixtures("workdir")


LENGTHS = [("5", 5), ("0.5", 0.5), (".5", 0.5), ("12pt", 12), ("5.5in", 396), ("2.54cm", 72), ("25.4mm", 72),
           ("127 mm", 360), ("'3'", 3), ("200in", 14400)]  # fmt: skip


COLORS = [
    *(("tab:orange", "#ff7f0e"), ("C0", "#1f77b4"), ("C9", "#17becf"), ("tab:grey", "#7f7f7f")),
    *(("'#abc'", "#aabbcc"), ("'#1A2b3C'", "#1a2b3c"), ("rgb(1, 2, 255)", "#0102ff"), ("Black", "#000000")),
    *(("lightgray", "#d3d3d3"), ("LightGrey", "#d3d3d3"), ("green", "#008000"), (" red ", "#ff0000")),
]


@pytest.mark.parametrize(("text", "points"), LENGTHS)
def test_a_length_is_converted_to_points(text: str, points: float) -> None:
    assert style_of(f"frame: {{width: {text}}}\n").frame.width == pytest.approx(points, rel=1e-12)
    assert load_style([], [f"layout.cell={text}"]).layout.cell == pytest.approx(points, rel=1e-12)


@pytest.mark.parametrize(("text", "color"), COLORS)
def test_a_colour_is_converted_to_a_hex_code(text: str, color: str) -> None:
    assert style_of(f"background: {text}\n").background == color


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("5.5", "5.5in"),
        ("3.25", "3.25in"),
        ("7", "7in"),
        (".5", "0.5in"),
        ("11.9", "11.9in"),
        ("14", "14cm"),
        ("8.9", "8.9in"),
        ("18.3", "18.3cm"),
        ("29", "29cm"),
    ],
)
@pytest.mark.parametrize("key", ["width", "max_width", "widths.text"])
def test_a_width_without_its_unit_is_refused(key: str, text: str, suggestion: str) -> None:
    line = error_of_setting(f"layout.{key}={text}")
    assert line.startswith(f"--set layout.{key}={text}: layout.{key}: ")
    assert line.endswith(
        f"without a unit is in points (1/72 inch), too narrow for a figure; did you mean {suggestion}?"
    )


@pytest.mark.parametrize(
    ("text", "points"), [("30", 30), ("396", 396), ("0.3in", 21.6), ("5mm", 14.173), ("20pt", 20)]
)
def test_a_width_with_a_unit_or_of_many_points_is_accepted(text: str, points: float) -> None:
    assert load_style([], [f"layout.width={text}"]).layout.width == pytest.approx(points, abs=1e-3)
