"""Cold start: ``headmap render`` of the sample against saving a blank matplotlib Figure of the same size.

Both are whole processes, run in turn so that a machine whose speed drifts slows both alike; the ratio is
taken pair by pair. Run with ``make bench`` or ``python -m benchmarks.cold [RUNS]``.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sample_data" / "pythia_like_36x41.csv"
BLANK = """
import sys
from matplotlib.figure import Figure
Figure(figsize=({width} / {dpi}, {height} / {dpi}), dpi={dpi}).savefig(sys.argv[1])
"""


def seconds(command: list[str]) -> float:
    """Wall seconds of one process; raises when it fails."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def main(runs: int = 11) -> None:
    """Print medians and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        ours, blank = str(Path(folder) / "ours.png"), str(Path(folder) / "blank.png")
        render = [sys.executable, "-m", "headmap_cli", "render", str(SAMPLE), "--grid", "36x41", "-o", ours]
        seconds(render)
        with Image.open(ours) as picture:
            width, height = picture.size
        script = BLANK.format(width=width, height=height, dpi=144)
        save = [sys.executable, "-c", script, blank]
        seconds(save)
        pairs = [(seconds(render), seconds(save)) for _ in range(runs)]
    ratios = sorted(a / b for a, b in pairs)
    print(f"{width} x {height} pixels, {runs} runs of each, in turn")
    print(f"headmap render  median {statistics.median(a for a, _ in pairs):.3f} s")
    print(f"blank Figure    median {statistics.median(b for _, b in pairs):.3f} s")
    print(f"ratio           median {statistics.median(ratios):.2f}, from {ratios[0]:.2f} to {ratios[-1]:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
