"""The values of --mark, on the command line and in a manifest."""

from pathlib import Path

import pytest

from headmap_cli.core.errors import UsageError
from headmap_cli.options.records import DrawArgs, StyleArgs
from headmap_cli.options.resolve import resolve_style
from headmap_cli.style.schema import MarkStyle
from tests.commands import RunCli

FORMS = [
    ("L9H9,10.0", MarkStyle(heads=("L9H9", "L10H0"))),
    ("9-9", MarkStyle(heads=("L9H9",))),
    ("top:6", MarkStyle(top=6)),
    ("Name movers=L9H9, L10H0", MarkStyle(heads=("L9H9", "L10H0"), label="Name movers")),
    ("a=b=top:1", MarkStyle(top=1, label="a=b")),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_a_value_is_a_set_of_heads_with_or_without_a_label(text: str, expected: MarkStyle) -> None:
    assert resolve_style(StyleArgs(), (), DrawArgs(marks=(text,))).marks == (expected,)


@pytest.mark.parametrize("text", ["", "A=", "L9", "9.6,", "top:", "top:0", "top:-1", "top:x", "Name movers"])
def test_other_values_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--mark: "):
        resolve_style(StyleArgs(), (), DrawArgs(marks=(text,)))


def test_marks_of_the_command_line_replace_those_of_the_style(workdir: Path) -> None:
    (workdir / "s.yaml").write_text("marks: [{heads: [1.10, L2H2], look: dot}]\n", encoding="utf-8")
    style_args = StyleArgs(styles=("s.yaml",))
    # YAML takes 1.10 for the number 1.1, but it is head 10 of layer 1.
    assert resolve_style(style_args).marks == (MarkStyle(heads=("L1H10", "L2H2"), look="dot"),)
    assert resolve_style(style_args, (), DrawArgs(marks=("0.0",))).marks == (MarkStyle(heads=("L0H0",)),)


def test_a_manifest_and_the_command_line_draw_the_same_figure(workdir: Path, run_cli: RunCli) -> None:
    (workdir / "h.csv").write_text("layer,head,category\n0,0,A\n3,3,A\n", encoding="utf-8")
    (workdir / "jobs.yaml").write_text(
        "jobs: [{input: h.csv, output: a.png, mark: ['X=3.3', '0.0'], grid: 4x4}]\n", encoding="utf-8"
    )
    assert run_cli("batch", "--manifest", "jobs.yaml").status == 0
    marks = ("--mark", "X=3.3", "--mark", "0.0")
    assert run_cli("render", "h.csv", "--grid", "4x4", *marks, "-o", "b.png").status == 0
    assert run_cli("render", "h.csv", "--grid", "4x4", "-o", "c.png").status == 0
    assert (workdir / "a.png").read_bytes() == (workdir / "b.png").read_bytes()
    assert (workdir / "a.png").read_bytes() != (workdir / "c.png").read_bytes()


def test_show_lists_the_marked_heads_below_the_legend(workdir: Path, run_cli: RunCli) -> None:
    (workdir / "h.csv").write_text("layer,head,category\n0,0,A\n3,3,B\n", encoding="utf-8")
    (workdir / "s.yaml").write_text("marks: [{heads: [3.2], label: Movers}]\n", encoding="utf-8")
    result = run_cli("show", "h.csv", "--grid", "4x4", "-c", "s.yaml")
    assert result.stdout.splitlines()[-1] == "Marked as 'Movers': L3H2."
