"""Take PNG files apart into chunks, and put chunks together with right checksums."""

import io
import zlib
from collections.abc import Callable

from PIL import Image

from headmap_cli.checks.png import Chunk, split_png
from headmap_cli.embed.containers import PNG_SIGNATURE


def joined(chunks: list[Chunk]) -> bytes:
    """Return a PNG of chunks, each with the checksum that is right for it."""
    parts = [PNG_SIGNATURE]
    for kind, data in chunks:
        parts += [len(data).to_bytes(4), kind, data, zlib.crc32(kind + data).to_bytes(4)]
    return b"".join(parts)


def checked_anew(png: bytes) -> bytes:
    """Return a PNG whose chunks were changed, but not in their size, with right checksums."""
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


def altered_chunk(png: bytes, kind: bytes, start: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return a PNG in which the one chunk whose data begins so is changed."""
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
