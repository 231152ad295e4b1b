"""Warnings of colours that look alike: the closest pairs in check, one line in render."""

import logging
import re
from pathlib import Path

import pytest

from headmap_cli.render import Drawing
from headmap_cli.style.legibility import color_warnings, warn_of_alike_colors
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import CategoryStyle, MultiStyle, Style, UnclassifiedStyle
from tests.commands import RunCli
from tests.style.helpers import overlapping

# Grays of one hue differ in lightness alone, so that neighbours of this ramp differ by less than 10.
NEAR = ["#101010", "#141414", "#181818", "#1c1c1c", "#202020", "#242424", "#282828", "#2c2c2c"]
FAR = ["#000000", "#ffffff", "#ff0000", "#0000ff", "#ffff00"]


def swatches(colors: list[str], hatches: list[str] | None = None) -> list[tuple[str, str, str]]:
    hatches = hatches or ["none"] * len(colors)
    return [(f"c{i}", color, hatches[i]) for i, color in enumerate(colors)]


@pytest.mark.parametrize(
    ("colors", "hatches", "pairs"),
    [
        ([], None, 0),
        (FAR[:1], None, 0),
        (FAR, None, 0),
        (NEAR[:2], None, 1),
        (NEAR[:3], None, 3),
        (NEAR[:4], None, 6),
        (NEAR[:5], None, 10),
        (NEAR[:3], ["none", "rising", "grid"], 0),
        (NEAR[:4], ["none", "rising", "none", "rising"], 2),
        ([*NEAR[:3], *FAR[1:]], None, 3),
    ],
)
def test_check_lists_five_pairs_and_counts_the_others(
    colors: list[str], hatches: list[str] | None, pairs: int
) -> None:
    lines = color_warnings(swatches(colors, hatches), Style())
    listed = [line for line in lines if " and " in line and "look alike with" in line]
    assert len(listed) == min(pairs, 5)
    counts = {1: "1 more pair of colours looks", 5: "5 more pairs of colours look"}
    others = [line for line in lines if line not in listed]
    if pairs <= 5:
        assert others == []
    else:
        assert others == [f"{counts[pairs - 5]} alike; use fewer categories, or hatches"]


def test_pairs_that_are_similar_in_normal_vision_come_first_in_order_of_difference() -> None:
    # Red and green differ by 4.6 to a deuteranope (see test_difference.py), and by far more to others.
    colors = ["#a03020", "#5c5c10", "#0000ff", "#0404ff", "#eeeeee", "#ededed"]
    lines = color_warnings(swatches(colors), Style())
    assert [re.findall(r"'(c\d)'", line) for line in lines][:2] == [["c4", "c5"], ["c2", "c3"]]


@pytest.mark.parametrize("colors", [NEAR[:2], NEAR, [*FAR, NEAR[0], FAR[0]]])
def test_render_warns_in_one_line(colors: list[str], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="headmap"):
        warn_of_alike_colors(swatches(colors), Style())
    [line] = caplog.messages
    assert line.startswith("colours look alike: 'c")
    assert line.endswith("headmap check with the same style lists all pairs")


def test_render_counts_the_other_pairs(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="headmap"):
        warn_of_alike_colors(swatches(["#000000", "#010101", "#ffffff", "#fefefe"]), Style())
        warn_of_alike_colors(swatches(["#000000", "#010101", "#030303"]), Style())
    assert "(and 1 more)" in caplog.messages[0]
    assert "(and 2 more)" in caplog.messages[1]


@pytest.mark.parametrize(
    ("colors", "hatches"),
    [
        ([], None),
        (FAR, None),
        (NEAR[:3], ["none", "rising", "grid"]),
        (["#a03020", "#5c5c10"], None),  # alike only to the colour-blind
    ],
)
def test_render_does_not_warn_of_colours_that_differ(
    colors: list[str], hatches: list[str] | None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="headmap"):
        warn_of_alike_colors(swatches(colors, hatches), Style())
    assert caplog.messages == []


