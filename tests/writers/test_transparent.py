"""Figures without a background: what is behind the page shows through it, and nothing else changes."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from PIL import Image

from headmap_cli import figure
from headmap_cli.cli.main import run
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import Style
from tests.helpers import random_data

pypdfium2: Any = pytest.importorskip("pypdfium2")

DATA = random_data(["Knowledge", "Syntax"], 6, 4, 0.4, absent=0.2)
MANY = random_data([f"c{i}" for i in range(300)], 20, 20, 0.003)


def style(background: str, *sets: str) -> Style:
    return load_style(sets=[f"background={background}", *sets])


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def on_color(picture: Image.Image, color: str) -> np.ndarray[Any, Any]:
    """A picture as it looks on a page of a colour."""
    page = Image.new("RGBA", picture.size, color)
    return np.asarray(Image.alpha_composite(page, picture.convert("RGBA")).convert("RGB")).astype(int)


@pytest.mark.parametrize("page", ["#ffffff", "#ffe0b0"])
def test_a_png_looks_as_if_it_had_been_drawn_on_the_page_below(page: str) -> None:
    """To a step of 255, since shades of text are rounded in one case and mixed in the other."""
    # Dark unclassified heads have no outline in the legend, on whichever page.
    sets = ("title=Heads", "unclassified.color=#404040")
    clear = opened(Drawing(DATA, style("none", *sets)).encode("png"))
    drawn = opened(Drawing(DATA, style(f"'{page}'", *sets)).encode("png"))
    assert clear.mode == "P"
    assert np.abs(on_color(clear, page) - on_color(drawn, page)).max() <= 3
    # Not only text, but the page as well.
    assert np.mean(np.asarray(clear.convert("RGBA"))[..., 3] == 0) > 0.2


@pytest.mark.parametrize("page", ["#ffffff", "#121417"])
def test_a_png_of_many_colours_has_a_channel_of_opacity(page: str) -> None:
    sets = ("layout.cell=4", "panels.show=[composite]")
    clear = opened(Drawing(MANY, style("none", *sets)).encode("png"))
    drawn = opened(Drawing(MANY, style(f"'{page}'", *sets)).encode("png"))
    assert (clear.mode, drawn.mode) == ("RGBA", "RGB")
    if page == "#ffffff":
        assert np.abs(on_color(clear, page) - on_color(drawn, page)).max() <= 3
    assert clear.getpixel((0, 0)) == (0, 0, 0, 0)


def test_a_pdf_shows_the_page_below() -> None:
    corners = []
    for background in ("none", "'#ffe0b0'"):
        page = pypdfium2.PdfDocument(Drawing(DATA, style(background)).encode("pdf"))[0]
        picture = page.render(fill_color=(0, 0, 255, 255), rev_byteorder=True).to_pil().convert("RGB")
        corners.append(picture.getpixel((1, 1)))
    assert corners == [(0, 0, 255), (255, 224, 176)]


def test_svg_has_no_rectangle_of_the_page() -> None:
    clear = Drawing(DATA, style("none")).encode("svg").decode()
    white = Drawing(DATA, style("'#ffffff'")).encode("svg").decode()
    scene = Drawing(DATA, style("none")).scene
    page = f'd="M0 0h{scene.width / 2:g}v{scene.height / 2:g}'
    assert page in white
    assert page not in clear


def test_vega_lite_is_transparent() -> None:
    assert b'"background":"transparent"' in Drawing(DATA, style("none")).encode("vl.json")


def test_a_notebook_figure_has_no_background() -> None:
    drawn = figure(DATA, style=style("none"))
    assert to_rgba(drawn.get_facecolor())[3] == 0
    out = io.BytesIO()
    drawn.savefig(out, format="png")
    assert np.asarray(opened(out.getvalue()).convert("RGBA"))[1, 1, 3] == 0


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize("format", ["png", "svg", "pdf", "html"])
def test_a_figure_without_background_can_be_checked_and_read_back(format: str) -> None:
    Path("h.csv").write_text("layer,head,category\n0,0,A\n1,1,B\n", encoding="utf-8")
    drawing = ["h.csv", "--grid", "2x2", "--set", "background=none"]
    assert run(["render", *drawing, "-o", f"fig.{format}"]) == 0
    assert run(["check", "--figure", f"fig.{format}", *drawing]) == 0
    assert run(["check", "--figure", f"fig.{format}", *drawing[:-1], "background=white"]) == 1
    assert run(["extract", f"fig.{format}", "-o", "back.json"]) == 0
    assert run(["render", f"fig.{format}", "-o", f"again.{format}"]) == 0
    assert Path(f"fig.{format}").read_bytes() == Path(f"again.{format}").read_bytes()
