"""How many bytes the files take."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from .contestants import render
from .environments import HEADMAP_BEFORE
from .inputs import LARGE_GRID, SAMPLE, SAMPLE_GRID, Grid, cross, write_rows
from .settings import Findings, Section, Settings, table
from .timing import run

RECTANGLE = re.compile(r"h[\d.-]+v[\d.-]+h[\d.-]+z")
BASE, PER_RECTANGLE = 60_000, 18
PDF_GOAL = (LARGE_GRID, 20)
DRAWN: list[tuple[Grid, int]] = [((36, 41), 50), (LARGE_GRID, 3), PDF_GOAL]
"""The grids and numbers of categories of the figures beside the sample."""


class Sizes(NamedTuple):
    """The bytes of one figure."""

    svg: int
    rectangles: int
    pdf: int
    pdf_before: int | None

    @property
    def svg_share(self) -> float:
        """The bytes of the SVG relative to what its rectangles allow."""
        return self.svg / (BASE + PER_RECTANGLE * self.rectangles)


def measure(settings: Settings) -> Findings:
    """Measure the bytes of the sample and of larger figures, as SVG and as PDF."""
    sample = _sizes(settings, SAMPLE, SAMPLE_GRID)
    figures = {"the sample": sample}
    measured = {"svg-sample": [sample.svg / 1000]}
    for grid, categories in DRAWN:
        csv = settings.folder / "heads.csv"
        write_rows(csv, grid[0] * grid[1] * categories // 10, grid, categories)
        found = _sizes(settings, csv, grid)
        figures[f"{cross(grid)}, {categories} categories"] = found
        if (grid, categories) == PDF_GOAL and found.pdf_before:
            measured["pdf-bytes"] = [found.pdf / found.pdf_before]
    measured["svg-rectangles"] = [max(found.svg_share for found in figures.values())]
    text = "Every file holds its data. Except in the sample, each category has about a tenth of the heads."
    return Findings([Section("Sizes", text, _lines(figures))], measured)


def count_rectangles(svg: str) -> int:
    """Return the number of rectangles in the paths of an SVG that headmap wrote."""
    return len(RECTANGLE.findall(svg))


def _sizes(settings: Settings, csv: Path, grid: Grid) -> Sizes:
    """Draw a figure and return its sizes."""
    svg, pdf, pdf_before = (settings.folder / name for name in ("figure.svg", "figure.pdf", "before.pdf"))
    run(render(csv, grid, svg))
    run(render(csv, grid, pdf))
    size_before = None
    if settings.has_before:
        run(render(csv, grid, pdf_before, HEADMAP_BEFORE))
        size_before = pdf_before.stat().st_size
    rectangles = count_rectangles(svg.read_text(encoding="utf-8"))
    return Sizes(svg.stat().st_size, rectangles, pdf.stat().st_size, size_before)


def _lines(figures: dict[str, Sizes]) -> list[str]:
    """Return a row for each figure."""
    rows = []
    for name, found in figures.items():
        row = [name, f"{found.svg:,}", f"{found.rectangles:,}", f"{found.svg_share:.2f}", f"{found.pdf:,}"]
        row.append(f"{found.pdf / found.pdf_before:.2f}" if found.pdf_before else "")
        rows.append(row)
    head = [
        "",
        "bytes of the SVG",
        "its rectangles",
        "bytes / (60 kB + 18 per rectangle)",
        "bytes of the PDF",
    ]
    return table([*head, "bytes / before"], rows)
