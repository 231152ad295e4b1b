"""Real shells complete the words of a command line with the scripts that headmap prints."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.cli.shells import SCRIPTS, completion_script
from tests.commands import environment

pytestmark = pytest.mark.slow

# What is typed before the Tab key, and the arguments that headmap then gets.
TYPED = [
    ("ren", "render"),
    ("render --preset ic", "render --preset icml"),
    ("render --preset=ic", "render --preset=icml"),
    ("check --venue=neur", "check --venue=neurips"),
    ("render --model=pythia-12", "render --model=pythia-12b"),
    ("render --width colu", "render --width column"),
    ("render --preset science --width two", "render --preset science --width two-columns"),
    ("render --set legend.place=bot", "render --set legend.place=bottom"),
    ("render --set=legend.place=bot", "render --set=legend.place=bottom"),
    ("render --set multi.dis", "render --set multi.display="),
    ("render my_he", "render my_heads.csv"),
    ("render --style=my_st", "render --style=my_style.yaml"),
    ("render -c my_st", "render -c my_style.yaml"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with files to complete, and a command headmap that prints its arguments."""
    (tmp_path / "my_heads.csv").touch()
    (tmp_path / "my_style.yaml").touch()
    command = tmp_path / "bin" / "headmap"
    command.parent.mkdir()
    lines = [
        "#!/bin/sh",
        'if [ -z "$_HEADMAP_COMPLETE" ]; then echo "ARGS<$*>"; exit; fi',
        f'exec "{sys.executable}" -m headmap_cli "$@"',
    ]
    command.write_text("\n".join(lines) + "\n", encoding="utf-8")
    command.chmod(0o755)
    for shell, name in SCRIPTS.items():
        (tmp_path / "bin" / name).write_text(completion_script(shell), encoding="utf-8")
    return tmp_path


def variables_of(folder: Path) -> dict[str, str]:
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return environment(PATH=path, HOME=str(folder), TERM="dumb", LC_ALL="C.UTF-8")


def typed_in(command: list[str], setup: str, folder: Path) -> list[str]:
    """Type each text of TYPED and the Tab key in an interactive shell; return the arguments of headmap."""
    pexpect: Any = pytest.importorskip("pexpect")
    if not shutil.which(command[0]):
        pytest.skip(f"no {command[0]}")
    shell = pexpect.spawn(
        command[0], command[1:], cwd=folder, env=variables_of(folder), encoding="utf-8", timeout=60
    )
    shell.sendline(setup)
    shell.sendline("echo READY''NOW")
    shell.expect_exact("READYNOW")
    found = []
    for text, _ in TYPED:
        shell.send(f"headmap {text}\t")
        shell.sendline("")
        shell.expect(r"ARGS<(.*?)>")
        found.append(shell.match[1].strip())
    shell.close(force=True)
    return found


def test_bash_completes_what_is_typed(folder: Path) -> None:
    found = typed_in(["bash", "--norc", "--noprofile", "-i"], f"source {folder}/bin/headmap.bash", folder)
    assert found == [expected for _, expected in TYPED]


def test_bash_completes_where_words_do_not_break_at_the_equals_sign(folder: Path) -> None:
    setup = f"source {folder}/bin/headmap.bash; COMP_WORDBREAKS=${{COMP_WORDBREAKS//=}}"
    found = typed_in(["bash", "--norc", "--noprofile", "-i"], setup, folder)
    # Without breaks at the sign, readline cannot complete the name of a file behind it.
    plain = [i for i, (text, _) in enumerate(TYPED) if "--style=" not in text]
    assert [found[i] for i in plain] == [TYPED[i][1] for i in plain]


@pytest.mark.parametrize("load", ["source {}/bin/_headmap", "true"])
def test_zsh_completes_what_is_typed(load: str, folder: Path) -> None:
    setup = f"fpath=({folder}/bin $fpath); autoload -U compinit; compinit -u -D; {load.format(folder)}"
    found = typed_in(["zsh", "-f", "-i"], setup, folder)
    assert found == [expected for _, expected in TYPED]


@pytest.mark.skipif(not shutil.which("fish"), reason="no fish")
def test_fish_completes_what_is_typed(folder: Path) -> None:
    for text, expected in TYPED:
        script = f"source {folder}/bin/headmap.fish; complete -C 'headmap {text}'"
        done = subprocess.run(
            ["fish", "--no-config", "-c", script],
            cwd=folder,
            env=variables_of(folder),
            capture_output=True,
            text=True,
            check=True,
        )
        offered = [line.split("\t")[0] for line in done.stdout.splitlines()]
        assert offered == [expected.split()[-1]], done.stderr
