"""Kept, gained and lost heads, counted as sets and decoded from the figure's pixels."""

import csv
import io
import json
import re
from pathlib import Path

import jsonschema
import numpy as np
import pytest
from PIL import Image

from docs.schemas import DOCS
from headmap_cli.cli.main import run
from headmap_cli.core.classification import Classification
from headmap_cli.core.comparison import align_pair, by_depth, compare_pair
from headmap_cli.core.errors import HeadmapError
from headmap_cli.layout.comparison import comparison_plan
from headmap_cli.layout.page import layout
from headmap_cli.style.load import load_style
from headmap_cli.style.presets import names
from tests.helpers import fixed_measure, legend_of, panels, random_data, swatch, words
from tests.layout.test_page import assert_nothing_leaves_the_page, assert_nothing_overlaps

BEFORE = {"Knowledge": [[0, 0], [1, 2], [3, 3]], "Copying": [[0, 0], [2, 1]], "Same": [[1, 1]]}
AFTER = {"Knowledge": [[0, 0], [1, 3]], "New": [[2, 1], [3, 0]], "Same": [[1, 1]]}


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    for name, data in (("a.json", BEFORE), ("b.json", AFTER)):
        (tmp_path / name).write_text(json.dumps(data), encoding="utf-8")
    return str(tmp_path / "a.json"), str(tmp_path / "b.json")


def printed(capsysbinary: pytest.CaptureFixture[bytes], *args: str, status: int = 0) -> str:
    assert run(["compare", *args]) == status
    return capsysbinary.readouterr().out.decode()


