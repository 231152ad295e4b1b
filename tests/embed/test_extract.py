"""Figures carry their data and style: out again exactly, whatever the names; and broken ones."""

import json
import re
import zlib
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter

from headmap_cli.cli.main import run
from headmap_cli.core import canonical
from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import InputError
from headmap_cli.embed.containers import container_of
from headmap_cli.embed.extract import extract_embedded
from headmap_cli.files.source import Source, open_source
from headmap_cli.readers import read
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from headmap_cli.writers.formats import find_format
from tests.commands import RunCli
from tests.helpers import random_data

FORMATS = ["png", "svg", "pdf", "html"]
PICTURES = FORMATS[:3]
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


pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("workdir")]


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


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("shape", SHAPES)
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


# --- style ---

TABLE = "layer,head,category\n0,1,A\n1,0,A\n1,0,B\n"


def made(*args: str, format: str = "png") -> str:
    Path("heads.csv").write_text(TABLE, encoding="utf-8")
    assert run(["render", "heads.csv", "--grid", "2x3", *args, "-o", f"fig.{format}"]) == 0
    return f"fig.{format}"


@pytest.mark.parametrize("format", FORMATS)
def test_extract_returns_the_style_that_was_drawn(format: str) -> None:
    sets = ["title=A title", "categories.A.label=Apples", "layout.width=4in", "hatches=[rising]"]
    fig = made("--preset", "dark", *(word for s in sets for word in ("--set", s)), format=format)
    assert run(["extract", fig, "--style", "out.yaml"]) == 0
    assert load_style(["out.yaml"]) == load_style(sets=sets, preset="dark")


def test_a_figure_drawn_again_is_the_same_and_a_style_goes_over_its_own() -> None:
    fig = made("--set", "title=Mine", "--set", "categories.A.color=red", "--dpi", "50")
    assert run(["render", fig, "-o", "again.png"]) == 0
    assert Path("again.png").read_bytes() == Path(fig).read_bytes()
    assert run(["render", fig, "--preset", "dark", "-o", "dark.svg"]) == 0
    text = Path("dark.svg").read_text(encoding="utf-8")
    assert "Mine" in text
    assert "#ff0000" in text
    assert "#121417" in text


@pytest.mark.parametrize("format", PICTURES)
def test_no_data_leaves_the_data_out(format: str, capsys: pytest.CaptureFixture[str]) -> None:
    fig = made("--no-data", format=format)
    assert run(["extract", fig, "-o", "out.csv"]) == 1
    assert "made with --no-data, so it holds no data to read; give the data itself" in capsys.readouterr().err
    assert run(["check", "--figure", fig, "heads.csv", "--grid", "2x3"]) == 0
    assert run(["check", "--figure", fig, "heads.csv", "--grid", "2x4"]) == 1


@pytest.mark.parametrize("format", FORMATS)
def test_rendering_again_gives_the_same_bytes(format: str) -> None:
    first = Path(made(format=format)).read_bytes()
    assert Path(made(format=format)).read_bytes() == first


# --- what other readers find in the files ---


def test_other_programs_find_the_title_and_the_alt_text() -> None:
    with Image.open(made("--set", "title=A & B")) as picture:
        assert picture.text["Title"] == "A & B"  # type: ignore[attr-defined]  # of PNGs
        description = picture.text["Description"]  # type: ignore[attr-defined]
    assert description.startswith(
        "Map of which of 6 attention heads (2 layers of 3 heads) are in 2 categories. "
    )
    root = ElementTree.fromstring(Path(made("--set", "title=A & B", format="svg")).read_bytes())
    svg = "{http://www.w3.org/2000/svg}"
    assert [child.tag for child in root][:3] == [f"{svg}title", f"{svg}desc", f"{svg}metadata"]
    assert (root[0].text, root[1].text, root.get("role")) == ("A & B", description, "img")
    reader = PdfReader(made("--set", "title=A & B", format="pdf"))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.subject) == ("A & B", description)
    figure = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]  # type: ignore[index]
    assert figure["/Alt"] == description
    assert json.loads(reader.attachments["headmap.json"][0])["data"]["headmap"] == 1


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", HOSTILE)
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


# --- files that others touched ---


