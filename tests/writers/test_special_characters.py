"""Characters without a shape, or with a meaning of their own, are drawn in every format and place."""

import io
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader

from headmap_cli.cli.main import run
from headmap_cli.core.classification import Classification
from headmap_cli.readers import read
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import Style
from headmap_cli.writers.formats import format_names

pytestmark = pytest.mark.slow

CHARACTERS = {
    "byte order mark": "\ufeff",
    "its mirror, no character": "\ufffe",
    "no character": "\uffff",
    "no character of a later plane": "\U0001fffe",
    "no character for processing": "\ufdd0",
    "zero width space": "\u200b",
    "word joiner": "\u2060",
    "joiner": "\u200d",
    "variation selector": "\ufe0f",
    "later variation selector": "\U000e0100",
    "private use": "\ue000",
    "private use of the last plane": "\U0010fffd",
    "lone accent": "\u0301",
    "soft hyphen": "\xad",
    "text turned round": "\u202e",
    "line separator": "a\u2028b",
    "annotation": "\ufff9",
    "replacement character": "\ufffd",
    "language tag": "\U000e0001",
}


def data(name: str) -> Classification:
    membership = np.array([[[1, 0], [0, 1]], [[0, 1], [0, 0]]], dtype=bool)
    return Classification((name, "Other"), membership)


def made(name: str, format: str, style: Style) -> bytes:
    return Drawing(data(name), style).encode(format)


@pytest.mark.parametrize("character", CHARACTERS)
def test_special_characters_are_drawn_in_every_format_and_place(character: str) -> None:
    text = CHARACTERS[character]
    for label in (text, f"{text}A{text}{text}B"):
        style = load_style(sets=["layout.dpi=40"])
        for format in format_names():
            assert len(made(label, format, style)) > 1000


@pytest.mark.parametrize("math", ["true", "false"])
@pytest.mark.parametrize("place", ["title", "axes.layer.label", "axes.head.label", "unclassified.label"])
def test_a_byte_order_mark_is_drawn_wherever_there_is_text(place: str, math: str) -> None:
    sets = ["layout.dpi=40", f"text.math={math}"]
    without = load_style(sets=[*sets, f"{place}=$A$ B"])
    with_mark = load_style(sets=[*sets, f"{place}=$A$\ufeff B\ufeff"])
    assert pixels(made("K", "png", with_mark)) == pixels(made("K", "png", without))
    assert PdfReader(io.BytesIO(made("K", "pdf", with_mark))).pages[0].extract_text()


def pixels(png: bytes) -> bytes:
    return Image.open(io.BytesIO(png)).convert("RGBA").tobytes()


@pytest.mark.parametrize("label", ["\ufeffKnow", "Kn\ufeffow", "Know\ufeff", "\ufeffKn\ufeff\ufeffow\ufeff"])
def test_a_byte_order_mark_has_no_width(label: str) -> None:
    style = load_style(sets=["layout.dpi=40"])
    assert pixels(made(label, "png", style)) == pixels(made("Know", "png", style))
    texts = [node.text for node in ElementTree.fromstring(made(label, "svg", style)).iter() if node.text]
    assert "Know" in texts
    assert "Know" in PdfReader(io.BytesIO(made(label, "pdf", style))).pages[0].extract_text()


@pytest.mark.parametrize("format", ["png", "svg", "pdf", "html"])
def test_a_name_is_carried_with_its_byte_order_mark(format: str, tmp_path: Path) -> None:
    path = tmp_path / f"fig.{format}"
    path.write_bytes(made("A\ufeffB", format, load_style(sets=["layout.dpi=40"])))
    assert read(str(path)).categories == ("A\ufeffB", "Other")


def test_a_table_with_a_byte_order_mark_amid_its_names_is_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "heads.csv"
    table.write_text("layer,head,category\n0,1,A\ufeffB\n1,0,\ufeffC\n", encoding="utf-8-sig")
    outputs = [arg for format in format_names() for arg in ("-o", str(tmp_path / f"f.{format}"))]
    assert run(["render", str(table), "--grid", "2x2", *outputs]) == 0
    assert "internal" not in capsys.readouterr().err
