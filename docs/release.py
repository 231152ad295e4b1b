"""Make a release: ``make release VERSION=0.2.0``.

It dates the changelog, sets the version wherever it is written, builds wheel and sdist, commits and tags.
Nothing is pushed. Everything is checked before the first file changes.
"""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
UNRELEASED = "## [Unreleased]\n"


class ReleaseError(Exception):
    """The release cannot be made; the message says why in one line."""


def run(*command: str) -> str:
    """Run a command in the root of the repository and return what it printed."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ReleaseError(f"{' '.join(command)} failed: {(done.stderr or done.stdout).strip()}")
    return done.stdout


def parse_version(text: str) -> tuple[int, ...]:
    """Return the three numbers of a version such as ``0.2.0``."""
    if not re.fullmatch(r"(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){2}", text):
        raise ReleaseError(f"the version is {text!r}; write three numbers, such as VERSION=0.2.0")
    return tuple(int(part) for part in text.split("."))


def replace_once(path: Path, pattern: str, replacement: str) -> None:
    """Replace the single match of a pattern in a file."""
    text, count = re.subn(
        pattern, lambda _: replacement, path.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    if count != 1:
        raise ReleaseError(f"{path.name}: found {count} matches of {pattern}, expected one")
    path.write_text(text, encoding="utf-8", newline="\n")


def check(version: str) -> None:
    """Raise ReleaseError unless the tree is clean, the version is new and the changelog has entries."""
    if run("git", "status", "--porcelain"):
        raise ReleaseError("the tree has uncommitted changes; commit them first")
    text = (ROOT / "headmap_cli/_version.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(.*)"$', text, re.MULTILINE)
    if not found:
        raise ReleaseError("headmap_cli/_version.py has no __version__")
    current = found[1]
    if run("git", "tag", "--list", f"v{version}"):
        raise ReleaseError(f"the tag v{version} exists already; choose a newer version")
    if parse_version(version) <= parse_version(current):
        raise ReleaseError(f"{version} is not newer than the current version {current}")
    _, heading, rest = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").partition(UNRELEASED)
    if not heading or not rest.partition("\n## ")[0].strip():
        raise ReleaseError("CHANGELOG.md has nothing under [Unreleased]; describe the changes first")


def release(version: str) -> None:
    """Make the release after every check has passed."""
    parse_version(version)
    check(version)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    replace_once(ROOT / "CHANGELOG.md", r"^## \[Unreleased\]\n", f"{UNRELEASED}\n## {version} - {today}\n")
    replace_once(ROOT / "headmap_cli/_version.py", r"^__version__ = .*$", f'__version__ = "{version}"')
    replace_once(ROOT / "CITATION.cff", r"^version: .*$", f"version: {version}")
    replace_once(ROOT / "docs/ci.md", r"^    rev: v.*$", f"    rev: v{version}")
    replace_once(
        ROOT / "docs/ci.md", r"^      - uses: OWNER/headmap@v.*$", f"      - uses: OWNER/headmap@v{version}"
    )
    run(sys.executable, "-m", "docs.man")  # the man page names the version
    run(sys.executable, "-m", "build", "--no-isolation")
    run("git", "commit", "--quiet", "--all", "--message", f"Release {version}")
    run("git", "tag", "--annotate", f"v{version}", "--message", f"headmap {version}")


def main() -> None:
    """Make the release that the command line names."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: make release VERSION=0.2.0")
    try:
        release(sys.argv[1])
    except ReleaseError as error:
        raise SystemExit(f"release: {error}") from None


if __name__ == "__main__":
    main()
