"""Texts that people read are plain English: phrases that were once replaced do not come back."""

import ast
import itertools
import re
import subprocess
import sys
from pathlib import Path

import pytest

from headmap_cli.cli.main import COMMANDS
from tests.commands import RunCli

ROOT = Path(__file__).parent.parent
PAGES = [
    path
    for pattern in (
        "*.md",
        "docs/*.md",
        "docs/headmap.1",
        "*/README.md",
        "configs/*.yaml",
        "*.yml",
        ".*.yaml",
    )
    for path in sorted(ROOT.glob(pattern))
]
MODULES = [
    *sorted((ROOT / "headmap_cli").rglob("*.py")),
    ROOT / "docs" / "command_reference.py",
    ROOT / "docs" / "gallery.py",
    ROOT / "docs" / "site_hooks.py",
    ROOT / "docs" / "style_reference.py",
]

# Phrases that read as if they were translated or cut short, each as a regular expression. Write plain English
# instead: "is not a figure", "has no file extension", "the overlap of each pair of categories".
PHRASES = (
    # README and pages
    r"Draws which attention heads",
    r"in which categories each head is, at its",
    r"gives? the same bytes|same input, same bytes",
    r"in the width and type of a paper",
    r"a row per membership[;.]",
    r"more columns are ignored",
    r"all problems of a file or style at once",
    r"is this figure of this data",
    r"does it fit the venue",
    r"every key explained",
    r"a script of one's own",
    r"The files of the field",
    r"hatches for gray print",
    r"(for|checked for|to some) all eyes|alike to some eyes",
    r"a figure of a batch takes 0\.05",
    r"is told by its content",
    r"may be packed with",
    r"Figures that carry themselves",
    r"which is else plain text",
    r"what cannot fit is an error",
    r"Nothing but its own script",
    r"with warm processes|warm processes,",
    r"(leave|draw) what is up to date",
    r"notebook's cell shows itself",
    r"appears whole or not at all",
    r"both end well",
    r"of a file on its way",
    r"no key twice|a key that stands twice",
    r"\bmended\b",
    r"have the categories of all",
    r"\bthat is gone is then\b",
    r"overlap of each two|each two categories",
    r"count(s|ed)? nowhere",
    r"falls on place",
    r"What holds where a style says nothing",
    r"colour upon colour|never one twice",
    r"are laid together",
    r"than anyone's palette has",
    r"headmap takes of it",
    r"shares travel better",
    # help
    r"A shipped style to begin with",
    r"A YAML style; later ones win",
    r"The grid by a model's name",
    r"What the first layer is called",
    r"What a head without a score is",
    r"a packed input unpacks to",
    r"Say also what was",
    r"Processes; else one",
    r"What became of each figure",
    r"show just what INPUT",
    r"Say in words what the figure shows",
    r"Behind each value",
    # messages
    r"that I know\b",
    r"is no (figure|PDF|venue)\b",
    r"has no ending",
    r"is there already",
    r"both say the grid",
    r"stands at the end several times",
    r"an error of headmap itself",
    # descriptions and statistics
    r"in the fifth of layers",
    r"touches no other head",
    r"By the sides that they share",
    r"keeps most to a part",
    r"in just these\b",
    r"\bin both; in no other\b",
)
PATTERN = re.compile("|".join(f"(?:{phrase})" for phrase in PHRASES), re.IGNORECASE)


def phrases_in(text: str) -> list[str]:
    """Return the phrases in a text, wherever its lines break."""
    plain = re.sub(r"\s+", " ", text)
    return [match[0] for match in PATTERN.finditer(plain)]


def text_of(node: ast.JoinedStr) -> str:
    parts = []
    for value in node.values:
        parts.append(str(value.value) if isinstance(value, ast.Constant) else "{}")
    return "".join(parts)


def texts_of_module(source: str) -> list[str]:
    """Return the docstrings, messages and other strings of a module, and its comments as one text."""
    texts = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            texts.append(text_of(node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.append(node.value)
    comments = [line.partition("# ")[2] for line in source.splitlines() if "# " in line]
    return [*texts, " ".join(comments)]


def test_a_phrase_is_found_across_lines_in_docstrings_messages_and_comments() -> None:
    assert phrases_in("Several INPUTs are\n  laid together.") == ["are laid together"]
    source = (
        'def f(x):\n    """What is\n    mended."""\n    raise E(f"{x} is no " "PDF")  # it counts nowhere\n'
    )
    found = {phrase for text in texts_of_module(source) for phrase in phrases_in(text)}
    assert sorted(found) == ["counts nowhere", "is no PDF", "mended"]
    assert phrases_in("The overlap of each pair; 'a' has no file extension; it is not a PDF.") == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_are_in_plain_english(page: Path) -> None:
    text = re.sub(r"^\s*# ?", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert phrases_in(text) == []


@pytest.mark.slow
def test_proselint_accepts_the_prose_of_the_pages(tmp_path: Path) -> None:
    pytest.importorskip("proselint")
    numbers = itertools.count()
    paths = []
    for page in PAGES:
        if page.suffix == ".md":
            # Code has repeated words and other things that would be mistakes in prose.
            code = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
            text = code.sub(lambda _: f"code{next(numbers)}", page.read_text(encoding="utf-8"))
            path = tmp_path / str(page.relative_to(ROOT)).replace("/", "-")
            path.write_text(text, encoding="utf-8")
            paths.append(path)
    config = ROOT / ".proselintrc.json"
    command: list[str | Path] = [sys.executable, "-m", "proselint", "--config", config, "check", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == []
    assert done.returncode == 0, done.stderr


def test_docstrings_messages_and_comments_are_in_plain_english() -> None:
    found = {}
    for module in MODULES:
        texts = texts_of_module(module.read_text(encoding="utf-8"))
        phrases = [phrase for text in texts for phrase in phrases_in(text)]
        if phrases:
            found[str(module.relative_to(ROOT))] = phrases
    assert found == {}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_is_in_plain_english(name: str, run_cli: RunCli) -> None:
    result = run_cli(name, "--help")
    assert result.status == 0
    assert phrases_in(result.stdout) == []


@pytest.mark.parametrize("command", ["stats", "describe", "describe --alt", "describe --format md"])
def test_numbers_and_words_are_in_plain_english(command: str, run_cli: RunCli) -> None:
    table = ROOT / "sample_data" / "pythia_like_36x41.csv"
    result = run_cli(*command.split(), str(table), "--grid", "36x41")
    assert result.status == 0
    assert phrases_in(result.stdout) == []
