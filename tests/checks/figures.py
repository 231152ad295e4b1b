"""Figures of one data set, and whether ``check --figure`` accepts a file as one of them."""

from functools import cache
from pathlib import Path

from headmap_cli.checks.figure import differences, same_file
from headmap_cli.core.errors import InputError
from headmap_cli.embed.fingerprint import recorded_seal
from headmap_cli.readers.inputs import open_input
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from headmap_cli.writers.formats import find_format
from tests.helpers import random_data

DATA = random_data(["Knowledge", "Syntax"], 3, 4, 0.4)
STYLE = load_style(sets=["layout.dpi=40"])


@cache
def figure_of(format: str) -> bytes:
    """Return the figure of the data in a format."""
    return Drawing(DATA, STYLE).encode(format)


def accepted(figure: bytes, format: str, folder: Path) -> bool:
    """Return whether ``check --figure`` accepts a file as the figure of the data."""
    path = folder / f"figure.{format}"
    path.write_bytes(figure)
    try:
        return differences(open_input(str(path)), DATA, STYLE) == []
    except InputError:  # what it carries is broken
        return False


def passes(forged: bytes, format: str, folder: Path) -> bool:
    """Return whether a file is accepted; a slow PDF is only compared with the figure."""
    if format == "pdf":
        return same_file(forged, figure_of("pdf"), find_format("pdf"))
    return accepted(forged, format, folder)


def seal_of(figure: bytes, format: str) -> bytes:
    """Return the seal that a figure records, which occurs in it once."""
    seal = recorded_seal(figure, find_format(format).slot)
    assert seal is not None
    assert figure.count(seal.encode()) == 1
    return seal.encode()
