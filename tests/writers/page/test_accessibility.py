"""axe-core finds no barriers on the page. `npm ci --prefix tests/writers/page` installs it."""

from pathlib import Path

import pytest

from tests.writers.page.conftest import OpenPage
from tests.writers.page.data import FACETS, scored

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed")]

STATES = ["", "#view=scores", "#threshold=0.2&show=Knowledge", "#view=figure"]


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(width: int, scheme: str, open_page: OpenPage) -> None:
    for data in (scored(), FACETS):
        for state in STATES:
            window = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
            opened = open_page(data, address=state, bypass_csp=True, **window)
            opened.open_table()
            opened.page.evaluate(AXE.read_text(encoding="utf-8"))
            found = opened.page.evaluate("axe.run(document)")
            assert [violation["id"] for violation in found["violations"]] == []
            assert len(found["passes"]) > 20
