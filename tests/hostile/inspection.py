"""Look for what a text must not do in the place where it went out."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from PIL import Image
from pypdf import PdfReader

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""The characters that turn the text behind them around."""
SCRIPT_TYPES = ("application/json", "application/xml", "text/plain", "text/plain", None)
"""The types of the script elements of a page, of which the last is run."""
FORMULA = re.compile(r"[ ']*[=+\-@＝＋－＠\t\r]")


def hidden(text: str) -> list[str]:
    """Return the characters of a text that control what shows it instead of being shown."""
    found = []
    for character in text:
        if character in TURNING or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp"):
            found.append(f"U+{ord(character):04X}")
    return found


def line_defects(data: bytes, where: str) -> Iterator[str]:
    """Yield what is wrong with lines of text, which may have characters without a shape, such as joiners."""
    for line in data.decode("utf-8").split("\n"):
        if found := hidden(line):
            yield f"{where}: {found} in {line[:200]!r}"


def message_defects(data: bytes, where: str) -> Iterator[str]:
    """Yield what is wrong with the messages on standard error."""
    for line in data.decode("utf-8").split("\n"):
        if not line.isprintable():
            yield f"{where}: stderr is not printable: {line[:200]!r}"
        if "Traceback" in line or "internal error" in line:
            yield f"{where}: {line[:300]}"


def json_defects(data: bytes, where: str) -> Iterator[str]:
    """Yield what is wrong with a JSON document."""
    text = data.decode("utf-8")
    json.loads(text)
    yield from line_defects(data, where)


def csv_defects(data: bytes, where: str) -> Iterator[str]:
    """Yield the cells that a spreadsheet would run, whichever separators of cells it knows."""
    text = data.decode("utf-8")
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            parts = [cell, *re.split(r"[;|\t\r\n]", cell)]
            if any(_is_formula(part) for part in parts):
                yield f"{where}: a formula in {cell[:100]!r}"


def _is_formula(text: str) -> bool:
    """Return whether a spreadsheet would run a text; a negative number is not one."""
    is_number = re.fullmatch(r"-?[0-9.]+(e-?[0-9]+)?", text) is not None
    return bool(FORMULA.match(text)) and not text.startswith("'") and not is_number


def figure_defects(path: Path) -> Iterator[str]:
    """Yield what is wrong with a figure."""
    inspect = {
        ".png": _png_texts,
        ".svg": _svg_texts,
        ".pdf": _pdf_texts,
        ".html": _html_texts,
        ".json": _json_texts,
    }[path.suffix]
    try:
        for text in inspect(path):
            if found := hidden(text):
                yield f"{path}: {found} in {text[:100]!r}"
    except Exception as error:  # a parser does not accept the file
        yield f"{path}: {type(error).__name__}: {error}"


def _png_texts(path: Path) -> Iterator[str]:
    with Image.open(path) as picture:
        for key, value in picture.info.items():
            if isinstance(value, str) and key != "headmap":
                yield value


def _pdf_texts(path: Path) -> Iterator[str]:
    reader = PdfReader(path, strict=True)
    assert len(reader.pages) == 1, "another page"
    yield from (str(value) for value in (reader.metadata or {}).values())
    root: Any = reader.trailer["/Root"]
    yield str(root["/StructTreeRoot"]["/K"]["/Alt"])
    assert not {"/OpenAction", "/AA"} & set(root), "an action"
    page: Any = reader.pages[0]
    assert not list(page.annotations or []), "an annotation"
    yield reader.pages[0].extract_text().replace("\n", " ")


def _svg_texts(path: Path) -> Iterator[str]:
    root = ElementTree.fromstring(path.read_bytes())
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        assert tag not in ("script", "style", "foreignObject", "image", "a", "animate", "set"), tag
        for name, value in element.attrib.items():
            assert not name.startswith("on"), name
            assert "href" not in name or value.startswith("#"), value
            yield value
        yield (element.text or "").replace("\n", " ")


class _Page(HTMLParser):
    """The elements of a web page as a browser would find them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.script_types: list[str | None] = []
        self.texts: list[str] = []
        self.json = ""
        self._id: str | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._id = values.get("id")
        if tag == "script":
            self.script_types.append(values.get("type"))
        assert tag not in ("iframe", "object", "embed", "base", "img"), tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert not (value or "").startswith("javascript:"), value
            self.texts.append(value or "")

    def handle_data(self, data: str) -> None:
        if self._id == "headmap-page":
            self.json += data
        self.texts.append(re.sub(r"\s", " ", data) if data.isascii() else data.replace("\n", " "))


def _html_texts(path: Path) -> Iterator[str]:
    page = _Page(path.read_text(encoding="utf-8"))
    assert tuple(page.script_types) == SCRIPT_TYPES, page.script_types
    shown = json.loads(page.json)
    # The names are what downloads hold; the page shows the labels.
    del shown["names"]
    yield from page.texts
    yield from strings_of(shown)


def _json_texts(path: Path) -> Iterator[str]:
    yield from strings_of(json.loads(path.read_text(encoding="ascii")))


def strings_of(value: Any) -> Iterator[str]:
    """Yield all strings of a JSON value, its keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings_of(item)
