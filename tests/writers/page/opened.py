"""A page that is open in a browser, and what it said and asked for."""

import re
from pathlib import Path
from typing import Any

from headmap_cli.core.classification import Classification
from headmap_cli.core.facets import Facets
from headmap_cli.render import Drawing
from headmap_cli.style.schema import Style

READY = "html[data-ready]"


def page_of(data: Classification | Facets, style: Style | None = None) -> bytes:
    return Drawing(data, style or Style()).encode("html")


class Opened:
    """A page that is open, and what it said and asked for."""

    def __init__(
        self,
        browser: Any,
        content: Classification | Facets | bytes,
        folder: Path,
        style: Style | None = None,
        address: str = "",
        **more: Any,
    ):
        self.said, self.asked = list[str](), list[str]()
        self.context = browser.new_context(**{"viewport": {"width": 1300, "height": 900}} | more)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.file = folder / "page.html"
        self.file.write_bytes(content if isinstance(content, bytes) else page_of(content, style))
        self.page.goto(self.file.as_uri() + address)
        self.page.wait_for_selector(READY)

    def middle(self, layer: int, head: int, panel: int = 0) -> tuple[float, float]:
        """Where a head is on the screen; its panel is scrolled into the window."""
        stage = self.page.locator(".stage").nth(panel)
        stage.scroll_into_view_if_needed()
        x, y = self.page.evaluate(
            """([number, layer, head]) => {
                const panel = shown.panels[number];
                const [column, row] = place(panel.facet, layer * panel.facet.heads + head);
                return [panel.left + (column + 0.5) * panel.cell, panel.top + (row + 0.5) * panel.cell];
            }""",
            [panel, layer, head],
        )
        box = stage.bounding_box()
        return box["x"] + x, box["y"] + y

    def hover(self, layer: int, head: int, panel: int = 0) -> str:
        """What the page says about a head that the mouse points at."""
        self.page.mouse.move(*self.middle(layer, head, panel))
        return self.words

    @property
    def words(self) -> str:
        found: str = self.page.locator("#said").text_content()
        return found

    def counts(self) -> dict[str, int]:
        """The number of heads beside each entry of the legend, by its label."""
        found = {}
        for entry in self.page.locator("#legend .entry").all():
            label, count = entry.locator("span").all_text_contents()
            found[label] = int(count.replace(",", ""))
        return found

    def set_slider(self, value: float) -> None:
        self.page.locator("#slider").evaluate(
            "(one, value) => { one.value = value; one.dispatchEvent(new Event('input')); }", value
        )

    def wait(self, script: str, expected: object) -> None:
        """Wait for a script to return a value, without eval, which the policy of the page forbids."""
        for _ in range(200):
            if self.page.evaluate(script) == expected:
                return
            self.page.wait_for_timeout(20)
        assert self.page.evaluate(script) == expected

    def open_table(self) -> None:
        self.page.locator("#list summary").click()
        self.page.wait_for_selector("#heads thead tr")

    def download(self, id: str) -> bytes:
        with self.page.expect_download() as waiting:
            self.page.locator(f"#{id}").click()
        return Path(waiting.value.path()).read_bytes()

    def close(self) -> None:
        """Nothing went wrong, and nothing was asked of the network."""
        assert self.said == []
        assert [url for url in self.asked if not url.startswith(("file:", "blob:"))] == []
        self.context.close()


def rgb(color: str) -> tuple[int, ...]:
    return tuple(int(color[i : i + 2], 16) for i in (1, 3, 5))


def hex_of(color: str) -> str:
    """A colour such as rgb(1, 2, 3) as #010203."""
    return "#" + "".join(f"{int(level):02x}" for level in re.findall(r"\d+", color)[:3])
