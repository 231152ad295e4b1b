"""Style files, --set and flags: how they are laid over each other, and what their values mean."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.inspect import DictType, Metadata, StructType, type_info

from headmap_cli.core.errors import UsageError
from headmap_cli.style.export import default_text
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import Style

CONFIGS = Path(__file__).parent.parent.parent / "configs"


pytestmark = pytest.mark.usefixtures("workdir")


def styled(text: str | bytes, *sets: str) -> Style:
    Path("s.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_style(["s.yaml"], sets)


# --- defaults and the shipped styles ---


def keys_of(kind: Any, path: str = "") -> Iterator[str]:
    """Paths of all keys of a type; those of a category, whose name is the user's, as categories.*.key."""
    while isinstance(kind, Metadata):
        kind = kind.type
    if isinstance(kind, StructType):
        for field in kind.fields:
            here = f"{path}.{field.encode_name}".lstrip(".")
            yield here
            yield from keys_of(field.type, here)
    elif isinstance(kind, DictType):
        yield from keys_of(kind.value_type, f"{path}.*")


def paths_in(data: Any, path: str = "") -> Iterator[str]:
    for key, value in (data or {}).items() if isinstance(data, dict | None) else ():
        here = f"{path}.{'*' if path == 'categories' else key}".lstrip(".")
        yield here
        yield from paths_in(value, here)


def test_nothing_said_is_the_default() -> None:
    assert load_style() == styled("") == styled("# nothing\n") == styled("axes:\nlayout: null\n") == Style()


def test_the_default_is_the_figure_of_the_field() -> None:
    style = load_style()
    assert (style.composite.label, style.unclassified.label) == ("All Categories", "Unclassified")
    assert (style.axes.x, style.legend.place, style.background) == ("layer", "after-first", "#ffffff")
    assert style.unclassified.color == "#d3d3d3"
    assert style.layout.max_width == 16 * 72


def test_default_yaml_is_the_default() -> None:
    assert load_style([CONFIGS / "default.yaml"]) == Style()


def test_default_yaml_shows_every_key() -> None:
    text = (CONFIGS / "default.yaml").read_text(encoding="utf-8")
    shown = {key for key in keys_of(type_info(Style)) if not key.startswith("categories.")} - {"preset"}
    assert set(paths_in(yaml.safe_load(text))) == shown


def test_default_yaml_is_what_the_types_say() -> None:
    """Mend with: python -c 'from headmap_cli.style.export import default_text as t; print(t(), end="")'."""
    assert (CONFIGS / "default.yaml").read_text(encoding="utf-8") == default_text()


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.yaml")), ids=lambda path: path.name)
def test_every_shipped_style_loads(path: Path) -> None:
    assert isinstance(load_style([path]), Style)


def test_the_shipped_styles_say_what_their_names_promise() -> None:
    paper = load_style([CONFIGS / "paper.yaml"])
    assert (paper.layout.width, paper.layout.dpi) == (6.5 * 72, 600)
    maps = load_style([CONFIGS / "pythia-12b-maps.yaml"])
    assert (maps.grid, maps.threshold) == ("36x40", 0.15)
    assert {name: len(category.includes) for name, category in maps.categories.items()} == {
        "Algorithmic": 5,
        "Knowledge": 5,
        "Linguistic": 8,
    }


# --- one over the other ---


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


def test_the_later_files_categories_come_first() -> None:
    Path("a.yaml").write_text("categories: {A: {color: red}, B: {label: b}, C: }\n")
    Path("b.yaml").write_text("categories: {D: , B: {color: blue}}\n")
    categories = load_style(["a.yaml", "b.yaml"]).categories
    assert list(categories) == ["D", "B", "A", "C"]
    assert (categories["B"].label, categories["B"].color) == ("b", "#0000ff")
    assert categories["A"].color == "#ff0000"


