"""The documentation site is built without warnings, its links lead somewhere, and its search finds pages."""

import functools
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

import headmap_cli
from headmap_cli.cli.main import COMMANDS
from tests.commands import environment

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site; return its folder."""
    pytest.importorskip("material")
    pytest.importorskip("mkdocstrings_handlers.python")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    variables = environment(NO_MKDOCS_2_WARNING="1", PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder


RAW = ("code", "pre", "script", "style")
"""Elements whose text is not prose."""


class Page(HTMLParser):
    """What a page links to, what it loads, and the anchors that it has."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.prose = ""
        self._raw = 0  # how many elements with code or scripts are open
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors.add(values.get("id") or "")
        if tag == "a":
            self.links.append(values.get("href") or "")
        elif tag == "link":
            self.loaded.append(values.get("href") or "")
        elif "src" in values:
            self.loaded.append(values["src"] or "")
        if tag in RAW:
            self._raw += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in RAW:
            self._raw -= 1

    def handle_data(self, data: str) -> None:
        if not self._raw:
            self.prose += data


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    """Return the pages of the site; the links of the one for wrong addresses begin at the root of a host."""
    return {path: Page(path) for path in site.rglob("*.html") if path.name != "404.html"}


def test_every_page_of_the_docs_is_on_the_site(site: Path, pages: dict[Path, Page]) -> None:
    names = {path.stem for path in (ROOT / "docs").glob("*.md")} | {"index", "changelog", "costs", "examples"}
    assert {site / f"{name}.html" for name in names} <= pages.keys()


def test_every_link_leads_to_a_file_and_an_anchor_of_the_site(pages: dict[Path, Page]) -> None:
    count = 0
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            count += 1
            target = path.parent / unquote(parts.path) if parts.path else path
            target = target.resolve()
            if target.is_dir():
                target /= "index.html"
            assert target.is_file(), f"{path.name}: {link}"
            if parts.fragment and target in pages:
                assert unquote(parts.fragment) in pages[target].anchors, f"{path.name}: {link}"
    assert count > 500


def test_all_markdown_is_rendered(pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        for mark in ("```", "](", "|---", "\n- ", "\n1. "):
            assert mark not in page.prose, path.name


def test_lists_are_numbered_without_a_new_start(site: Path) -> None:
    steps = re.findall(
        r"^\d+\. ", (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    html = (site / "contributing.html").read_text(encoding="utf-8")
    assert html.count("<ol>") == steps.count("1. ") >= 3


def test_nothing_is_loaded_from_another_host(pages: dict[Path, Page]) -> None:
    for page in pages.values():
        assert page.loaded
        assert [address for address in page.loaded if urlsplit(address).netloc] == []


def test_the_references_describe_every_command_and_public_name(site: Path, pages: dict[Path, Page]) -> None:
    assert {f"headmap-{name}" for name in COMMANDS} <= pages[site / "commands.html"].anchors
    names = {name for name in headmap_cli.__all__ if not name.startswith("_")}
    assert {f"headmap_cli.{name}" for name in names} <= pages[site / "api.html"].anchors


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """Serve the site on this machine; return its address."""

    class QuietHandler(SimpleHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

    handler = functools.partial(QuietHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("words", "page"), [("find a threshold", "threshold.html"), ("headmap completion", "commands.html")]
)
def test_the_search_finds_pages_and_the_browser_loads_nothing_else(
    words: str, page: str, address: str, browser: Any
) -> None:
    opened = browser.new_page()
    requested: list[str] = []
    opened.on("request", lambda request: requested.append(request.url))
    opened.goto(f"{address}/index.html")
    opened.click(".md-search__input")
    opened.keyboard.type(words)
    opened.wait_for_selector(".md-search-result__link")
    links = opened.eval_on_selector_all(".md-search-result__link", "links => links.map(link => link.href)")
    assert page in {Path(urlsplit(link).path).name for link in links[:5]}
    assert {urlsplit(url).netloc for url in requested} == {urlsplit(address).netloc}
    opened.close()
