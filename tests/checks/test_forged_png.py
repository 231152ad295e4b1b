"""A PNG is accepted as the figure if it has the same pixels, and nothing else that shows."""

import io
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from headmap_cli.checks.png import Chunk, same_png, split_png
from tests.checks.figures import accepted, figure_of
from tests.checks.forgery.png import ADDED_CHUNKS
from tests.checks.png_chunks import altered_chunk, joined, opened, saved, with_chunk
from tests.parameters import slow_after_first

ALTERATIONS = 120


@pytest.mark.parametrize("added", slow_after_first(ADDED_CHUNKS))
def test_a_png_with_a_foreign_chunk_is_not_accepted(added: str, tmp_path: Path) -> None:
    kind, data = ADDED_CHUNKS[added]
    for before in (b"IDAT", b"IEND"):
        assert not accepted(with_chunk(figure_of("png"), kind, data, before), "png", tmp_path)


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
    "not a PNG": lambda png: in_format(png, "BMP"),
    "TIFF": lambda png: in_format(png, "TIFF"),
    "GIF": lambda png: in_format(png, "GIF"),
    "JPEG": lambda png: in_format(png, "JPEG"),
    "nothing": lambda _: b"\n",
    "text": lambda _: b"layer,head,category\n0,1,A\n",
}


def in_format(png: bytes, format: str) -> bytes:
    out = io.BytesIO()
    opened(png).convert("RGB").save(out, format)
    return out.getvalue()


@pytest.mark.parametrize("forgery", slow_after_first(PNG_FORGERIES))
def test_a_changed_png_is_not_accepted(forgery: str, tmp_path: Path) -> None:
    forged = PNG_FORGERIES[forgery](figure_of("png"))
    assert forged != figure_of("png")
    assert not accepted(forged, "png", tmp_path)


def test_a_pixel_outside_the_palette_is_not_taken_for_black() -> None:
    black = Image.new("RGB", opened(figure_of("png")).size)
    assert same_png(saved(black), saved(black.convert("P")))
    assert not same_png(beyond_the_palette(figure_of("png")), saved(black))


@pytest.mark.slow
def test_no_png_with_other_pixels_is_the_figure() -> None:
    """Any one pixel, by the least that a colour or an opacity can change."""
    dice = random.Random(3)
    whole = opened(figure_of("png"))
    for n in range(ALTERATIONS):
        picture = whole.convert("RGBA" if n % 2 else "RGB")
        at = dice.randrange(picture.width), dice.randrange(picture.height)
        color = list(picture.getpixel(at))  # type: ignore[arg-type]
        band = dice.randrange(len(color))
        color[band] += -1 if color[band] == 255 else 1
        picture.putpixel(at, tuple(color))
        assert not same_png(saved(picture), figure_of("png"))


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
    repacked: Callable[[Image.Image], bytes], tmp_path: Path
) -> None:
    picture = opened(figure_of("png"))
    assert len(picture.convert("RGB").getcolors() or []) <= 256
    assert accepted(repacked(picture), "png", tmp_path)


def test_a_large_picture_is_refused_before_it_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """121 megapixels in 118 kB, with the words and the data of the figure."""
    header = (11_000).to_bytes(4) * 2 + b"\1\0\0\0\0"
    squeezed = zlib.compressobj(9)
    rows = b"".join(squeezed.compress(bytes(1376 * 100)) for _ in range(110)) + squeezed.flush()
    texts = [chunk for chunk in split_png(figure_of("png")) if chunk.kind in (b"iTXt", b"tEXt")]
    bomb = joined([Chunk(b"IHDR", header), *texts, Chunk(b"IDAT", rows), Chunk(b"IEND", b"")])

    def decoded(*_: object) -> None:
        raise AssertionError("it was decoded")

    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile", decoded)
    monkeypatch.setattr(Image, "open", decoded)
    assert not accepted(bomb, "png", tmp_path)
