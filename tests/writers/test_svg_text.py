"""Text in SVG takes the room that it was measured with, whichever font a viewer has."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import ImageFont

from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from headmap_cli.text.installed_fonts import font_file
from headmap_cli.writers.svg import svg
from tests.helpers import random_data
from tests.writers.test_svg import SVG

NAMES = ["Name Mover", "Backup Name Mover", "Negative Name Mover", "S-Inhibition", "Duplicate Token"]
FALLBACK = re.compile(r"font-family=\"[^\"]*\"")
OVERLAP = 0.35
"""The share of a line's height by which the boxes of two lines may overlap, as they have free space."""


def svg_text(*sets: str, preset: str = "default") -> str:
    data = random_data(NAMES, 12, 12, 0.1)
    return svg(Drawing(data, load_style(preset=preset, sets=list(sets))).scene).decode()


def test_text_in_a_font_that_viewers_may_lack_has_its_width() -> None:
    root = ElementTree.fromstring(svg_text(preset="paper"))
    # Labels of one look have their size and weight from the group around them.
    parents = {child: parent for parent in root.iter() for child in parent}
    texts = list(root.iter(f"{SVG}text"))
    assert len(texts) > 20
    for element in texts:
        assert element.get("lengthAdjust") == "spacingAndGlyphs"
        look = element if "font-size" in element.attrib else parents[element]
        size = float(look.attrib["font-size"])
        file = font_file("STIXGeneral", bold=look.get("font-weight") == "bold")
        assert file is not None
        # In a large size, widths are exact to a thousandth of an em.
        expected = ImageFont.truetype(file, 1000).getlength(element.text or "") * size / 1000
        assert float(element.get("textLength", "0")) == pytest.approx(expected, abs=0.15)


def test_text_in_a_font_that_is_wider_than_its_substitutes_can_be_edited_freely() -> None:
    assert "textLength" not in svg_text()
    assert "textLength" not in svg_text("text.family=[serif]")


def test_text_beyond_ascii_has_its_width_since_viewers_may_take_another_font_for_it() -> None:
    written = svg_text("panels.show=composite", "composite.label=\N{GREEK SMALL LETTER ALPHA}")
    assert len(re.findall("textLength", written)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("preset", ["paper", "neurips", "icml", "acl"])
@pytest.mark.parametrize("family", ["DejaVu Serif", "DejaVu Sans", "monospace"])
def test_no_label_runs_into_another_in_a_browser_that_has_only_wider_fonts(
    preset: str, family: str, browser: Any
) -> None:
    written = FALLBACK.sub(f'font-family="{family}"', svg_text(preset=preset))
    page = browser.new_page()
    page.set_content(written[written.index("<svg") :])
    boxes = page.evaluate(
        """[...document.querySelectorAll("text")].map(text => {
            const box = text.getBoundingClientRect();
            return [text.textContent, box.left, box.top, box.right, box.bottom];
        })"""
    )
    page.close()
    assert len(boxes) > 20
    for i, (text, left, top, right, bottom) in enumerate(boxes):
        for other_text, other_left, other_top, other_right, other_bottom in boxes[i + 1 :]:
            width = min(right, other_right) - max(left, other_left)
            height = min(bottom, other_bottom) - max(top, other_top)
            lower = min(bottom - top, other_bottom - other_top)
            assert width < 0.5 or height < OVERLAP * lower, (text, other_text)
