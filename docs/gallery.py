"""Makes docs/gallery.md and its pictures from the sample data: ``make gallery``.

A test makes the scenes again and compares them with docs/images/gallery/scenes.json, so that none goes stale.
"""

from __future__ import annotations

import hashlib
import json
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import PIL

from headmap_cli.core.classification import Classification
from headmap_cli.core.facets import Facets
from headmap_cli.readers import read
from headmap_cli.readers.python_facets import read_facets
from headmap_cli.render import Drawing
from headmap_cli.scene.marks import CellMark, Cells, Group, Label, Scene, walk
from headmap_cli.style.load import load_style
from headmap_cli.style.presets import preset_names, preset_summary
from headmap_cli.writers.png import png

DOCS = Path(__file__).parent
PICTURES = DOCS / "images" / "gallery"
PYTHIA = "pythia_like_36x41.csv"
IOI = "gpt2_small_ioi.json"
TRAINING = "training_like_12x12.csv"
GRIDS = {PYTHIA: (36, 41), IOI: (12, 12), TRAINING: (12, 12)}
DPI = 110
PAPER_DPI, SLIDES_DPI = 160, 80
PAPERS = ("paper", "neurips", "icml", "acl", "nature", "science")
RELATIONS = ("maps", "pythia-12b-maps")
"""The presets for data of MAPS, whose relations the samples do not have."""


@dataclass(frozen=True)
class Example:
    """A picture: what it shows, and the options that draw it.

    part: the file of --split that is shown; where, facet_by, threshold: options that read the data
    """

    name: str
    words: str
    sets: tuple[str, ...] = ()
    preset: str | None = None
    width: str | None = None
    data: str = PYTHIA
    part: str = ""
    where: str = ""
    facet_by: str = ""
    threshold: float | None = None

    @property
    def command(self) -> str:
        """What a reader types for it."""
        layers, heads = GRIDS[self.data]
        words = ["headmap", "render", f"sample_data/{self.data}", "--grid", f"{layers}x{heads}"]
        words += ["--where", self.where] if self.where else []
        words += ["--facet-by", self.facet_by] if self.facet_by else []
        words += ["--threshold", f"{self.threshold:g}"] if self.threshold is not None else []
        words += ["--preset", self.preset] if self.preset else []
        words += [word for setting in self.sets for word in ("--set", setting)]
        words += ["--width", self.width] if self.width else []
        words += ["--split"] if self.part else []
        return shlex.join([*words, "-o", f"{self.name}.png"])

    @property
    def dpi(self) -> int:
        """Pixels per inch of the picture, fewer than the command gives."""
        if self.preset == "slides":
            return SLIDES_DPI
        return PAPER_DPI if self.preset in PAPERS else DPI

    def scene(self) -> Scene:
        """Its scene."""
        style = load_style(
            (),
            (*self.sets, f"layout.dpi={self.dpi}"),
            {"--width": ("layout.width", self.width)},
            self.preset,
        )
        path = DOCS.parent / "sample_data" / self.data
        options: dict[str, Any] = {"grid": GRIDS[self.data]}
        if self.where:
            column, _, value = self.where.partition("=")
            options["where"] = {column: value}
        if self.threshold is not None:
            options["threshold"] = self.threshold
        data: Classification | Facets
        if self.facet_by:
            data = read_facets(path, facet_by=self.facet_by, **options)
        else:
            data = read(path, **options)
        drawing = Drawing(data, style)
        return drawing.panels[self.part] if self.part else drawing.scene