def test_a_wrong_value_that_a_later_one_replaces_does_no_harm() -> None:
    assert styled("background: bleu\n", "background=blue").background == "#0000ff"


# --- values ---

TEXTS = ["yes", "no", "on", "off", "null", "true", "~", "12:30", "1_000", "007", "0x1F", "2024-01-01", "1e3"]
LENGTHS = [("5", 5), ("0.5", 0.5), (".5", 0.5), ("12pt", 12), ("5.5in", 396), ("2.54cm", 72), ("25.4mm", 72),
           ("127 mm", 360), ("'3'", 3), ("200in", 14400)]  # fmt: skip
COLORS = [
    *(("tab:orange", "#ff7f0e"), ("C0", "#1f77b4"), ("C9", "#17becf"), ("tab:grey", "#7f7f7f")),
    *(("'#abc'", "#aabbcc"), ("'#1A2b3C'", "#1a2b3c"), ("rgb(1, 2, 255)", "#0102ff"), ("Black", "#000000")),
    *(("lightgray", "#d3d3d3"), ("LightGrey", "#d3d3d3"), ("green", "#008000"), (" red ", "#ff0000")),
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_what_is_written(text: str) -> None:
    style = styled(f"title: {text}\ncategories: {{A: {{includes: [{text}, x]}}, {text}: {{label: a}}}}\n")
    assert style.title == text
    assert style.categories["A"].includes == (text, "x")
    assert style.categories[text].label == "a"
    assert load_style([], [f"title={text}", f"categories.A.includes={text}"]).title == text


@pytest.mark.parametrize(("text", "points"), LENGTHS)
def test_lengths(text: str, points: float) -> None:
    assert styled(f"frame: {{width: {text}}}\n").frame.width == pytest.approx(points, rel=1e-12)
    assert load_style([], [f"layout.cell={text}"]).layout.cell == pytest.approx(points, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("5.5", "5.5in"),
        ("3.25", "3.25in"),
        ("7", "7in"),
        (".5", "0.5in"),
        ("11.9", "11.9in"),
        ("14", "14cm"),
        ("8.9", "8.9in"),
        ("18.3", "18.3cm"),
        ("29", "29cm"),
    ],
)
@pytest.mark.parametrize("key", ["width", "max_width", "widths.text"])
def test_a_width_whose_unit_is_missing(key: str, text: str, meant: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_style([], [f"layout.{key}={text}"])
    [line] = caught.value.lines()
    assert line.startswith(f"--set layout.{key}={text}: layout.{key}: ")
    assert line.endswith(
        f"without a unit is in points (1/72 inch), too narrow for a figure; did you mean {meant}?"
    )


@pytest.mark.parametrize(
    ("text", "points"), [("30", 30), ("396", 396), ("0.3in", 21.6), ("5mm", 14.173), ("20pt", 20)]
)
def test_other_widths_are_taken_as_they_are(text: str, points: float) -> None:
    assert load_style([], [f"layout.width={text}"]).layout.width == pytest.approx(points, abs=1e-3)


@pytest.mark.parametrize(("text", "color"), COLORS)
def test_colors(text: str, color: str) -> None:
    assert styled(f"background: {text}\n").background == color


def test_one_text_where_a_list_is_expected() -> None:
    style = styled("multi: {colors: red}\ntext: {family: Arial}\ncategories: {A: {includes: 5}}\n")
    assert style.multi.colors == ("#ff0000",)
    assert style.text.family == ("Arial",)
    assert style.categories["A"].includes == ("5",)


def test_grid_and_anchors() -> None:
    style = styled("grid: 36 x 40\nunclassified: {color: &c red}\nbackground: *c\n")
    assert (style.grid, style.background) == ("36x40", "#ff0000")


def test_a_byte_order_mark_and_line_ends_of_windows() -> None:
    assert styled(b"\xef\xbb\xbftitle: a\r\nbackground: red\r\n").background == "#ff0000"
