"""The figure with pandas and matplotlib's pyplot."""

import math

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch

from .merged import DPI, Size, main, merged, ticks


def draw(csv: str, grid: Size, size: Size, out: str) -> None:
    found = merged(csv, grid)
    colors = ListedColormap(found.colors)
    across = min(5, len(found.titles) + 1)
    down = math.ceil((len(found.titles) + 1) / across)
    inches = (size[0] / DPI, size[1] / DPI)
    figure, axes = plt.subplots(down, across, figsize=inches, layout="constrained", squeeze=False)
    composite, legend, *others = axes.flat
    for ax, title, codes in zip([composite, *others], found.titles, found.codes, strict=False):
        ax.imshow(codes, cmap=colors, vmin=0, vmax=len(found.colors) - 1, interpolation="nearest")
        ax.set(title=title, xlabel="layer", ylabel="head", xticks=ticks(grid[0]), yticks=ticks(grid[1]))
    for ax in (legend, *others[len(found.titles) - 1 :]):
        ax.axis("off")
    patches = [Patch(color=c, label=label) for c, label in zip(found.colors, found.labels, strict=True)]
    legend.legend(handles=patches[::-1], loc="center", frameon=False)
    figure.savefig(out, dpi=DPI)
    plt.close(figure)


if __name__ == "__main__":
    main(draw)
