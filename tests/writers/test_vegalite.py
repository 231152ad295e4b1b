"""The Vega-Lite spec: valid by Altair's schema, and every head right in the picture that vl-convert draws."""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from headmap_cli.cli.main import run
from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from headmap_cli.style.palette import palette
from headmap_cli.style.schema import Style
from headmap_cli.writers.vegalite import vega_lite
from tests.helpers import random_data

pytestmark = pytest.mark.slow

HOSTILE = ["{{x}}", "datum.layer", "</script>", "a\"b'c", "\x00", "n" * 10_000, "a", "a (2)"]


def spec_of(data: Classification, style: Style) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(vega_lite(merge(data), style))
    return made


@pytest.mark.parametrize(
    "sets", [[], ["axes.x=head"], ["title=A title", "legend.place=none", "layout.columns=2"]]
)
def test_altair_accepts_the_specification(sets: list[str]) -> None:
    altair: Any = pytest.importorskip("altair")
    data = random_data(["a", "b", "c"], 6, 5, 0.4, absent=0.1)
    chart = altair.Chart.from_dict(spec_of(data, load_style(sets=sets)))
    assert isinstance(chart, altair.ConcatChart)


@pytest.mark.parametrize(
    ("names", "sets"),
    [
        (["a"], []),
        (["a", "b", "c"], ["axes.origin=bottom"]),
        (["a", "b", "c"], ["axes.x=head"]),
        ([f"c{i}" for i in range(20)], ["multi.display=split"]),
    ],
)
def test_every_head_has_its_colour_in_the_drawing(names: list[str], sets: list[str]) -> None:
    convert: Any = pytest.importorskip("vl_convert")
    data = random_data(names, 7, 9, 0.3, absent=0.15)
    style = load_style(sets=["axes.layer.label=''", "axes.head.label=''", *sets])
    spec = spec_of(data, style)
    for panel in spec["concat"]:
        panel["title"] = None
        for channel in ("x", "y"):
            panel["encoding"][channel]["axis"] = None
        panel["encoding"]["color"]["legend"] = None
    spec |= {"spacing": 0, "padding": 0, "columns": 100}
    spec["config"]["view"] = {"stroke": None}
    with Image.open(io.BytesIO(convert.vegalite_to_png(json.dumps(spec), scale=1))) as drawn:
        pixels = np.asarray(drawn.convert("RGB"))
    cell = 28
    across, down = (7, 9) if style.axes.x == "layer" else (9, 7)
    assert abs(pixels.shape[0] - down * cell) <= 2
    chosen, composite = palette(style, data.categories), merge(data)
    shades = [chosen.unclassified, *chosen.categories, *chosen.multi.values()]
    own = [np.where(data.present, np.where(m, c + 1, 0), -1) for c, m in enumerate(data.membership)]
    for i, codes in enumerate(own if len(own) == 1 else [composite.code, *own]):
        for layer in range(7):
            for head in range(9):
                column, row = (layer, head) if style.axes.x == "layer" else (head, layer)
                row = down - 1 - row if style.axes.origin == "bottom" else row
                at = pixels[row * cell + cell // 2, (i * across + column) * cell + cell // 2]
                code = codes[layer, head]
                assert "#{:02x}{:02x}{:02x}".format(*at) == ("#ffffff" if code < 0 else shades[code])


def test_names_are_data_and_never_expressions() -> None:
    data = random_data(HOSTILE, 4, 4, 0.3)
    made = vega_lite(merge(data), Style())
    assert made == vega_lite(merge(data), Style())
    spec = json.loads(made)
    domain = spec["concat"][0]["encoding"]["color"]["scale"]["domain"]
    assert len(set(domain)) == len(domain)
    assert {"{{x}}", "datum.layer", "</script>"} <= set(domain)
    assert "expr" not in json.dumps({k: v for k, v in spec.items() if k != "data"}).replace("expression", "")
    records = [r for r in spec["data"]["values"] if r["panel"] == "panel-all"]
    assert len(records) == 16
    for record in records:
        members = data.membership[:, record["layer"], record["head"]]
        names = [r"\x00" if name == "\x00" else name for name in HOSTILE]
        assert record.get("categories", []) == [n for n, m in zip(names, members, strict=True) if m]
    convert = pytest.importorskip("vl_convert")
    assert convert.vegalite_to_svg(made.decode())


def test_records_hold_the_scores_of_their_head_exactly() -> None:
    scores = np.array([[[0.1, np.nan], [1e300, -0.25]], [[np.nan, np.nan], [1e-300, 1 / 3]]])
    data = Classification(("A", "B"), np.nan_to_num(scores) > 0, scores=scores)
    spec = json.loads(vega_lite(merge(data), Style()))
    for record in spec["data"]["values"]:
        own = scores[:, record["layer"], record["head"]]
        known = [{"category": n, "score": s} for n, s in zip("AB", own, strict=True) if not np.isnan(s)]
        if record["panel"] == "panel-all":
            assert record.get("scores", []) == known
        else:
            category = record["panel"].removeprefix("panel-").upper()
            expected = [entry["score"] for entry in known if entry["category"] == category]
            assert ([record["score"]] if "score" in record else []) == expected
    assert "score" not in json.dumps(json.loads(vega_lite(merge(random_data(["A"], 2, 2)), Style())))


def test_a_specification_is_written_without_laying_out_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Drawing(random_data(["A", "B"], 3, 4, 0.4)).encode("vl.json")
    monkeypatch.delattr("headmap_cli.render.compose")
    assert Drawing(random_data(["A", "B"], 3, 4, 0.4)).encode("vl.json") == expected


def test_render_writes_a_vega_lite_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("heads.csv").write_text("layer,head,category\n0,1,A\n1,0,B\n", encoding="utf-8")
    assert run(["render", "heads.csv", "--grid", "2x2", "-o", "fig.vl.json", "-o", "fig.png"]) == 0
    assert json.loads(Path("fig.vl.json").read_bytes())["concat"]


CONTROLS = [*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *"\u2028\u2029\u202e\ufeff\ufffe\uffff"]
OTHERS = [
    "constructor",
    "toString",
    "__proto__",
    "a.b",
    "a[0]",
    "a\\\\'",
    "%",
    "${x}",
    "null",
    "\U0001f9e0",
    "n" * 999,
]


def drawn_by_vega(data: Classification, style: Style, capfd: pytest.CaptureFixture[str]) -> str:
    """The SVG of a spec; Vega reports what it cannot draw on standard error only."""
    convert: Any = pytest.importorskip("vl_convert")
    svg: str = convert.vegalite_to_svg(vega_lite(merge(data), style).decode())
    assert "ERROR" not in capfd.readouterr().err
    return svg


def test_a_control_character_is_shown_as_an_escape(capfd: pytest.CaptureFixture[str]) -> None:
    names = [f"A{control}B" for control in CONTROLS]
    svg = drawn_by_vega(random_data(names, 4, 4, 0.3), load_style(sets=["panels.show=composite"]), capfd)
    assert "\x1b" not in svg
    assert r"A\x1bB" in svg
    assert r"A\x07B" in svg


@pytest.mark.parametrize("name", OTHERS)
def test_any_name_is_drawn(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert "<svg" in drawn_by_vega(random_data([name, "plain"], 4, 4, 0.4), Style(), capfd)


@pytest.mark.parametrize(
    "key",
    [
        "title",
        "axes.layer.label",
        "axes.head.label",
        "unclassified.label",
        "multi.label",
        "categories.a.label",
    ],
)
@pytest.mark.parametrize("text", ["x\x1b[31my", "x\x7fy", "x\x85y", "valueOf", "x\u2028y", "x\ufffey"])
def test_any_text_of_a_style_is_drawn(key: str, text: str, capfd: pytest.CaptureFixture[str]) -> None:
    data = random_data(["a", "b"], 3, 3, 0.5)
    assert "<svg" in drawn_by_vega(data, load_style(sets=[f"{key}={text}"]), capfd)


def test_the_legend_has_every_entry_however_many_there_are(capfd: pytest.CaptureFixture[str]) -> None:
    """Vega's own limit is 30."""
    names = [f"kind{i}" for i in range(45)]
    svg = drawn_by_vega(random_data(names, 4, 4, 0.3), load_style(sets=["panels.show=composite"]), capfd)
    assert [name for name in names if f">{name}<" not in svg] == []


def test_a_spec_leaves_the_shades_of_scores_to_other_formats() -> None:
    scores = np.random.default_rng(2).random((2, 6, 5))
    data = Classification.from_scores(scores, ["A", "B"], threshold=0.5)
    shaded = json.loads(Drawing(data, load_style(sets=["shade=scores"])).encode("vl.json"))
    plain = json.loads(Drawing(data).encode("vl.json"))
    assert shaded["data"] == plain["data"]
    assert shaded["concat"] == plain["concat"]
