"""How style files, settings and flags are merged, and what their values become."""

from pathlib import Path

import pytest

from headmap_cli.style.load import load_style
from headmap_cli.style.schema import Style
from tests.style.helpers import style_of

pytestmark = pytest.mark.usefixtures("workdir")


@pytest.mark.parametrize("text", ["", "# nothing\n", "axes:\nlayout: null\n"])
def test_an_empty_style_is_the_default(text: str) -> None:
    assert load_style() == Style()
    assert style_of(text) == Style()


def test_the_default_is_the_reference_figure() -> None:
    style = load_style()
    assert (style.composite.label, style.unclassified.label) == ("All Categories", "Unclassified")
    assert (style.axes.x, style.legend.place, style.background) == ("layer", "after-first", "#ffffff")
    assert style.unclassified.color == "#d3d3d3"
    assert style.layout.max_width == 16 * 72


def test_later_files_then_sets_then_flags_win() -> None:
    Path("a.yaml").write_text("title: a\nlayout: {dpi: 100, columns: 1, cell: 1}\ntext: {color: red}\n")
    Path("b.yaml").write_text("title: b\nlayout: {dpi: 200, columns: 2}\n")
    sets = ["layout.dpi=300", "layout.columns=3", "layout.columns=4"]
    flags = {"--dpi": ("layout.dpi", "400"), "--width": ("layout.width", None), "--grid": ("grid", "3x4")}
    style = load_style(["a.yaml", "b.yaml"], sets, flags)
    assert (style.title, style.text.color, style.grid) == ("b", "#ff0000", "3x4")
    assert (style.layout.cell, style.layout.columns, style.layout.dpi) == (1, 4, 400)
    assert style.layout.width == "auto"
    assert load_style(["b.yaml", "a.yaml"]).title == "a"


def test_the_categories_of_a_later_file_come_first() -> None:
    Path("a.yaml").write_text("categories: {A: {color: red}, B: {label: b}, C: }\n")
    Path("b.yaml").write_text("categories: {D: , B: {color: blue}}\n")
    categories = load_style(["a.yaml", "b.yaml"]).categories
    assert list(categories) == ["D", "B", "A", "C"]
    assert (categories["B"].label, categories["B"].color) == ("b", "#0000ff")
    assert categories["A"].color == "#ff0000"


def test_a_wrong_value_that_is_replaced_is_not_a_problem() -> None:
    assert style_of("background: bleu\n", "background=blue").background == "#0000ff"


TEXTS = ["yes", "no", "on", "off", "null", "true", "~", "12:30", "1_000", "007", "0x1F", "2024-01-01", "1e3"]


@pytest.mark.parametrize("text", TEXTS)
def test_text_that_looks_like_a_number_stays_as_it_is_written(text: str) -> None:
    style = style_of(f"title: {text}\ncategories: {{A: {{includes: [{text}, x]}}, {text}: {{label: a}}}}\n")
    assert style.title == text
    assert style.categories["A"].includes == (text, "x")
    assert style.categories[text].label == "a"
    assert load_style([], [f"title={text}", f"categories.A.includes={text}"]).title == text


def test_a_single_text_is_a_list_of_one() -> None:
    style = style_of("multi: {colors: red}\ntext: {family: Arial}\ncategories: {A: {includes: 5}}\n")
    assert style.multi.colors == ("#ff0000",)
    assert style.text.family == ("Arial",)
    assert style.categories["A"].includes == ("5",)


def test_an_anchor_can_be_used_again() -> None:
    style = style_of("grid: 36 x 40\nunclassified: {color: &c red}\nbackground: *c\n")
    assert (style.grid, style.background) == ("36x40", "#ff0000")
