"""No text does anything but be shown: a sample of the texts that ``make injection`` puts in every place."""

import random
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.commands import environment
from tests.hostile.injection import defects
from tests.hostile.inspection import csv_defects, hidden, line_defects
from tests.hostile.places import Done, run_command
from tests.hostile.strings import STRINGS

SAMPLE = random.Random(22).sample([text for text in STRINGS if len(text) < 100], 4)
FILE_NAMES = [text for text in STRINGS if "/" not in text and text not in (".", "..") and len(text) < 100]
SAMPLE_OF_NAMES = random.Random(22).sample(FILE_NAMES, 25)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("text", SAMPLE, ids=ascii)
def test_a_text_is_only_shown_wherever_it_comes_in(text: str, tmp_path: Path) -> None:
    assert list(defects(text, tmp_path)) == []


def test_the_inspection_finds_what_it_looks_for() -> None:
    assert hidden("a\x1bb\u202e") == ["U+001B", "U+202E"]
    assert list(line_defects(b"a\x7f\n", "x"))
    for cell in ("=1", "a;=1", '"a\n+1"', "＝1", "' a|@b"):
        assert list(csv_defects(f"a\n{cell}\n".encode(), "x")), cell
    assert not list(csv_defects(b"a,-0.5,1e-05\n'=1,a;'=1\n", "x"))


@pytest.fixture
def heads(workdir: Path) -> bytes:
    (workdir / "heads.json").write_text('{"A": [[0, 1]], "B": [[1, 0]]}', encoding="utf-8")
    return (workdir / "heads.json").read_bytes()


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_make_and_the_terminal_take_any_file_name_as_one(heads: bytes) -> None:
    """What is printed about a file of any name is printable, and Make finds the file."""
    for number, name in enumerate(SAMPLE_OF_NAMES):
        folder = Path(f"folder-{number}")
        folder.mkdir()
        (folder / name).write_bytes(heads)
        done = _render(folder, name)
        if done.status == 0:
            assert _is_up_to_date(folder)
            (folder / name).touch()
            assert not _is_up_to_date(folder)
        else:
            assert done.status in (1, 2), (name, done)
        assert not list(line_defects(done.stderr + done.stdout, name))


def _render(folder: Path, name: str) -> Done:
    """Draw the figure of a file in a folder, with a depfile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        options = ("--grid", "2x2", "--dpi", "40", "-v", "-o", "fig.svg", "--depfile", "fig.d")
        return run_command(("render", *options, "--", name))


def _is_up_to_date(folder: Path) -> bool:
    (folder / "GNUmakefile").write_text("include fig.d\nfig.svg: ; @false\n", encoding="utf-8")
    asked = subprocess.run(["make", "-rq", "fig.svg"], cwd=folder, env=environment(), check=False)
    assert asked.returncode in (0, 1)
    return asked.returncode == 0
