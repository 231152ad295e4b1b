"""The page: what it may run, what it knows, and what it does in a real browser."""

import base64
import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from headmap_cli.colors.contrast import contrast
from headmap_cli.core.classification import Classification
from headmap_cli.core.facets import Facets
from headmap_cli.embed.fingerprint import fingerprint_in
from headmap_cli.readers import read
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import Style
from headmap_cli.writers.formats import find_format
from headmap_cli.writers.svg import svg
from tests.helpers import random_data
from tests.writers.figures import typical

HOSTILE = [
    "</svg><script>document.title='run'</script>",
    "</script><script>document.title='run'</script>",
    "]]>",
    "<!--",
    "$x$",
    "{{constructor}}",
    "'\"><img src=x onerror=document.title='run'>",
    "=1+1",
    "n" * 10_000,
]


def page_of(data: Classification | Facets, style: Style | None = None) -> bytes:
    style = style or Style()
    return Drawing(data, style).encode("html")


# --- without a browser ---


def test_a_typical_page_is_small_and_always_has_the_same_bytes() -> None:
    page = page_of(typical())
    assert len(page) <= 150_000
    scored = Classification.from_scores(np.random.default_rng(1).random((3, 36, 40)), ["a", "b", "c"], 0.8)
    assert len(page_of(scored)) <= 150_000
    assert page == page_of(typical())


@pytest.mark.slow
@pytest.mark.parametrize("names", [["a", "b"], HOSTILE])
def test_the_security_policy_allows_only_the_page_s_own_script(names: list[str]) -> None:
    page = page_of(random_data(names, 4, 4, 0.4)).decode()
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
    assert [attributes.strip() for attributes, _ in scripts] == [
        'type="application/json" id="headmap-data"',
        "",
    ]
    digest = base64.b64encode(hashlib.sha256(scripts[1][1].encode()).digest()).decode()
    policy = unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', page)[0])
    assert f"script-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe-inline" not in policy.split("style-src")[0]
    known = json.loads(scripts[0][1])
    assert known["names"] == names
    assert not re.search(r"\b(?:src|href)=[\"']?https?:", page)


def test_the_page_has_the_svg_and_its_data(tmp_path: Path) -> None:
    data = random_data(["a", "b"], 6, 5, 0.4, absent=0.2)
    page, scene = page_of(data), Drawing(data).scene
    key = fingerprint_in(page, find_format("html").slot)
    whole = svg(scene, replace(Drawing(data).metadata, fingerprint=key)).decode()
    inner = whole[whole.index("<svg ") :].split("\n", 1)[1]
    assert inner in page.decode()
    (tmp_path / "page.html").write_bytes(page)
    assert read(tmp_path / "page.html") == data


# --- in a browser ---


class Opened:
    """A page that is open, and what it said and asked for."""

    def __init__(
        self,
        browser: Any,
        data: Classification | Facets,
        folder: Path,
        style: Style | None = None,
        **more: Any,
    ):
        self.said, self.asked = list[str](), list[str]()
        self.context = browser.new_context(**{"viewport": {"width": 1300, "height": 800}} | more)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.scene = Drawing(data, style).scene
        (folder / "page.html").write_bytes(page_of(data, style))
        self.page.goto((folder / "page.html").as_uri())

    def middle(self, layer: int, head: int, panel: int = 0) -> tuple[float, float]:
        """Where a head is on the screen, by the scene."""
        box = self.page.locator("#figure svg").bounding_box()
        grid, scale = self.scene.panels[panel], box["width"] / self.scene.width
        x, y = grid.columns[layer].mean() * scale, grid.rows[head].mean() * scale
        return box["x"] + float(x), box["y"] + float(y)

    @property
    def words(self) -> str:
        found: str = self.page.locator("#said").text_content()
        return found

    def close(self) -> None:
        """Nothing went wrong, and nothing was asked of the network."""
        assert self.said == []
        assert [url for url in self.asked if not url.startswith(("file:", "blob:"))] == []
        self.context.close()


DATA = random_data(["Knowledge", "Algorithmic", "Linguistic"], 12, 10, 0.3, absent=0.1)


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Opened]:
    found = Opened(browser, DATA, tmp_path)
    yield found
    found.close()


def expected(data: Classification, layer: int, head: int) -> str:
    names = [n for n, m in zip(data.categories, data.membership[:, layer, head], strict=True) if m]
    what = ", ".join(names) or "Unclassified"
    return f"layer {layer}, head {head}: {what if data.present[layer, head] else 'not in this model'}"


