"""Runs of headmap: in a process of its own, or in this one (the ``run_cli`` fixture of conftest.py)."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

from tests.disabled import VARIABLE

PACKAGE_FOLDER = Path(__file__).parent.parent

TABLE = "layer,head,category\n" + "".join(
    f"{n % 12},{n * 7 % 11},{'Knowledge' if n % 3 else 'Name $mover$;Knowledge'}\n" for n in range(40)
)


class CliResult(NamedTuple):
    """What a run of the command line ended with and printed."""

    status: int
    stdout: str
    stderr: str


class RunCli(Protocol):
    """The type of the ``run_cli`` fixture."""

    def __call__(self, *args: str) -> CliResult:
        """Run headmap with these arguments."""


def environment(**more: str) -> dict[str, str]:
    """Return the environment of this process, with the package on its path and without that of a make."""
    left_out = ("SOURCE_DATE_EPOCH", "MATPLOTLIBRC", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES")
    kept = {key: value for key, value in os.environ.items() if key not in left_out}
    folders = [str(PACKAGE_FOLDER)]
    if VARIABLE in os.environ:
        folders.append(str(PACKAGE_FOLDER / "tests" / "hooks"))
    return kept | {"PYTHONPATH": os.pathsep.join(folders)} | more


def python(*args: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments, which must end with exit status 0 within five minutes."""
    done = subprocess.run(
        [sys.executable, *args],
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done
