"""``headmap style``, --preset and the precedence of all that sets a style."""

from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from headmap_cli.cli.main import cli, run
from headmap_cli.style.json_schema import SCHEMA_FILE, style_schema
from headmap_cli.style.load import load_style
from headmap_cli.style.presets import preset_names
from headmap_cli.style.schema import Style
from tests.commands import RunCli

PRESETS = [
    "default",
    "paper",
    "neurips",
    "icml",
    "acl",
    "slides",
    "dark",
    "colourblind",
    "print-gray",
    "compact",
]


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    (workdir / "heads.csv").write_text("layer,head,category\n0,1,yes\n1,0,Name mover\n", encoding="utf-8")


def style_output(*args: str) -> str:
    result = CliRunner().invoke(cli, ["style", *args], catch_exceptions=False, standalone_mode=False)
    return result.output


def test_list_names_every_preset_with_one_line() -> None:
    lines = style_output("list").splitlines()
    assert [line.split()[0] for line in lines] == preset_names()
    assert set(PRESETS) <= set(preset_names())
    assert preset_names()[0] == "default"
    assert all(20 < len(line) < 125 for line in lines)


# --- show ---


@pytest.mark.parametrize("preset", preset_names())
def test_style_show_prints_a_file_of_the_same_style(preset: str) -> None:
    Path("shown.yaml").write_text(style_output("show", "--preset", preset), encoding="utf-8")
    Path("origin.yaml").write_text(style_output("show", "--preset", preset, "--origin"), encoding="utf-8")
    assert load_style(["shown.yaml"]) == load_style(preset=preset) == load_style(["origin.yaml"])


def test_origin_names_file_and_line_of_every_value() -> None:
    Path("a.yaml").write_text("title: A\ntext:\n  size:\n    tick: 8\nhatches:\n  - none\n", encoding="utf-8")
    Path("b.yaml").write_text("text: {size: {legend: 9}}\ncategories: {X: {color: red}}\n", encoding="utf-8")
    out = style_output(
        "show", "--preset", "icml", "-c", "a.yaml", "-c", "b.yaml", "--set", "layout.dpi=72", "--origin"
    )
    origin = {
        line.split(":")[0].strip(): line.rsplit("# ", 1)[-1] for line in out.splitlines() if "#" in line
    }
    assert origin["title"] != "default"  # the last one named so: the size of titles
    lines = out.splitlines()
    assert lines[1].split("# ")[1] == "a.yaml:1"
    assert origin["tick"] == "a.yaml:4"
    assert origin["legend"] == "b.yaml:1"
    assert "hatches: [none]" in out
    assert origin["hatches"] == "default"  # the last one named so: those of counts
    assert origin["dpi"] == "--set layout.dpi=72"
    assert origin["text"] == "preset icml:6"
    assert origin["family"].startswith("preset paper:")
    assert origin["background"] == "default"
    assert "color: '#ff0000'" in out


def test_precedence_is_defaults_preset_files_settings_flags() -> None:
    Path("a.yaml").write_text(
        "layout: {dpi: 101, columns: 2}\ntitle: a\nframe: {width: 3}\n", encoding="utf-8"
    )
    Path("b.yaml").write_text("layout: {dpi: 102}\ntitle: b\n", encoding="utf-8")
    style = load_style(
        ["a.yaml", "b.yaml"], ["layout.dpi=103", "title=set"], {"--dpi": ("layout.dpi", "104")}, "icml"
    )
    assert style.layout.dpi == 104
    assert style.title == "set"
    assert style.layout.columns == 2
    assert style.frame.width == 3
    assert style.text.family == ("STIXGeneral", "serif")
    assert style.layout.width == 6.75 * 72
    assert style.axes.layer == Style().axes.layer


def test_a_preset_cannot_be_set(run_cli: RunCli) -> None:
    result = run_cli("style", "show", "--set", "preset=icml")
    assert result.status == 2
    assert result.stderr.endswith("a preset comes before all else; write --preset icml\n")


def test_a_file_may_begin_with_a_preset() -> None:
    Path("a.yaml").write_text("preset: icml\nlayout: {width: column}\n", encoding="utf-8")
    assert load_style(["a.yaml"]).layout.width == 3.25 * 72
    assert load_style(["a.yaml"]).text.size.tick == 7