@pytest.mark.slow
def test_hovering_describes_a_head_and_marks_it_in_all_panels(opened: Opened) -> None:
    for panel, layer, head in [(0, 0, 0), (0, 11, 9), (1, 3, 4), (3, 7, 2), (2, 5, 5)]:
        opened.page.mouse.move(*opened.middle(layer, head, panel))
        assert opened.words == expected(DATA, layer, head)
        boxes = opened.page.locator("rect.pointer:not(.inner)").all()
        assert len(boxes) == 4
        for i, box in enumerate(boxes):
            found = box.bounding_box()
            x, y = opened.middle(layer, head, i)
            assert found["x"] < x < found["x"] + found["width"]
            assert found["y"] < y < found["y"] + found["height"]
    opened.page.mouse.move(2, 2)
    assert opened.words == ""
    assert not opened.page.locator("rect.pointer").first.is_visible()


@pytest.mark.slow
def test_scores_are_shown_for_each_category_or_the_highest_for_an_unclassified_head(
    browser: Any, tmp_path: Path
) -> None:
    scores = np.array([[[0.91234567, 0.1], [np.nan, 0.3]], [[0.7, 0.2], [np.nan, np.nan]]])
    found = Opened(browser, Classification.from_scores(scores, ["A", "B"], threshold=0.5), tmp_path)
    for (layer, head), words in {
        (0, 0): "A (0.9123), B (0.7)",
        (0, 1): "Unclassified; highest score: B (0.2)",
        (1, 0): "not in this model",
        (1, 1): "Unclassified; highest score: A (0.3)",
    }.items():
        found.page.mouse.move(*found.middle(layer, head))
        assert found.words == f"layer {layer}, head {head}: {words}"
    found.page.locator("summary").click()
    found.page.wait_for_selector("#heads tr")
    assert found.page.locator("#heads tr").all_inner_texts()[1] == "0\t0\tA (0.9123), B (0.7)"
    found.close()


@pytest.mark.slow
def test_an_isolated_category_shows_its_heads_of_several_categories_too(opened: Opened) -> None:
    opened.page.locator("#legend--knowledge").click()
    with Image.open(io.BytesIO(opened.page.screenshot())) as shot:
        for layer, head in np.argwhere(DATA.membership[0]).tolist():
            x, y = opened.middle(layer, head)
            assert shot.convert("RGB").getpixel((int(x), int(y))) == (0x1F, 0x77, 0xB4)
        for layer, head in np.argwhere(DATA.present & ~DATA.membership.any(axis=0)).tolist():
            x, y = opened.middle(layer, head)
            assert shot.convert("RGB").getpixel((int(x), int(y))) == (0xD3, 0xD3, 0xD3)
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("path.several").get_attribute("d") == ""


@pytest.mark.slow
def test_arrow_keys_walk_from_head_to_head(opened: Opened) -> None:
    opened.page.locator("#figure svg").focus()
    for key, (layer, head) in [
        ("ArrowRight", (0, 0)),
        ("ArrowRight", (1, 0)),
        ("ArrowDown", (1, 1)),
        ("ArrowLeft", (0, 1)),
        ("ArrowLeft", (0, 1)),
        ("ArrowUp", (0, 0)),
    ]:
        opened.page.keyboard.press(key)
        assert opened.words == expected(DATA, layer, head)


@pytest.mark.slow
def test_a_legend_entry_isolates_its_category(opened: Opened) -> None:
    entry = opened.page.locator("#legend--knowledge")
    opacity = "e => getComputedStyle(e).opacity"
    entry.click()
    assert entry.get_attribute("aria-pressed") == "true"
    assert opened.page.locator("#panel-all--knowledge").evaluate(opacity) == "1"
    assert opened.page.locator("#panel-knowledge--knowledge").evaluate(opacity) == "1"
    for id in ("panel-all--linguistic", "panel-all--2-categories", "panel-linguistic--linguistic"):
        assert float(opened.page.locator(f"#{id}").evaluate(opacity)) < 0.5
    entry.click()
    assert opened.page.locator("#panel-all--linguistic").evaluate(opacity) == "1"
    opened.page.locator("#legend--2-categories").focus()
    opened.page.keyboard.press("Enter")
    assert float(opened.page.locator("#panel-all--knowledge").evaluate(opacity)) < 0.5
    assert opened.page.locator("#panel-all--2-categories").evaluate(opacity) == "1"
    opened.page.keyboard.press("Escape")
    assert opened.page.locator("#panel-all--knowledge").evaluate(opacity) == "1"
    assert entry.get_attribute("role") == "button"
    assert entry.get_attribute("aria-label") == "Knowledge"


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["L7 H3", "l7h3", "7-3", "7.3", "7, 3", " 7 3 ", "(7, 3)", "layer 7, head 3"]
)
def test_the_search_finds_a_head(opened: Opened, text: str) -> None:
    opened.page.locator("#search").fill(text)
    assert opened.words == expected(DATA, 7, 3)


