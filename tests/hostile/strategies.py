"""What hypothesis draws for readers and the style: content that is nearly right, and mere bytes."""

import bz2
import csv
import gzip
import io
import json
import lzma
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from hypothesis import strategies as st

from headmap_cli.core import canonical
from headmap_cli.core.rule import Rule
from headmap_cli.readers.formats import INPUT_FORMATS
from headmap_cli.readers.options import Options
from headmap_cli.readers.tables.header import CATEGORY, HEAD, LAYER, MODEL, SCORE
from headmap_cli.render import Drawing
from headmap_cli.style.reference import style_keys
from tests.helpers import random_data

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


def _bytes(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding, "surrogatepass" if encoding == "utf-8" else "replace")


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table: mostly layer, head and more columns, mostly small numbers; its quoting, its ends of lines."""
    header = draw(
        st.one_of(
            st.sampled_from(
                [["layer", "head", "category"], ["layer", "head", "A", "B"], ["head", "category"]]
            ),
            st.just(["layer", "head", "category", "score"]),
            st.lists(names, min_size=1, max_size=6),
        )
    )
    index = st.integers(0, 4).map(str)
    rows = [header]
    for _ in range(draw(st.integers(0, 6))):
        plain = draw(st.booleans())
        row = [draw(index if plain and i < 2 else cells) for i in range(len(header))]
        rows.append(row[: draw(st.integers(0, 9))] if draw(st.integers(0, 9)) == 0 else row)
    out = io.StringIO()
    delimiter, end = draw(st.sampled_from(",,,\t; |")), draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    if draw(st.booleans()):
        csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    else:
        out.write(end.join(delimiter.join(row) for row in rows))
    front = draw(st.sampled_from(["", "", "", "\ufeff", "# a comment\n", "\n\n"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-16", "utf-16-le", "latin-1"]))
    return _bytes(front + out.getvalue(), encoding)


@st.composite
def lists(draw: st.DrawFn) -> bytes:
    """Heads of one category, one a line, or a table of Markdown."""
    if draw(st.booleans()):
        named = st.sampled_from(["0-1", "L3H4", "(3, 4)", "1,2", "a2.h0", "m_L01H02", "0.1"])
        return _bytes("\n".join(draw(st.lists(st.one_of(named, named, cells), max_size=6))))
    rows = draw(st.lists(st.lists(cells, min_size=3, max_size=3), max_size=4))
    lines = [["layer", "head", "category"], ["--:", ":-:", "---"], *rows]
    return _bytes("\n".join("| " + " | ".join(row) + " |" for row in lines))


@st.composite
def matrices(draw: st.DrawFn) -> bytes:
    """Numbers only, or nearly: rows of a matrix, or of a flat column."""
    width = draw(st.integers(1, 5))
    cell = st.sampled_from(NUMBERS) if draw(st.booleans()) else cells
    rows = [[draw(cell) for _ in range(width)] for _ in range(draw(st.integers(1, 6)))]
    return _bytes("\n".join(draw(st.sampled_from([",", "\t", " "])).join(row) for row in rows))


head_like: st.SearchStrategy[Any] = st.one_of(
    st.lists(st.one_of(st.integers(-1, 5), st.floats(), st.none()), max_size=4),
    st.sampled_from(["3-4", "L3H4", "(3, 4)", "3.4", "x"]),
    st.fixed_dictionaries({"layer": st.integers(0, 4), "head": st.integers(0, 4)}),
)
keys_like = st.one_of(
    st.sampled_from(
        [
            "layer",
            "head",
            "category",
            "score",
            "heads",
            "top_heads",
            "headmap",
            "grid",
            "layers",
            "categories",
        ]
    ),
    st.sampled_from(["absent", "model", "0", "3", "3-4", "L3H4", "A", ""]),
    st.text(max_size=4),
)
documents: st.SearchStrategy[Any] = st.recursive(
    st.one_of(head_like, st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(WORDS + ODD)),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(keys_like, inner, max_size=5)),
    max_leaves=20,
)


@st.composite
def canonical_documents(draw: st.DrawFn) -> Any:
    """The canonical document with a part that may be anything."""
    document: dict[str, Any] = {
        "headmap": 1,
        "model": "m",
        "grid": {"layers": draw(st.integers(-1, 6)), "heads": draw(st.one_of(st.integers(-1, 6), documents))},
        "categories": {"A": draw(st.lists(head_like, max_size=5)), "B": []},
    }
    if draw(st.booleans()):
        document["grid"]["absent"] = draw(st.lists(head_like, max_size=3))
    if draw(st.booleans()):
        document[draw(st.sampled_from([*document, "more"]))] = draw(documents)
    return document


@st.composite
def column_documents(draw: st.DrawFn) -> Any:
    """Tables by columns or apart from their header, and matrices by category; a part may be anything."""
    cell = st.one_of(st.integers(0, 4), st.sampled_from([*WORDS, "3-4", "0.5"]), st.floats(), st.none())
    height, width = draw(st.integers(0, 4)), draw(st.integers(1, 4))
    names = draw(st.sampled_from([["layer", "head", "category"], ["head", "label"], ["layer", "head", "A"]]))
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=height, max_size=height))
    columns = {name: draw(st.lists(cell, min_size=height, max_size=height)) for name in names}
    document: dict[str, Any] = draw(
        st.sampled_from(
            [
                columns,
                {name: {str(i): v for i, v in enumerate(column)} for name, column in columns.items()},
                {"columns": names[:width], "data": rows},
                {"A": rows, "B": rows},
            ]
        )
    )
    if draw(st.booleans()):
        document = document | {draw(st.sampled_from([*document, "more"])): draw(documents)}
    return document


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()


jsons = st.one_of(documents, canonical_documents(), column_documents()).map(_json)
json_lines = st.lists(
    st.dictionaries(keys_like, documents, min_size=1, max_size=4).map(_json), min_size=1, max_size=5
).map(b"\n".join)


@st.composite
def canonical_tables(draw: st.DrawFn) -> bytes:
    """The canonical long table, its first line as good or bad as any document."""
    table = canonical.to_csv(random_data(["A", "=B"], 3, 4, 0.5, absent=0.1)).decode()
    first, _, rest = table.partition("\n")
    if draw(st.booleans()):
        first = "# headmap: " + json.dumps(draw(st.one_of(canonical_documents(), documents)))
    return _bytes(
        first + "\n" + rest + draw(st.sampled_from(["", "1,1,A\n", "1,1\n", "9,9,A\n", '"', "x,y,A\n"]))
    )


DTYPES = ["?", "i1", "u8", "i8", "f2", "f4", ">f8", "f8", "c16", "S3", "U3", "M8[s]", "m8[s]", "V4"]
shapes = st.lists(st.integers(0, 4), max_size=4).map(tuple)


@st.composite
def arrays(draw: st.DrawFn) -> Any:
    """An array of any type and up to four dimensions; mostly one that could be a classification."""
    kind = draw(st.one_of(st.sampled_from(["?", "f4", "f8", "i8"]), st.sampled_from(DTYPES)))
    shape = draw(st.one_of(st.just((3, 4)), st.just((2, 3, 4)), shapes))
    size = int(np.prod(shape)) * np.dtype(kind).itemsize
    data = draw(st.one_of(st.just(bytes(size)), st.binary(min_size=size, max_size=size)))
    if kind == "?":
        data = bytes(b & 1 for b in data)
    return np.frombuffer(data, dtype=kind, count=int(np.prod(shape))).reshape(shape)


@st.composite
def npys(draw: st.DrawFn) -> bytes:
    out = io.BytesIO()
    np.save(out, draw(arrays()))
    return out.getvalue()


@st.composite
def npzs(draw: st.DrawFn) -> bytes:
    out = io.BytesIO()
    parts = draw(
        st.dictionaries(st.sampled_from(["scores", "names", "categories", "A", "B"]), arrays(), max_size=3)
    )
    np.savez(out, **parts)
    return out.getvalue()


@cache
def made(format: str) -> bytes:
    """A figure that headmap made."""
    return Drawing(random_data(["A", "B <&>"], 3, 4, 0.5, absent=0.1)).encode(format)


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


figures = mutated(st.sampled_from(["png", "svg", "pdf", "html"]).map(made))
PACKERS: list[Callable[[bytes], bytes]] = [gzip.compress, bz2.compress, lzma.compress]
packed = mutated(
    st.tuples(st.sampled_from(PACKERS), st.one_of(tables(), jsons, npys())).map(lambda pair: pair[0](pair[1]))
)
CONTENTS: dict[str, st.SearchStrategy[bytes]] = {
    "tables": mutated(tables()),
    "lists": mutated(lists()),
    "matrices": mutated(matrices()),
    "json": mutated(jsons),
    "json lines": mutated(json_lines),
    "canonical tables": mutated(canonical_tables()),
    "npy": mutated(npys()),
    "npz": mutated(npzs()),
    "figures": figures,
    "packed": packed,
    "bytes": st.one_of(
        st.binary(max_size=200),
        st.builds(bytes.__add__, st.sampled_from([b"\x80\x04", b"\x89HDF", b"\0" * 8 + b'{"']), st.binary()),
    ),
}
"""By the reader that they are for."""

options = st.builds(
    Options,
    grid=st.one_of(st.none(), st.sampled_from([(3, 4), (5, 5), (1, 1), (4, 3)])),
    threshold=st.one_of(st.none(), st.sampled_from([0.0, 0.5])),
    top=st.one_of(st.none(), st.sampled_from(["1", "2", "50%"])),
    rules=st.one_of(st.just({}), st.just({"A": Rule(0.5)})),
    categories=st.one_of(st.just({}), st.just({"C": ["A", "x"], "B": []})),
    index_base=st.sampled_from([0, 0, 1]),
    input_format=st.one_of(st.just(""), st.just(""), st.sampled_from(INPUT_FORMATS)),
    column=st.sampled_from(["", "", "A", "score", "nothing"]),
    where=st.sampled_from([(), (), (("model", "A"),), (("nothing", ""),)]),
    at=st.sampled_from(["", "", "heads", "0", "a.b", "."]),
    missing=st.sampled_from(["", "", "unclassified", "absent"]),
    max_bytes=st.sampled_from([1 << 30, 1 << 30, 100]),
)

paths = st.sampled_from(
    [".".join(path) for path in style_keys()] + ["categories.A.label", "nothing", "layout", "text.size"]
)
values = st.one_of(
    st.sampled_from(
        ["auto", "null", "true", "1", "-1", "0", "1e9", ".nan", "5.5in", "5%", "36x40", "16:9", "none"]
    ),
    st.sampled_from(
        ["[]", "{}", "[a, b]", "{a: b}", "[red, blue]", "'#abc'", "tab:blue", "rgb(1,2,3)", "after-first"]
    ),
    st.sampled_from(
        ["&a [*a]", "*a", "!!python/object:os.system x", "!!binary aGk=", "2001-01-01", "yes", "0x1f", "1_0"]
    ),
    st.text(max_size=8),
)


@st.composite
def styles(draw: st.DrawFn) -> bytes:
    """A style file: keys of the style and values that fit some of them."""
    lines = []
    for path in draw(st.lists(paths, max_size=6)):
        parts = path.replace("*", "A").split(".")
        lines += ["  " * depth + part + ":" for depth, part in enumerate(parts)]
        lines[-1] += " " + draw(values)
    return _bytes("\n".join(lines))


style_files = st.one_of(mutated(styles()), st.binary(max_size=60))
