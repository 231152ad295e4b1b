"""The commands whose calls of the system fail, each with its inputs and the files that it writes."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

import headmap_cli as headmap

ROWS = "layer,head,category\n0,1,A\n2,3,B\n1,1,A\n"
OTHER_ROWS = "layer,head,category\n0,1,A\n2,2,B\n"
STYLE = "title: Heads\ncolors: ['#1f77b4', '#ff7f0e']\n"
MANIFEST = (
    "jobs:\n  - input: data.csv\n    output: [one.png, one.svg]\n  - input: other.csv\n    output: two.pdf\n"
)
GRID = ("--grid", "3x4")


class Scenario(NamedTuple):
    """A command, what prepares its folder, and its outputs.

    Attributes:
        prepare: Writes the inputs into a folder.
        args: The arguments of headmap.
        outputs: The groups of files that are written together: all files of a group or none.
    """

    prepare: Callable[[Path], None]
    args: tuple[str, ...]
    outputs: tuple[tuple[str, ...], ...] = ()

    @property
    def files(self) -> list[str]:
        """Return the names of all outputs."""
        return [name for group in self.outputs for name in group]


def _tables(folder: Path) -> None:
    (folder / "data.csv").write_text(ROWS)
    (folder / "other.csv").write_text(OTHER_ROWS)
    (folder / "style.yaml").write_text(STYLE)
    (folder / "batch.yaml").write_text(MANIFEST)


def _packed(folder: Path) -> None:
    (folder / "data.csv.gz").write_bytes(gzip.compress(ROWS.encode()))


def _array(folder: Path) -> None:
    np.savez(folder / "data.npz", A=np.arange(12.0).reshape(3, 4))


def _figure(folder: Path) -> None:
    _tables(folder)
    headmap.save(headmap.read(str(folder / "data.csv"), grid="3x4"), str(folder / "fig.png"))


def _large(folder: Path) -> None:
    rows = [f"{i % 30},{i // 30 % 40},C{i % 3}\n" for i in range(40_000)]
    (folder / "data.csv").write_text("layer,head,category\n" + "".join(rows))


SCENARIOS = {
    "render": Scenario(
        _tables,
        ("render", "data.csv", *GRID, "-c", "style.yaml", "-o", "a.png", "-o", "b.svg", "-o", "c.html"),
        (("a.png", "b.svg", "c.html"),),
    ),
    "render pdf": Scenario(
        _tables,
        ("render", "data.csv", *GRID, "-o", "a.pdf", "-o", "b.vl.json", "--depfile", "a.d"),
        (("a.pdf", "b.vl.json", "a.d"),),
    ),
    "render packed": Scenario(_packed, ("render", "data.csv.gz", *GRID, "-o", "a.png"), (("a.png",),)),
    "render npz": Scenario(_array, ("render", "data.npz", "--top", "3", "-o", "a.svg"), (("a.svg",),)),
    "render split": Scenario(
        _tables,
        ("render", "data.csv", *GRID, "--split", "-o", "s.png"),
        (("s-all.png", "s-a.png", "s-b.png", "s-legend.png"),),
    ),
    "render folder": Scenario(
        _tables,
        ("render", "data.csv", *GRID, "-o", "new/a.png", "-o", "new/b.svg"),
        (("new/a.png", "new/b.svg"),),
    ),
    "render large": Scenario(_large, ("render", "data.csv", "-o", "a.png"), (("a.png",),)),
    "batch": Scenario(
        _tables,
        ("batch", "--manifest", "batch.yaml", *GRID, "--jobs", "1", "--report", "report.json"),
        (("one.png", "one.svg"), ("two.pdf",), ("report.json",)),
    ),
    "batch workers": Scenario(
        _tables,
        ("batch", "--manifest", "batch.yaml", *GRID, "--jobs", "2", "--report", "report.json"),
        (("one.png", "one.svg"), ("two.pdf",), ("report.json",)),
    ),
    "extract": Scenario(
        _figure, ("extract", "fig.png", "-o", "d.csv", "--style", "s.yaml"), (("d.csv", "s.yaml"),)
    ),
    "convert": Scenario(_tables, ("convert", "data.csv", *GRID, "-o", "d.json"), (("d.json",),)),
    "convert npz": Scenario(_array, ("convert", "data.npz", "-o", "d.csv"), (("d.csv",),)),
    "compare": Scenario(
        _tables,
        ("compare", "data.csv", "other.csv", *GRID, "-o", "x.png", "-o", "x.svg"),
        (("x.png", "x.svg"),),
    ),
    "check": Scenario(_tables, ("check", "data.csv", *GRID)),
    "check figure": Scenario(_figure, ("check", "data.csv", *GRID, "--figure", "fig.png")),
    "stats": Scenario(_packed, ("stats", "data.csv.gz", *GRID)),
}
