"""A file that was damaged, or changed by another program, is not up to date, whatever its format."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from headmap_cli.writers.formats import format_names
from tests.commands import RunCli
from tests.parameters import slow_after_first

pytestmark = pytest.mark.usefixtures("workdir")

PLACES = 5


@pytest.fixture
def batch(run_cli: RunCli) -> Callable[..., str]:
    """Return a function that draws a table in a format, and returns the summary of the run."""
    Path("heads.csv").write_text("layer,head,category\n0,1,A\n1,2,B\n1,0,B\n", encoding="utf-8")

    def draw(format: str, *options: str) -> str:
        command = ("batch", "heads.csv", "--grid", "2x3", "--dpi", "40", "-j", "1", "-o", "fig.{ext}")
        result = run_cli(*command, "--ext", format, *options)
        assert result.status == 0
        return result.stderr

    return draw


def flipped(data: bytes, dice: random.Random) -> bytes:
    place = dice.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << dice.randrange(8)]) + data[place + 1 :]


@pytest.mark.parametrize("format", slow_after_first(format_names()))
def test_a_batch_draws_a_damaged_file_again(format: str, batch: Callable[..., str]) -> None:
    """One bit, and the size, the beginning and the end, which a full disk or a bad transfer change."""
    assert "1 written" in batch(format)
    path = Path(f"fig.{format}")
    good = path.read_bytes()
    dice = random.Random(format)
    damaged = [flipped(good, dice) for _ in range(PLACES)]
    damaged += [good[:-1], good + b"\n", b"\0" + good[1:], good[: len(good) // 2], b"", bytes(len(good))]
    for data in damaged:
        path.write_bytes(data)
        assert "1 changed" in batch(format, "--dry-run")
        assert path.read_bytes() == data
    assert "1 written" in batch(format)
    assert path.read_bytes() == good
    assert "1 up to date" in batch(format)


def test_a_batch_draws_a_png_again_that_was_packed_anew(batch: Callable[..., str]) -> None:
    batch("png")
    with Image.open("fig.png") as picture:
        picture.save("fig.png", optimize=True)
    assert "1 written" in batch("png")


@pytest.mark.parametrize("format", slow_after_first(format_names("data_optional")))
def test_a_figure_without_data_is_recognised_too(format: str, batch: Callable[..., str]) -> None:
    assert "1 written" in batch(format, "--no-data")
    assert "1 up to date" in batch(format, "--no-data")
    path = Path(f"fig.{format}")
    path.write_bytes(flipped(path.read_bytes(), random.Random(1)))
    assert "1 written" in batch(format, "--no-data")
