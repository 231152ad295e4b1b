"""Text of a PDF: where it stands, what it looks like, and what a reader copies."""

import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ContentStream

from headmap_cli.render import Drawing
from headmap_cli.scene.marks import Group, Label, Scene
from headmap_cli.text import installed_fonts
from headmap_cli.text.measure import make_measure
from headmap_cli.writers.pdf import pdf
from headmap_cli.writers.png import picture
from tests.helpers import covering_family, random_data
from tests.text.test_truetype import built
from tests.writers.figures import figure

DPI = 100.0
PAGE = (400, 200)


def page(text: str, math: bool = False, **options: Any) -> Scene:
    """A page with one label whose box begins at (60, 120), or ends at its bottom if it runs upwards."""
    family = covering_family(options.pop("family", ("DejaVu Sans",)), text)
    size, bold = options.get("size", 14.0), options.get("bold", False)
    extent = make_measure(family, DPI, math)(text, size, bold)
    height = extent.ascent + extent.descent
    share = {"left": 0.0, "center": 0.5, "right": 1.0}[options.get("align", "left")]
    if options.get("angle"):
        rect = (60 - extent.ascent, 180 - extent.width, height, extent.width)
        x, y = 60.0, 180 - extent.width * share
    else:
        rect = (60.0, 120 - extent.ascent, extent.width, height)
        x, y = 60 + extent.width * share, 120.0
    label = Label(text, x, y, rect, **{"size": size, "color": "#203040", **options})
    return Scene(*PAGE, DPI, "#ffffff", family, (Group("g", (label,)),), math)


def by_pdfium(scene: Scene) -> Image.Image:
    pdfium: Any = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(pdf(scene))
    drawn: Image.Image = document[0].render(scale=DPI / 72).to_pil().convert("L")
    document.close()
    return drawn


def ink_box(image: Image.Image) -> tuple[int, ...]:
    """Left, top, right and bottom of what is dark."""
    box = Image.fromarray((np.asarray(image.convert("L")) < 200).astype(np.uint8) * 255).getbbox()
    assert box is not None
    return box


OPTIONS: list[dict[str, Any]] = [
    {},
    {"bold": True, "align": "center"},
    {"angle": 90},
    {"angle": 90, "align": "right", "size": 9.0},
    {"family": ("STIXGeneral",), "size": 24.0},
    {"family": ("DejaVu Sans Mono",), "align": "right"},
]
TEXTS = ["jolly Waffle, AVATAR 0.05", "−12 → é", "x 漢 y"]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("text", TEXTS)
def test_text_stands_where_the_png_has_it(text: str, options: dict[str, Any]) -> None:
    scene = page(text, **options)
    assert ink_box(by_pdfium(scene)) == pytest.approx(ink_box(picture(scene)), abs=2)


@pytest.mark.parametrize("options", [{}, {"angle": 90}, {"align": "center"}], ids=str)
@pytest.mark.parametrize(
    ("text", "math"), [("$x^2 + \\alpha$ heads", True), ("שלום עולם", False), ("e\u0301a", False)]
)
def test_text_that_pdf_cannot_set_is_drawn_where_the_png_has_it(
    text: str, math: bool, options: dict[str, Any]
) -> None:
    scene = page(text, math, **options)
    assert ink_box(by_pdfium(scene)) == pytest.approx(ink_box(picture(scene)), abs=3)


@pytest.mark.parametrize(
    ("text", "math"),
    [
        ("Größe (x) \\ <b> & 5 %", False),
        ("−12 → é 😀 日本", False),
        ("$x_1^2$ and text", True),
        ("שלום עולם", False),
        ("العربية", False),
        ("e\u0301a", False),
    ],
)
@pytest.mark.parametrize("angle", [0, 90])
def test_a_reader_copies_the_text(text: str, math: bool, angle: int) -> None:
    pdfium: Any = pytest.importorskip("pypdfium2")
    data = pdf(page(text, math, angle=angle))
    document = pdfium.PdfDocument(data)
    assert document[0].get_textpage().get_text_range().strip() == text
    document.close()


