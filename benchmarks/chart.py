"""The chart of the results: how long each contestant takes for one cold figure, relative to headmap."""

from __future__ import annotations

import io
from collections.abc import Mapping

from .timing import ROOT

CHART = ROOT / "docs" / "images" / "bench.svg"
OURS, OTHERS = "#1f77b4", "#b0b0b0"


def draw_chart(times: Mapping[str, float], ours: str) -> str:
    """Draw a bar for each contestant, the fastest on top.

    Args:
        times: The time of each contestant relative to headmap's.
        ours: The name of headmap among them.

    Returns:
        The text of an SVG.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    names = sorted(times, key=lambda name: times[name])
    colors = [OURS if name == ours else OTHERS for name in names]
    out = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "headmap", "font.family": "sans-serif"}):
        figure = Figure(figsize=(7, 0.4 * len(names) + 0.8), layout="constrained")
        ax = figure.add_subplot()
        bars = ax.barh(names, [times[name] for name in names], color=colors)
        ax.bar_label(bars, [f"{times[name]:.1f}" for name in names], padding=4)
        ax.invert_yaxis()
        ax.margins(x=0.1)
        ax.set_xlabel("wall time from CSV to PNG, relative to headmap")
        ax.spines[["top", "right"]].set_visible(False)
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()
