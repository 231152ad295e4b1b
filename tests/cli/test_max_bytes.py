"""--max-bytes: what it limits in every command, and the values that it takes."""

from pathlib import Path

import pytest

from headmap_cli.cli.main import run
from headmap_cli.core.errors import UsageError
from headmap_cli.readers import read
from tests.commands import RunCli
from tests.parameters import slow_after_first
from tests.pipes import standard_input

GRID = ("--grid", "3x4")
TABLE = "layer,head,category\n0,1,A\n2,3,B\n"


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    (workdir / "heads.csv").write_text(TABLE, encoding="utf-8")
    assert run(["render", "heads.csv", *GRID, "-o", "fig.png", "--set", "layout.dpi=60"]) == 0


@pytest.mark.parametrize(
    "args",
    [
        ["render", "fig.png", "-o", "x.png"],
        ["show", "fig.png"],
        ["stats", "fig.png"],
        ["describe", "A=fig.png"],
        ["compare", "heads.csv", "fig.png", *GRID],
        ["convert", "fig.png", "-o", "x.csv"],
        ["extract", "fig.png", "-o", "x.csv"],
        ["extract", "fig.png", "--style", "x.yaml"],
        ["check", "fig.png"],
        ["check", "--figure", "fig.png", "heads.csv", *GRID],
        ["style", "new", "fig.png", "-o", "x.yaml"],
        ["batch", "fig.png", "-o", "x.png", "-j", "1", "-q"],
    ],
    ids=" ".join,
)
def test_every_command_keeps_to_the_limit(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status = run([*args, "--max-bytes", "99"])
    printed = "".join(capsys.readouterr())
    message = "fig.png: carries data that unpacks to more than 99 bytes; --max-bytes allows more\n"
    assert (status, printed.removeprefix("headmap: error: ")) == (1, message)
    assert not list(Path().glob("x.*"))


@pytest.mark.parametrize(
    "args",
    [
        ["render", "-", "-o", "x.png"],
        ["show", "/dev/stdin"],
        ["stats", "A=-"],
        ["compare", "-", "heads.csv"],
        ["extract", "-", "-o", "x.csv"],
        ["check", "--venue", "icml", "-"],
        ["check", "--figure", "-", "heads.csv", *GRID],
        ["batch", "-", "-o", "x.png", "-q"],
    ],
    ids=" ".join,
)
def test_a_pipe_that_gives_more_is_refused(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with standard_input(TABLE.encode()):
        status = run([*args, "--max-bytes", str(len(TABLE) - 1)])
    [line] = "".join(capsys.readouterr()).splitlines()
    assert (status, line.count(f"gives more than {len(TABLE) - 1} bytes; --max-bytes allows more")) == (1, 1)


COMMANDS = ["show heads.csv", "render heads.csv -o x.png", "extract fig.png -o x.csv", "check heads.csv"]


@pytest.mark.parametrize("command", [*COMMANDS, "batch heads.csv -o x.png", "style new"])
@pytest.mark.parametrize("value", slow_after_first(["-5", "0", "-1000000000000", "1.5", "1e3", "many"]))
def test_a_limit_that_is_no_positive_number_is_refused(command: str, value: str, run_cli: RunCli) -> None:
    result = run_cli(*command.split(), f"--max-bytes={value}")
    assert result.status == 2
    [line] = result.stderr.splitlines()
    assert line.startswith("headmap: error: --max-bytes")
    assert value in line
    assert not list(Path().glob("x.*"))


@pytest.mark.parametrize("value", [-5, 0])
def test_a_limit_that_is_no_positive_number_is_refused_in_a_manifest(value: int, run_cli: RunCli) -> None:
    Path("m.yaml").write_text(f"jobs:\n- input: heads.csv\n  output: x.png\n  max_bytes: {value}\n")
    result = run_cli("batch", "--manifest", "m.yaml")
    assert result.status == 1
    message = f"m.yaml:4:14: jobs.0.max_bytes: found '{value}'; expected a whole number from 1"
    assert result.stderr == f"headmap: error: {message}\n"


@pytest.mark.parametrize("value", [-5, 0, "9", 1.5, True])
def test_a_limit_that_is_no_positive_number_is_refused_in_a_call(value: object) -> None:
    with pytest.raises(UsageError, match=r"^max_bytes= is .*; expected a whole number from 1$"):
        read("heads.csv", grid=(3, 4), max_bytes=value)
    assert read("heads.csv", grid=(3, 4), max_bytes=1).layers == 3