def test_the_widths_of_a_text_add_up_to_that_of_the_layout() -> None:
    """The advance, computed as ISO 32000-1, 9.4.4 has it, ends where the text is measured to end."""
    text = "AVAVAV Tomatoes 0.123"
    reader = PdfReader(io.BytesIO(pdf(page(text))), strict=True)
    resources: Any = reader.pages[0]["/Resources"]
    widths = resources["/Font"]["/F1"]["/DescendantFonts"][0]["/W"][1]
    size = spacing = advance = 0.0
    for operands, operator in ContentStream(reader.pages[0].get_contents(), reader).operations:
        if operator == b"Tf":
            size = float(operands[1])
        elif operator == b"Tc":
            spacing = float(operands[0])
        elif operator == b"Tj":
            raw = operands[0].original_bytes
            for i in range(0, len(raw), 2):
                advance += float(widths[int.from_bytes(raw[i : i + 2])]) / 1000 * size + spacing
    expected = make_measure(("DejaVu Sans",), DPI)(text, 14.0, False).width
    assert advance == pytest.approx(expected, abs=1)


def test_a_font_of_other_outlines_is_drawn_and_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = installed_fonts.font_manager()
    monkeypatch.setattr(manager.fontManager, "ttflist", list(manager.fontManager.ttflist))
    manager.fontManager.addfont(built(tmp_path / "square.otf", "cff"))
    installed_fonts.font_file.cache_clear()
    installed_fonts.font_files.cache_clear()
    scene = page("AAA", family=("Square (1)",))
    assert scene.family[0] == "Square (1)"
    assert ink_box(by_pdfium(scene)) == pytest.approx(ink_box(picture(scene)), abs=2)
    assert "AAA" in PdfReader(io.BytesIO(pdf(scene))).pages[0].extract_text()
    assert b"/Type3" not in pdf(scene)


def test_each_character_is_embedded_once() -> None:
    reader = PdfReader(io.BytesIO(pdf(figure())), strict=True)
    resources: Any = reader.pages[0]["/Resources"]
    for font in resources["/Font"].values():
        map_lines = font["/ToUnicode"].get_data().decode().splitlines()
        targets = [line.split()[1] for line in map_lines if line.startswith("<") and line.count("<") == 2]
        characters = targets[1:]  # the first line is the range of all codes
        assert len(characters) == len(set(characters)) > 0
        assert len(font["/DescendantFonts"][0]["/W"][1]) == len(characters) + 1


def test_subsets_of_one_font_have_different_names() -> None:
    names = set()
    for text in ("head", "layer", "heads"):
        resources: Any = PdfReader(io.BytesIO(pdf(page(text)))).pages[0]["/Resources"]
        names.add(str(resources["/Font"]["/F1"]["/BaseFont"]))
    assert len(names) == 3
    for name in names:
        assert re.fullmatch(r"/[A-Z]{6}\+DejaVuSans", name)


def test_a_figure_with_no_text_has_no_fonts() -> None:
    scene = Scene(*PAGE, DPI, "none", ("DejaVu Sans",), ())
    resources: Any = PdfReader(io.BytesIO(pdf(scene)), strict=True).pages[0]["/Resources"]
    assert not resources["/Font"]


@pytest.mark.slow
def test_readers_find_nothing_to_complain_about(recwarn: pytest.WarningsRecorder) -> None:
    metadata = Drawing(random_data(["a (b)", "Größe"], 4, 4)).metadata
    reader = PdfReader(io.BytesIO(pdf(figure(), metadata)), strict=True)
    assert reader.metadata is not None
    assert reader.metadata.title == metadata.title
    assert reader.metadata.subject == metadata.description
    assert not recwarn.list
