"""Small inputs that are made to take much time or memory, and the commands that they are for."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import struct
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np

MB = 1 << 20
MEMBERS = "layer,head,category\n1,2,A\n"


class Exhausting(NamedTuple):
    """An input, made when it is needed: what its name ends with, its bytes, and the arguments of headmap.

    ``{}`` among the arguments stands for the file.
    """

    ending: str
    content: Callable[[], bytes]
    args: tuple[str, ...] = ("check", "{}")


def exhausting_inputs() -> dict[str, Exhausting]:
    """Return all inputs by their names."""
    inputs: dict[str, Exhausting] = {}
    for length in (30_000, 100_000):
        for name, ending, text, args in (*_long_texts(length), *_long_options(length)):
            inputs[f"{name} {length}"] = Exhausting(ending, _constant(text), args)
    for name, ending, content in (*_archives(), *_packed()):
        inputs[name] = Exhausting(ending, content)
    for name, text, args in _crowds():
        inputs[name] = Exhausting(".csv", _constant(text), args)
    return inputs


def _constant(text: str) -> Callable[[], bytes]:
    return lambda: text.encode()


def _long_texts(n: int) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Texts that take quadratic time in a careless pattern or loop."""
    check = ("check", "{}")
    keys = {
        "spaces": " " * n + "x",
        "digits": "1" * n + "x",
        "letters": "L" * n,
        "dots": "blocks." * (n // 7),
    }
    for name, key in keys.items():
        yield f"json key of {name}", ".json", json.dumps({key: [[0, 0]]}), check
    heads = {"names": "L5H1" * (n // 4), "spaces": "L" + " " * n + "H", "underscores": "L5" + "_" * n}
    for name, head in heads.items():
        yield f"json head of {name}", ".json", json.dumps({"A": [head]}), check
    fields = {
        "first cell": "1" * n + "x,1,2\n",
        "head of spaces": "head,category\n" + " " * n + "x,A\n",
        "head of digits": "head,category\n" + "1" * n + "x,A\n",
        "padded layer": "layer,head,category\n" + " " * n + "1,2,A\n",
        "separators": 'layer,head,category\n1,2,"' + ";" * n + '"\n',
        "list of heads": 'layer,head\n5,"' + "1;" * n + '"\n',
        "quotes": "layer,head,category\n" + '"' * n + "\n",
        "percentage": "layer,head,score\n1,2," + "9" * n + "%\n",
        "minus signs": "layer,head,score\n1,2," + "-" * n + "\n",
        "header": ",".join(f"c{i}" for i in range(n)) + "\n",
        "repeated header": "layer," * n + "head\n" + "1," * n + "1\n",
        "blank lines": "\n" * n,
    }
    for name, text in fields.items():
        yield f"csv {name}", ".csv", text, check
    yield "markdown rule", ".md", "| layer | head |\n|" + "-" * n + "|\n", check
    yield "markdown bars", ".md", "|" * n + "\n" + "|" * n + "\n", check
    yield "names in a line", ".txt", "L5H1 " * n + "\n", check
    yield "spaces alone", ".txt", " " * n, check
    yield "svg tags of data", ".svg", "<svg>" + "<headmap:data " * n, check
    yield "svg tags of keys", ".svg", "<svg>" + "<headmap:key " * n, check
    yield "html scripts", ".html", "<!doctype html>" + "<script type='application/json' " * n, check
    yield "pdf objects", ".pdf", "%PDF-1.7\n" + "1 0 obj <<" * n, check
    yield "yaml spaces", ".yaml", "a:" + " " * n + "x", check
    yield "nested lists", ".json", "[" * n, check
    yield "nested objects", ".json", '{"a":' * n, check
    yield "json categories", ".json", json.dumps({f"k{i}": [[0, 0]] for i in range(n)}), check
    yield "json labels", ".json", json.dumps({f"5-{i % 99}": [f"k{i}"] for i in range(n)}), check


def _long_options(n: int) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Options whose values are as long as a command line allows."""
    draw = ("render", "{}", "-o", "out.png")
    yield "--set", ".csv", MEMBERS, (*draw, "--set", "layout.width: " + "1" * n + "x")
    yield "--top", ".csv", "layer,head,score\n1,2,0.5\n", ("check", "{}", "--top", "1" * n)
    yield "--mark", ".csv", MEMBERS, (*draw, "--mark", "L1" * (n // 2))
    yield "--where", ".csv", MEMBERS, ("check", "{}", "--where", "a=" + "x" * n)
    yield "--grid", ".csv", MEMBERS, ("check", "{}", "--grid", "9" * n + "x12")


def _archives() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Archives of arrays, and arrays whose header promises much."""
    methods = {"deflate": zipfile.ZIP_DEFLATED, "bz2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA}
    for name, method in methods.items():
        for declared in (None, 100):
            yield f"npz {name} declares {declared}", ".npz", partial(_archive, method, declared)
    for shape in ("(1000000, 1000000)", "(-1, 5)", "(0, 1000000000)", "(300, 300, 300)"):
        yield f"npy of {shape}", ".npy", partial(_header, shape, 64)


def _header(shape: str, more: int = 0) -> bytes:
    text = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}".encode()
    return b"\x93NUMPY\x01\x00\x76\x00" + text.ljust(117) + b"\n" + bytes(more)


def _archive(method: int, declared: int | None) -> bytes:
    """An archive of 200 MB of zeros, which may declare another size."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as file:
        file.writestr("scores.npy", _header("(5000, 5000)") + bytes(200 * MB))
    data = bytearray(packed.getvalue())
    if declared is not None:
        entry = data.find(b"PK\x01\x02")
        for place in (22, entry + 24):
            data[place : place + 4] = struct.pack("<I", declared)
    return bytes(data)


def _packed() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Packed files that are a thousand times as large when they are unpacked."""
    packers: dict[str, Callable[[bytes], bytes]] = {
        ".gz": lambda data: gzip.compress(data, 1),
        ".bz2": lambda data: bz2.compress(data, 1),
        ".xz": lambda data: lzma.compress(data, preset=0),
    }
    contents: dict[str, tuple[str, Callable[[], bytes]]] = {
        "pairs": (".json", lambda: b"[" + b"[0,0]," * (9 * MB) + b"[0,0]]"),
        "zeros": (".json", lambda: b"[" + b"0," * (30 * MB) + b"0]"),
        "objects": (".json", lambda: b"[" + b"{}," * (20 * MB) + b"{}]"),
        "large pairs": (".json", lambda: b"[" + b"[0,0]," * (20 * MB) + b"[0,0]]"),
        "rows": (".csv", lambda: b"layer,head,category\n" + b"1,2,A\n" * (20 * MB)),
        "records": (".jsonl", lambda: b'{"layer":1,"head":2,"category":"A"}\n' * (2 * MB)),
        "yaml": (".yaml", lambda: b"a:\n" + b"- [0,0]\n" * (8 * MB)),
        "null bytes": (".csv", lambda: bytes(300 * MB)),
        "names": (".txt", lambda: b"L5H1\n" * (30 * MB)),
        "svg": (".svg", lambda: b"<svg>" + b"<g>" * (21 * MB)),
    }
    for name, (ending, content) in contents.items():
        for packed_ending, pack in packers.items():
            yield f"packed {name}{packed_ending}", ending + packed_ending, partial(_pack, pack, content)


def _pack(pack: Callable[[bytes], bytes], content: Callable[[], bytes]) -> bytes:
    return pack(content())


def _crowds() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Many categories, indices out of all proportion, and as many errors as rows."""
    for categories, side in ((900, 12), (2000, 12), (2000, 1000), (5000, 1000), (30_000, 1000)):
        rows = "".join(f"{side - 1},{side - 1},c{i}\n" for i in range(categories))
        text = f"layer,head,category\n{rows}"
        grid = ("--grid", f"{side}x{side}")
        name = f"{categories} categories on {side} x {side}"
        for command in ("check", "stats", "describe", "show"):
            yield f"{name}, {command}", text, (command, "{}", *grid)
        yield f"{name}, convert", text, ("convert", "{}", *grid, "-o", "out.json")
        yield f"{name}, compare", text, ("compare", "{}", "{}", *grid)
    yield "grid", MEMBERS, ("check", "{}", "--grid", "100000x100000")
    yield "index", "layer,head,category\n999999999,1,A\n", ("check", "{}")
    yield "errors", "layer,head,category\n" + "x,y,A\n" * 200_000, ("check", "{}")
    alike = "".join(f"1,2, c{i}\n1,2,C{i}\n" for i in range(20_000))
    yield "similar names", f"layer,head,category\n{alike}", ("check", "{}")
    scores = np.random.default_rng(0).random(100_000).tolist()
    repeated = "".join(f"1,2,{score}\n" for score in scores)
    yield "scores of one head", f"layer,head,score\n{repeated}", ("check", "{}")
