"""download.js: files that headmap reads back."""

import io
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from headmap_cli import read_facets
from headmap_cli.core.classification import Classification
from headmap_cli.core.facets import Facets
from headmap_cli.readers import read
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from tests.helpers import random_data
from tests.writers.page.conftest import OpenPage
from tests.writers.page.data import FACETS, HEADS, HOSTILE, scored

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("data", [HEADS, scored(), scored(threshold=None), FACETS])
def test_the_svg_of_the_written_state_is_that_of_headmap(
    data: Classification | Facets, open_page: OpenPage
) -> None:
    assert open_page(data).download("svg") == Drawing(data).encode("svg")


def test_the_svg_of_another_state_says_so_and_has_no_key(open_page: OpenPage) -> None:
    text = open_page(scored(), address="#threshold=0.2&show=Knowledge").download("svg").decode()
    assert "headmap:key" not in text
    assert "headmap:data" not in text
    title = ElementTree.fromstring(text).find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert (
        title.text == "Attention heads by category (changed on the page: threshold 0.2; isolated: Knowledge)"
    )
    assert 'id="panel-linguistic"' in text


@pytest.mark.parametrize("address", ["", "#threshold=0.2"])
def test_the_png_shows_the_figure(address: str, open_page: OpenPage) -> None:
    with Image.open(io.BytesIO(open_page(scored(), address=address).download("png"))) as picture:
        colors = {color for _, color in picture.convert("RGB").getcolors(1_000_000) or []}
    assert {(0x1F, 0x77, 0xB4), (0xFF, 0x7F, 0x0E), (0x2C, 0xA0, 0x2C), (0xD3, 0xD3, 0xD3)} <= colors


ALL = [
    HEADS,
    scored(),
    scored(kind="float64"),
    scored(threshold=None),
    FACETS,
    random_data(HOSTILE, 4, 4, 0.3, absent=0.1),
]


@pytest.mark.parametrize("data", ALL)
@pytest.mark.parametrize("format", ["csv", "json"])
def test_data_is_read_back_as_it_was(
    format: str, data: Classification | Facets, open_page: OpenPage, tmp_path: Path
) -> None:
    path = tmp_path / f"back.{format}"
    path.write_bytes(open_page(data).download(format))
    if isinstance(data, Facets):
        assert read_facets(path) == data
    else:
        assert read(path) == data


@pytest.mark.parametrize("format", ["csv", "json"])
def test_data_of_another_state_has_the_heads_of_the_page(
    format: str, open_page: OpenPage, tmp_path: Path
) -> None:
    path = tmp_path / f"back.{format}"
    path.write_bytes(open_page(scored(), address="#threshold=0.2").download(format))
    assert read(path) == scored(threshold=0.2)


def test_the_style_can_be_used_again(open_page: OpenPage, tmp_path: Path) -> None:
    style = load_style(sets=["title=A: title", "categories.Knowledge.color=red", "marks=[{heads: [L1H2]}]"])
    path = tmp_path / "style.headmap.yaml"
    path.write_bytes(open_page(HEADS, style).download("style"))
    again = load_style([path])
    assert Drawing(HEADS, again).encode("svg") == Drawing(HEADS, style).encode("svg")


def test_the_page_itself_carries_the_data(open_page: OpenPage) -> None:
    assert read(open_page(scored()).file) == scored()
    assert read_facets(open_page(FACETS).file) == FACETS
    assert np.array_equal(read(open_page(HEADS).file).membership, HEADS.membership)
