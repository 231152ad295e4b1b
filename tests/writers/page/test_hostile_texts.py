"""No text runs as a script in a browser, neither in a page nor in an SVG, and downloads keep every name."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from headmap_cli.readers import read
from headmap_cli.render import Drawing
from headmap_cli.style.schema import Style
from tests.helpers import random_data
from tests.hostile.strings import STRINGS
from tests.writers.page.conftest import OpenPage

SHORT = [text for text in STRINGS if len(text) < 100]

pytestmark = pytest.mark.slow


def test_no_text_runs_as_a_script_in_a_browser(open_page: OpenPage, tmp_path: Path) -> None:
    data = random_data(SHORT, 12, 12, 0.1)
    style = replace(Style(), title="".join(SHORT[60:120]))
    opened = open_page(data, style=style)
    assert opened.page.evaluate("page.names") == SHORT
    for name in ("csv", "json"):
        (tmp_path / f"heads.{name}").write_bytes(opened.download(name))
        assert read(tmp_path / f"heads.{name}") == data
    (tmp_path / "figure.svg").write_bytes(Drawing(data, style).encode("svg"))
    opened.page.goto((tmp_path / "figure.svg").as_uri())
    assert opened.page.evaluate("document.documentElement.tagName") == "svg"
    assert opened.page.locator("script, foreignObject, parsererror").count() == 0
