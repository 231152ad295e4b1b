"""The commands of the pages are run, page by page and in their order, and print what the pages show.

A block ```` ```json title="ioi.json" ```` is a file that the reader saves, and a ``text`` block is what the
last command above it prints. Files that a page expects its readers to have are in FILES.
"""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headmap_cli import read
from tests.commands import RunCli
from tests.parameters import slow_after_first

ROOT = Path(__file__).parent.parent
PAGES = (
    "docs/tutorial.md",
    "README.md",
    "docs/guide.md",
    "docs/paper.md",
    "docs/threshold.md",
    "docs/figures.md",
    "docs/facets.md",
    "docs/batch.md",
    "docs/ci.md",
    "docs/numbers.md",
)
BLOCK = re.compile(r"^```(\w*)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)

MEMBERSHIPS = (
    "layer,head,category\n14,3,Knowledge\n15,0,Linguistic;Knowledge\n3,7,country_to_capital\n35,39,\n"
)
CATEGORIES = ("Knowledge", "Linguistic", "Algorithmic")


def score_rows(salt: int = 0) -> list[str]:
    """Return rows ``layer,head,category,score`` with made-up scores of all heads of a model."""
    rows = []
    for layer in range(36):
        for head in range(40):
            for i, category in enumerate(CATEGORIES):
                score = (layer * 37 + head * 53 + i * 11 + salt) % 100 / 100
                rows.append(f"{layer},{head},{category},{score}")
    return rows


def score_table(salt: int = 0) -> str:
    """Return a table of made-up scores."""
    return "\n".join(["layer,head,category,score", *score_rows(salt)]) + "\n"


def step_table() -> str:
    """Return a table of made-up scores at two steps."""
    lines = ["layer,head,category,score,step"]
    for step in (1000, 2000):
        lines += [f"{row},{step}" for row in score_rows(step // 100)]
    return "\n".join(lines) + "\n"


RECORDS = [{"layer": 1, "head": 2, "category": "Copying", "model": name, "seed": 1} for name in ("A", "B")]
FACET = {
    "label": "A",
    "grid": {"layers": 36, "heads": 40},
    "categories": {"Knowledge": [[0, 1]], "Linguistic": [[2, 3]], "country_to_capital": [[3, 7]]},
}
FILES = {
    "heads.csv": MEMBERSHIPS,
    "data/heads.csv": MEMBERSHIPS,
    "runs/a/heads.csv": MEMBERSHIPS,
    "runs/b.csv": MEMBERSHIPS,
    "scores.csv": score_table(),
    "run1.csv": score_table(),
    "run2.csv": score_table(7),
    "steps.csv": step_table(),
    "heads.json": json.dumps(RECORDS),
    "hero_heads.csv": "model,layer,head,category\ngpt2-large,3,4,Hero\ngpt2,1,1,Hero\n",
    "retrieval_heads.json": '{"14-3": [0.6, 0.8], "2-1": [0.05]}',
    "top10.json": '{"14": [3, 7], "2": [1]}',
    "copying.json": "[[0, 1], [2, 3]]",
    **dict.fromkeys(
        (
            "step1000.csv",
            "step2000.csv",
            "a.csv",
            "b.csv",
            "gpt2.csv",
            "pythia.csv",
            "later.csv",
            "other.csv",
        ),
        MEMBERSHIPS,
    ),
    "later.json": json.dumps({"headmap": 1, "facets": [FACET]}),
    "small.csv": "layer,head,category\n1,2,Knowledge\n5,7,\n",
    "large.csv": "layer,head,category\n3,4,Knowledge\n11,15,\n",
}
FIGURES = (
    "render heads.csv --grid 36x40 -o fig.png",
    "render data/heads.csv --grid 36x40 --preset icml -o figures/heads.pdf",
)


@pytest.fixture
def prepared(workdir: Path, run_cli: RunCli) -> Path:
    """Make the files that the pages expect their readers to have, in the current folder."""
    for name, content in FILES.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(content, encoding="utf-8")
    for command in FIGURES:
        assert run_cli(*command.split()).status == 0
    np.save("scores.npy", np.linspace(0, 1, 36 * 40).reshape(36, 40))
    return workdir


def commands_of(block: str) -> Iterator[list[str]]:
    """Yield the words of each command of headmap in a block, without comments and redirections.

    Commands that need a cluster are left out; tests/batch/test_cluster.py runs them.
    """
    for line in block.splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["headmap"] and words[1][-1:] != ":" and "--scheduler" not in words:
            yield words[1 : words.index(">")] if ">" in words else words[1:]


@pytest.mark.usefixtures("prepared")
@pytest.mark.parametrize("page", slow_after_first(PAGES))
def test_the_commands_of_a_page_work_and_print_what_it_shows(page: str, run_cli: RunCli) -> None:
    printed = ""
    count = 0
    for language, name, content in BLOCK.findall((ROOT / page).read_text(encoding="utf-8")):
        if name:
            Path(name).write_text(content, encoding="utf-8")
        elif language == "text":
            assert printed == content
        elif not language:
            for words in commands_of(content):
                result = run_cli(*words)
                assert result.status == 0, (words, result.stderr)
                printed = result.stdout
                count += 1
    assert count >= 2


@pytest.mark.usefixtures("prepared")
def test_the_python_of_the_pages_works() -> None:
    names: dict[str, Any] = {
        "np": np,
        "scores": np.linspace(0, 1, 12).reshape(3, 4),
        "induction": np.linspace(0, 1, 12).reshape(3, 4),
        "copying": np.linspace(1, 0, 12).reshape(3, 4),
        "before": read("a.csv", grid=(36, 40)),
        "after": read("b.csv", grid=(36, 40)),
    }
    for page in ("python.md", "scores.md", "facets.md"):
        blocks = BLOCK.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))
        programs = [content for language, _, content in blocks if language == "python"]
        assert programs, page
        for program in programs:
            exec(program, names)
    assert names["data"].categories == ("Induction", "Copying")
    assert Path("fig.html").is_file()


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize(("picture", "options"), [("first", ""), ("column", "-c ioi.headmap.yaml")])
def test_the_pictures_of_the_tutorial_show_its_data(picture: str, options: str, run_cli: RunCli) -> None:
    for _, name, content in BLOCK.findall((ROOT / "docs/tutorial.md").read_text(encoding="utf-8")):
        if name:
            Path(name).write_text(content, encoding="utf-8")
    words = ["convert", "ioi.json", *(options.split() or ["--model", "gpt2"]), "-o", "expected.json"]
    assert run_cli(*words).status == 0
    shown = read(ROOT / "docs" / "images" / f"tutorial-{picture}.png")
    expected = read("expected.json")
    assert shown.categories == expected.categories
    assert (shown.membership == expected.membership).all()
