"""Numbers, words and odd texts for cells and keys, and bytes that are changed in a few places."""

from hypothesis import strategies as st

from headmap_cli.readers.tables.header import CATEGORY, HEAD, LAYER, MODEL, SCORE

NUMBERS = [
    "0",
    "1",
    "2",
    "3",
    "41",
    "-1",
    "+1",
    "007",
    "1.0",
    "1.5",
    ".5",
    "1e3",
    "1e400",
    "nan",
    "inf",
    "9" * 12,
]
WORDS = [
    "",
    " ",
    "x",
    "yes",
    "no",
    "true",
    "A",
    "B",
    "A;B",
    "A|B|",
    "3-4",
    "3.4",
    "L3H4",
    "(3, 4)",
    "m_L01H02",
    "a5.h1",
    "---",
    "null",
]
ODD = [
    "'",
    '"',
    '""',
    "=1+1",
    "\x00",
    "\r",
    "\n",
    "\ufeff",
    "é",
    "日本",
    "\ud800",
    "\u202e",
    "٣",
    "#",
    "# headmap: {",
    "{",
    "[",
]
cells = st.one_of(st.sampled_from(NUMBERS), st.sampled_from(WORDS), st.sampled_from(ODD), st.text(max_size=6))
names = st.sampled_from(
    [*LAYER[:4], *HEAD[:4], *CATEGORY[:3], *SCORE[:2], *MODEL[:1], "A", "B", "", "0", "1"]
)


def encoded(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding, "surrogatepass" if encoding == "utf-8" else "replace")


@st.composite
def mutated(draw: st.DrawFn, base: st.SearchStrategy[bytes]) -> bytes:
    """Bytes with a few of them changed, left out, repeated, or cut off."""
    data = bytearray(draw(base))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(0, 12))
        match draw(st.integers(0, 4)):
            case 0:
                data[at : at + length] = draw(st.binary(max_size=12))
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = data[at : at + length * 20]
            case 3:
                del data[at:]
            case _ if data:
                data[at] ^= 1 << draw(st.integers(0, 7))
    return bytes(data)
