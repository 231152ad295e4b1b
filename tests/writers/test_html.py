"""The page as a file: what it may run, what it holds, and how large it is."""

import base64
import hashlib
import json
import re
import zlib
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from headmap_cli.core.classification import Classification
from headmap_cli.readers import read
from headmap_cli.render import Drawing
from headmap_cli.writers.html import FOLDER, SCRIPTS, page_script
from tests.helpers import random_data
from tests.writers.figures import typical
from tests.writers.page.data import HEADS, HOSTILE, scored
from tests.writers.page.opened import page_of

MAX_SCRIPT_FILES = 8


def texts_of(page: bytes) -> dict[str, str]:
    """The contents of the scripts of a page by their ids; the one that runs has none."""
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page.decode(), re.DOTALL)
    found = {}
    for attributes, content in scripts:
        id = re.search(r'id="([^"]*)"', attributes)
        assert bool(id) == ("type=" in attributes), "what has no type is run"
        found[id[1] if id else ""] = content
    assert len(found) == len(scripts)
    return found


def test_a_typical_page_is_small_and_always_has_the_same_bytes() -> None:
    page = page_of(typical())
    assert len(page) <= 150_000
    scores = Classification.from_scores(np.random.default_rng(1).random((3, 36, 40)), ["a", "b", "c"], 0.8)
    assert len(page_of(scores)) <= 150_000
    assert page == page_of(typical())


def test_a_large_page_is_hardly_larger_than_its_data() -> None:
    scores = np.random.default_rng(1).random((1, 400, 400)).astype(np.float32)
    page = page_of(Classification.from_scores(scores, ["a"], 0.8))
    # In base64, compressed data is larger by a third.
    assert len(page) <= 1_000_000 + 1.4 * len(zlib.compress(scores.tobytes()))
    assert texts_of(page)["headmap-svg"] == ""


@pytest.mark.parametrize("names", [["a", "b"], HOSTILE])
def test_the_security_policy_allows_only_the_page_s_own_script(names: list[str]) -> None:
    page = page_of(random_data(names, 4, 4, 0.4))
    texts = texts_of(page)
    assert set(texts) == {"", "headmap-page", "headmap-metadata", "headmap-data", "headmap-svg"}
    digest = base64.b64encode(hashlib.sha256(texts[""].encode()).digest()).decode()
    policy = unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', page.decode())[0])
    assert f"script-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert "img-src blob:;" in policy
    assert json.loads(texts["headmap-page"])["names"] == names
    assert not re.search(rb"\b(?:src|href)=[\"']?https?:", page)


def test_the_script_is_its_files_one_after_the_other() -> None:
    assert len(SCRIPTS) <= MAX_SCRIPT_FILES
    assert {path.stem for path in FOLDER.glob("*.js")} == set(SCRIPTS)
    rest = page_script()
    for name in SCRIPTS:
        content = (FOLDER / f"{name}.js").read_text(encoding="utf-8")
        assert rest.startswith(content)
        rest = rest.removeprefix(content)
    assert rest == ""


@pytest.mark.parametrize("data", [HEADS, scored()])
def test_the_page_holds_the_svg_and_its_data(data: Classification, tmp_path: Path) -> None:
    page = page_of(data)
    texts = texts_of(page)
    packed = zlib.decompress(base64.b64decode(texts["headmap-svg"])).decode()
    whole = Drawing(data).encode("svg").decode()
    assert texts["headmap-metadata"] + "\n" in whole
    assert whole.replace(texts["headmap-metadata"] + "\n", "") == packed
    (tmp_path / "page.html").write_bytes(page)
    assert read(tmp_path / "page.html") == data


def test_a_page_and_an_svg_have_different_fingerprints_than_other_formats() -> None:
    drawing = Drawing(HEADS)
    metadata = texts_of(drawing.encode("html"))["headmap-metadata"]
    assert metadata.encode() in drawing.encode("svg")
    changed = Drawing(HEADS, replace(drawing.style, title="Other"))
    assert metadata.encode() not in changed.encode("svg")