def test_json_says_what_sets_say(files: tuple[str, str], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    found = json.loads(printed(capsysbinary, *files, "--grid", "4x4", "--format", "json"))
    jsonschema.validate(found, json.loads((DOCS / "compare.schema.json").read_text(encoding="utf-8")))
    assert [one["name"] for one in found["categories"]] == ["Knowledge", "Copying", "Same", "New"]
    for one in found["categories"]:
        before, after = (set(map(tuple, data.get(one["name"], []))) for data in (BEFORE, AFTER))
        assert (one["before"], one["after"]) == (len(before), len(after))
        assert (one["kept"], one["gained"], one["lost"]) == (
            len(before & after),
            len(after - before),
            len(before - after),
        )
        assert one["jaccard"] == pytest.approx(len(before & after) / len(before | after), rel=1e-5)
    assert found["changed"] == [
        {"layer": 0, "head": 0, "before": ["Knowledge", "Copying"], "after": ["Knowledge"]},
        {"layer": 1, "head": 2, "before": ["Knowledge"], "after": []},
        {"layer": 1, "head": 3, "before": [], "after": ["Knowledge"]},
        {"layer": 2, "head": 1, "before": ["Copying"], "after": ["New"]},
        {"layer": 3, "head": 0, "before": [], "after": ["New"]},
        {"layer": 3, "head": 3, "before": ["Knowledge"], "after": []},
    ]
    assert (found["identical"], found["compared"], found["aligned"]) == (False, 16, False)


def test_tables_and_csv(files: tuple[str, str], capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    table = printed(capsysbinary, *files, "--grid", "4x4").splitlines()
    assert table[0].endswith("6 of 16 heads in other categories than before")
    assert table[3].split() == ["Knowledge", "3", "2", "1", "1", "2", "0.25"]
    assert table[8].split() == ["head", "before", "after"]
    assert table[9].split() == ["L0H0", "Knowledge", "+", "Copying", "Knowledge"]
    rows = csv.reader(io.StringIO(printed(capsysbinary, *files, "--grid", "4x4", "--format", "csv")))
    assert list(rows)[2] == ["Copying", "2", "0", "0", "0", "2", "0.0"]
    assert "| Knowledge | 3 | 2 |" in printed(capsysbinary, *files, "--grid", "4x4", "--format", "md")


@pytest.mark.parametrize(("second", "flag", "status"), [(1, True, 1), (1, False, 0), (0, True, 0)])
def test_the_exit_status_is_that_of_git_diff(
    second: int, flag: bool, status: int, files: tuple[str, str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    options = ["--exit-code"] if flag else []
    printed(capsysbinary, files[0], files[second], "--grid", "4x4", *options, status=status)


def test_the_order_of_categories_is_no_difference() -> None:
    one = random_data(["a", "b"], 4, 5, 0.4)
    other = Classification(("b", "a"), one.membership[::-1])
    assert compare_pair(align_pair(one, other), "x", "y").identical


def test_absent_heads_of_either_are_left_out() -> None:
    one, other = (random_data(["a"], 6, 5, 0.5, seed, absent=0.3) for seed in (1, 2))
    found = compare_pair(align_pair(one, other), "x", "y")
    both = one.present & other.present
    assert found.compared == both.sum()
    assert found.only_before == (one.present & ~other.present).sum()
    assert found.only_after == (other.present & ~one.present).sum()
    assert found.categories[0].kept == (one.membership[0] & other.membership[0]).sum()
    assert found.categories[0].lost == (one.membership[0] & both & ~other.membership[0]).sum()
    assert not compare_pair(align_pair(one, other), "x", "y").identical


def test_other_grids_are_an_error_that_says_what_to_do(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = random_data(["a"], 4, 4), random_data(["a"], 8, 4)
    with pytest.raises(HeadmapError, match=r"the first has 4 layers x 4 heads, the second 8 .*--align depth"):
        align_pair(one, other)
    assert run(["compare", *files, "--grid", "4x4", "-o", "x.vl.json"]) == 2
    assert "png, svg, pdf, html" in capsys.readouterr().err


@pytest.mark.parametrize(("n", "m"), [(8, 4), (36, 12), (7, 3), (5, 5), (48, 36), (9, 1)])
def test_by_depth_puts_each_layer_on_the_place_of_its_part_of_the_depth(n: int, m: int) -> None:
    for layer in range(n):
        mask = np.zeros((n, 2), dtype=bool)
        mask[layer, 1] = True
        found = by_depth(mask, (m, 2))
        assert found.shape == (m, 2)
        assert np.argwhere(found).tolist() == [[layer * m // n, 1]]


def test_a_model_of_twice_the_depth_is_the_same_by_depth() -> None:
    one = random_data(["a", "b"], 6, 5, 0.4)
    other = Classification(one.categories, np.repeat(one.membership, 2, axis=1))
    found = compare_pair(align_pair(one, other, align=True), "x", "y")
    assert (found.layers, found.heads, found.aligned, found.changed) == (6, 5, True, [])
    assert not found.identical, "grids that differ are a difference"


@pytest.mark.parametrize("x", ["layer", "head"])
def test_the_pixels_of_the_figure_are_kept_gained_and_lost(
    x: str, files: tuple[str, str], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    args = [*files, "--grid", "4x4", "--set", f"axes.x={x}", "-o", str(tmp_path / "c.png")]
    assert printed(capsysbinary, *args) == "", "a figure alone prints nothing"
    first, second = (Classification(tuple(d), grid_of(d)) for d in (BEFORE, AFTER))
    style = load_style(sets=[f"axes.x={x}"])
    scene = layout(comparison_plan(align_pair(first, second), style), style, fixed_measure(style.layout.dpi))
    colors = {words(entry.items): swatch(entry).fill for entry in legend_of(scene)}
    assert [*colors] == ["kept", "gained", "lost", "Unclassified"]
    assert len(set(colors.values())) == 4
    with Image.open(tmp_path / "c.png") as picture:
        said = picture.text["Description"]  # type: ignore[attr-defined]
        pixels = np.asarray(picture.convert("RGB"))
    assert "Knowledge kept 1, gained 1, lost 2, Copying kept 0, gained 0, lost 2" in said
    assert "6 of 16 heads (38%) are in other categories than before." in said
    found = {
        color: int((pixels == list(bytes.fromhex(str(color)[1:]))).all(axis=2).sum())
        for color in colors.values()
    }
    cell = int(panels(scene)[0].area[2]) // 4
    side = int(swatch(legend_of(scene)[0]).rect[2])
    kept, gained, lost = 1 + 1 + 3, 1 + 2 + 2, 2 + 2 + 2
    counts = dict(zip(("kept", "gained", "lost"), (kept, gained, lost), strict=True))
    for state, n in counts.items():
        cells = (found[colors[state]] - side**2) / cell**2
        assert cells == pytest.approx(n, abs=0.7), state


def grid_of(data: dict[str, list[list[int]]]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    out = np.zeros((len(data), 4, 4), dtype=bool)
    for c, heads in enumerate(data.values()):
        for layer, head in heads:
            out[c, layer, head] = True
    return out


@pytest.mark.parametrize("preset", names())
def test_every_preset_draws_it_with_three_colours_and_room(preset: str) -> None:
    one, other = (random_data(["kept", "Knowledge"], 12, 10, 0.4, seed) for seed in (1, 2))
    style = load_style(preset=preset, sets=["panels.show=[composite, categories, upset]"])
    scene = layout(comparison_plan(align_pair(one, other), style), style, fixed_measure(style.layout.dpi))
    assert_nothing_overlaps(scene)
    assert_nothing_leaves_the_page(scene)
    looks = {(swatch(e).fill, *(i.kind for i in e.items if hasattr(i, "kind"))) for e in legend_of(scene)}
    assert len(looks) == 4
    assert [panel.group.id for panel in panels(scene)] == ["panel-all", "panel-kept-2", "panel-knowledge"]


def test_svg_pdf_and_html_are_written_and_the_page_knows_the_states(
    files: tuple[str, str], tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    outputs = [str(tmp_path / f"c.{ending}") for ending in ("svg", "pdf", "html")]
    printed(capsysbinary, *files, "--grid", "4x4", *(w for path in outputs for w in ("-o", path)))
    svg, pdf, html = (Path(path).read_bytes() for path in outputs)
    assert b"panel-knowledge--kept" in svg
    assert pdf.startswith(b"%PDF")
    data = json.loads(re.findall(r'id="headmap-data">(.*?)</script>', html.decode(), re.DOTALL)[0])
    assert data["categories"][:2] == ["Knowledge: kept", "Copying: kept"]
    assert data["members"][data["categories"].index("Knowledge: lost")] == [6, 15]
    assert run(["extract", outputs[0], "-o", str(tmp_path / "x.csv")]) == 1, "it carries no classification"
