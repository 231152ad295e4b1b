"""``check --figure`` lists the differences between a figure and its data, style and picture."""

import json
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from headmap_cli.cli.main import run
from tests.commands import RunCli
from tests.embed.rendered import FORMATS, PICTURES, render_figure
from tests.parameters import slow_after_first

pytestmark = pytest.mark.usefixtures("workdir")


def differences(run_cli: RunCli, *args: str) -> tuple[int, list[str]]:
    """Return the exit status of ``check --figure`` and the lines that it prints."""
    result = run_cli("check", "--figure", *args)
    return result.status, result.stdout.splitlines()


@pytest.mark.parametrize("format", slow_after_first(FORMATS))
def test_check_figure_lists_the_differences(format: str, run_cli: RunCli) -> None:
    fig = render_figure("--preset", "dark", format=format)
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


@pytest.mark.parametrize(
    ("flag", "value", "other"),
    [
        ("--width", "column", "text"),
        ("--dpi", "60", "50"),
        ("--panels", "A,B", "A"),
        ("--mark", "L0H1", "L1H0"),
    ],
)
def test_check_figure_takes_the_options_with_which_a_figure_was_drawn(
    flag: str, value: str, other: str, run_cli: RunCli
) -> None:
    fig = render_figure("--preset", "icml", flag, value)
    command = (fig, "heads.csv", "--grid", "2x3", "--preset", "icml")
    assert differences(run_cli, *command, flag, value) == (0, [f"{fig}: ok: shows heads.csv"])
    assert differences(run_cli, *command, flag, other)[0] == 1
    assert differences(run_cli, *command)[0] == 1


def test_check_figure_takes_scores(run_cli: RunCli) -> None:
    Path("scores.csv").write_text("layer,head,category,score\n0,1,A,0.5\n1,0,A,0.2\n", encoding="utf-8")
    command = ("scores.csv", "--grid", "2x3", "--scores", "--preset", "icml")
    assert run(["render", *command, "-o", "fig.png"]) == 0
    assert differences(run_cli, "fig.png", *command) == (0, ["fig.png: ok: shows scores.csv"])


@pytest.mark.parametrize("format", slow_after_first(FORMATS))
def test_check_figure_detects_a_picture_that_was_changed(format: str, run_cli: RunCli) -> None:
    """The data inside is right, and the picture is not: a head was painted over."""
    fig = render_figure(format=format)
    if format == "png":
        with Image.open(fig) as picture:
            changed = picture.convert("RGB")
            info = picture.info
        changed.paste((255, 0, 0), (100, 60, 110, 70))
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


@pytest.mark.slow
@pytest.mark.parametrize("format", PICTURES)
def test_check_figure_accepts_a_single_panel_and_tooltips(format: str, run_cli: RunCli) -> None:
    render_figure("--split", *(["--tooltips"] if format == "svg" else []), format=format)
    for part in ("all", "a", "b", "legend"):
        assert differences(run_cli, f"fig-{part}.{format}", "heads.csv", "--grid", "2x3")[0] == 0
        assert differences(run_cli, f"fig-{part}.{format}", "heads.csv", "--grid", "3x3")[0] == 1


def test_a_png_that_was_packed_better_is_still_the_figure(run_cli: RunCli) -> None:
    fig = render_figure()
    with Image.open(fig) as picture:
        picture.save("better.png", optimize=True)
    assert Path("better.png").read_bytes() != Path(fig).read_bytes()
    assert run(["render", "heads.csv", "--grid", "2x3", "--no-data", "-o", "plain.png"]) == 0
    assert differences(run_cli, "better.png", "heads.csv", "--grid", "2x3")[0] == 0


def test_other_scores_in_a_figure_are_named(run_cli: RunCli) -> None:
    Path("a.json").write_text(json.dumps({"A": [[0.5, 0.9], [0.1, 0.2]]}), encoding="utf-8")
    Path("b.json").write_text(json.dumps({"A": [[0.5, 0.8], [0.1, 0.2]]}), encoding="utf-8")
    Path("members.json").write_text(json.dumps({"A": [[0, 1]]}), encoding="utf-8")
    rule = ["--threshold", "0.6", "--grid", "2x2"]
    assert run(["render", "a.json", *rule, "-o", "a.svg"]) == 0
    assert run(["render", "members.json", "--grid", "2x2", "-o", "m.svg"]) == 0
    for args, difference in {
        ("a.svg", "b.json", *rule): "carries another score of L0H1 in 'A'",
        ("a.svg", "members.json", "--grid", "2x2"): "carries scores, which the data does not have",
        ("m.svg", "a.json", *rule): "carries no scores; the data has scores",
    }.items():
        assert differences(run_cli, *args) == (1, [f"{args[0]}: {difference}"])
    assert differences(run_cli, "a.svg", "a.json", *rule) == (0, ["a.svg: ok: shows a.json"])
