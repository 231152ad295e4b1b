"""An option with a value is given once, but for those that collect values; all commands follow this."""

from pathlib import Path

import click
import pytest

from headmap_cli.cli.command import Command
from headmap_cli.cli.main import COMMANDS, run
from tests.cli import all_commands
from tests.commands import RunCli

REPEATABLE = {"--output", "--preset", "--style", "--set", "--where", "--ext", "--facet", "--mark"}


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    (workdir / "s.csv").write_text("layer,head,score\n0,0,0.1\n0,1,0.4\n", encoding="utf-8")


REPEATED = [
    (
        ["render", "s.csv", "--threshold", "0.1", "--threshold", "0.2", "-o", "a.png"],
        "--threshold is given twice (0.1 and 0.2); give it once",
    ),
    (
        ["stats", "--top", "5", "s.csv", "--top=10%", "--top", "3"],
        "--top is given 3 times (5, 10% and 3); give it once",
    ),
    (
        ["check", "s.csv", "--grid", "1x2", "--grid=1x2"],
        "--grid is given twice (1x2 and 1x2); give it once",
    ),
    (
        ["batch", "s.csv", "-o", "x.png", "-j", "1", "--jobs", "2"],
        "--jobs is given twice (1 and 2); give it once",
    ),
    (
        ["batch", "--manifest", "a.yaml", "--manifest", "b.yaml"],
        "--manifest is given twice (a.yaml and b.yaml); give it once",
    ),
    (
        ["convert", "s.csv", "-o", "a.csv", "-ob.csv"],
        "--output is given twice (a.csv and b.csv); give it once",
    ),
    (
        ["extract", "f.png", "--style", "a.yaml", "--style", "b.yaml"],
        "--style is given twice (a.yaml and b.yaml); give it once",
    ),
    (
        ["show", "s.csv", "--color", "never", "--color", "always"],
        "--color is given twice (never and always); give it once",
    ),
    (
        ["compare", "s.csv", "s.csv", "--format", "md", "--format", "csv"],
        "--format is given twice (md and csv); give it once",
    ),
    (
        ["describe", "s.csv", "--index-base", "0", "--index-base", "1"],
        "--index-base is given twice (0 and 1); give it once",
    ),
    (
        ["style", "schema", "-o", "a.json", "--output", "b.json"],
        "--output is given twice (a.json and b.json); give it once",
    ),
    (
        ["style", "new", "--model", "gpt2", "--model", "opt"],
        "--model is given twice (gpt2 and opt); give it once",
    ),
]


@pytest.mark.parametrize(("arguments", "message"), REPEATED)
def test_a_repeated_value_is_an_error(arguments: list[str], message: str, run_cli: RunCli) -> None:
    result = run_cli(*arguments)
    assert result.status == 2
    assert (result.stdout, result.stderr) == ("", f"headmap: error: {message}\n")
    assert [path.name for path in Path().iterdir()] == ["s.csv"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["convert", "s.csv", "-q", "--quiet", "-q", "--threshold", "0.2", "-o", "a.csv"],
        ["check", "s.csv", "s.csv", "--set", "title=a", "--set", "title=b", "--threshold", "0.2"],
        ["check", "s.csv", "--where", "layer=0", "--where", "layer=0", "--threshold", "0.2"],
        ["render", "s.csv", "--threshold", "0.2", "-o", "a.png", "-o", "b.svg"],
        ["stats", "s.csv", "--threshold", "0.2", "--column", "score", "--", "s.csv"],
        ["style", "show", "--origin", "--origin", "-v", "-v"],
    ],
)
def test_flags_and_lists_may_be_repeated(arguments: list[str]) -> None:
    assert run(arguments) == 0


def test_only_known_options_are_repeatable_in_every_command() -> None:
    commands = dict(all_commands())
    assert len(commands) >= len(COMMANDS)
    for name, command in commands.items():
        assert isinstance(command, Command), name
        for param in command.params:
            if isinstance(param, click.Option) and param.multiple:
                assert REPEATABLE.intersection(param.opts), (name, param.opts)


def test_an_unknown_option_is_still_clicks_error(run_cli: RunCli) -> None:
    result = run_cli("stats", "s.csv", "--treshold", "1")
    assert result.status == 2
    assert "--treshold" in result.stderr
    result = run_cli("stats", "s.csv", "--grid")
    assert result.status == 2
    assert "--grid" in result.stderr