@pytest.mark.slow
def test_the_search_explains_invalid_input(opened: Opened) -> None:
    opened.page.locator("#search").fill("L12 H0")
    assert opened.words == "no head L12 H0: there are 12 layers of 10 heads"
    opened.page.locator("#search").fill("knowledge")
    assert opened.words == "write a head as L11 H3", "a head that the 12 layers have"
    opened.page.locator("#search").fill("73")
    assert opened.words == "write a head as L11 H3"


@pytest.mark.slow
def test_the_table_has_every_classified_head(opened: Opened) -> None:
    opened.page.locator("summary").click()
    opened.page.wait_for_selector("#heads tr")
    rows = opened.page.locator("#heads tr").all_inner_texts()
    found = [tuple(row.split("\t")) for row in rows]
    heads = np.argwhere(DATA.membership.any(axis=0)).tolist()
    assert found[0] == ("layer", "head", "categories")
    assert found[1:] == [(str(a), str(b), expected(DATA, a, b).split(": ")[1]) for a, b in heads]


def downloaded(opened: Opened, id: str) -> str:
    with opened.page.expect_download() as waiting:
        opened.page.locator(f"#{id}").click()
    return Path(waiting.value.path()).read_text(encoding="utf-8")


@pytest.mark.slow
def test_downloads_are_the_data_and_the_picture(opened: Opened, tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(downloaded(opened, "csv"))))
    assert rows[0] == ["layer", "head", "category"]
    assert {(int(a), int(b), name) for a, b, name in rows[1:]} == {
        (a, b, DATA.categories[c]) for c, a, b in np.argwhere(DATA.membership).tolist()
    }
    (tmp_path / "again.svg").write_text(downloaded(opened, "svg"), encoding="utf-8")
    assert read(tmp_path / "again.svg") == DATA


@pytest.mark.slow
@pytest.mark.parametrize(("x", "origin"), [("head", "top"), ("layer", "bottom"), ("head", "bottom")])
def test_a_page_works_with_other_axes(browser: Any, tmp_path: Path, x: str, origin: str) -> None:
    style = load_style(
        sets=[f"axes.x={x}", f"axes.origin={origin}", "axes.layer.lines=3", "legend.place=none"]
    )
    found = Opened(browser, DATA, tmp_path, style)
    column, row = (5, 4) if x == "layer" else (4, 5)
    found.page.mouse.move(*found.middle(column, row, 1))
    assert found.words == expected(DATA, 5, 4)
    found.page.locator("#figure svg").focus()
    found.page.keyboard.press("ArrowUp")
    step = -1 if origin == "top" else 1
    assert found.words == expected(DATA, *((5, 4 + step) if x == "layer" else (5 + step, 4)))
    found.close()


@pytest.mark.slow
def test_hostile_names_are_text(browser: Any, tmp_path: Path) -> None:
    data = random_data(HOSTILE, 4, 4, 0.3)
    found = Opened(browser, data, tmp_path, viewport={"width": 1300, "height": 9000})
    assert found.page.title() == "Attention heads by category"
    for layer in range(4):
        found.page.mouse.move(*found.middle(layer, 1))
        assert found.words == expected(data, layer, 1)
    found.page.locator("summary").click()
    assert found.page.locator("img").count() == 0
    rows = list(csv.reader(io.StringIO(downloaded(found, "csv"))))
    assert "'=1+1" in {name for _, _, name in rows[1:]}
    assert found.page.title() == "Attention heads by category"
    found.close()


