"""Fixtures that many test files share, and hypothesis profiles.

Hypothesis draws anew on a person's machine; in CI always the same, so that red means changed.
"""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from headmap_cli.cli.main import run

# The assert statements of helpers explain failures as those of tests do, and python -O keeps them.
for path in Path(__file__).parent.iterdir():
    pytest.register_assert_rewrite(f"tests.{path.stem}")

from tests.commands import CliResult, RunCli  # noqa: E402 - after the helpers have been registered

settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture
def workdir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make an empty temporary folder the current one, and return its path."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run_cli(capsys: pytest.CaptureFixture[str]) -> RunCli:
    """Return a function that runs headmap in this process and returns what it printed."""

    def run_and_capture(*args: str) -> CliResult:
        capsys.readouterr()  # drop what was printed before this run
        status = run(list(args))
        captured = capsys.readouterr()
        return CliResult(status, captured.out, captured.err)

    return run_and_capture


@pytest.fixture
def verbose_log() -> Iterator[None]:
    """Log the lines of -v too, so that they reach caplog."""
    logger = logging.getLogger("headmap")
    level = logger.level
    logger.setLevel(logging.INFO)
    yield
    logger.setLevel(level)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start Chromium, if it is installed."""
    sync_api = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        pytest.skip("no chromium is installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()
