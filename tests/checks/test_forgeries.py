"""``check --figure`` accepts a figure and nothing that looks or reads differently, whoever made it."""

import io
import random
import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from headmap_cli.checks.figure import differences, same_file
from headmap_cli.checks.png import Chunk, same_png, split_png
from headmap_cli.cli.main import run
from headmap_cli.core.errors import InputError
from headmap_cli.embed.containers import PNG_SIGNATURE
from headmap_cli.embed.fingerprint import recorded_fingerprint
from headmap_cli.readers.inputs import open_input
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from headmap_cli.writers.formats import find_format, format_names
from tests.helpers import random_data

pytestmark = pytest.mark.slow

ALTERATIONS = 120
DATA = random_data(["Knowledge", "Syntax"], 3, 4, 0.4)
STYLE = load_style(sets=["layout.dpi=40"])


@pytest.fixture(scope="module")
def figures() -> dict[str, bytes]:
    drawing = Drawing(DATA, STYLE)
    return {format: drawing.encode(format) for format in format_names()}


def accepted(figure: bytes, format: str, folder: Path) -> bool:
    """Whether a file passes as the figure of the data, as ``check --figure`` asks."""
    path = folder / f"figure.{format}"
    path.write_bytes(figure)
    try:
        return differences(open_input(str(path)), DATA, STYLE) == []
    except InputError:  # what it carries is broken
        return False


def passes(forged: bytes, format: str, figures: dict[str, bytes], folder: Path) -> bool:
    """As accepted(), but a PDF, for which that takes half a second, is held against the figure alone."""
    if format == "pdf":
        return same_file(forged, figures["pdf"], find_format("pdf"))
    return accepted(forged, format, folder)


def key_of(figure: bytes, format: str, folder: Path) -> bytes:
    path = folder / f"key.{format}"
    path.write_bytes(figure)
    key = recorded_fingerprint(path, find_format(format).slot)
    assert key is not None
    assert figure.count(key.encode()) == 1
    return key.encode()


# --- bytes altered at random ---


def alterations(figure: bytes, seed: int) -> Iterator[bytes]:
    """Files that differ from a figure: bytes changed, taken out, put in, doubled, exchanged or cut off."""
    dice = random.Random(seed)
    made = 0
    while made < ALTERATIONS:
        at, size = dice.randrange(len(figure)), dice.randrange(1, 20)
        before, part, after = figure[:at], figure[at : at + size], figure[at + size :]
        other = dice.randbytes(size)
        altered = dice.choice(
            [
                before + bytes([part[0] ^ 1 << dice.randrange(8)]) + part[1:] + after,
                before + other[: len(part)] + after,
                before + after,
                before + other + part + after,
                before + part + part + after,
                before + part[::-1] + after,
                before + part.swapcase() + after,
                before,
                figure + other,
                other + figure,
            ]
        )
        if altered != figure:
            made += 1
            yield altered


@pytest.mark.parametrize("format", format_names())
def test_no_file_altered_at_random_is_the_figure(
    format: str, figures: dict[str, bytes], tmp_path: Path
) -> None:
    figure = figures[format]
    key = key_of(figure, format, tmp_path)
    place = figure.index(key)
    for altered in alterations(figure, seed=len(format)):
        in_place = altered[place : place + 64]
        in_key_alone = altered.replace(in_place, key) == figure and re.fullmatch(b"[0-9a-f]{64}", in_place)
        # The checksum of a PNG's chunk covers the key.
        assert same_file(altered, figure, find_format(format)) == bool(in_key_alone and format != "png")


@pytest.mark.parametrize("format", format_names())
def test_no_file_altered_at_random_passes_check_figure(
    format: str, figures: dict[str, bytes], tmp_path: Path
) -> None:
    """A PDF takes half a second, so it is tried less often."""
    key = key_of(figures[format], format, tmp_path)
    step = 20 if format == "pdf" else 1
    for altered in [*alterations(figures[format], seed=7)][::step]:
        if key in altered:  # an alteration of the key alone is harmless, see below
            assert not accepted(altered, format, tmp_path)


@pytest.mark.parametrize("format", format_names())
def test_the_figure_itself_is_accepted(format: str, figures: dict[str, bytes], tmp_path: Path) -> None:
    assert accepted(figures[format], format, tmp_path)