@pytest.mark.parametrize(
    ("style", "warns"),
    [
        (Style(), False),
        (Style(colors=("#a03020",)), True),
        (Style(multi=MultiStyle(colors=("#a03020",))), True),
        (Style(unclassified=UnclassifiedStyle(color="#a03020")), True),
        (Style(unclassified=UnclassifiedStyle(color="#f0f0f0")), False),
        (Style(unclassified=UnclassifiedStyle(label="None")), False),
        (Style(categories={"c0": CategoryStyle(color="#a03020")}), True),
        (Style(categories={"c0": CategoryStyle(label="C")}), False),
    ],
)
def test_render_judges_chosen_colours_in_every_kind_of_vision(
    style: Style, warns: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, logger="headmap"):
        warn_of_alike_colors(swatches(["#a03020", "#5c5c10"]), style)
    assert [message.split(":")[0] for message in caplog.messages] == (
        ["colours look alike with deuteranopia"] if warns else []
    )


def test_check_reports_type_that_is_smaller_than_the_venue_takes() -> None:
    lines = color_warnings([], load_style(preset="nature", sets=["text.size.tick=4"]))
    assert lines == ["type is hard to read: text.size.tick is 4 points, below 5 (text.smallest)"]
    assert color_warnings([], load_style(preset="nature")) == []


def test_text_without_a_background_is_judged_on_white() -> None:
    [line] = color_warnings([], load_style(sets=["background=none", "text.color=#999999"]))
    assert "text.color #999999 on background #ffffff has a contrast of 2.8, below 4.5" in line
    assert color_warnings([], load_style(sets=["background=none"])) == []


@pytest.mark.parametrize("n", range(1, 11))
def test_the_default_colours_of_up_to_ten_categories_give_no_warning(
    n: int, caplog: pytest.LogCaptureFixture
) -> None:
    data = overlapping(n)
    assert sorted({int(k) for k in data.membership.sum(axis=0).flat}) == list(range(1, n + 1))
    with caplog.at_level(logging.WARNING, logger="headmap"):
        drawing = Drawing(data)
        assert drawing.scene.panels
        assert drawing.panels
    assert caplog.messages == []


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize("command", ["render", "split", "batch"])
def test_commands_that_draw_warn_once(command: str, run_cli: RunCli) -> None:
    for name in ("a", "b", "c"):
        Path(f"{name}.csv").write_text("layer,head,category\n0,0,A\n0,1,B\n", encoding="utf-8")
    arguments = {
        "render": ["render", "a.csv", "-o", "a.svg", "-o", "a.png"],
        "split": ["render", "a.csv", "-o", "a.svg", "--split"],
        "batch": ["batch", "a.csv", "b.csv", "c.csv", "-o", "{stem}.svg", "-j", "1"],
    }[command]
    result = run_cli(*arguments, "--grid", "1x2", "--set", 'colors=["#111111", "#131313"]')
    assert result.status == 0
    lines = [line for line in result.stderr.splitlines() if "warning" in line]
    assert lines == [
        "headmap: warning: colours look alike: 'B' #131313 and 'A' #111111; "
        "headmap check with the same style lists all pairs"
    ]


@pytest.mark.usefixtures("workdir")
def test_check_gives_six_lines_for_many_categories(run_cli: RunCli) -> None:
    rows = [f"0,{i},c{i:02}" for i in range(35)]
    Path("h.csv").write_text("\n".join(["layer,head,category", *rows]), encoding="utf-8")
    result = run_cli("check", "h.csv", "--grid", "1x35", "--preset", "default", "-v")
    assert result.status == 0
    lines = [line for line in result.stderr.splitlines() if "alike" in line]
    assert len(lines) == 6
    assert re.search(r": \d+ more pairs of colours look alike; ", lines[-1])
