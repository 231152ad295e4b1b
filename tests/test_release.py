"""The release script, tried on a scratch clone; and the places that hold the version agree."""

import datetime
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from headmap_cli import __version__

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]


def git(clone: Path, *args: str) -> str:
    return subprocess.run(["git", *args], cwd=clone, capture_output=True, text=True, check=True).stdout


def make_release(clone: Path, version: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "docs.release", version]
    return subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    if not (ROOT / ".git").exists():
        pytest.skip("this is not a git checkout")
    folder = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
    git(folder, "config", "user.name", "A Tester")
    git(folder, "config", "user.email", "tester@example.invalid")
    changelog = folder / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8")
    entry = "## [Unreleased]\n\n### Added\n\n- Something new.\n"
    changelog.write_text(text.replace("## [Unreleased]\n", entry, 1), encoding="utf-8")
    git(folder, "commit", "--quiet", "--all", "--message", "Add something new")
    return folder


def test_the_changelog_describes_the_version() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(__version__)} - \d{{4}}-\d\d-\d\d$", text, re.MULTILINE)


def test_a_release_without_a_description_is_refused(clone: Path) -> None:
    git(clone, "reset", "--quiet", "--hard", "HEAD~1")
    done = make_release(clone, "7.0.0")
    assert (done.returncode, "nothing under [Unreleased]" in done.stderr) == (1, True)


def test_the_citation_has_the_version() -> None:
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"] == __version__


def test_a_release_is_tagged_dated_and_built_once(clone: Path) -> None:
    before = (clone / "CHANGELOG.md").read_text(encoding="utf-8")
    done = make_release(clone, "7.0.0")
    assert done.returncode == 0, done.stderr
    assert git(clone, "tag", "--points-at", "HEAD").split() == ["v7.0.0"]
    assert git(clone, "status", "--porcelain") == ""
    changelog = (clone / "CHANGELOG.md").read_text(encoding="utf-8")
    _, dated = changelog.split("## [Unreleased]\n\n## 7.0.0 - ")
    assert datetime.date.fromisoformat(dated[:10])
    assert dated[10:] == before.split("## [Unreleased]")[1]
    assert '__version__ = "7.0.0"' in (clone / "headmap_cli/_version.py").read_text(encoding="utf-8")
    assert (clone / "docs/ci.md").read_text(encoding="utf-8").count("v7.0.0\n") == 2
    assert "\nversion: 7.0.0\n" in (clone / "CITATION.cff").read_text(encoding="utf-8")
    assert "headmap 7.0.0" in (clone / "docs/headmap.1").read_text(encoding="utf-8")
    built = sorted(path.name for path in (clone / "dist").iterdir() if path.name != ".gitignore")
    assert built == ["headmap-7.0.0-py3-none-any.whl", "headmap-7.0.0.tar.gz"]
    again = make_release(clone, "7.0.0")
    assert (again.returncode, "exists already" in again.stderr) == (1, True)


@pytest.mark.parametrize("version", ["0.0.9", "0.1.0", "0.2", "1.0.0.0", "v1.0.0", "1.0.0rc1", "01.0.0", ""])
def test_a_version_that_is_not_newer_or_not_three_numbers_is_refused(clone: Path, version: str) -> None:
    done = make_release(clone, version)
    assert done.returncode == 1
    assert done.stderr.startswith("release: ")
    assert len(done.stderr.splitlines()) == 1
    assert git(clone, "status", "--porcelain") == ""


@pytest.mark.parametrize("name", ["README.md", "new.txt"])
def test_a_dirty_tree_is_refused(clone: Path, name: str) -> None:
    with (clone / name).open("a", encoding="utf-8") as file:
        file.write("more\n")
    done = make_release(clone, "7.0.0")
    assert (done.returncode, "uncommitted changes" in done.stderr) == (1, True)
    assert git(clone, "tag") == ""