# --- the key, which whoever makes a file may choose ---


def with_key(figure: bytes, key: str, format: str, folder: Path) -> bytes:
    """A figure that records another key, with the checksum that goes with it."""
    forged = figure.replace(key_of(figure, format, folder), key.encode())
    return checked_anew(forged) if format == "png" else forged


@pytest.mark.parametrize("format", format_names())
@pytest.mark.parametrize("key", ["0" * 64, "f" * 64, "0123456789abcdef" * 4])
def test_another_fingerprint_is_accepted_in_its_place(
    key: str, format: str, figures: dict[str, bytes], tmp_path: Path
) -> None:
    assert passes(with_key(figures[format], key, format, tmp_path), format, figures, tmp_path)


@pytest.mark.parametrize("format", format_names())
@pytest.mark.parametrize("key", ["F" * 64, "g" * 64, " " * 64, "#ff0000;" * 8, "0" * 63 + "\n", "é" * 32])
def test_an_invalid_fingerprint_is_not_accepted(
    key: str, format: str, figures: dict[str, bytes], tmp_path: Path
) -> None:
    assert not passes(with_key(figures[format], key, format, tmp_path), format, figures, tmp_path)


@pytest.mark.parametrize("format", ["svg", "pdf", "html", "vl.json"])
@pytest.mark.parametrize("key", ["", "0" * 63, "0" * 65])
def test_a_fingerprint_of_another_length_is_not_accepted(
    key: str, format: str, figures: dict[str, bytes], tmp_path: Path
) -> None:
    assert not passes(with_key(figures[format], key, format, tmp_path), format, figures, tmp_path)


HIDING_PLACES = {
    "svg": (b"Knowledge", b'd="M', b'fill="#', b'viewBox="0 0 ', b"</svg>", b"<desc"),
    "html": (b"Knowledge", b'd="M', b'fill="#', b"<script", b"</body>", b'"scores":['),
    "pdf": (b"/Title (", b"/MediaBox [", b"/Alt (", b"%%EOF", b"xref", b"/Contents"),
    "vl.json": (b"Knowledge", b'"range":["#', b'"layer":0', b'"field":"', b'"title":', b'"values":['),
}


@pytest.mark.parametrize(
    ("format", "place"), [(format, place) for format, places in HIDING_PLACES.items() for place in places]
)
@pytest.mark.parametrize("key", [None, "0" * 64])
def test_nothing_can_be_hidden_under_the_name_of_the_fingerprint(
    key: str | None, format: str, place: bytes, figures: dict[str, bytes], tmp_path: Path
) -> None:
    """The key is written a second time, before or behind a place that shows; it was deleted everywhere."""
    figure = figures[format]
    own = key_of(figure, format, tmp_path)
    forged_key = key.encode() if key else own
    figure = figure.replace(own, forged_key)
    assert place in figure
    for forged in (place + forged_key, forged_key + place):
        assert not passes(figure.replace(place, forged, 1), format, figures, tmp_path)


# --- markup ---

