"""Real commands that run in the background, for tests that interrupt, kill or crowd them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.commands import environment


def start(*args: str, **variables: str) -> subprocess.Popen[str]:
    """Start the command in a process group of its own; variables: of its environment."""
    return subprocess.Popen(
        [sys.executable, "-m", "headmap_cli", *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**variables),
        start_new_session=True,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a command, and return its exit status and what it printed to stderr."""
    _, stderr = process.communicate(timeout=120)
    return process.returncode, stderr


def temporary_files() -> list[str]:
    """Return the temporary files of headmap below the current folder."""
    return [str(path) for path in Path().rglob("*headmap-tmp")]


def group_has_ended(group: int, seconds: float = 20) -> bool:
    """Return whether all processes of a group end within a time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False
