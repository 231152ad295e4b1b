"""The chart of the results: what each contestant takes for one figure, cold, in headmap's time."""

from __future__ import annotations

import io

from .timing import ROOT, Runs, ratio

CHART = ROOT / "docs" / "images" / "bench.svg"
OURS, THEIRS = "#1f77b4", "#b0b0b0"


def chart(runs: Runs) -> None:
    """Write docs/images/bench.svg: a bar for each contestant, the fastest on top."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    ours = runs["headmap"]
    bars = sorted((1 / ratio(ours, taken), name) for name, taken in runs.items())
    times, names = zip(*bars, strict=True)
    out = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "headmap", "font.family": "sans-serif"}):
        figure = Figure(figsize=(7, 0.4 * len(bars) + 0.8), layout="constrained")
        ax = figure.add_subplot()
        drawn = ax.barh(names, times, color=[OURS if name == "headmap" else THEIRS for name in names])
        ax.bar_label(drawn, [f"{time:.1f}" for time in times], padding=4)
        ax.invert_yaxis()
        ax.margins(x=0.1)
        ax.set_xlabel("wall time of a whole process, from CSV to PNG; headmap is 1")
        ax.spines[["top", "right"]].set_visible(False)
        figure.savefig(out, format="svg", metadata={"Date": None})
    CHART.write_text(out.getvalue(), encoding="utf-8")
