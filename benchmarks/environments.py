"""The virtual environments that the benchmarks run headmap in: the current code, and the state before.

Both are installed in the same way, as copies with their bytecode, and are started by their ``headmap``
script. The state before is that before the work that cut the start-up time.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from .timing import ENVIRONMENT, ROOT

BEFORE_COMMIT = "a599717"
CURRENT = Path(sys.prefix)
BEFORE = ROOT / ".venv-before"
HEADMAP = [str(CURRENT / "bin" / "headmap")]
HEADMAP_BEFORE = [str(BEFORE / "bin" / "headmap")]
PYTHON = [sys.executable]


def install_current() -> None:
    """Install a copy of the current code in the environment that this process runs in."""
    _install(CURRENT, ROOT, ["--no-deps", "--force-reinstall"])
    _call(_python(CURRENT), "-m", "compileall", "-q", "benchmarks")


def install_before() -> bool:
    """Install the state before in .venv-before, unless it is there.

    It gets the versions of numpy, matplotlib and so on that the current code runs with.

    Returns:
        Whether the state before can be measured. It cannot if the history does not hold its commit, as in a
        shallow clone.
    """
    versions = _call(*PYTHON, "-m", "pip", "freeze", "--exclude", "headmap")
    installed = BEFORE / "installed.txt"  # the versions that were asked for
    if installed.exists() and installed.read_text(encoding="utf-8") == versions:
        return True
    look_up = ["git", "cat-file", "-e", f"{BEFORE_COMMIT}^{{commit}}"]
    if subprocess.run(look_up, cwd=ROOT, stderr=subprocess.DEVNULL, check=False).returncode:
        return False
    _call(sys.executable, "-m", "venv", "--clear", str(BEFORE))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        constraints, archive, source = folder / "versions.txt", folder / "before.tar", folder / "source"
        constraints.write_text(versions, encoding="utf-8")
        source.mkdir()
        _call("git", "archive", "--output", str(archive), BEFORE_COMMIT)
        _call("tar", "-xf", str(archive), "-C", str(source))
        _install(BEFORE, source, ["--constraint", str(constraints)])
    installed.write_text(versions, encoding="utf-8")
    return True


def _install(environment: Path, source: Path, options: list[str]) -> None:
    """Install headmap from a folder, and compile everything in the environment."""
    python = _python(environment)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *options]
    _call(*pip, str(source))
    # compileall exits with 1 for files of packages that are not meant for this version of Python.
    packages = environment / "lib"
    subprocess.run([python, "-m", "compileall", "-qq", str(packages)], cwd=ROOT, env=ENVIRONMENT, check=False)


def _python(environment: Path) -> str:
    return str(environment / "bin" / "python")


def _call(*command: str) -> str:
    """Run a command that prepares the measurement, and return what it prints."""
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout
