"""The ``headmap`` group: help, version, unknown commands and options."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

import headmap_cli
from headmap_cli.cli.main import cli, run
from tests.commands import RunCli


def test_no_arguments_print_the_help(run_cli: RunCli) -> None:
    result = run_cli()
    assert result.status == 2
    _, out, err = result
    assert out == ""
    assert err.startswith("Usage: headmap ")
    assert "render" in err


@pytest.mark.parametrize("args", [["--help"], ["-h"], ["render", "--help"], ["render", "-h"]])
def test_help_goes_to_stdout(args: list[str], run_cli: RunCli) -> None:
    result = run_cli(*args)
    assert result.status == 0
    _, out, err = result
    assert err == ""
    assert out.startswith("Usage: headmap ")


def test_the_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    run(["--help"])
    listed = capsys.readouterr().out.partition("Commands:")[2]
    names = cli.list_commands(click.Context(cli, **cli.context_settings))
    assert "render" in names
    assert [line.split()[0] for line in listed.splitlines() if re.match(r"  \w", line)] == names
    assert all(cli.get_command(click.Context(cli, **cli.context_settings), name) for name in names)


def test_the_version_is_printed(run_cli: RunCli) -> None:
    result = run_cli("--version")
    assert result.status == 0
    _, out, err = result
    assert err == ""
    assert out.split()[-1] == headmap_cli.__version__


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["rendr"], "no command 'rendr' (did you mean 'render'?); see 'headmap --help'"),
        (["RENDER", "x.csv"], "no command 'RENDER' (did you mean 'render'?); see 'headmap --help'"),
        (["xyzzy"], "no command 'xyzzy'; see 'headmap --help'"),
        (["heads.csv"], "no command 'heads.csv'; see 'headmap --help'"),
    ],
)
def test_an_unknown_command_suggests_a_close_name(args: list[str], expected: str, run_cli: RunCli) -> None:
    result = run_cli(*args)
    assert result.status == 2
    assert (result.stdout, result.stderr) == ("", f"headmap: error: {expected}\n")


def test_an_unknown_option_is_one_line(run_cli: RunCli) -> None:
    result = run_cli("--verson")
    assert result.status == 2
    _, out, err = result
    assert out == ""
    assert err.startswith("headmap: error: ")
    assert err.endswith("see 'headmap --help'\n")
    assert "--version" in err
    assert err.count("\n") == 1


HEAVY = ("numpy", "matplotlib", "PIL", "yaml", "msgspec")


@pytest.mark.parametrize("args", [["--help"], ["--version"]])
def test_help_and_version_import_nothing_heavy(args: list[str]) -> None:
    code = (
        "import sys; from headmap_cli.cli.main import run; status = run(sys.argv[1:]); "
        f"print(*[m for m in {HEAVY} if m in sys.modules], file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(headmap_cli.__file__).parent.parent,
    )
    assert (done.returncode, done.stderr.strip()) == (0, "")
