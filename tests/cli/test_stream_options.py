"""Pipes in other places than INPUT: styles, models' configs, manifests, jobs of a batch."""

import json
import os
from pathlib import Path

import pytest

from headmap_cli.cli.main import run
from tests.commands import PACKAGE_FOLDER, RunCli, python
from tests.pipes import CHANNELS, named_pipe, piped, standard_input, substituted

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")

TABLE = "layer,head,category\n0,1,A\n2,3,B\n"
CONFIG = json.dumps({"n_layer": 3, "n_head": 4}).encode()
STYLE = b"title: From a pipe\npreset: paper\n"
every_channel = pytest.mark.parametrize("channel", CHANNELS)


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (workdir / name).write_text(TABLE, encoding="utf-8")


def title_of(figure: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the title in the style that a figure carries."""
    capsys.readouterr()
    assert run(["extract", figure, "--style", "-"]) == 0
    lines = capsys.readouterr().out.splitlines()
    [title] = [line.removeprefix("title: ") for line in lines if line.startswith("title: ")]
    return title


@pytest.mark.slow
@every_channel
@pytest.mark.parametrize(
    "args",
    [
        ["render", "a.csv", "-o", "x.png", "--depfile", "x.d"],
        ["compare", "a.csv", "b.csv", "--exit-code"],
        ["check", "a.csv"],
        ["convert", "a.csv", "-o", "x.csv"],
        ["style", "new", "a.csv"],
        ["batch", "a.csv", "b.csv", "-o", "{stem}.png", "-j", "1"],
        ["batch", "a.csv", "b.csv", "-o", "{stem}.png", "-j", "2"],
    ],
    ids=" ".join,
)
def test_a_models_config_may_be_a_pipe(args: list[str], channel: str, run_cli: RunCli) -> None:
    with piped(channel, CONFIG) as name:
        result = run_cli(*args, "--model", name)
        assert result.status == 0
    assert "warning" not in result.stderr  # the grid is known, not taken from the largest indices


@pytest.mark.slow
@every_channel
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_style_may_be_a_pipe(channel: str, jobs: str, capsys: pytest.CaptureFixture[str]) -> None:
    with piped(channel, STYLE) as name:
        assert run(["render", "a.csv", "--grid", "3x4", "-c", name, "-o", "a.png", "--depfile", "a.d"]) == 0
    assert title_of("a.png", capsys) == "From a pipe"
    rule = Path("a.d").read_text(encoding="utf-8").splitlines()[0]
    presets = PACKAGE_FOLDER / "configs"
    assert rule == f"a.png: a.csv {presets / 'colourblind.yaml'} {presets / 'paper.yaml'}"
    command = ["batch", "a.csv", "b.csv", "--grid", "3x4", "-o", "{stem}-of-batch.png", "-j", jobs, "-q"]
    with piped(channel, STYLE) as name:
        assert run([*command, "-c", name]) == 0
    assert title_of("a-of-batch.png", capsys) == title_of("b-of-batch.png", capsys) == "From a pipe"


@pytest.mark.slow
@every_channel
def test_a_manifest_may_be_a_pipe(channel: str) -> None:
    manifest = (
        b"defaults: {grid: 3x4}\njobs:\n- {input: a.csv, output: x.png}\n- {input: b.csv, output: y.png}\n"
    )
    with piped(channel, manifest) as name:
        assert run(["batch", "--manifest", name, "--depfile", "all.d", "-q"]) == 0
    assert Path("all.d").read_text(encoding="utf-8").splitlines()[0] == "x.png y.png: a.csv b.csv"
    assert Path("x.png").exists()


def test_a_manifest_that_is_a_pipe_names_the_place_of_its_problems(
    run_cli: RunCli,
) -> None:
    with standard_input(b"jobs:\n- {input: a.csv, output: x.png, gird: 3x4}\n"):
        result = run_cli("batch", "--manifest", "-")
        assert result.status == 1
    assert result.stderr.startswith("headmap: error: <stdin>:2:33: unknown key 'gird'")


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_pipes_and_files_are_drawn_side_by_side(jobs: str) -> None:
    """Draw one figure each of two pipes of a shell, a named pipe, standard input and files."""
    tables = [f"layer,head,category\n0,{head},A\n" for head in range(4)]
    with (
        substituted(tables[0].encode()) as first,
        substituted(tables[1].encode()) as second,
        named_pipe("fifo", tables[2].encode()),
        standard_input(tables[3].encode()),
    ):
        args = ["batch", first, second, "A=fifo", "-", "a.csv", "--grid", "3x4", "-o", "{index}.png", "-q"]
        assert run([*args, "-j", jobs]) == 0
    for number, head in enumerate(range(4), 1):
        assert run(["convert", f"{number}.png", "-o", f"{number}.csv"]) == 0
        assert f"\n0,{head},A\n" in Path(f"{number}.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_pipe_that_is_broken_does_not_stop_the_others(jobs: str, run_cli: RunCli) -> None:
    with standard_input(b"\x1f\x8b no gzip"):
        args = ["batch", "-", "a.csv", "/dev/fd/999", "--grid", "3x4", "-o", "{stem}.png", "-j", jobs]
        result = run_cli(*args)
        assert result.status == 1
    lines = result.stderr.splitlines()
    assert sorted(line.split(": ")[2] for line in lines[:2]) == ["/dev/fd/999", "<stdin>"]
    assert lines[2].startswith("headmap: 1 written, 2 failed")
    assert Path("a.png").exists()


def test_the_first_broken_pipe_ends_a_run_that_is_to_fail_fast(run_cli: RunCli) -> None:
    args = ["batch", "/dev/fd/998", "/dev/fd/999", "a.csv", "-o", "{stem}.png", "--fail-fast", "-j", "1"]
    result = run_cli(*args)
    assert result.status == 1
    lines = result.stderr.splitlines()
    assert lines[0] == "headmap: error: /dev/fd/998: no such file"
    assert lines[1].startswith("headmap: 1 failed, 2 not run")


def test_jobs_of_a_manifest_may_share_a_pipe() -> None:
    Path("m.yaml").write_text(
        "jobs:\n"
        "- {input: '-', output: x.png, grid: 3x4}\n"
        "- {input: ['-', C=a.csv], output: y.png, grid: 9x9}\n"
    )
    Path("a.csv").write_text("0-0\n")
    with standard_input(TABLE.encode()):
        assert run(["batch", "--manifest", "m.yaml", "--own-categories", "-q", "-j", "2"]) == 0
    assert run(["check", "--figure", "x.png", "b.csv", "--grid", "3x4"]) == 0


HOOK = """
import os, sys
log = os.open(os.environ["OPENED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def note(event, args):
    if event == "open" and not isinstance(args[0], int):
        os.write(log, os.fsencode(args[0]) + b"\\n")
sys.addaudithook(note)
"""


@pytest.mark.slow
def test_workers_open_each_input_once(tmp_path: Path) -> None:
    """Let a hook in every process of a run write down what that process opens."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(HOOK)
    assert run(["render", "a.csv", "--grid", "3x4", "-o", "fig.png", "--set", "layout.dpi=50"]) == 0
    python(
        *("-m", "headmap_cli", "batch", "a.csv", "b.csv", "fig.png"),
        *("--grid", "3x4", "-o", "{stem}-new.png", "-j", "2", "-q"),
        cwd=tmp_path,
        PYTHONPATH=os.pathsep.join([str(hooks), str(PACKAGE_FOLDER)]),
        OPENED=str(tmp_path / "opened"),
    )
    opened = (tmp_path / "opened").read_text(encoding="utf-8").splitlines()
    assert [opened.count(name) for name in ("a.csv", "b.csv", "fig.png")] == [1, 1, 1]


TWICE = [
    (["render", "-", "-", "-o", "x.png"], "'-' is named twice, but"),
    (["show", "-", "/dev/stdin"], "'-' and '/dev/stdin' name one stream, which"),
    (["stats", "A=-", "B=-"], "'-' is named twice, but"),
    (["describe", "/dev/fd/0", "B=/dev/stdin"], "'/dev/fd/0' and '/dev/stdin' name one stream, which"),
    (["compare", "-", "-"], "'-' is named twice, but"),
    (["check", "-", "a.csv", "/dev/fd/0"], "'-' and '/dev/fd/0' name one stream, which"),
    (["check", "--figure", "-", "-"], "'-' is named twice, but"),
    (["check", "--venue", "icml", "/dev/stdin", "-"], "'/dev/stdin' and '-' name one stream, which"),
    (["convert", "-", "link", "-o", "x.csv"], "'-' and 'link' name one stream, which"),
    (["style", "new", "link", "/dev/stdin"], "'link' and '/dev/stdin' name one stream, which"),
    (["render", "-", "-c", "-", "-o", "x.png"], "'-' is named twice, but"),
    (["render", "-", "--model", "/dev/stdin", "-o", "x.png"], "'-' and '/dev/stdin' name one stream, which"),
    (["batch", "-", "-", "-o", "{index}.png"], "'-' is named twice, but"),
    (
        ["batch", "a.csv", "-", "/dev/stdin", "-o", "{index}.png"],
        "'-' and '/dev/stdin' name one stream, which",
    ),
    (["batch", "--manifest", "-", "--model", "-"], "'-' is named twice, but"),
    (["batch", "fifo", "fifo-link", "-o", "{index}.png"], "'fifo' and 'fifo-link' name one stream, which"),
]


@pytest.mark.parametrize(("args", "message"), TWICE, ids=[" ".join(args) for args, _ in TWICE])
def test_a_stream_is_named_once(args: list[str], message: str, run_cli: RunCli) -> None:
    Path("link").symlink_to("/dev/stdin")
    os.mkfifo("fifo")
    Path("fifo-link").symlink_to("fifo")
    with standard_input(TABLE.encode()):
        result = run_cli(*args)
        assert result.status == 2
    message += " can be read only once; save it to a file first"
    assert result.stderr == f"headmap: error: {message}\n"


@pytest.mark.parametrize(
    ("jobs", "message"),
    [
        ("- {input: [-, -], output: x.png}", "m.yaml:2:3: '-' is named twice, but"),
        ("- {input: -, output: x.png, style: -}", "m.yaml:2:3: '-' is named twice, but"),
        (
            "- {input: a.csv, output: x.png}\n- {input: -, model: /dev/stdin, output: y.png}",
            "m.yaml:3:3: '-' and '/dev/stdin' name one stream, which",
        ),
        (
            "- {input: -, output: x.png}\n- {input: /dev/fd/0, output: y.png}",
            "m.yaml:3:3: '-' and '/dev/fd/0' name one stream, which",
        ),
    ],
)
def test_a_manifest_names_a_stream_once(jobs: str, message: str, run_cli: RunCli) -> None:
    Path("m.yaml").write_text(
        f"jobs:\n{jobs}\n".replace("-,", "'-',").replace("-]", "'-']").replace("-}", "'-'}")
    )
    with standard_input(TABLE.encode()):
        result = run_cli("batch", "--manifest", "m.yaml")
        assert result.status == 1
    message += " can be read only once; save it to a file first"
    assert result.stderr == f"headmap: error: {message}\n"
