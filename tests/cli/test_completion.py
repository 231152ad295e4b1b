"""Shell completion: the scripts, what is offered, and what a keypress may cost."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from headmap_cli.checks.venue import find_venue
from headmap_cli.cli.main import cli
from headmap_cli.cli.shells import SCRIPTS
from headmap_cli.readers.model_grids import MODELS
from headmap_cli.style.load import load_style
from headmap_cli.style.presets import preset_names
from tests.commands import RunCli, environment, python

OFFER = """
import json, sys
from headmap_cli.cli.main import run
try:
    run()
except SystemExit:
    pass
print("\\n" + json.dumps(sorted(sys.modules)))
"""


def offered(line: str, cwd: Path) -> tuple[list[str], set[str]]:
    """Return what is offered for the last word of a line, and the modules that were imported for it."""
    words = line.split(" ")
    asked = {"_HEADMAP_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    *items, modules = python("-c", OFFER, cwd=cwd, **asked).stdout.splitlines()
    return [item for item in items if item], set(json.loads(modules))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("headmap re", ["plain,render"]),
        ("headmap style sch", ["plain,schema"]),
        ("headmap render --preset ic", ["plain,icml"]),
        ("headmap render --model pythia-12", ["plain,pythia-12b"]),
        ("headmap render --model ./conf", ["file,./conf"]),
        ("headmap show --set legend.pl", ["plain,legend.place="]),
        ("headmap render --set multi.display=sp", ["plain,multi.display=split"]),
        ("headmap render --set text.math=", ["plain,text.math=true", "plain,text.math=false"]),
        ("headmap render --set nothing=", []),
        ("headmap check --venue ne", ["plain,neurips"]),
        ("headmap convert --format ", ["plain,csv", "plain,json"]),
        ("headmap convert --input-format jsonl", ["plain,jsonl"]),
        ("headmap render hea", ["file,hea"]),
        ("headmap render a.csv -o fi", ["file,fi"]),
        ("headmap completion ", ["plain,bash", "plain,zsh", "plain,fish"]),
    ],
)
def test_completions_are_offered_without_loading_heavy_modules(
    line: str, expected: list[str], tmp_path: Path
) -> None:
    items, modules = offered(line, tmp_path)
    assert items == expected
    assert not modules & {"numpy", "matplotlib", "PIL", "yaml"}


@pytest.mark.slow
def test_every_preset_model_and_venue_is_offered(tmp_path: Path) -> None:
    def known(option: str) -> list[str]:
        items, _ = offered(f"headmap check {option} ", tmp_path)
        return [item.removeprefix("plain,") for item in items]

    assert known("--preset") == preset_names()
    assert known("--model") == list(MODELS)
    assert known("--venue") == [name for name in preset_names() if load_style(preset=name).layout.widths]
    assert all(find_venue(name).widths for name in known("--venue"))


def all_params(command: click.Command, context: click.Context) -> Iterator[click.Parameter]:
    """Yield the parameters of a command, and of all commands below it."""
    yield from command.params
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from all_params(inner, context)


def test_every_value_that_is_a_file_is_completed_as_one() -> None:
    context = click.Context(cli, **cli.context_settings)
    files = []
    for param in all_params(cli, context):
        words = (param.metavar or "").strip("[].").split("]")
        if not {"INPUT", "FILE", "FIGURE"}.isdisjoint(words):
            files.append(param)
    assert len(files) >= 10
    for param in files:
        assert [item.type for item in param.shell_complete(context, "x")] == ["file"], param.opts


@pytest.mark.parametrize("shell", SCRIPTS)
def test_each_shell_can_read_its_script(shell: str, run_cli: RunCli, tmp_path: Path) -> None:
    result = run_cli("completion", shell)
    assert result.status == 0
    script = result.stdout
    assert f"_HEADMAP_COMPLETE={shell}_complete" in script
    if shutil.which(shell):
        (tmp_path / "script").write_text(script)
        subprocess.run([shell, "-n", tmp_path / "script"], check=True)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
def test_bash_completes_with_the_script(tmp_path: Path) -> None:
    """Let bash source the script, call headmap and fill COMPREPLY."""
    (tmp_path / "headmap").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m headmap_cli "$@"\n')
    (tmp_path / "headmap").chmod(0o755)
    asked = (
        'eval "$(headmap completion bash)"; COMP_WORDS=(headmap render --preset sli); COMP_CWORD=3;'
        " _headmap_completion headmap; echo ${COMPREPLY[@]}"
    )
    variables = environment(PATH=f"{tmp_path}:{os.environ['PATH']}")
    done = subprocess.run(["bash", "-c", asked], env=variables, capture_output=True, text=True, check=True)
    assert done.stdout == "slides\n"


def test_an_unknown_shell_is_one_error_line(run_cli: RunCli) -> None:
    result = run_cli("completion", "tcsh")
    assert result.status == 2
    assert result.stderr.count("\n") == 1