SVG_FORGERIES: dict[str, tuple[bytes, bytes]] = {
    "second path": (b"</svg>\n", b'<path fill="#ff0000" d="M0 0h90v90z"/></svg>\n'),
    "style attribute": (b"<g id=", b'<g style="display:none" id='),
    "style element": (b"</svg>\n", b"<style>path{fill:red}</style></svg>\n"),
    "transform": (b"<g id=", b'<g transform="scale(-1,1)" id='),
    "script": (b"</svg>\n", b"<script>document.documentElement.remove()</script></svg>\n"),
    "text of a label": (b">Knowledge<", b">Knowledqe<"),
    "title": (b"<title>", b"<title>Not "),
    "description": (b"<desc>", b"<desc>Not "),
    "entity": (b"<svg ", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg '),
    "comment": (b"</svg>\n", b"<!-- seen by nobody --></svg>\n"),
    "stylesheet": (b"<svg ", b'<?xml-stylesheet href="a.css"?><svg '),
    "second metadata": (b"<metadata>", b"<metadata></metadata><metadata>"),
    "tooltips": (b"</svg>\n", b'<g id="tooltips"><rect width="99" height="99"/></g></svg>\n'),
}


@pytest.mark.parametrize("format", ["svg", "html"])
@pytest.mark.parametrize("forgery", SVG_FORGERIES)
def test_changed_markup_is_not_accepted(
    forgery: str, format: str, figures: dict[str, bytes], tmp_path: Path
) -> None:
    before, after = SVG_FORGERIES[forgery]
    before = before.rstrip() if format == "html" else before
    forged = figures[format].replace(before, after.rstrip() if format == "html" else after, 1)
    assert forged != figures[format]
    assert not accepted(forged, format, tmp_path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"default-src 'none'", b"default-src *"),
        (b"<body>", b"<body><img src=x onerror=alert(1)>"),
        (b"<script>", b"<script>1;"),
        (b"</style>", b"#figure{filter:invert(1)}</style>"),
        (b'"members":[[', b'"members":[[99,'),
        (b"</html>\n", b"</html>\n<p>more</p>\n</html>\n"),
    ],
)
def test_a_changed_page_is_not_accepted(
    before: bytes, after: bytes, figures: dict[str, bytes], tmp_path: Path
) -> None:
    assert before in figures["html"]
    assert not accepted(figures["html"].replace(before, after, 1), "html", tmp_path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"layer":0', b'"layer":1'),
        (b'"mark":{', b'"mark":{"opacity":0.1,'),
        (b'"data":{', b'"data":{"url":"http://localhost/",'),
        (b'"usermeta":{', b'"title":"Forged","usermeta":{'),
        (b'"concat":[', b'"concat":[{},'),
        (b"}\n", b', "background": "red"}\n'),
    ],
)
def test_a_changed_specification_is_not_accepted(
    before: bytes, after: bytes, figures: dict[str, bytes], tmp_path: Path
) -> None:
    assert before in figures["vl.json"]
    assert not accepted(figures["vl.json"].replace(before, after, 1), "vl.json", tmp_path)


# --- PDF ---


def incremental_update(figure: bytes) -> bytes:
    """The PDF with its page's box put anew behind its end, which viewers take instead of the first."""
    found = re.search(rb"(\d+) 0 obj\n<<[^>]*?/MediaBox \[[^]]*\][^>]*?>>\nendobj", figure)
    assert found is not None
    page = re.sub(rb"/MediaBox \[[^]]*\]", b"/MediaBox [ 0 0 9 9 ]", found[0])
    start, previous = len(figure), re.findall(rb"startxref\n(\d+)", figure)[-1]
    table = b"xref\n%s 1\n%010d 00000 n \ntrailer\n<< /Prev %s >>\n" % (found[1], start, previous)
    return figure + page + b"\n" + table + b"startxref\n%d\n%%%%EOF\n" % (start + len(page) + 1)


PDF_FORGERIES: dict[str, Callable[[bytes], bytes]] = {
    "incremental update": incremental_update,
    "page box": lambda pdf: pdf.replace(b"/MediaBox [ 0 ", b"/MediaBox [ 9 ", 1),
    "title": lambda pdf: pdf.replace(b"/Title (Attention", b"/Title (attention", 1),
    "second end": lambda pdf: pdf + b"%%EOF\n",
    "comment": lambda pdf: pdf.replace(b"%PDF-1.4\n", b"%PDF-1.4\n%\n", 1),
    "other stream": lambda pdf: pdf.replace(b"/Length ", b"/Lengtj ", 1),
}


@pytest.mark.parametrize("forgery", PDF_FORGERIES)
def test_a_changed_pdf_is_not_accepted(forgery: str, figures: dict[str, bytes], tmp_path: Path) -> None:
    forged = PDF_FORGERIES[forgery](figures["pdf"])
    assert forged != figures["pdf"]
    assert not accepted(forged, "pdf", tmp_path)


# --- PNG ---


def joined(chunks: list[Chunk]) -> bytes:
    """A PNG of chunks, each with the checksum that is right for it."""
    parts = [PNG_SIGNATURE]
    for kind, data in chunks:
        parts += [len(data).to_bytes(4), kind, data, zlib.crc32(kind + data).to_bytes(4)]
    return b"".join(parts)


