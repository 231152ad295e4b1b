"""The two models of MAPS in one figure: every cell is compared with the table, read with csv alone."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from headmap_cli.cli.main import run
from headmap_cli.style.load import load_style
from tests.decoder import BARE, Grid, plain, png_grids_of
from tests.readers import Head

REAL = Path(__file__).parent.parent.parent / "shared" / "real"
MODELS = {
    "Pythia-12B": (REAL / "maps_pythia-12b_relation_scores.csv", 36, 40),
    "Llama-3.1-8B": (REAL / "maps_llama-3.1-8b_relation_scores.csv", 32, 32),
}
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not REAL.exists(), reason="the real data is not beside the repository"),
]

COLORS = {
    "Algorithmic": "#1f77b4",
    "Knowledge": "#ff7f0e",
    "Linguistic": "#2ca02c",
    "Translation": "#d62728",
}
COUNT_COLORS = {0: "#d3d3d3", 2: "#9467bd", 3: "#8c564b", 4: "#e377c2"}
HEADS = {"Pythia-12B": [98, 116, 143], "Llama-3.1-8B": [60, 50, 102, 16]}


def categories_of(path: Path) -> dict[Head, set[str]]:
    """The categories of each head with a relation that scores above 0.15."""
    groups = {
        relation: name
        for name, category in load_style(preset="maps").categories.items()
        for relation in category.includes
    }
    own: dict[Head, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if float(row["score"]) > 0.15:
                own[int(row["layer"]), int(row["head"])].add(groups[row["relation"]])
    return own


def draw(folder: Path, *options: str) -> bytes:
    facets = [word for label, (path, _, _) in MODELS.items() for word in ("--facet", f"{label}={path}")]
    sets = [word for setting in (*BARE, "layout.dpi=300") for word in ("--set", setting)]
    figure = folder / "fig.png"
    arguments = ["render", *facets, "--preset", "maps", "--width", "5.5in", *sets, *options]
    assert run([*arguments, "-o", str(figure), "-q"]) == 0
    return figure.read_bytes()


def cells(grid: Grid) -> Iterator[tuple[Head, str]]:
    for (row, column), cell in grid.each():
        yield (column, row), plain(cell)


def composite_color(own: set[str]) -> str:
    return COLORS[next(iter(own))] if len(own) == 1 else COUNT_COLORS[len(own)]


def test_composites_alone_show_every_head_of_both_models(workdir: Path) -> None:
    shapes = [(heads, layers) for _, layers, heads in MODELS.values()]
    grids = png_grids_of(draw(workdir, "--panels", "composite"), shapes)
    for grid, (path, _, _) in zip(grids, MODELS.values(), strict=True):
        own = categories_of(path)
        for head, color in cells(grid):
            assert color == composite_color(own.get(head, set()))


def test_all_panels_show_every_head_of_both_models(workdir: Path) -> None:
    names = {label: list(COLORS)[: len(heads)] for label, heads in HEADS.items()}
    shapes = []
    for label, (_, layers, heads) in MODELS.items():
        shapes += [(heads, layers)] * (1 + len(names[label]))
    grids = iter(png_grids_of(draw(workdir), shapes))
    for label, (path, _, _) in MODELS.items():
        own = categories_of(path)
        for head, color in cells(next(grids)):
            assert color == composite_color(own.get(head, set()))
        counts = []
        for name in names[label]:
            found = Counter[str]()
            for head, color in cells(next(grids)):
                found[color] += 1
                assert color == (COLORS[name] if name in own.get(head, set()) else COUNT_COLORS[0])
            counts.append(found[COLORS[name]])
        assert counts == HEADS[label]


def test_a_figure_of_its_own_data_has_the_same_bytes(workdir: Path) -> None:
    first = draw(workdir)
    (workdir / "first.png").write_bytes(first)
    assert run(["extract", str(workdir / "first.png"), "-o", str(workdir / "data.json")]) == 0
    sets = [word for setting in (*BARE, "layout.dpi=300") for word in ("--set", setting)]
    again = workdir / "again.png"
    arguments = ["render", str(workdir / "data.json"), "--preset", "maps", "--width", "5.5in", *sets]
    assert run([*arguments, "-o", str(again), "-q"]) == 0
    assert again.read_bytes() == first
