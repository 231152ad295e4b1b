"""Hooks of mkdocs: put pages from outside docs/ on the site, and point links at the pages of the site.

The Markdown files link to one another as files of the repository, so that the links also work in a checkout
and where the code is hosted. On the site, a link to a file that is not there becomes plain text.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[1]
MOVED = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "benchmarks/RESULTS.md": "costs.md",
    "examples/README.md": "examples.md",
    "examples/style.headmap.yaml": "style.headmap.yaml",
    "examples/transformerlens.ipynb": "transformerlens.ipynb",
    "sample_data/README.md": "sample-data.md",
    "configs/default.yaml": "default.yaml",
}
"""The place on the site of each file that is outside docs/, by its path in the repository."""

FENCED = re.compile(r"(^ *```.*?^ *```$)", re.MULTILINE | re.DOTALL)
OPTIONS = re.compile(r"^( *```\w+) (--.*)$", re.MULTILINE)
"""The first line of a block in inputs.md that gives the options with which the file is read."""
LINK = re.compile(r"\[([^\[\]]*)\]\((?!https?:|#)([^)#\s]+)(#[^)]*)?\)")


def on_files(files: Any, config: Any) -> Any:
    """Add the files from outside docs/ to those of the site."""
    for source, target in MOVED.items():
        files.append(File.generated(config, target, abs_src_path=str(ROOT / source)))
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:  # noqa: ARG001 - mkdocs' signature
    """Point the links of a page at the files of the site, and show options of blocks as their titles."""
    source = source_of(page.file.src_uri)
    targets = {file.src_uri for file in files}
    parts = FENCED.split(markdown)
    # Every second part is a block of code.
    parts[::2] = [site_links(part, source, targets) for part in parts[::2]]
    parts[1::2] = [OPTIONS.sub(r'\1 title="\2"', block) for block in parts[1::2]]
    return "".join(parts)


def source_of(target: str) -> str:
    """Return the path in the repository of a file of the site."""
    for source, moved in MOVED.items():
        if moved == target:
            return source
    return f"docs/{target}"


def site_links(text: str, source: str, targets: set[str]) -> str:
    """Return a text with links to files of the site instead of links to files of the repository.

    Args:
        text: The text, in Markdown.
        source: The path in the repository of the file that it comes from.
        targets: The files of the site.
    """

    def replace(link: re.Match[str]) -> str:
        label, path, anchor = link[1], link[2], link[3] or ""
        in_repository = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        target = MOVED.get(in_repository, in_repository.removeprefix("docs/"))
        if target not in targets:
            return label
        return f"[{label}]({target}{anchor})"

    return LINK.sub(replace, text)