def test_an_unknown_preset_is_reported_at_its_location(run_cli: RunCli) -> None:
    result = run_cli("style", "show", "--preset", "imcl")
    assert result.status == 2
    assert "no preset 'imcl' (did you mean 'icml'?); expected one of default, acl, " in result.stderr
    Path("a.yaml").write_text("title: x\npreset: imcl\n", encoding="utf-8")
    result = run_cli("style", "show", "-c", "a.yaml")
    assert result.status == 1
    assert "a.yaml:2:9: preset: no preset 'imcl' (did you mean 'icml'?)" in result.stderr


@pytest.mark.parametrize(
    "word", ["yes", "no", "on", "off", "null", "~", "1e3", "0x1f", "12:30:45", "2024-01-01"]
)
def test_words_of_yaml_are_plain_text_where_a_name_is_expected(word: str) -> None:
    category = f"categories:\n  {word}: {{label: {word}, includes: [{word}]}}\n"
    text = f"title: {word}\n{category}panels: {{show: [{word}]}}\n"
    Path("a.yaml").write_text(text, encoding="utf-8")
    style = load_style(["a.yaml"])
    assert list(style.categories) == [word]
    assert style.categories[word].includes == (word,)
    assert style.panels.show == (word,)
    if word not in ("null", "~"):  # null is how a label is left to the category's name
        assert style.categories[word].label == word
        assert style.title == word


# --- new ---


def test_the_starter_changes_nothing_until_it_is_edited() -> None:
    text = style_output("new")
    assert text.startswith(f"# yaml-language-server: $schema={SCHEMA_FILE}\n")
    assert yaml.safe_load(text) is None
    Path("a.headmap.yaml").write_text(text, encoding="utf-8")
    assert load_style(["a.headmap.yaml"], preset="icml") == load_style(preset="icml")


def test_every_key_of_the_starter_can_be_taken_out_of_its_comment() -> None:
    lines = [line.removeprefix("# ") for line in style_output("new").split("\n\n", 1)[1].splitlines()]
    Path("a.yaml").write_text("\n".join(lines), encoding="utf-8")
    jsonschema.validate(yaml.safe_load("\n".join(lines)), style_schema())
    style = load_style(["a.yaml"])
    assert list(style.categories) == ["Knowledge"]
    assert set(yaml.safe_load("\n".join(lines))) == set(Style.__struct_fields__)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--grid 2x2", {"grid": "2x2"}),
        ("--model gpt2 --threshold 0.15", {"grid": "12x12", "threshold": 0.15}),
        ("--threshold 0 --abs", {"threshold": 0.0, "abs": True}),
        ("--top 20 --bottom 5%", {"top": 20, "bottom": "5%"}),
        ("--preset icml --preset dark", {"preset": ["icml", "dark"]}),
    ],
)
def test_the_starter_sets_what_the_options_give(options: str, expected: dict[str, object]) -> None:
    assert yaml.safe_load(style_output("new", *options.split())) == expected


def test_the_starter_has_the_categories_of_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["style", "new", "heads.csv", "--grid", "2x2", "-o", "mine.headmap.yaml"]) == 0
    style = load_style(["mine.headmap.yaml"])
    assert list(style.categories) == ["Name mover", "yes"]
    assert {c.color for c in style.categories.values()} == {None}, "so that a preset's colours hold"
    text = Path("mine.headmap.yaml").read_text(encoding="utf-8").replace("# color: ", "color: ")
    Path("mine.headmap.yaml").write_text(text, encoding="utf-8")
    colored = load_style(["mine.headmap.yaml"]).categories
    assert {name: c.color for name, c in colored.items()} == {"Name mover": "#1f77b4", "yes": "#ff7f0e"}
    assert run(["style", "new", "-o", "mine.headmap.yaml"]) == 3
    assert "mine.headmap.yaml: already exists" in capsys.readouterr().err
    assert run(["render", "heads.csv", "--grid", "2x2", "-c", "mine.headmap.yaml", "-o", "x.png"]) == 0


def test_the_starter_takes_categories_that_are_called_like_keys() -> None:
    Path("keys.csv").write_text(
        "layer,head,category\n0,0,color\n1,1,label\n0,1,'color: x'\n", encoding="utf-8"
    )
    assert run(["style", "new", "keys.csv", "--grid", "2x2", "-o", "keys.headmap.yaml"]) == 0
    assert set(load_style(["keys.headmap.yaml"]).categories) == {"color", "label", "'color: x'"}
