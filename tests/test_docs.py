"""What the README, the guide and the docstrings show works: commands, snippets, the error line, examples."""

import doctest
import importlib
import pkgutil
import re
import shlex
from pathlib import Path

import click
import numpy as np
import pytest

import headmap_cli
from headmap_cli.cli.main import cli, run
from headmap_cli.readers import read
from headmap_cli.style.load import load_style
from tests.commands import RunCli

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
README_PAGES = (
    "README.md",
    "docs/tutorial.md",
    "docs/guide.md",
    "docs/paper.md",
    "docs/threshold.md",
    "docs/figures.md",
    "docs/why.md",
    "docs/python.md",
    "docs/batch.md",
    "docs/numbers.md",
    "docs/ci.md",
)
README = "".join((ROOT / name).read_text(encoding="utf-8") for name in README_PAGES)
BLOCKS = re.findall(r"^```(\w*)[^\n]*\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
LINES = [line for _, block in BLOCKS for line in block.splitlines()]
COMMANDS = [line for line in LINES if line.startswith("headmap ")]
MAKE = [line.split()[1] for line in LINES if line.startswith("make ")]


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    context = cli.make_context("headmap", words[1:2], resilient_parsing=True)
    command = cli.get_command(context, words[1])
    assert command is not None, f"no command {words[1]!r}"
    rest = words[2:]
    while isinstance(command, click.Group) and rest:
        inner = command.get_command(context, rest[0])
        assert inner is not None, f"no command {rest[0]!r}"
        command, rest = inner, rest[1:]
    return command, rest


def test_the_readme_shows_commands_and_targets() -> None:
    assert len(COMMANDS) >= 3
    assert "demo" in MAKE


def test_the_readme_fits_two_screens() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 95


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    pages = [ROOT / "README.md"]
    while pages:
        page = pages.pop()
        reached.add(page)
        for link in re.findall(r"\]\(([^)#:]+\.md)", page.read_text(encoding="utf-8")):
            linked = (page.parent / link).resolve()
            if linked not in reached:
                pages.append(linked)
    assert set((ROOT / "docs").glob("*.md")) <= reached


@pytest.mark.usefixtures("workdir")
def test_the_first_figure_of_the_readme_is_drawn() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition("## Your first figure")[2].partition("\n## ")[0]
    table, command = re.findall(r"^```\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    Path("heads.csv").write_text(table, encoding="utf-8")
    assert run(shlex.split(command)[1:]) == 0
    assert Path("fig.png").read_bytes().startswith(b"\x89PNG")


def commands_in(command: click.Command) -> list[click.Command]:
    return [command, *(command.commands.values() if isinstance(command, click.Group) else ())]


def test_options_named_in_the_text_exist() -> None:
    known = {"--help", "--version"}
    for name in cli.list_commands(click.Context(cli, **cli.context_settings)):
        for command in commands_in(command_of(["headmap", name])[0]):
            known |= {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    prose = re.sub(r"^```.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`(--?[a-z][a-z-]*)", prose)) <= known


@pytest.mark.parametrize("target", sorted({"demo", "test", *MAKE}))
def test_each_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def anchors_of(page: Path) -> set[str]:
    """Return the anchors of the headings of a page, as hosts of Markdown and mkdocs form them."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_link_leads_to_a_file_or_a_heading(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for path, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", text):
        target = page.parent / path if path else page
        assert target.exists(), path
        if anchor:
            assert anchor in anchors_of(target), f"{path}#{anchor}"


def blocks(start: str, kind: str = "") -> list[str]:
    return [text for found, text in BLOCKS if text.startswith(start) and found in (kind, "")]


def test_the_table_of_the_readme_is_read(tmp_path: Path) -> None:
    [table] = blocks("layer,head,category", "csv")
    (tmp_path / "heads.csv").write_text(table, encoding="utf-8")
    found = read(tmp_path / "heads.csv", grid=(36, 40))
    assert found.categories == ("Algorithmic", "Knowledge", "Linguistic")
    assert [[*zip(*map(list, member.nonzero()), strict=True)] for member in found.membership] == [
        [(15, 0)],
        [(14, 3), (15, 0)],
        [(14, 3)],
    ]


@pytest.mark.parametrize(
    "text", [text for kind, text in BLOCKS if kind == "yaml" and not {"jobs:", "repos:"} & set(text.split())]
)
def test_each_style_of_the_readme_is_read(text: str, tmp_path: Path) -> None:
    (tmp_path / "style.yaml").write_text(text, encoding="utf-8")
    style = load_style([tmp_path / "style.yaml"])
    assert style.categories or style.title


@pytest.mark.usefixtures("workdir")
@pytest.mark.slow
def test_the_manifest_of_the_readme_is_drawn() -> None:
    [text] = [text for text in blocks("defaults:", "yaml") if "jobs:" in text]
    Path("jobs.yaml").write_text(text, encoding="utf-8")
    np.save("scores.npy", np.linspace(0, 1, 36 * 40).reshape(36, 40))
    Path("runs").mkdir()
    for name in ("copying.json", "top10.json", "runs/a.csv", "runs/b.csv"):
        table = "layer,head,category\n14,3,Knowledge\n"
        Path(name).write_text(table if name.endswith("csv") else "[[0, 1], [2, 3]]", encoding="utf-8")
    assert run(["batch", "--manifest", "jobs.yaml", "-j", "1"]) == 0
    made = sorted(path.name for path in Path("figs").iterdir())
    assert made == ["a.pdf", "above-0.2.pdf", "b.pdf", "both.png", "both.svg", "weak.pdf"]


@pytest.mark.usefixtures("workdir")
def test_the_sweeps_of_the_docs_are_drawn() -> None:
    [text] = [text for text in blocks("jobs:", "yaml") if "bottom: [" in text]
    Path("jobs.yaml").write_text(text, encoding="utf-8")
    np.save("scores.npy", np.linspace(0, 1, 6 * 8).reshape(6, 8))
    assert run(["batch", "--manifest", "jobs.yaml", "-j", "1"]) == 0
    assert sorted(path.name for path in Path("figs").iterdir()) == [
        "scores-0.1.png",
        "scores-0.5.png",
        "scores-0.9-icml+dark.pdf",
        "scores-0.9-icml.pdf",
        "top10-bottom10%.png",
        "top10-bottom5%.png",
        "top20-bottom10%.png",
        "top20-bottom5%.png",
    ]


@pytest.mark.usefixtures("workdir")
def test_the_error_in_the_readme_is_printed_by_headmap(run_cli: RunCli) -> None:
    [shown] = [line for line in LINES if line.startswith("headmap: error: heads.csv:17:3: ")]
    rows = ["layer,head,category", *["0,0,A"] * 15, "3,41,A"]
    Path("heads.csv").write_text("\n".join(rows), encoding="utf-8")
    result = run_cli("render", "heads.csv", "--grid", "36x40", "-o", "fig.png")
    assert result.status == 1
    assert result.stderr.splitlines() == [shown]


MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(headmap_cli.__path__, "headmap_cli.", onerror=lambda _: None)
)


@pytest.mark.slow
@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_hold(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples_in_docstrings() -> None:
    found = {
        m.name
        for name in MODULES
        for m in doctest.DocTestFinder().find(importlib.import_module(name))
        if m.examples
    }
    assert "headmap_cli.colors.names.parse_color" in found
