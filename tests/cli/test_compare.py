"""The compare command prints the differences as JSON and tables, and draws them exactly."""

import base64
import csv
import io
import json
import re
import zlib
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from PIL import Image

from docs.schemas import DOCS
from headmap_cli.cli.main import run
from headmap_cli.core.array_types import BoolArray
from headmap_cli.core.classification import Classification
from headmap_cli.core.comparison import align_pair
from headmap_cli.layout.comparison import comparison_plan
from headmap_cli.scene.marks import Group, Scene
from headmap_cli.style.load import load_style
from headmap_cli.style.presets import preset_names
from tests.commands import RunCli
from tests.helpers import fixed_measure, legend_of, panels, random_data, swatch, words
from tests.layout.assertions import assert_nothing_leaves_the_page, assert_nothing_overlaps
from tests.layout.cases import lay_out

BEFORE = {"Knowledge": [[0, 0], [1, 2], [3, 3]], "Copying": [[0, 0], [2, 1]], "Same": [[1, 1]]}
AFTER = {"Knowledge": [[0, 0], [1, 3]], "New": [[2, 1], [3, 0]], "Same": [[1, 1]]}


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    for name, data in (("a.json", BEFORE), ("b.json", AFTER)):
        (tmp_path / name).write_text(json.dumps(data), encoding="utf-8")
    return str(tmp_path / "a.json"), str(tmp_path / "b.json")


def run_compare(run_cli: RunCli, *args: str, status: int = 0) -> str:
    """Run the command, check its exit status, and return what it prints."""
    result = run_cli("compare", *args)
    assert result.status == status
    return result.stdout


def head_set(data: dict[str, list[list[int]]], category: str) -> set[tuple[int, int]]:
    return {(layer, head) for layer, head in data.get(category, [])}


def test_json_has_the_numbers_of_sets_of_heads(files: tuple[str, str], run_cli: RunCli) -> None:
    comparison = json.loads(run_compare(run_cli, *files, "--grid", "4x4", "--format", "json"))
    jsonschema.validate(comparison, json.loads((DOCS / "compare.schema.json").read_text(encoding="utf-8")))
    for category in comparison["categories"]:
        before = head_set(BEFORE, category["name"])
        after = head_set(AFTER, category["name"])
        assert category == {
            "name": category["name"],
            "before": len(before),
            "after": len(after),
            "kept": len(before & after),
            "gained": len(after - before),
            "lost": len(before - after),
            "jaccard": pytest.approx(len(before & after) / len(before | after), rel=1e-5),
        }
    categories = [category["name"] for category in comparison["categories"]]
    assert categories == ["Knowledge", "Copying", "Same", "New"]
    assert comparison["changed"] == [
        {"layer": 0, "head": 0, "before": ["Knowledge", "Copying"], "after": ["Knowledge"]},
        {"layer": 1, "head": 2, "before": ["Knowledge"], "after": []},
        {"layer": 1, "head": 3, "before": [], "after": ["Knowledge"]},
        {"layer": 2, "head": 1, "before": ["Copying"], "after": ["New"]},
        {"layer": 3, "head": 0, "before": [], "after": ["New"]},
        {"layer": 3, "head": 3, "before": ["Knowledge"], "after": []},
    ]
    assert not comparison["identical"]
    assert not comparison["aligned"]
    assert comparison["compared"] == 16


def test_text_markdown_and_csv_have_a_row_for_each_category(files: tuple[str, str], run_cli: RunCli) -> None:
    table = run_compare(run_cli, *files, "--grid", "4x4").splitlines()
    assert table[0].endswith("6 of 16 heads changed category")
    assert table[3].split() == ["Knowledge", "3", "2", "1", "1", "2", "0.25"]
    assert table[8].split() == ["head", "before", "after"]
    assert table[9].split() == ["L0H0", "Knowledge", "+", "Copying", "Knowledge"]
    rows = csv.reader(io.StringIO(run_compare(run_cli, *files, "--grid", "4x4", "--format", "csv")))
    assert list(rows)[2] == ["Copying", "2", "0", "0", "0", "2", "0.0"]
    assert "| Knowledge | 3 | 2 |" in run_compare(run_cli, *files, "--grid", "4x4", "--format", "md")


@pytest.mark.parametrize(("second", "flag", "status"), [(1, True, 1), (1, False, 0), (0, True, 0)])
def test_the_exit_status_is_that_of_git_diff(
    second: int, flag: bool, status: int, files: tuple[str, str], run_cli: RunCli
) -> None:
    options = ["--exit-code"] if flag else []
    run_compare(run_cli, files[0], files[second], "--grid", "4x4", *options, status=status)


def test_a_format_that_cannot_show_a_comparison_is_refused(files: tuple[str, str], run_cli: RunCli) -> None:
    result = run_cli("compare", *files, "--grid", "4x4", "-o", "x.vl.json")
    assert result.status == 2
    assert "png, svg, pdf, html" in result.stderr


def membership_of(data: dict[str, list[list[int]]]) -> BoolArray:
    """Return the heads of each category on a grid of 4 x 4."""
    membership = np.zeros((len(data), 4, 4), dtype=bool)
    for i, heads in enumerate(data.values()):
        for layer, head in heads:
            membership[i, layer, head] = True
    return membership


def figure_scene(axis: str) -> Scene:
    """Return the scene of the figure of both classifications, for the sizes of its cells."""
    first = Classification(tuple(BEFORE), membership_of(BEFORE))
    second = Classification(tuple(AFTER), membership_of(AFTER))
    style = load_style(sets=[f"axes.x={axis}"])
    return lay_out(comparison_plan(align_pair(first, second), style), style, fixed_measure(style.layout.dpi))


