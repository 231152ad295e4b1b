"""An output that is an input, a style, a manifest or another output is refused, whatever its name."""

import os
from pathlib import Path

import pytest

from headmap_cli.cli.main import run
from headmap_cli.files.output_guard import OutputGuard
from tests.commands import RunCli

TABLE = "layer,head,category\n0,1,A\n1,0,B\n"
CONFIG = '{"num_hidden_layers": 2, "num_attention_heads": 2}'
GRID = ("--grid", "2x2")


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    for name, text in {
        "h.csv": TABLE,
        "g.csv": TABLE,
        "s.yaml": "title: x\n",
        "m.json": CONFIG,
        "jobs.yaml": "jobs: [{input: h.csv, output: a.png, grid: 2x2}]\n",
        "clash.yaml": "jobs:\n  - {input: h.csv, output: a.png}\n  - {input: g.csv, output: a.png}\n",
        "own.json": '{"headmap": 1, "grid": {"layers": 2, "heads": 2}, "categories": {"A": [[0, 0]]}}',
    }.items():
        (workdir / name).write_text(text, encoding="utf-8")
    assert run(["render", "h.csv", *GRID, "-o", "fig.svg"]) == 0
    os.link("h.csv", "hard.csv")
    os.link("s.yaml", "hard.d")
    (workdir / "soft.csv").symlink_to("h.csv")
    (workdir / "later.svg").symlink_to("target.svg")
    (workdir / "folder").mkdir()
    (workdir / "same").symlink_to("folder")


def files() -> dict[str, bytes]:
    """Return the content of each file in the current folder and those in it, by path."""
    return {str(path): path.read_bytes() for path in Path().rglob("*") if path.is_file()}


