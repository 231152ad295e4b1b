"""Presets in order, what they replace, and the same in manifests, style files and Python."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headmap_cli.batch.manifest import read_manifest
from headmap_cli.cli.main import run
from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import UsageError
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style, style_files
from headmap_cli.style.presets import preset_names
from headmap_cli.style.schema import Style
from tests.commands import RunCli
from tests.style.helpers import errors_of_file

ICML_TEXT_WIDTH = 6.75 * 72
DARK_BACKGROUND = load_style(preset="dark").background
PAPER_TICK = 7


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    (workdir / "h.csv").write_text("layer,head,category\n0,0,A\n", encoding="utf-8")


def width_color_and_size(style: Style) -> tuple[bool, bool, float]:
    """Return whether a style has the width of ICML, whether it is dark, and the size of its ticks."""
    return (
        style.layout.widths.get("text") == ICML_TEXT_WIDTH,
        style.background == DARK_BACKGROUND,
        style.text.size.tick,
    )


STACKS: list[tuple[Any, tuple[bool, bool, float]]] = [
    (None, (False, False, 9)),
    ((), (False, False, 9)),
    ("icml", (True, False, 7)),
    (["dark"], (False, True, 9)),
    (["icml", "dark"], (True, True, 7)),
    (("dark", "icml"), (True, True, 7)),
    (["icml", "dark", "neurips"], (False, True, 7)),
    (["neurips", "icml"], (True, False, 7)),
    (["icml", "icml"], (True, False, 7)),
]


@pytest.mark.parametrize(("preset", "expected"), STACKS)
def test_presets_are_applied_in_order(preset: Any, expected: tuple[bool, bool, float]) -> None:
    assert width_color_and_size(load_style(preset=preset)) == expected


def test_a_later_preset_wins() -> None:
    slides, dark = load_style(preset="slides"), load_style(preset="dark")
    assert slides.text.size.tick != dark.text.size.tick == Style().text.size.tick
    assert load_style(preset=["neurips", "slides"]).text.size == slides.text.size
    assert load_style(preset=["slides", "neurips"]).text.size == load_style(preset="neurips").text.size


FILES = [
    # the file, presets of the command line, what is expected
    ("preset: icml\n", [], (True, False, 7)),
    ("preset: [icml, dark]\n", [], (True, True, 7)),
    ("preset: []\n", [], (False, False, 9)),
    ("preset: icml\n", ["dark"], (False, True, 9)),
    ("preset: dark\ntext: {size: {tick: 5}}\n", ["icml"], (True, False, 5)),
    ("preset: [icml, dark]\n", ["neurips"], (False, False, 7)),
    ("preset: no such preset\n", ["dark"], (False, True, 9)),
    ("text: {size: {tick: 5}}\n", ["icml", "dark"], (True, True, 5)),
]


@pytest.mark.parametrize(("text", "presets", "expected"), FILES)
def test_presets_replace_the_preset_of_a_file_and_its_other_keys_win(
    text: str, presets: list[str], expected: tuple[bool, bool, float]
) -> None:
    Path("a.yaml").write_text(text, encoding="utf-8")
    assert width_color_and_size(load_style(["a.yaml"], preset=presets)) == expected


def test_settings_and_flags_go_after_presets() -> None:
    Path("a.yaml").write_text("preset: icml\ntitle: file\ncaption: file\n", encoding="utf-8")
    flags = {"--dpi": ("layout.dpi", "99")}
    style = load_style(["a.yaml"], ["title=set", "layout.dpi=98"], flags, ["dark", "slides"])
    assert (style.title, style.caption, style.layout.dpi) == ("set", "file", 99)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("preset: [icml, drak]\n", "a.yaml:1:9: preset: no preset 'drak' (did you mean 'dark'?); "),
        ("preset: 5\n", "a.yaml:1:9: preset: no preset '5'; "),
        ("title: x\npreset: papers\n", "a.yaml:2:9: preset: no preset 'papers' (did you mean 'paper'?); "),
        ("preset: {a: icml}\n", "a.yaml:1:9: preset: "),
    ],
)
def test_a_preset_that_does_not_exist_is_an_error_at_its_place(
    text: str, message: str, run_cli: RunCli
) -> None:
    Path("a.yaml").write_text(text, encoding="utf-8")
    result = run_cli("check", "h.csv", "--grid", "1x1", "-c", "a.yaml", "-q")
    assert result.status == 1
    assert result.stdout.startswith(message)


def test_an_unknown_preset_of_the_command_line_is_an_error(run_cli: RunCli) -> None:
    result = run_cli("style", "show", "--preset", "icml", "--preset", "drak")
    assert result.status == 2
    assert result.stderr.startswith("headmap: error: no preset 'drak' (did you mean 'dark'?)")


def test_the_files_of_all_presets_are_read() -> None:
    Path("a.yaml").write_text("preset: [acl, slides]\n", encoding="utf-8")
    assert [Path(file).stem for file in style_files(["a.yaml"])] == [
        *("colourblind", "paper", "acl", "colourblind", "slides", "a")
    ]
    names = [Path(file).stem for file in style_files(["a.yaml"], ["icml", "dark"])]
    assert names == ["colourblind", "paper", "icml", "dark", "a"]


MANIFESTS = [
    # defaults, job, command line, the presets of the job
    ("{preset: icml}", "{}", [], ("icml",)),
    ("{preset: icml}", "{preset: [dark, acl]}", [], ("dark", "acl")),
    ("{preset: [icml, dark]}", "{}", [], ("icml", "dark")),
    ("{preset: [icml, dark]}", "{preset: acl}", ["slides", "dark"], ("slides", "dark")),
    ("{}", "{}", [], ()),
    ("{}", "{}", ["icml", "dark"], ("icml", "dark")),
]


@pytest.mark.parametrize(("defaults", "job", "presets", "expected"), MANIFESTS)
def test_a_manifest_stacks_presets(
    defaults: str, job: str, presets: list[str], expected: tuple[str, ...]
) -> None:
    jobs = f"  - {job[:-1]}{', ' if job != '{}' else ''}input: h.csv, output: h.png}}"
    Path("jobs.yaml").write_text(f"defaults: {defaults}\njobs:\n{jobs}\n", encoding="utf-8")
    given = {"presets": tuple(presets)} if presets else {}
    [manifest_job] = read_manifest("jobs.yaml", given, (), ())
    assert manifest_job.args.style.presets == expected


def test_commands_stack_presets(capsys: pytest.CaptureFixture[str]) -> None:
    stack = ["--preset", "icml", "--preset", "dark"]
    assert run(["render", "h.csv", "--grid", "1x1", *stack, "--width", "column", "-o", "a.svg"]) == 0
    assert (
        run(["batch", "h.csv", "--grid", "1x1", *stack, "--width", "column", "-o", "b.svg", "-j1", "-q"]) == 0
    )
    assert Path("a.svg").read_bytes() == Path("b.svg").read_bytes()
    assert (
        run(["check", "--figure", "a.svg", "h.csv", "--grid", "1x1", *stack, "--set", "layout.width=column"])
        == 0
    )
    capsys.readouterr()
    assert run(["style", "show", *stack]) == 0
    Path("shown.yaml").write_text(capsys.readouterr().out, encoding="utf-8")
    assert width_color_and_size(load_style(["shown.yaml"])) == (True, True, PAPER_TICK)


@pytest.mark.parametrize(
    ("presets", "line"),
    [([], None), (["icml"], "preset: icml"), (["icml", "dark"], "preset: [icml, dark]")],
)
def test_a_new_style_begins_with_presets(presets: list[str], line: str | None, run_cli: RunCli) -> None:
    flags = [word for name in presets for word in ("--preset", name)]
    result = run_cli("style", "new", *flags)
    assert result.status == 0
    text = result.stdout
    lines = [row.partition("  #")[0].rstrip() for row in text.splitlines() if row.startswith("preset:")]
    assert lines == ([line] if line else [])
    Path("new.yaml").write_text(text, encoding="utf-8")
    assert width_color_and_size(load_style(["new.yaml"])) == width_color_and_size(load_style(preset=presets))


def test_the_other_problems_are_reported_with_a_wrong_preset() -> None:
    lines = errors_of_file("preset: icmll\ntitle: [a]\nlayout: {dpi: 1}\nlegend: {place: top}\n")
    assert [line.split(" ")[0] for line in lines] == [
        "s.yaml:1:9:",
        "s.yaml:2:8:",
        "s.yaml:3:15:",
        "s.yaml:4:17:",
    ]
    assert "no preset 'icmll' (did you mean 'icml'?)" in lines[0]


@pytest.mark.parametrize("name", ["icml", "neurips.yaml", "paper", "dark.yaml", "slides", "print-gray"])
def test_a_preset_in_the_place_of_a_file_suggests_the_flag(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_style([name])
    preset = name.removesuffix(".yaml")
    assert caught.value.lines() == [f"--style {name}: no such file; for the preset, write --preset {preset}"]


def test_a_file_that_is_called_like_a_preset_is_read() -> None:
    Path("icml.yaml").write_text("title: mine\n", encoding="utf-8")
    assert load_style(["icml.yaml"]).title == "mine"


@pytest.mark.parametrize("name", preset_names())
def test_legends_are_in_the_order_of_the_panels_except_in_figures_like_the_reference(name: str) -> None:
    expected = "panels"
    if name in ("default", "maps", "pythia-12b-maps"):
        expected = "reference"
    assert load_style(preset=name).legend.order == expected


def test_imshow_has_a_column_per_head_and_layer_0_at_the_top() -> None:
    # Three layers of five heads: a picture of the matrix has three rows of five cells.
    data = Classification(("A",), np.ones((1, 3, 5), dtype=bool))
    scene = Drawing(data, load_style(preset="imshow")).scene
    assert scene.panels
    for panel in scene.panels:
        assert (len(panel.rows), len(panel.columns)) == (3, 5)
        assert panel.rows[0, 0] < panel.rows[2, 0]
