"""Inputs and commands that the tests of ``headmap batch`` share."""

from pathlib import Path

from headmap_cli.core import canonical
from tests.helpers import random_data

NAMES = ["Knowledge", "Linguistic", "Algorithmic"]
"""The categories of the inputs."""
DRAW_ALL = ("batch", "*.csv", "-o", "figs/{stem}.{ext}", "--ext", "png", "-j", "1")


def write_inputs(folder: Path) -> None:
    """Write four tables, m0.csv to m3.csv, of 5 layers and 6 heads."""
    for n in range(4):
        data = random_data(NAMES, 5, 6, 0.05 + n / 10, seed=n)
        (folder / f"m{n}.csv").write_bytes(canonical.to_csv(data))


def figures() -> dict[str, bytes]:
    """Return the bytes of all files in the folder figs, by path."""
    return {str(path): path.read_bytes() for path in sorted(Path().rglob("figs/*"))}