def legend_colors(scene: Scene) -> dict[str, str]:
    """Return the colour of each entry of the legend, as #rrggbb."""
    return {words(entry.items): str(swatch(entry).fill) for entry in legend_of(scene)}


@pytest.mark.parametrize("x", ["layer", "head"])
def test_the_pixels_of_each_colour_are_those_of_the_heads_in_its_state(
    x: str, files: tuple[str, str], tmp_path: Path, run_cli: RunCli
) -> None:
    args = [*files, "--grid", "4x4", "--set", f"axes.x={x}", "-o", str(tmp_path / "c.png")]
    assert run_compare(run_cli, *args) == "", "a command that writes a figure prints nothing"
    scene = figure_scene(x)
    colors = legend_colors(scene)
    assert list(colors) == ["kept(=)", "gained(+)", "lost(\u2212)", "Unclassified"]
    assert len(set(colors.values())) == 4
    with Image.open(tmp_path / "c.png") as picture:
        description = picture.text["Description"]  # type: ignore[attr-defined]
        pixels = np.asarray(picture.convert("RGB"))
    assert "Knowledge kept 1, gained 1, lost 2, Copying kept 0, gained 0, lost 2" in description
    assert "6 of 16 heads (38%) are in other categories than before." in description
    cell_side = int(panels(scene)[0].area[2]) // 4
    swatch_side = int(swatch(legend_of(scene)[0]).rect[2])
    # The heads of Knowledge, then of the one other category that has any, then of the composite's panel.
    counts = {"kept": 1 + 1 + 3, "gained": 1 + 2 + 2, "lost": 2 + 2 + 2}
    for state, count in counts.items():
        [color] = [color for label, color in colors.items() if label.startswith(state)]
        rgb = list(bytes.fromhex(color[1:]))
        area = int((pixels == rgb).all(axis=2).sum()) - swatch_side**2
        # Cells are whole pixels; the tolerance is for the swatch of the legend, which is rounded to pixels.
        assert area / cell_side**2 == pytest.approx(count, abs=0.1), state


def swatch_look(entry: Group) -> tuple[object, ...]:
    """Return what tells the swatch of an entry of the legend from the others: its colour and hatch."""
    hatches = [item.kind for item in entry.items if hasattr(item, "kind")]
    return (swatch(entry).fill, *hatches)


@pytest.mark.parametrize("preset", preset_names())
def test_every_preset_tells_the_states_apart_and_fits_the_page(preset: str) -> None:
    first = random_data(["kept", "Knowledge"], 12, 10, 0.4, seed=1)
    second = random_data(["kept", "Knowledge"], 12, 10, 0.4, seed=2)
    style = load_style(preset=preset, sets=["panels.show=[composite, categories, upset]"])
    scene = lay_out(comparison_plan(align_pair(first, second), style), style, fixed_measure(style.layout.dpi))
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)
    looks = {swatch_look(entry) for entry in legend_of(scene)}
    assert len(looks) == 4
    # A category that is called like a state does not share its id.
    assert [panel.group.id for panel in panels(scene)] == ["panel-all", "panel-kept-2", "panel-knowledge"]


def test_svg_pdf_and_html_are_written_and_the_page_holds_the_states(
    files: tuple[str, str], tmp_path: Path, run_cli: RunCli
) -> None:
    svg = tmp_path / "c.svg"
    pdf = tmp_path / "c.pdf"
    html = tmp_path / "c.html"
    run_compare(run_cli, *files, "--grid", "4x4", "-o", str(svg), "-o", str(pdf), "-o", str(html))
    assert b"panel-knowledge--kept" in svg.read_bytes()
    assert pdf.read_bytes().startswith(b"%PDF")
    page = html.read_text(encoding="utf-8")
    [packed] = re.findall(r'id="headmap-data">(.*?)</script>', page)
    categories = json.loads(zlib.decompress(base64.b64decode(packed)))["data"]["categories"]
    assert list(categories)[:2] == ["Knowledge: kept", "Copying: kept"]
    assert categories["Knowledge: lost"] == [[1, 2], [3, 3]]


def test_the_title_names_the_two_inputs(files: tuple[str, str], tmp_path: Path, run_cli: RunCli) -> None:
    svg = tmp_path / "c.svg"
    run_compare(run_cli, *files, "--grid", "4x4", "-o", str(svg))
    assert svg.read_text(encoding="utf-8").count(">a -&gt; b</t") == 2, "in the picture and in its metadata"
    run_compare(run_cli, *files, "--grid", "4x4", "-o", str(svg), "--set", "title=Training")
    assert "-&gt;" not in svg.read_text(encoding="utf-8")


def test_a_style_whose_unclassified_heads_look_like_kept_ones_is_warned_of(
    files: tuple[str, str], tmp_path: Path, run_cli: RunCli
) -> None:
    figure = str(tmp_path / "c.svg")
    args = ["compare", *files, "--grid", "4x4", "-o", figure]
    assert run_cli(*args).stderr == ""
    result = run_cli(*args, "--set", "unclassified.color=#8795ac")
    assert "look alike" in result.stderr or "alike" in result.stderr


def test_a_figure_of_a_comparison_carries_no_classification(
    files: tuple[str, str], tmp_path: Path, run_cli: RunCli
) -> None:
    figure = str(tmp_path / "c.svg")
    run_compare(run_cli, *files, "--grid", "4x4", "-o", figure)
    assert run(["extract", figure, "-o", str(tmp_path / "x.csv")]) == 1