@pytest.mark.slow
def test_math_in_the_legend_names_its_entry_and_is_pale_on_a_dark_page(browser: Any, tmp_path: Path) -> None:
    style = load_style(sets=["text.math=true", "categories.Knowledge.label='$K_1$ & \"more\"'"])
    found = Opened(browser, DATA, tmp_path, style, color_scheme="dark")
    entry = found.page.locator("#legend--knowledge")
    assert entry.get_attribute("aria-label") == '$K_1$ & "more"'
    fill = entry.locator(".math path").evaluate("e => getComputedStyle(e).fill")
    assert fill == "rgb(232, 234, 237)"  # the colour of the page's own text: #e8eaed
    found.close()


@pytest.mark.slow
def test_the_page_follows_the_readers_preference_and_looks_as_the_png(browser: Any, tmp_path: Path) -> None:
    light = Opened(browser, DATA, tmp_path)
    shot = light.page.locator("#figure svg").screenshot()
    with Image.open(io.BytesIO(shot)) as picture:
        pixels = np.asarray(picture.convert("RGB"))
    assert pixels[2, 2].tolist() == [255, 255, 255]
    x, y = light.middle(0, 0)
    box = light.page.locator("#figure svg").bounding_box()
    assert pixels[int(y - box["y"]), int(x - box["x"])].tolist() != [255, 255, 255]
    light.close()
    dark = Opened(browser, DATA, tmp_path, color_scheme="dark")
    with Image.open(io.BytesIO(dark.page.screenshot())) as picture:
        assert picture.convert("RGB").getpixel((2, 2)) == (0x12, 0x14, 0x17)
        box = dark.page.locator("#figure svg").bounding_box()
        corner = (int(box["x"]) + 2, int(box["y"]) + 2)
        assert picture.convert("RGB").getpixel(corner) == (0x12, 0x14, 0x17)
        layer, head = np.argwhere(DATA.membership[0])[0].tolist()
        x, y = dark.middle(layer, head, 1)
        assert picture.convert("RGB").getpixel((int(x), int(y))) == (0x3A, 0x87, 0xBD), "lighter than 1f77b4"
    dark.close()


def colors_of(found: Opened, selector: str) -> list[str]:
    """Return the colour of each element as #rrggbb."""
    fills = found.page.locator(selector).evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
    return ["#" + "".join(f"{int(level):02x}" for level in re.findall(r"\d+", fill)[:3]) for fill in fills]


@pytest.mark.slow
@pytest.mark.parametrize("preset", ["default", "colourblind", "print-gray"])
def test_a_dark_page_has_colours_that_can_be_seen_and_told_apart(
    preset: str, browser: Any, tmp_path: Path
) -> None:
    style = load_style(preset=preset, sets=["panels.show=[composite, upset, layers]"])
    found = Opened(browser, DATA, tmp_path, style, color_scheme="dark")
    [unclassified] = colors_of(found, "#legend--unclassified > path:first-of-type")
    # The first path of an absent head's swatch is its outline.
    classified = '#legend > g:not([id$="--unclassified"], [id$="--absent"]) > path:first-of-type'
    swatches = colors_of(found, classified)
    assert len(swatches) == 5
    for color in swatches:
        assert contrast(color, unclassified) >= 3
    # What has different colours on a white page has different ones here, too.
    light = Opened(browser, DATA, tmp_path, style)
    assert len(set(swatches)) == len(set(colors_of(light, classified)))
    light.close()
    cells = set(
        colors_of(
            found,
            '#panel-all > g[id*="--"]:not([id$="--unclassified"], [id$="--absent"], [id$="--hatch"]) > path',
        )
    )
    assert cells == set(swatches)
    for name in ("panel-upset", "panel-layers"):
        selector = f'#{name} > g[id*="--"]:not([id$="--empty"], [id$="--hatch"], [id$="--joins"]) > path'
        assert set(colors_of(found, selector)) <= set(swatches)
    found.close()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_faded_entries_of_the_legend_can_be_read(scheme: str, browser: Any, tmp_path: Path) -> None:
    found = Opened(browser, DATA, tmp_path, color_scheme=scheme)
    found.page.locator("#legend--knowledge").click()
    entry = found.page.locator("#legend--algorithmic")
    opacity = float(entry.evaluate("one => getComputedStyle(one).opacity"))
    assert opacity < 1
    page = "#ffffff" if scheme == "light" else "#121417"
    [text] = colors_of(found, "#legend--algorithmic text")
    mixed = ""
    for i in (1, 3, 5):
        mixed += f"{round(opacity * int(text[i : i + 2], 16) + (1 - opacity) * int(page[i : i + 2], 16)):02x}"
    assert contrast(f"#{mixed}", page) >= 4.5
    found.close()