def test_a_pdf_that_another_tool_wrote_anew_still_gives_its_data() -> None:
    fig = made(format="pdf")
    writer = PdfWriter(clone_from=fig)
    writer.compress_identical_objects()
    for page in writer.pages:
        page.compress_content_streams()
    writer.write("other.pdf")
    assert Path("other.pdf").read_bytes() != Path(fig).read_bytes()
    assert read("other.pdf") == read(fig)


def test_an_svg_within_a_page_gives_its_data() -> None:
    svg = Path(made(format="svg")).read_text(encoding="utf-8")
    Path("page.html").write_text(f"<!doctype html><body>{svg[svg.index('<svg') :]}</body>", encoding="utf-8")
    assert read("page.html") == read("fig.svg")


@pytest.mark.parametrize("format", FORMATS)
def test_every_cut_and_flip_of_a_figure_is_refused_in_one_line_or_read(format: str) -> None:
    whole = Path(made(format=format)).read_bytes()
    random = np.random.default_rng(0)
    for stop in range(1, len(whole), len(whole) // 40):
        flipped = bytearray(whole)
        for at in random.integers(0, len(whole), 3):
            flipped[at] ^= int(random.integers(1, 256))
        for content in (whole[:stop], bytes(flipped)):
            Path(f"broken.{format}").write_bytes(content)
            try:
                found = read(f"broken.{format}")
            except InputError as e:
                assert all("\n" not in line for line in e.lines())  # noqa: PT017 - it may also be read
            else:
                assert found.categories


def with_payload(payload: bytes) -> bytes:
    """A PNG whose chunk of ours holds what it likes."""
    import struct

    png = Path(made("--no-data")).read_bytes()
    body = b"headmap\0\1\0\0\0" + payload
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body))
    return png[:33] + chunk + png[33:]


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        (b"", "made with --no-data, so it holds no data to read"),
        (b"not zlib", "whose headmap data is broken"),
        (zlib.compress(b"not json"), "is not JSON"),
        (zlib.compress(b"[1, 2]"), "whose headmap data is broken"),
        (zlib.compress(b'{"version": "1", "style": {}, "data": {}}'), "whose headmap data is broken"),
        (zlib.compress(b'{"version": "1", "style": {}, "data": {"headmap": 2}}'), "newer than this headmap"),
        (zlib.compress(b"[" * 100_000), "nested too deeply"),
        (zlib.compress(b"x" * 10_000)[:-9], "whose headmap data is broken"),
        (zlib.compress(b"\xff\xfe"), "whose headmap data is broken"),
    ],
)
def test_broken_data_in_a_png_is_refused(payload: bytes, message: str) -> None:
    Path("bad.png").write_bytes(with_payload(payload))
    with pytest.raises(InputError, match=message) as e:
        read("bad.png")
    assert len(e.value.lines()) == 1


def test_a_decompression_bomb_is_not_unpacked() -> None:
    Path("bomb.png").write_bytes(with_payload(zlib.compress(b"0" * 50_000_000, 9)))
    with pytest.raises(InputError, match="unpacks to more than 1,000,000 bytes; --max-bytes allows more"):
        extract_embedded(open_source("bomb.png", max_bytes=1_000_000))


def test_a_carried_style_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    data = canonical.to_json(random_data(["a"], 2, 2)).decode()
    payload = f'{{"version": "1", "style": {{"layout": {{"dpi": 1}}, "x": 1}}, "data": {data}}}'
    Path("bad.png").write_bytes(with_payload(zlib.compress(payload.encode())))
    assert run(["render", "bad.png", "-o", "x.png"]) == 1
    err = capsys.readouterr().err
    assert (
        "bad.png (the style that it carries): layout.dpi: found '1'; expected a number from 36 to 2400" in err
    )
    assert "unknown key 'x'" in err


def test_extract_refuses_a_file_that_is_not_a_figure(capsys: pytest.CaptureFixture[str]) -> None:
    made()
    assert run(["extract", "heads.csv", "-o", "x.csv"]) == 1
    assert (
        "heads.csv: is not a figure; expected a png, svg, pdf or html that headmap made"
        in capsys.readouterr().err
    )
    assert run(["extract", "fig.png"]) == 2
    assert run(["extract", "fig.png", "-o", "x.txt"]) == 2


# --- check --figure ---


