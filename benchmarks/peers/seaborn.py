"""The figure with pandas and seaborn's heatmap."""

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib.patches import Patch

from .merged import DPI, Size, main, merged, ticks


def draw(csv: str, grid: Size, size: Size, out: str) -> None:
    found = merged(csv, grid)
    n = len(found.titles) + 1
    figure, axes = plt.subplots(1, n, figsize=(size[0] / DPI, size[1] / DPI), layout="constrained")
    panels = [axes[0], *axes[2:]]
    for ax, title, codes in zip(panels, found.titles, found.codes, strict=True):
        sns.heatmap(
            codes,
            ax=ax,
            cmap=found.colors,
            vmin=0,
            vmax=len(found.colors) - 1,
            square=True,
            cbar=False,
            xticklabels=False,
            yticklabels=False,
        )
        x, y = ticks(grid[0]), ticks(grid[1])
        ax.set(title=title, xlabel="layer", ylabel="head")
        ax.set_xticks([v + 0.5 for v in x], [str(v) for v in x])
        ax.set_yticks([v + 0.5 for v in y], [str(v) for v in y])
    axes[1].axis("off")
    patches = [Patch(color=c, label=label) for c, label in zip(found.colors, found.labels, strict=True)]
    axes[1].legend(handles=patches[::-1], loc="center", frameon=False)
    figure.savefig(out, dpi=DPI)
    plt.close(figure)


if __name__ == "__main__":
    main(draw)
