"""Figures carry their data and their style, and extract returns both exactly."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from headmap_cli.cli.main import run
from headmap_cli.core import canonical
from headmap_cli.core.classification import Classification
from headmap_cli.embed.containers import container_of
from headmap_cli.embed.extract import extract_embedded
from headmap_cli.files.source import Source
from headmap_cli.readers import read
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from headmap_cli.writers.formats import find_format
from tests.commands import RunCli
from tests.embed.rendered import FORMATS, PICTURES, render_figure
from tests.helpers import random_data
from tests.parameters import slow_after_first

pytestmark = pytest.mark.usefixtures("workdir")

HOSTILE = [
    "</svg><script>alert(1)</script>",
    "]]>",
    "a\0b",
    "$x$",
    "{{",
    "<!-- -->",
    "&amp;",
    "é\u2028",
    "n" * 10_000,
    "'",
    '"',
    "-->",
]
SMALL = load_style(sets=["layout.dpi=40", "legend.place=none", "panels.titles=false", "layout.cell=1"])

any_text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9).filter(str.strip)
names = st.lists(
    st.one_of(
        st.sampled_from(HOSTILE[:-4]),
        any_text,
    ),
    min_size=1,
    max_size=3,
    unique=True,
)


def of_model(names: list[str], layers: int, heads: int, seed: int, model: str) -> Classification:
    data = random_data(names, layers, heads, 0.4, seed, 0.2)
    return Classification(data.categories, data.membership, data.present, model)


sides = st.integers(1, 6)
data_sets = st.builds(
    of_model, names, sides, sides, st.integers(0, 99), st.sampled_from(["", "pythia-12b", "</svg>"])
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data_sets, st.sampled_from(FORMATS))
def test_extract_returns_the_data_that_was_drawn(data: Classification, format: str) -> None:
    made = Drawing(data, SMALL).encode(format)
    Path(f"f.{format}").write_bytes(made)
    assert read(f"f.{format}") == data
    assert extract_embedded(Source("f", None, made)).data == json.loads(canonical.to_json(data))


SHAPES = {
    "long.csv": "layer,head,category\n0,1,B\n2,3,A;B\n1,1,\n",
    "wide.csv": "layer,head,A,B\n0,0,1,0\n1,2,1,1\n",
    "matrix.csv": "0,1,0\n1,1,0\n",
    "map.json": '{"A": [[0, 1]], "B": ["2-3"]}',
    "heads.json": '{"0-1": "B", "2-3": ["A", "B"]}',
    "layers.json": '{"0": [1, 2], "3": [0]}',
    "flat.csv": "score\n0.5\n0.1\n0.9\n0.2\n",
    "records.jsonl": '{"layer": 0, "head": 1, "category": "A"}\n{"layer": 1, "head": 0, "category": "B"}\n',
    "canonical.json": '{"headmap": 1, "grid": {"layers": 3, "heads": 4, "absent": [[0, 0]]}, '
    '"categories": {"B": [[1, 1]], "A": []}}',
}


@pytest.mark.parametrize("format", slow_after_first(FORMATS))
@pytest.mark.parametrize("shape", slow_after_first(SHAPES))
def test_extract_after_render_equals_convert(shape: str, format: str) -> None:
    Path(shape).write_text(SHAPES[shape], encoding="utf-8")
    options = {
        "flat.csv": ["--grid", "2x2", "--threshold", "0.4", "--column", "score"],
        "matrix.csv": ["--grid", "2x3"],
    }.get(shape, [] if shape.startswith("canonical") else ["--grid", "4x4"])
    fig = f"fig.{format}"
    assert run(["convert", shape, *options, "-o", "original.csv"]) == 0
    assert run(["convert", shape, *options, "-o", "original.json"]) == 0
    assert run(["render", shape, *options, "--dpi", "40", "-o", fig]) == 0
    for ending in ("csv", "json"):
        original = Path(f"original.{ending}").read_bytes()
        assert run(["extract", fig, "-o", f"out.{ending}"]) == 0
        assert Path(f"out.{ending}").read_bytes() == original
        assert run(["convert", f"out.{ending}", "-o", f"again.{ending}"]) == 0
        assert Path(f"again.{ending}").read_bytes() == original
        assert run(["convert", fig, "-o", f"direct.{ending}"]) == 0
        assert Path(f"direct.{ending}").read_bytes() == original


def test_arrays_are_extracted_as_they_were() -> None:
    np.save("a.npy", np.random.default_rng(0).random((2, 3, 4)) > 0.5)
    assert run(["convert", "a.npy", "-o", "original.csv"]) == 0
    assert run(["render", "a.npy", "-o", "fig.png"]) == 0
    assert run(["extract", "fig.png", "-o", "out.csv"]) == 0
    assert Path("out.csv").read_bytes() == Path("original.csv").read_bytes()


@pytest.mark.parametrize("format", slow_after_first(FORMATS))
@pytest.mark.parametrize("name", slow_after_first(HOSTILE))
def test_hostile_names_are_drawn_and_come_back(name: str, format: str) -> None:
    data = random_data([name, "b"], 3, 3)
    style = load_style(sets=["layout.dpi=40"])
    content = Drawing(data, style).encode(format)
    assert read_inputs_of(content, format) == data
    if format == "svg":
        root = ElementTree.fromstring(content)
        assert not [e for e in root.iter() if e.tag.endswith("script")]


def read_inputs_of(content: bytes, format: str) -> Classification:
    Path(f"x.{format}").write_bytes(content)
    return read(f"x.{format}")


# --- style ---


@pytest.mark.parametrize("format", slow_after_first(FORMATS))
def test_extract_returns_the_style_that_was_drawn(format: str) -> None:
    sets = ["title=A title", "categories.A.label=Apples", "layout.width=4in", "hatches=[rising]"]
    fig = render_figure("--preset", "dark", *(word for s in sets for word in ("--set", s)), format=format)
    assert run(["extract", fig, "--style", "out.yaml"]) == 0
    assert load_style(["out.yaml"]) == load_style(sets=sets, preset="dark")


def test_extract_writes_only_the_values_that_differ_from_the_presets() -> None:
    sets = ["title=A title", "categories.A.label=Apples"]
    fig = render_figure("--preset", "icml", *(word for s in sets for word in ("--set", s)))
    assert run(["extract", fig, "--style", "out.yaml"]) == 0
    expected = "preset: icml\ntitle: A title\ncategories:\n  A:\n    label: Apples\n"
    assert Path("out.yaml").read_text(encoding="utf-8") == expected


def test_extract_names_all_presets_that_were_given() -> None:
    fig = render_figure("--preset", "icml", "--preset", "dark")
    assert run(["extract", fig, "--style", "out.yaml"]) == 0
    assert Path("out.yaml").read_text(encoding="utf-8") == "preset: [icml, dark]\n"
    assert load_style(["out.yaml"]) == load_style(preset=["icml", "dark"])


def test_the_default_style_is_extracted_as_a_file_that_can_be_read() -> None:
    assert run(["extract", render_figure(), "--style", "out.yaml"]) == 0
    assert load_style(["out.yaml"]) == load_style()


def test_extract_alone_prints_the_data_as_csv(capsys: pytest.CaptureFixture[str]) -> None:
    fig = render_figure()
    assert run(["extract", fig, "-o", "data.csv"]) == 0
    capsys.readouterr()
    assert run(["extract", fig]) == 0
    assert capsys.readouterr().out == Path("data.csv").read_text(encoding="utf-8")
    assert run(["extract", fig, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["headmap"] == 1


def test_a_figure_drawn_again_is_the_same_and_a_style_goes_over_its_own() -> None:
    fig = render_figure("--set", "title=Mine", "--set", "categories.A.color=red", "--dpi", "50")
    assert run(["render", fig, "-o", "again.png"]) == 0
    assert Path("again.png").read_bytes() == Path(fig).read_bytes()
    assert run(["render", fig, "--preset", "dark", "-o", "dark.svg"]) == 0
    text = Path("dark.svg").read_text(encoding="utf-8")
    assert "Mine" in text
    assert "#ff0000" in text
    assert "#121417" in text


@pytest.mark.slow
@pytest.mark.parametrize("format", FORMATS)
def test_rendering_again_gives_the_same_bytes(format: str) -> None:
    first = Path(render_figure(format=format)).read_bytes()
    assert Path(render_figure(format=format)).read_bytes() == first


# --- figures without data ---


@pytest.mark.parametrize("format", slow_after_first(PICTURES))
def test_no_data_leaves_the_data_out(format: str, capsys: pytest.CaptureFixture[str]) -> None:
    fig = render_figure("--no-data", format=format)
    assert run(["extract", fig, "-o", "out.csv"]) == 1
    assert "made with --no-data, so it holds no data to read; give the data itself" in capsys.readouterr().err
    assert run(["check", "--figure", fig, "heads.csv", "--grid", "2x3"]) == 0
    assert run(["check", "--figure", fig, "heads.csv", "--grid", "2x4"]) == 1


@pytest.mark.parametrize("ending", ["html", "vl.json"])
@pytest.mark.parametrize("flag", ["--no-data", "--split"])
def test_formats_that_need_the_data_refuse_no_data(flag: str, ending: str, run_cli: RunCli) -> None:
    result = run_cli("render", "heads.csv", flag, "-o", f"fig.{ending}")
    assert result.status == 2
    assert f"{flag} can only be used with png, svg, pdf; {ending} " in result.stderr


@pytest.mark.parametrize("format", slow_after_first(PICTURES))
def test_a_figure_without_data_is_recognised_by_the_mark_of_its_fingerprint(format: str) -> None:
    data = Path(render_figure("--no-data", format=format)).read_bytes()
    [span] = [match.span() for match in re.finditer(find_format(format).slot.pattern, data)]
    container = container_of(data)
    assert container is not None
    assert container.mark in data[span[0] : span[1]]


# --- other programs ---


@pytest.mark.slow
def test_other_programs_find_the_title_and_the_alt_text() -> None:
    with Image.open(render_figure("--set", "title=A & B")) as picture:
        assert picture.text["Title"] == "A & B"  # type: ignore[attr-defined]  # of PNGs
        description = picture.text["Description"]  # type: ignore[attr-defined]
    assert description.startswith(
        "Map of 6 attention heads (2 layers of 3 heads) and the categories that they are in. "
    )
    root = ElementTree.fromstring(Path(render_figure("--set", "title=A & B", format="svg")).read_bytes())
    svg = "{http://www.w3.org/2000/svg}"
    assert [child.tag for child in root][:3] == [f"{svg}title", f"{svg}desc", f"{svg}metadata"]
    assert (root[0].text, root[1].text, root.get("role")) == ("A & B", description, "img")
    reader = PdfReader(render_figure("--set", "title=A & B", format="pdf"))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.subject) == ("A & B", description)
    figure = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]  # type: ignore[index]
    assert figure["/Alt"] == description
    assert json.loads(reader.attachments["headmap.json"][0])["data"]["headmap"] == 1
