"""Pages that several test files open."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.writers.page.opened import Opened

OpenPage = Callable[..., Opened]


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[OpenPage]:
    """Return a function that opens the page of some data; at the end, no page may have reported anything."""
    pages = []

    def open_one(*args: Any, **more: Any) -> Opened:
        pages.append(Opened(browser, args[0], tmp_path, *args[1:], **more))
        return pages[-1]

    yield open_one
    for page in pages:
        page.close()