ONE_FILE = "are one file; choose another name"
REFUSED: dict[str, tuple[list[str], str]] = {
    "render onto its figure": (
        ["render", "fig.svg", "--preset", "dark", "-o", "fig.svg"],
        "'fig.svg' would be both -o and an input; choose another name",
    ),
    "depfile": (
        ["render", "h.csv", "-o", "a.png", "--depfile", "./h.csv"],
        f"'./h.csv' (--depfile) and 'h.csv' (an input) {ONE_FILE}",
    ),
    "report": (
        ["batch", "h.csv", *GRID, "-o", "a.png", "--report", "h.csv"],
        "'h.csv' would be both --report and an input; choose another name",
    ),
    "report by a hard link": (
        ["batch", "h.csv", *GRID, "-o", "a.png", "--report", "hard.csv"],
        f"'hard.csv' (--report) and 'h.csv' (an input) {ONE_FILE}",
    ),
    "report over a manifest": (
        ["batch", "--manifest", "jobs.yaml", "--report", "jobs.yaml"],
        "'jobs.yaml' would be both --report and the manifest; choose another name",
    ),
    "convert": (
        ["convert", "h.csv", *GRID, "-o", "h.csv"],
        "'h.csv' would be both -o and an input; choose another name",
    ),
    "convert by a link": (
        ["convert", "h.csv", *GRID, "-o", "soft.csv"],
        f"'soft.csv' (-o) and 'h.csv' (an input) {ONE_FILE}",
    ),
    "convert of a link": (
        ["convert", "soft.csv", "g.csv", *GRID, "-o", "h.csv"],
        f"'h.csv' (-o) and 'soft.csv' (an input) {ONE_FILE}",
    ),
    "convert of a named input": (
        ["convert", "Name=g.csv", *GRID, "-o", "g.csv"],
        "'g.csv' would be both -o and an input; choose another name",
    ),
    "convert over a model's config": (
        ["convert", "h.csv", "--model", "m.json", "-o", "m.json"],
        "'m.json' would be both -o and the config of --model; choose another name",
    ),
    "depfile over a style": (
        ["render", "h.csv", *GRID, "-c", "s.yaml", "-o", "a.png", "--depfile", "s.yaml"],
        "'s.yaml' would be both --depfile and a style; choose another name",
    ),
    "depfile over a hard link of a style": (
        ["render", "h.csv", *GRID, "-c", "s.yaml", "-o", "a.png", "--depfile", "hard.d"],
        f"'hard.d' (--depfile) and 's.yaml' (a style) {ONE_FILE}",
    ),
    "extract": (
        ["extract", "fig.svg", "--style", "fig.svg"],
        "'fig.svg' would be both --style and an input; choose another name",
    ),
    "compare": (
        ["compare", "fig.svg", "h.csv", *GRID, "-o", "fig.svg"],
        "'fig.svg' would be both -o and an input; choose another name",
    ),
    "style new": (
        ["style", "new", "h.csv", *GRID, "-o", "h.csv"],
        "'h.csv' would be both -o and an input; choose another name",
    ),
    "batch": (
        ["batch", "fig.svg", "-o", "{stem}.svg"],
        "'fig.svg' would be both the figure of fig.svg and an input; "
        "choose other outputs, such as with {parent}, {name} or {index}",
    ),
    "twice": (
        ["render", "h.csv", *GRID, "-o", "a.png", "-o", "a.png"],
        "-o names 'a.png' twice; choose another name",
    ),
    "twice by another name": (
        ["render", "h.csv", *GRID, "-o", "folder/a.png", "-o", "same/a.png"],
        f"'same/a.png' (-o) and 'folder/a.png' (-o) {ONE_FILE}",
    ),
    "a link and its target": (
        ["render", "h.csv", *GRID, "-o", "later.svg", "-o", "target.svg"],
        f"'target.svg' (-o) and 'later.svg' (-o) {ONE_FILE}",
    ),
    "data and style": (
        ["extract", "fig.svg", "-o", "d.csv", "--style", "d.csv"],
        "'d.csv' would be both --style and -o; choose another name",
    ),
    "data and style on stdout": (
        ["extract", "fig.svg", "-o", "-", "--format", "csv", "--style", "-"],
        "-o and --style would both be standard output; choose another name",
    ),
    "two jobs": (
        ["batch", "h.csv", "g.csv", *GRID, "-o", "a.png"],
        "'a.png' would be both the figure of g.csv and the figure of h.csv; "
        "choose other outputs, such as with {parent}, {name} or {index}",
    ),
    "report and a figure": (
        ["batch", "h.csv", *GRID, "-o", "a.png", "--report", "a.png"],
        "'a.png' would be both --report and the figure of h.csv; choose another name",
    ),
    "report and depfile": (
        ["batch", "h.csv", *GRID, "-o", "a.png", "--report", "r", "--depfile", "./r"],
        f"'./r' (--depfile) and 'r' (--report) {ONE_FILE}",
    ),
    "compare twice": (
        ["compare", "h.csv", "g.csv", *GRID, "-o", "a.png", "-o", "./a.png"],
        f"'./a.png' (-o) and 'a.png' (-o) {ONE_FILE}",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_output_that_is_another_file_of_the_command_is_refused(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, message = REFUSED[name]
    before = files()
    assert run(arguments) == 2
    assert capsys.readouterr() == ("", f"headmap: error: {message}\n")
    assert files() == before


@pytest.mark.parametrize(
    ("link", "target", "arguments"),
    [
        ("b.svg", "a.png", ["render", "h.csv", *GRID, "-o", "b.svg"]),
        ("b.svg", "fig.pdf", ["render", "h.csv", *GRID, "-o", "c.png", "-o", "b.svg"]),
        ("b.json", "h.csv", ["convert", "g.csv", *GRID, "-o", "b.json"]),
        ("b.csv", "own.json", ["extract", "fig.svg", "-o", "b.csv"]),
        ("b.yaml", "a.png", ["style", "new", "-o", "b.yaml"]),
        ("b.json", "s.yaml", ["style", "schema", "-o", "b.json"]),
        ("b.png", "fig.svg", ["batch", "h.csv", *GRID, "-o", "b.png"]),
    ],
)
def test_a_link_to_a_file_of_another_format_is_refused(
    link: str, target: str, arguments: list[str], run_cli: RunCli
) -> None:
    Path(link).symlink_to(target)
    before = files()
    result = run_cli(*arguments)
    assert result.status == 2
    message = f"{target!r}, which ends in {Path(target).suffix}; remove the link or "
    assert message in result.stderr
    assert files() == before


BATCH_OUTPUTS = ("-o", "{stem}.png", "--report", "r.json", "--depfile", "r.d")
ALLOWED = [
    ["render", "h.csv", *GRID, "-o", "a.png", "-o", "b.png", "--depfile", "a.d"],
    ["render", "h.csv", *GRID, "-o", "later.svg"],
    ["render", "fig.svg", "--preset", "dark", "-o", "dark.svg"],
    ["render", "fig.svg", "--split", "-o", "fig.svg"],
    ["convert", "h.csv", *GRID, "-o", "folder/h.csv"],
    ["convert", "h.csv", "h.csv", *GRID, "-o", "H2.csv"],
    ["extract", "fig.svg", "-o", "d.csv", "--style", "d.yaml"],
    ["compare", "h.csv", "h.csv", *GRID, "-o", "a.png"],
    ["batch", "h.csv", "g.csv", *GRID, *BATCH_OUTPUTS, "-j", "1"],
    ["extract", "fig.svg", "-o", "d.csv", "--style", "/dev/null"],
    ["style", "schema", "-o", "/dev/null"],
]


@pytest.mark.parametrize("arguments", ALLOWED)
def test_outputs_that_are_no_other_file_of_the_command_are_written(arguments: list[str]) -> None:
    before = files()
    if "schema" not in arguments:  # which has no -q
        arguments = [*arguments, "-q"]
    assert run(arguments) == 0
    after = files()
    assert {name: after[name] for name in before if name != "later.svg"} == before


def test_a_file_of_a_split_figure_that_is_an_input_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["render", "h.csv", *GRID, "--split", "-o", "f.svg"]) == 0
    before = files()
    assert run(["render", "f-all.svg", "--split", "-o", "f.svg"]) == 2
    message = "'f-all.svg' would be both a file of --split and an input; choose another name"
    assert capsys.readouterr().err == f"headmap: error: {message}\n"
    assert files() == before


def test_two_jobs_with_one_output_are_refused_with_their_line_in_the_manifest(
    run_cli: RunCli,
) -> None:
    before = files()
    result = run_cli("batch", "--manifest", "clash.yaml", *GRID)
    assert result.status == 1
    assert result.stderr.startswith("headmap: error: clash.yaml:3:5: 'a.png' would be both ")
    assert files() == before


def test_a_pipe_may_be_both_an_input_and_an_output() -> None:
    os.mkfifo("pipe.csv")
    guard = OutputGuard()
    guard.reads("pipe.csv", "an input")
    guard.writes("pipe.csv", "-o")


def test_an_output_that_is_the_file_on_standard_input_is_refused(run_cli: RunCli) -> None:
    with Path("h.csv").open(encoding="utf-8") as file:
        stdin = os.dup(0)
        os.dup2(file.fileno(), 0)
        try:
            result = run_cli("convert", "-", *GRID, "-o", "h.csv")
            assert result.status == 2
        finally:
            os.dup2(stdin, 0)
            os.close(stdin)
    message = f"'h.csv' (-o) and '-' (an input) {ONE_FILE}"
    assert result.stderr == f"headmap: error: {message}\n"


def test_an_output_with_a_null_character_ends_in_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    Path("null.yaml").write_text('jobs: [{input: h.csv, output: "a\\0.png", grid: 2x2}]\n', encoding="utf-8")
    assert run(["batch", "--manifest", "null.yaml", "-j", "1"]) in (1, 2, 3)
    assert "Traceback" not in capsys.readouterr().err
