"""Numbers in YAML, which are decimal as in YAML 1.2."""

import pytest

from headmap_cli.style.load import load_style
from tests.style.helpers import errors_of_file, style_of

pytestmark = pytest.mark.usefixtures("workdir")


@pytest.mark.parametrize(
    "text",
    [
        "layout: {dpi: 1_000}",
        "layout: {dpi: 0x100}",
        "layout: {dpi: 1:30}",
        "layout: {dpi: ١٤٤}",
        "layout: {dpi: 1e}",
        "layout: {dpi: 1:1:1:1:1:1:1}",
    ],
)
def test_a_number_that_is_not_decimal_is_text(text: str) -> None:
    [line] = errors_of_file(text)
    assert line.startswith("s.yaml:1:15: layout.dpi: found '")
    assert line.endswith("expected a number from 36 to 2400")


@pytest.mark.parametrize(
    ("text", "dpi"), [("144", 144), ("+96", 96), ("1e2", 100), ("1.5E2", 150), (".5e3", 500), ("0144", 144)]
)
def test_a_decimal_number_is_the_same_in_files_settings_and_flags(text: str, dpi: float) -> None:
    assert style_of(f"layout: {{dpi: {text}}}\n").layout.dpi == dpi
    assert load_style([], [f"layout.dpi={text}"]).layout.dpi == dpi
    assert load_style([], [], {"--dpi": ("layout.dpi", text)}).layout.dpi == dpi