PRESETS = [
    Example(f"preset-{name}", preset_summary(name), preset=name)
    for name in preset_names()
    if name not in RELATIONS
]
SCORES = [
    Example(
        "scores",
        "Scores without a rule: a map of each category, and one colour bar.",
        data=TRAINING,
        where="step=32000",
    ),
    Example(
        "scores-rule",
        "Scores with a rule: the colour bar marks the threshold, and the strongest heads are listed by name.",
        ("panels.show=[scores, ranked]", "scores.label=attention score"),
        data=TRAINING,
        where="step=32000",
        threshold=0.5,
    ),
    Example(
        "values",
        "The scores as numbers in their cells.",
        ("scores.values=all", "panels.show=[scores]"),
        preset="imshow",
        data=TRAINING,
        where="step=32000",
    ),
]
FACETS = [
    Example(
        "facets",
        "Eight checkpoints of a model under one legend, and the heads of each category over the steps.",
        ("panels.show=[composite, trend]",),
        width="7in",
        data=TRAINING,
        facet_by="step",
        threshold=0.5,
    ),
]
CELLS = [
    Example(
        "split",
        "Cells of heads in several categories, divided among the colours of these categories.",
        ("multi.display=split", "layout.cell=8"),
        preset="colourblind",
    ),
    Example(
        "mark",
        "A dot on the cell of each head in several categories.",
        ("multi.display=mark", "layout.cell=8"),
        preset="colourblind",
    ),
    Example(
        "hatches",
        "Hatching across cells, in addition to colour or instead of it.",
        ("hatches=[none, rising, cross]", "layout.cell=8"),
    ),
    Example(
        "transparent",
        "A transparent background, for a page of any colour.",
        ("background=none",),
        preset="colourblind",
    ),
    Example(
        "strips",
        "Strips of bars that count the heads of each layer and of each head index.",
        ("strip=both", "panels.show=[composite, Knowledge]"),
    ),
    Example(
        "lines",
        "Lines after every 12 layers and every 10 heads, with the ticks on them.",
        (
            "axes.layer.lines=12",
            "axes.head.lines=10",
        ),
    ),
    Example(
        "origin",
        "Heads along x, and layers along y with layer 0 at the bottom.",
        ("axes.origin=bottom", "axes.x=head"),
    ),
]
PANELS = [
    Example("composite", "Only the composite.", ("panels.show=composite",)),
    Example("categories", "Only the categories, or some of them.", ("panels.show=[Linguistic, Knowledge]",)),
    Example(
        "letters",
        "Two panels per row, with letters at their upper left.",
        ("panels.letters=({a})", "layout.columns=2"),
    ),
    Example(
        "counts",
        "Titles with the number of heads, in the colour of the category where it is dark enough.",
        ("panels.counts=true", "panels.title_color=category"),
    ),
    Example(
        "upset",
        "Heads by the exact set of categories that they are in, as an UpSet plot.",
        ("panels.show=[composite, upset]",),
    ),
    Example(
        "layers",
        "The share of the heads of each layer that each category has.",
        ("panels.show=[composite, layers]",),
    ),
    Example(
        "depth",
        "The share of heads in each category by quarter of the layers, to compare models of different sizes.",
        ("panels.show=[composite, depth]",),
    ),
    Example(
        "legend-right",
        "The legend on the right, in the order of the panels, with counts that add up to all heads.",
        ("legend.place=right", "legend.order=panels", "legend.counts=true"),
    ),
    Example("legend-bottom", "The legend below.", ("legend.place=bottom",)),
    Example(
        "caption",
        "A title and a caption.",
        ("title=Pythia-like heads", "caption=Heads of a synthetic model with 36 layers of 41 heads."),
    ),
    Example(
        "math",
        "Math in labels, if the style allows it.",
        ("text.math=true", "title=Heads with $s_{lh} > 0.15$"),
    ),
    Example("column", "The column width of a paper template.", preset="icml", width="column"),
    Example("alone", "One file per panel, all of the same size; this is one of them.", part="knowledge"),
    Example("many", "More categories than a standard palette: no colour is used twice.", data=IOI),
]
SECTIONS = {
    "Presets": PRESETS,
    "Scores": SCORES,
    "Several models": FACETS,
    "Cells": CELLS,
    "Panels, legend and text": PANELS,
}
EXAMPLES = [example for section in SECTIONS.values() for example in section]


def page() -> str:
    """The text of docs/gallery.md."""
    out = [
        "# Gallery",
        "",
        "Each picture is drawn by the command above it, from the [sample data](../sample_data/README.md).",
        "",
    ]
    for section, examples in SECTIONS.items():
        out += [f"## {section}", ""]
        for example in examples:
            out += [f"**{example.name.removeprefix('preset-')}**: {example.words.rstrip('.')}.", ""]
            out += ["```", example.command, "```", ""]
            out += [f"![{example.words}](images/gallery/{example.name}.png)", ""]
    return "\n".join(out)


def facts(scene: Scene) -> dict[str, Any]:
    """What a scene says, whatever the fonts' sizes: colours, counts of cells, texts, by group."""
    shown: dict[str, Any] = {}
    for group in scene.groups:
        for item in walk([group]):
            if isinstance(item, CellMark):
                cells = (item.rects - item.rects.min(axis=0)).tolist()
                digest = hashlib.sha256(json.dumps(cells).encode()).hexdigest()[:12]
                shown[item.id] = (
                    f"{item.color} {len(cells)} {digest if isinstance(item, Cells) else ''}".strip()
                )
        shown[group.id] = sorted(_texts(group))
    return {"background": scene.background, "width in points": round(scene.width * 72 / scene.dpi), **shown}


def _texts(group: Group) -> list[str]:
    return ["".join(label.text.split()) for label in walk([group]) if isinstance(label, Label)]


def main() -> None:
    """Write the page, the pictures and what they say."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    said = {}
    for example in EXAMPLES:
        scene = example.scene()
        said[example.name] = facts(scene)
        (PICTURES / f"{example.name}.png").write_bytes(png(scene))
    record = {"pillow": PIL.__version__, "scenes": said}
    (PICTURES / "scenes.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    (DOCS / "gallery.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
