"""How the process of the command line ends: at once, but after everything that was promised for its end."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import environment

pytestmark = pytest.mark.slow

SCRIPT = """
import atexit, sys, threading, time
from headmap_cli.__main__ import main

class Witness:
    def __del__(self, print=print):
        print("torn down")

witness = Witness()
atexit.register(print, "registered first")
atexit.register(print, "registered last")
if sys.argv.pop(1) == "thread":
    threading.Thread(target=lambda: (time.sleep(0.5), print("thread"))).start()
main()
"""


def end_of(kind: str, *args: str, cwd: Path, **more: str) -> tuple[int, list[str]]:
    """Return the status and the lines of the output of a command."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, kind, *args],
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.splitlines()


def test_functions_for_the_end_run_and_nothing_is_torn_down(tmp_path: Path) -> None:
    status, lines = end_of("plain", "style", "list", cwd=tmp_path)
    assert status == 0
    assert lines[-2:] == ["registered last", "registered first"]


@pytest.mark.parametrize(("args", "status"), [(("render", "no.csv"), 2), (("stats", "no.csv"), 1)])
def test_the_status_is_that_of_the_command(args: tuple[str, ...], status: int, tmp_path: Path) -> None:
    assert end_of("plain", *args, cwd=tmp_path) == (status, ["registered last", "registered first"])


def test_threads_are_waited_for(tmp_path: Path) -> None:
    status, lines = end_of("thread", "--version", cwd=tmp_path)
    assert status == 0
    assert lines[1:] == ["thread", "registered last", "registered first", "torn down"]


def test_debugging_keeps_the_usual_end_of_python(tmp_path: Path) -> None:
    status, lines = end_of("plain", "--version", cwd=tmp_path, HEADMAP_DEBUG="1")
    assert (status, lines[1:]) == (0, ["registered last", "registered first", "torn down"])


def test_what_a_shell_asks_for_completion_ends_likewise(tmp_path: Path) -> None:
    question = {"_HEADMAP_COMPLETE": "bash_complete", "COMP_WORDS": "headmap re", "COMP_CWORD": "1"}
    status, lines = end_of("plain", cwd=tmp_path, **question)
    assert (status, lines) == (0, ["plain,render", "registered last", "registered first"])


def test_a_temporary_folder_is_removed(tmp_path: Path) -> None:
    """Where a command leaves its removal to the end of the process."""
    script = (
        "import sys, tempfile; from headmap_cli.__main__ import main; "
        "folder = tempfile.TemporaryDirectory(dir='.'); sys.argv = ['headmap', '--version']; main()"
    )
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment(), check=True)
    assert list(tmp_path.iterdir()) == []