def checked_anew(png: bytes) -> bytes:
    """A PNG whose chunks were changed, but not in their size, with right checksums."""
    chunks, start = [], len(PNG_SIGNATURE)
    while start < len(png):
        end = start + 8 + int.from_bytes(png[start : start + 4])
        chunks.append(Chunk(png[start + 4 : start + 8], png[start + 8 : end]))
        start = end + 4
    return joined(chunks)


def with_chunk(png: bytes, kind: bytes, data: bytes, before: bytes = b"IDAT") -> bytes:
    chunks = split_png(png)
    place = [chunk.kind for chunk in chunks].index(before)
    return joined([*chunks[:place], Chunk(kind, data), *chunks[place:]])


ADDED_CHUNKS = {
    "transparent colour": (b"tRNS", b"\0"),
    "opaque palette": (b"tRNS", b"\xff"),
    "gamma": (b"gAMA", (10_000).to_bytes(4)),
    "usual gamma": (b"gAMA", (45_455).to_bytes(4)),
    "standard colours": (b"sRGB", b"\0"),
    "chromaticities": (b"cHRM", bytes(range(32))),
    "colour profile": (b"iCCP", b"p\0\0" + zlib.compress(b"profile")),
    "coding-independent code points": (b"cICP", b"\x09\x10\x00\x01"),
    "background": (b"bKGD", b"\1"),
    "significant bits": (b"sBIT", b"\1\1\1"),
    "suggested palette": (b"sPLT", b"p\0\x08" + bytes(6)),
    "histogram": (b"hIST", b"\0\1" * 3),
    "animation": (b"acTL", (2).to_bytes(4) + (0).to_bytes(4)),
    "frame": (b"fcTL", bytes(26)),
    "frame's pixels": (b"fdAT", bytes(4) + zlib.compress(bytes(9))),
    "orientation": (b"eXIf", b"MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"),
    "orientation as text": (b"tEXt", b"Raw profile type exif\0\nexif\n1\n00"),
    "XMP": (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x/>"),
    "comment": (b"tEXt", b"Comment\0made by nobody"),
    "packed comment": (b"zTXt", b"Comment\0\0" + zlib.compress(b"made by nobody")),
    "time": (b"tIME", b"\x07\xe8\1\1\0\0\0"),
    "stereo": (b"sTER", b"\0"),
    "offset": (b"oFFs", bytes(8) + b"\0"),
    "other scale": (b"pHYs", (1000).to_bytes(4) + (2000).to_bytes(4) + b"\1"),
    "second title": (b"iTXt", b"Title\0\0\0\0\0Attention heads by category"),
    "second key": (b"tEXt", b"headmap-key\0" + b"0" * 64),
    "second data": (b"iTXt", b"headmap\0\1\0\0\0" + zlib.compress(b"{}")),
    "data that is not packed": (b"iTXt", b"headmap\0\0\0\0\0{}"),
    "second header": (b"IHDR", bytes(13)),
    "second end": (b"IEND", b""),
    "second palette": (b"PLTE", bytes(9)),
    "unknown": (b"abCd", b""),
    "unknown and critical": (b"ABCD", b""),
}


@pytest.mark.parametrize("added", ADDED_CHUNKS)
def test_a_png_with_a_foreign_chunk_is_not_accepted(
    added: str, figures: dict[str, bytes], tmp_path: Path
) -> None:
    kind, data = ADDED_CHUNKS[added]
    for before in (b"IDAT", b"IEND"):
        assert not accepted(with_chunk(figures["png"], kind, data, before), "png", tmp_path)


def altered_chunk(png: bytes, kind: bytes, start: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A PNG in which the one chunk whose data begins so is changed."""
    chunks = split_png(png)
    (place,) = [n for n, chunk in enumerate(chunks) if chunk.kind == kind and chunk.data.startswith(start)]
    chunks[place] = Chunk(kind, change(chunks[place].data))
    return joined(chunks)


def saved(picture: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "png", **options)
    return out.getvalue()


def opened(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png), formats=["PNG"])
    picture.load()
    return picture


def animated(png: bytes) -> bytes:
    first = opened(png).convert("RGB")
    second = Image.new("RGB", first.size, "red")
    return saved(first, save_all=True, append_images=[second])


def see_through(png: bytes) -> bytes:
    picture = opened(png).convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    return saved(picture)


def beyond_the_palette(png: bytes) -> bytes:
    """The palette cut where its last colour is black, so that Pillow still gives black for those pixels."""
    picture = Image.new("P", opened(png).size, 1)
    picture.putpalette([255, 255, 255, 0, 0, 0])
    return altered_chunk(saved(picture), b"PLTE", b"", lambda data: data[:3])


def sixteen_bits(png: bytes) -> bytes:
    """The same pixels with 16 bits for each colour, the lower eight of which are other ones."""
    picture = opened(png).convert("RGB")
    header = picture.width.to_bytes(4) + picture.height.to_bytes(4) + b"\x10\2\0\0\0"
    size = 3 * picture.width
    rows = [picture.tobytes()[start : start + size] for start in range(0, size * picture.height, size)]
    wide = b"".join(b"\0" + b"".join(bytes([value, 255 - value]) for value in row) for row in rows)
    return joined([Chunk(b"IHDR", header), Chunk(b"IDAT", zlib.compress(wide)), Chunk(b"IEND", b"")])


def text_first(png: bytes) -> bytes:
    header, *rest = split_png(png)
    place = [chunk.kind for chunk in rest].index(b"iTXt")
    return joined([rest.pop(place), header, *rest])


END = Chunk(b"IEND", b"")

PNG_FORGERIES: dict[str, Callable[[bytes], bytes]] = {
    "text behind its end": lambda png: png + b"more",
    "another PNG behind its end": lambda png: png + png,
    "script in front": lambda png: b"#!/bin/sh\n" + png,
    "many empty chunks": lambda png: joined([*split_png(png)[:-1], *[Chunk(b"IDAT", b"")] * 100_001, END]),
    "no end": lambda png: png[:-12],
    "wrong checksum": lambda png: png[:-1] + b"\0",
    "other title": lambda png: altered_chunk(png, b"iTXt", b"Title", lambda data: data + b"!"),
    "other words": lambda png: altered_chunk(png, b"iTXt", b"Description", lambda data: data[:-1]),
    "other resolution": lambda png: altered_chunk(png, b"pHYs", b"", lambda data: bytes(4) + data[4:]),
    "mirrored": lambda png: saved(opened(png).transpose(Image.Transpose.FLIP_LEFT_RIGHT)),
    "one row less": lambda png: saved(opened(png).crop((0, 0, opened(png).width, opened(png).height - 1))),
    "gray": lambda png: saved(opened(png).convert("L")),
    "sixteen bits": sixteen_bits,
    "text in front of the header": text_first,
    "transparent": see_through,
    "animated": animated,
    "not a PNG": lambda png: _as(png, "BMP"),
    "TIFF": lambda png: _as(png, "TIFF"),
    "GIF": lambda png: _as(png, "GIF"),
    "JPEG": lambda png: _as(png, "JPEG"),
    "nothing": lambda _: b"\n",
    "text": lambda _: b"layer,head,category\n0,1,A\n",
}


def _as(png: bytes, format: str) -> bytes:
    out = io.BytesIO()
    opened(png).convert("RGB").save(out, format)
    return out.getvalue()


@pytest.mark.parametrize("forgery", PNG_FORGERIES)
def test_a_changed_png_is_not_accepted(forgery: str, figures: dict[str, bytes], tmp_path: Path) -> None:
    forged = PNG_FORGERIES[forgery](figures["png"])
    assert forged != figures["png"]
    assert not accepted(forged, "png", tmp_path)


def test_a_pixel_outside_the_palette_is_not_taken_for_black(figures: dict[str, bytes]) -> None:
    black = Image.new("RGB", opened(figures["png"]).size)
    assert same_png(saved(black), saved(black.convert("P")))
    assert not same_png(beyond_the_palette(figures["png"]), saved(black))


def test_no_png_with_other_pixels_is_the_figure(figures: dict[str, bytes]) -> None:
    """Any one pixel, by the least that a colour or an opacity can change."""
    dice = random.Random(3)
    whole = opened(figures["png"])
    for n in range(ALTERATIONS):
        picture = whole.convert("RGBA" if n % 2 else "RGB")
        at = dice.randrange(picture.width), dice.randrange(picture.height)
        color = list(picture.getpixel(at))  # type: ignore[arg-type]
        band = dice.randrange(len(color))
        color[band] += -1 if color[band] == 255 else 1
        picture.putpixel(at, tuple(color))
        assert not same_png(saved(picture), figures["png"])


@pytest.mark.parametrize(
    "repacked",
    [
        lambda picture: saved(picture, optimize=True),
        lambda picture: saved(picture, compress_level=0),
        lambda picture: saved(picture, compress_level=9, dpi=(40, 40)),
        lambda picture: saved(picture.convert("RGB")),
        lambda picture: saved(picture.convert("RGBA")),
        lambda picture: saved(picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)),
        lambda picture: with_chunk(saved(picture), b"iTXt", b"Software\0\0\0\0\0headmap"),
    ],
)
def test_a_png_with_the_same_pixels_is_accepted(
    repacked: Callable[[Image.Image], bytes], figures: dict[str, bytes], tmp_path: Path
) -> None:
    picture = opened(figures["png"])
    assert len(picture.convert("RGB").getcolors() or []) <= 256
    assert accepted(repacked(picture), "png", tmp_path)


def test_a_large_picture_is_refused_before_it_is_decoded(
    figures: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """121 megapixels in 118 kB, with the words and the data of the figure."""
    header = (11_000).to_bytes(4) * 2 + b"\1\0\0\0\0"
    squeezed = zlib.compressobj(9)
    rows = b"".join(squeezed.compress(bytes(1376 * 100)) for _ in range(110)) + squeezed.flush()
    texts = [chunk for chunk in split_png(figures["png"]) if chunk.kind in (b"iTXt", b"tEXt")]
    bomb = joined([Chunk(b"IHDR", header), *texts, Chunk(b"IDAT", rows), Chunk(b"IEND", b"")])

    def decoded(*_: object) -> None:
        raise AssertionError("it was decoded")

    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile", decoded)
    monkeypatch.setattr(Image, "open", decoded)
    assert not accepted(bomb, "png", tmp_path)


# --- figures with options ---

OPTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "tooltips": (("--tooltips", "-o", "f.svg", "-o", "f.html"), ("f.svg", "f.html")),
    "no data": (("--no-data", "-o", "f.png", "-o", "f.svg", "-o", "f.pdf"), ("f.png", "f.svg", "f.pdf")),
    "no data, tooltips": (("--no-data", "--tooltips", "-o", "f.svg"), ("f.svg",)),
    "panels": (("--split", "-o", "f.svg", "-o", "f.png"), ("f-all.svg", "f-a.png", "f-legend.svg")),
    "panels, tooltips": (("--split", "--tooltips", "-o", "f.svg"), ("f-all.svg", "f-b.svg")),
    "panels without data": (("--split", "--no-data", "-o", "f.pdf"), ("f-all.pdf", "f-legend.pdf")),
    "all formats": (
        ("-o", "f.png", "-o", "f.svg", "-o", "f.html", "-o", "f.vl.json"),
        ("f.html", "f.vl.json"),
    ),
}


@pytest.mark.parametrize("options", OPTIONS)
def test_a_figure_with_options_is_accepted_only_unaltered(
    options: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("heads.csv").write_text("layer,head,category\n0,1,A\n1,2,B\n1,0,B\n", encoding="utf-8")
    data = ("heads.csv", "--grid", "2x3")
    arguments, names = OPTIONS[options]
    assert run(["render", *data, *arguments]) == 0
    for name in names:
        assert run(["check", "--figure", name, *data]) == 0
        assert run(["check", "--figure", name, "heads.csv", "--grid", "3x3"]) == 1
        altered = Path(name).read_bytes()
        Path(name).write_bytes(altered[:-20] + b"\0" + altered[-20:])
        assert run(["check", "--figure", name, *data]) == 1


@pytest.mark.parametrize("format", format_names("single_panel"))
def test_a_panel_is_not_accepted_with_the_bytes_of_two(format: str, tmp_path: Path) -> None:
    drawing = Drawing(DATA, STYLE)
    first, second, *_ = [drawing.encode(format, part) for part in drawing.panels()]
    assert accepted(first, format, tmp_path)
    assert accepted(second, format, tmp_path)
    assert not accepted(first[: len(first) // 2] + second[len(second) // 2 :], format, tmp_path)
