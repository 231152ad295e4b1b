"""Cold runs: whole processes that read the sample and write one figure, in each format."""

from __future__ import annotations

from pathlib import Path

from .chart import draw_chart
from .contestants import GNUPLOT, PEERS, PLOTLY, PYPLOT, Size, peer_commands, picture_size, render
from .environments import HEADMAP_BEFORE, PYTHON
from .inputs import SAMPLE, SAMPLE_GRID
from .settings import Findings, Section, Settings, table
from .timing import Command, Runs, median, median_ratio, ratios, run_in_turn

OURS, BEFORE, BLANK = "headmap", "headmap before", "a blank matplotlib Figure"
BLANK_CODE = """
import sys
from matplotlib.figure import Figure
Figure(figsize=({0} / 144, {1} / 144), dpi=144).savefig(sys.argv[1])
"""
DRAWN_BY = {
    "png": (*PEERS, GNUPLOT),
    "svg": (*PEERS, GNUPLOT),
    "pdf": (PYPLOT,),
    "html": (),
}
"""Which contestants take part in each format."""
GOALS = {
    "png": {"png-blank": BLANK, "png-pyplot": PYPLOT, "png-gnuplot": GNUPLOT},
    "svg": {"svg-before": BEFORE},
    "pdf": {"pdf-before": BEFORE},
    "html": {"html-before": BEFORE},
}
"""By format: what headmap is compared with, by the key of the goal."""
TEXTS = {
    "png": "![Wall time of each contestant relative to headmap](../docs/images/bench.svg)\n\n",
    "svg": (
        "pyplot, plotly and gnuplot put the panels into the SVG as pixels; headmap, seaborn and Altair write "
        "vectors. "
    ),
    "pdf": "pyplot puts the panels into the PDF as pixels; headmap writes vectors. ",
    "html": "None of the others makes such a page. ",
}


def measure(settings: Settings) -> Findings:
    """Measure all formats."""
    size = picture_size(SAMPLE, SAMPLE_GRID, settings.folder)
    sections, measured, chart = [], {}, ""
    for extension in DRAWN_BY:
        runs = measure_format(settings, extension, size)
        sections.append(_section(settings, extension, runs))
        for key, reference in GOALS[extension].items():
            if reference in runs:
                measured[key] = ratios(runs[OURS], runs[reference])
        if extension == "png":
            charted = runs.keys() - {BEFORE}
            chart = draw_chart({name: median_ratio(runs[name], runs[OURS]) for name in charted}, OURS)
    return Findings(sections, measured, chart)


def measure_format(settings: Settings, extension: str, size: Size) -> dict[str, Runs]:
    """Return the runs of each contestant that writes a format."""
    commands = {OURS: render(SAMPLE, SAMPLE_GRID, _output(settings.folder, OURS, extension))}
    if settings.has_before:
        commands[BEFORE] = render(
            SAMPLE, SAMPLE_GRID, _output(settings.folder, BEFORE, extension), HEADMAP_BEFORE
        )
    if extension == "png":
        commands[BLANK] = _blank_command(size, _output(settings.folder, BLANK, extension))
    outputs = {}
    for name in DRAWN_BY[extension]:
        if not (settings.quick and name == PLOTLY):
            outputs[name] = _output(settings.folder, name, extension)
    commands |= peer_commands(SAMPLE, SAMPLE_GRID, size, outputs)
    context = commands.keys() - {OURS, *GOALS[extension].values()}
    return run_in_turn(commands, settings.rounds, context=context, context_rounds=settings.context_rounds)


def _blank_command(size: Size, out: Path) -> Command:
    return [*PYTHON, "-c", BLANK_CODE.format(*size), str(out)]


def _output(folder: Path, name: str, extension: str) -> Path:
    return folder / f"{name}.{extension}"


def _section(settings: Settings, extension: str, runs: dict[str, Runs]) -> Section:
    """Return a table with the fastest contestant first."""
    rows = []
    for name in sorted(runs, key=lambda name: median(runs[name])):
        taken = runs[name]
        rows.append(
            [
                name,
                f"{median_ratio(runs[OURS], taken):.2f}",
                f"{median(taken):.3f} s",
                f"{median(taken, 'cpu'):.3f} s",
                f"{median(taken, 'peak') / 1e6:.0f} MB",
                f"{_output(settings.folder, name, extension).stat().st_size:,}",
                str(len(taken)),
            ]
        )
    head = ["", "headmap's time / its time", "wall time", "CPU time", "peak memory", "bytes", "rounds"]
    text = TEXTS[extension] + "The files of headmap also hold the data and the style."
    return Section(f"One figure, cold: from CSV to {extension.upper()}", text, table(head, rows))
