"""PDF files: page box, fonts, dates."""

import io
import os
import re
import zlib
from collections.abc import Callable

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from headmap_cli.render import Drawing
from headmap_cli.scene.marks import Cells, Line, Scene, walk
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import LayoutStyle, Style
from headmap_cli.writers.pdf import pdf
from tests.helpers import random_data
from tests.writers.figures import figure, marked_up


def streams(data: bytes) -> bytes:
    """All compressed streams of a file, unpacked."""
    found = re.findall(rb"/FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    return b"\n".join(zlib.decompress(stream) for stream in found)


@pytest.mark.slow
def test_a_pdf_is_complete() -> None:
    data = pdf(figure())
    assert data.startswith(b"%PDF-1.")
    assert data.rstrip().endswith(b"%%EOF")
    start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    assert data[start:].startswith(b"xref") or b"/XRef" in data[start : start + 200]


@pytest.mark.slow
@pytest.mark.parametrize("of", [figure, marked_up])
def test_fonts_are_embedded_truetype_and_never_type_3(of: Callable[[], Scene]) -> None:
    data = pdf(of())
    assert b"/Type3" not in data + streams(data)
    assert b"/FontFile2" in data + streams(data)


@pytest.mark.slow
@pytest.mark.parametrize("dpi", [72.0, 144.0, 300.0])
def test_the_page_box_is_the_scenes_size_in_points(dpi: float) -> None:
    scene = Drawing(random_data(["a"], 5, 4), Style(layout=LayoutStyle(dpi=dpi))).scene
    (box,) = re.findall(rb"/MediaBox \[([^]]*)\]", pdf(scene))
    expected = (0, 0, scene.width * 72 / dpi, scene.height * 72 / dpi)
    assert [float(value) for value in box.split()] == pytest.approx(expected, abs=0.01)


def test_cells_are_vector_paths_each_colour_of_a_panel_filled_at_once() -> None:
    data = pdf(figure())
    assert b"/Subtype /Image" not in data
    content = streams(data)
    cells = [item for item in walk(figure().groups) if isinstance(item, Cells)]
    for item in cells:
        assert re.search(rb"(?<!\S)0?%s\d* r?g\b" % rb"\d* 0?".join(shades(item.color)), content)
    rectangles = content.count(b" re\n")
    assert rectangles >= sum(len(item.rects) for item in cells)
    fills = len(re.findall(rb"^f\*?$|\bf\*?\n", content, re.MULTILINE))
    assert fills < rectangles / 4


@pytest.mark.parametrize("dpi", [72.0, 110.0, 144.0, 300.0])
def test_the_rectangles_of_a_page_are_where_the_scene_has_them(dpi: float) -> None:
    data = random_data(["a", "b"], 9, 7, 0.3)
    scene = Drawing(data, load_style(sets=[f"layout.dpi={dpi}", "hatches=[vertical, grid]"])).scene
    rectangles = filled_rectangles(pdf(scene))
    for item in walk(scene.groups):
        if isinstance(item, Cells):
            assert rectangles[item.color] >= {tuple(rect) for rect in item.rects.tolist()}
        if isinstance(item, Line):
            assert tuple(round(value, 3) for value in item.rect) in rectangles[item.color]


def filled_rectangles(data: bytes) -> dict[str, set[tuple[float, ...]]]:
    """The rectangles of a page in pixels by their colour, as pypdf reads its operators."""
    reader = PdfReader(io.BytesIO(data))
    found: dict[str, set[tuple[float, ...]]] = {}
    fill, pending, scale, corner = "", list[tuple[float, ...]](), (1.0, 1.0), (0.0, 0.0)
    height = float(reader.pages[0].mediabox.height)
    for operands, operator in ContentStream(reader.pages[0].get_contents(), reader).operations:
        values = [float(value) for value in operands] if operator in (b"g", b"rg", b"cm", b"re") else []
        if operator in (b"g", b"rg"):
            channels = values * 3 if operator == b"g" else values
            fill = "#" + "".join(f"{round(255 * value):02x}" for value in channels)
        elif operator == b"cm":
            scale, corner = (values[0], values[3]), (values[4], values[5])
        elif operator == b"re":
            assert corner == pytest.approx((0, height), abs=0.001)
            assert scale[0] == -scale[1]
            pending.append(tuple(round(value, 3) for value in values))
        elif operator == b"f":
            found.setdefault(fill, set()).update(pending)
            pending = []
    return found


def test_a_large_figure_takes_few_bytes() -> None:
    """In a page, a rectangle takes an operator of four whole numbers; compressed, a few bytes."""
    drawing = Drawing(random_data([f"c{i}" for i in range(20)], 126, 128, 0.02))
    rectangles = sum(len(item.rects) for item in walk(drawing.scene.groups) if isinstance(item, Cells))
    data = pdf(drawing.scene)
    assert rectangles > 10_000
    assert len(data) <= 5 * rectangles + 30_000
    assert data.count(b"/FontFile2")
    page = max(re.findall(rb"[^\n]* re\n(?:[^\n]*\n)*", streams(data)), key=len)
    assert len(page) <= 20 * rectangles + 30_000


def shades(color: str) -> list[bytes]:
    """The first digits of red, green and blue as PDF writes them; of a gray, once."""
    values = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    digits = [re.escape(f"{value:.10f}".strip("0").rstrip(".")[:4].encode()) or b"0" for value in values]
    return digits[:1] if len(set(digits)) == 1 else digits


@pytest.mark.slow
def test_a_pdf_has_no_date() -> None:
    assert b"/CreationDate" not in pdf(figure())
    assert b"/ModDate" not in pdf(figure())


@pytest.mark.slow
@pytest.mark.parametrize("epoch", ["86400", "0", "abc", "", "1e9", "-1", "99999999999999"])
def test_equal_scenes_give_equal_bytes_whatever_the_epoch(
    epoch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    without = pdf(figure())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert pdf(figure()) == without
    assert os.environ["SOURCE_DATE_EPOCH"] == epoch
