"""Alterations of PNG files: of pixels, palette and header, and chunks that change what a viewer shows."""

import random
import zlib

from PIL import Image, ImageDraw

from headmap_cli.checks.png import Chunk, split_png
from tests.checks.forgery.any_bytes import Forgery
from tests.checks.png_chunks import joined, opened, saved

ADDED_CHUNKS: dict[str, tuple[bytes, bytes]] = {
    "transparent colour": (b"tRNS", b"\0"),
    "opaque palette": (b"tRNS", b"\xff"),
    "gamma": (b"gAMA", (10_000).to_bytes(4)),
    "usual gamma": (b"gAMA", (45_455).to_bytes(4)),
    "standard colours": (b"sRGB", b"\0"),
    "chromaticities": (b"cHRM", bytes(range(32))),
    "colour profile": (b"iCCP", b"p\0\0" + zlib.compress(b"profile")),
    "coding-independent code points": (b"cICP", b"\x09\x10\x00\x01"),
    "mastering display": (b"mDCV", bytes(24)),
    "light level": (b"cLLI", bytes(8)),
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
HEADER_FIELDS = {"width": (0, 4), "height": (4, 8), "depth": (8, 9), "colour": (9, 10), "interlace": (12, 13)}


def added_chunk(png: bytes, dice: random.Random) -> bytes:
    chunks = split_png(png)
    kind, data = ADDED_CHUNKS[dice.choice(sorted(ADDED_CHUNKS))]
    if dice.random() < 0.5:
        data = data[: dice.randrange(len(data) + 1)] + dice.randbytes(dice.randrange(9))
    place = dice.randrange(1, len(chunks) + 1)
    return joined([*chunks[:place], Chunk(kind, data), *chunks[place:]])


def other_pixel(png: bytes, dice: random.Random) -> bytes:
    """One pixel, by the least that a colour or an opacity can change."""
    picture = opened(png).convert("RGBA")
    place = dice.randrange(picture.width), dice.randrange(picture.height)
    color = list(picture.getpixel(place))  # type: ignore[arg-type]
    band = dice.randrange(4)
    color[band] += -1 if color[band] == 255 else 1
    picture.putpixel(place, tuple(color))
    return saved(picture)


def painted_over(png: bytes, dice: random.Random) -> bytes:
    """A rectangle over some heads, opaque or nearly transparent."""
    picture = opened(png).convert("RGBA")
    layer = Image.new("RGBA", picture.size)
    left, top = dice.randrange(picture.width), dice.randrange(picture.height)
    color = (dice.randrange(256), dice.randrange(256), dice.randrange(256), dice.choice([12, 128, 255]))
    ImageDraw.Draw(layer).rectangle((left, top, left + dice.randrange(60), top + dice.randrange(60)), color)
    return saved(Image.alpha_composite(picture, layer))


def moved_part(png: bytes, dice: random.Random) -> bytes:
    """A part of the picture, such as a cell or a label, at another place."""
    picture = opened(png).convert("RGBA")
    size = dice.randrange(2, 60)
    left, top = dice.randrange(picture.width), dice.randrange(picture.height)
    part = picture.crop((left, top, left + size, top + size))
    picture.paste(part, (dice.randrange(picture.width), dice.randrange(picture.height)))
    return saved(picture)


def transformed(png: bytes, dice: random.Random) -> bytes:
    picture = opened(png).convert("RGBA")
    changes = (
        picture.transpose(dice.choice(list(Image.Transpose))),
        picture.resize((picture.width + 1, picture.height)),
        picture.crop((0, 0, picture.width, picture.height - 1)),
        picture.convert("L"),
        picture.convert("1"),
        picture.convert("RGB").quantize(4),
    )
    return saved(dice.choice(changes))


def other_color(png: bytes, dice: random.Random) -> bytes:
    """Another colour, or two exchanged, in the palette or its opacities."""
    chunks = split_png(png)
    places = [place for place, chunk in enumerate(chunks) if chunk.kind in (b"PLTE", b"tRNS")]
    if not places:
        return other_pixel(png, dice)
    place = dice.choice(places)
    data = bytearray(chunks[place].data)
    entry = 3 if chunks[place].kind == b"PLTE" else 1
    first = entry * dice.randrange(len(data) // entry)
    second = entry * dice.randrange(len(data) // entry)
    if first != second:
        data[first : first + entry], data[second : second + entry] = (
            data[second : second + entry],
            data[first : first + entry],
        )
    else:
        data[first] ^= 1 << dice.randrange(8)
    chunks[place] = Chunk(chunks[place].kind, bytes(data))
    return joined(chunks)


def other_header(png: bytes, dice: random.Random) -> bytes:
    header, *rest = split_png(png)
    start, stop = HEADER_FIELDS[dice.choice(sorted(HEADER_FIELDS))]
    data = bytearray(header.data)
    data[stop - 1] = (data[stop - 1] + dice.choice([-1, 1, 2])) % 256
    if dice.random() < 0.2:
        data[start:stop] = dice.randbytes(stop - start)
    return joined([Chunk(b"IHDR", bytes(data)), *rest])


def other_text(png: bytes, dice: random.Random) -> bytes:
    """Another title, description or resolution, which viewers show."""
    chunks = split_png(png)
    places = [place for place, chunk in enumerate(chunks) if chunk.kind in (b"iTXt", b"tEXt", b"pHYs")]
    place = dice.choice(places)
    data = bytearray(chunks[place].data)
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(7)
    if dice.random() < 0.3:
        data += b" and more"
    chunks[place] = Chunk(chunks[place].kind, bytes(data))
    return joined(chunks)


def other_order(png: bytes, dice: random.Random) -> bytes:
    chunks = split_png(png)
    first, second = dice.sample(range(len(chunks)), 2)
    chunks[first], chunks[second] = chunks[second], chunks[first]
    if dice.random() < 0.3:
        del chunks[first]
    return joined(chunks)


def other_payload(png: bytes, dice: random.Random) -> bytes:
    """What the picture carries, with more in it, or something behind it."""
    chunks = split_png(png)
    for place, chunk in enumerate(chunks):
        head, text = chunk.data[:12], chunk.data[12:]
        if chunk.kind == b"iTXt" and head == b"headmap\0\1\0\0\0":
            content = zlib.decompress(text)
            forged = dice.choice(
                (
                    zlib.compress(content[:-1] + b',"note":"forged"}'),
                    zlib.compress(content.replace(b'"style"', b'"note":1,"style"', 1)),
                    zlib.compress(content) + b"forged",
                    zlib.compress(content + b"\n" * 9),
                    zlib.compress(content.replace(b'"version":"', b'"version":"forged ', 1)),
                )
            )
            chunks[place] = Chunk(b"iTXt", head + forged)
    return joined(chunks)


def animated(png: bytes, dice: random.Random) -> bytes:
    first = opened(png).convert("RGBA")
    second = first.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    return saved(first, save_all=True, append_images=[second], duration=dice.randrange(1, 500))


def with_profile(png: bytes, dice: random.Random) -> bytes:
    return saved(opened(png), icc_profile=dice.randbytes(200))


def packed_anew(png: bytes, dice: random.Random) -> bytes:
    """The same pixels in another form, which is accepted."""
    picture = opened(png).convert("RGBA")
    return saved(picture, compress_level=dice.randrange(10))


PNG_FORGERIES: tuple[Forgery, ...] = (
    added_chunk,
    added_chunk,
    other_pixel,
    painted_over,
    moved_part,
    transformed,
    other_color,
    other_header,
    other_text,
    other_order,
    other_payload,
    animated,
    with_profile,
    packed_anew,
)