def differences(run_cli: RunCli, *args: str) -> tuple[int, list[str]]:
    result = run_cli("check", "--figure", *args)
    return result.status, result.stdout.splitlines()


@pytest.mark.parametrize("format", FORMATS)
def test_check_figure_lists_the_differences(format: str, run_cli: RunCli) -> None:
    fig = made("--preset", "dark", format=format)
    good = (fig, "heads.csv", "--grid", "2x3")
    assert differences(run_cli, *good) == (0, [f"{fig}: ok: shows heads.csv"])
    assert differences(run_cli, *good, "--preset", "dark")[0] == 0
    status, lines = differences(run_cli, *good, "--preset", "default")
    assert status == 1
    assert f"{fig}: has background '#121417'; the style has '#ffffff'" in lines
    Path("other.csv").write_text("layer,head,category\n0,1,A\n1,2,A\n1,0,C\n", encoding="utf-8")
    status, lines = differences(run_cli, fig, "other.csv", "--grid", "2x3")
    assert status == 1
    assert lines == [
        f"{fig}: does not show category 'C'",
        f"{fig}: shows category 'B', which the data does not have",
        f"{fig}: does not show L1H2 as 'A'",
        f"{fig}: shows L1H0 as 'A', which the data does not",
    ]
    status, lines = differences(run_cli, fig, "heads.csv", "--grid", "3x3")
    assert lines == [f"{fig}: shows a grid of 2 x 3; the data has 3 x 3"]


@pytest.mark.parametrize("format", FORMATS)
def test_check_figure_detects_a_picture_that_was_changed(format: str, run_cli: RunCli) -> None:
    """The data inside is right, and the picture is not: a head was painted over."""
    fig = made(format=format)
    if format == "png":
        with Image.open(fig) as picture:
            changed = picture.convert("RGB")
            info = picture.info
        changed.paste((255, 0, 0), (100, 60, 110, 70))
        from PIL import PngImagePlugin

        text = PngImagePlugin.PngInfo()
        text.add_itxt("headmap", info["headmap"], zip=True)
        changed.save(fig, pnginfo=text)
    else:
        content = Path(fig).read_bytes()
        Path(fig).write_bytes(
            content.replace(b"#1f77b4", b"#1f77b5") if format in ("svg", "html") else content + b"\n"
        )
    status, (line,) = differences(run_cli, fig, "heads.csv", "--grid", "2x3")
    assert status == 1
    assert "the data and style match, but the picture differs from what headmap draws now" in line


@pytest.mark.parametrize("format", PICTURES)
def test_check_figure_accepts_a_single_panel_and_tooltips(format: str, run_cli: RunCli) -> None:
    made("--split", *(["--tooltips"] if format == "svg" else []), format=format)
    for part in ("all", "a", "b", "legend"):
        assert differences(run_cli, f"fig-{part}.{format}", "heads.csv", "--grid", "2x3")[0] == 0
        assert differences(run_cli, f"fig-{part}.{format}", "heads.csv", "--grid", "3x3")[0] == 1


@pytest.mark.parametrize("ending", ["html", "vl.json"])
@pytest.mark.parametrize("flag", ["--no-data", "--split"])
def test_formats_that_need_the_data_refuse_no_data(
    flag: str, ending: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["render", "heads.csv", flag, "-o", f"fig.{ending}"]) == 2
    assert f"{flag} goes with png, svg, pdf; {ending} " in capsys.readouterr().err


def test_a_png_that_was_packed_better_is_still_the_figure(run_cli: RunCli) -> None:
    fig = made()
    with Image.open(fig) as picture:
        picture.save("better.png", optimize=True)
    assert Path("better.png").read_bytes() != Path(fig).read_bytes()
    assert run(["render", "heads.csv", "--grid", "2x3", "--no-data", "-o", "plain.png"]) == 0
    assert differences(run_cli, "better.png", "heads.csv", "--grid", "2x3")[0] == 0


@pytest.mark.parametrize("format", PICTURES)
def test_a_figure_without_data_is_recognised_by_the_mark_of_its_fingerprint(format: str) -> None:
    data = Path(made("--no-data", format=format)).read_bytes()
    [span] = [match.span() for match in re.finditer(find_format(format).slot.pattern, data)]
    container = container_of(data)
    assert container is not None
    assert container.mark in data[span[0] : span[1]]
