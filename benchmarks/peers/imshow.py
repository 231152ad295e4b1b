"""Score maps with numpy and matplotlib's imshow: ``python -m benchmarks.peers.imshow SCORES.npy OUT``.

The array has an axis of panels, one of layers and one of heads.
"""

import math
import sys

import matplotlib as mpl
import numpy as np

mpl.use("Agg")
import matplotlib.pyplot as plt


def draw(npy: str, out: str) -> None:
    scores = np.load(npy)
    largest = abs(scores).max()
    across = min(4, len(scores))
    down = math.ceil(len(scores) / across)
    figure, axes = plt.subplots(down, across, layout="constrained", squeeze=False)
    for ax, panel in zip(axes.flat, scores, strict=False):
        picture = ax.imshow(panel, cmap="RdBu_r", vmin=-largest, vmax=largest, interpolation="nearest")
        ax.set(xlabel="head", ylabel="layer")
    figure.colorbar(picture, ax=axes, label="score")
    figure.savefig(out, dpi=144)


if __name__ == "__main__":
    draw(*sys.argv[1:])
