"""``headmap stats``, with and without p-values, and ``headmap describe``, compared with ``headmap check``."""

from __future__ import annotations

from .environments import HEADMAP
from .inputs import LARGE_GRID, cross, write_equal_categories
from .settings import Findings, Section, Settings, table
from .timing import median, median_ratio, run_in_turn

CATEGORIES, MEMBERS = 20, 800
REFERENCE = "check"


def measure(settings: Settings) -> Findings:
    """Measure a table of 126 x 128 heads in 20 categories."""
    path = settings.folder / "heads.csv"
    write_equal_categories(path, LARGE_GRID, CATEGORIES, MEMBERS)
    shared = [str(path), "--grid", cross(LARGE_GRID)]
    commands = {
        REFERENCE: ["check", *shared],
        "stats --permutations 0": ["stats", *shared, "--format", "json", "--permutations", "0"],
        "stats": ["stats", *shared, "--format", "json"],
        "describe": ["describe", *shared],
        "describe --alt": ["describe", *shared, "--alt"],
    }
    timed = {name: [*HEADMAP, *arguments] for name, arguments in commands.items()}
    runs = run_in_turn(timed, settings.context_rounds)
    rows = []
    for name, taken in runs.items():
        ratio = median_ratio(taken, runs[REFERENCE])
        rows.append([f"headmap {name}", f"{median(taken):.3f} s", f"{ratio:.2f}"])
    text = f"Whole processes that read {CATEGORIES} categories on 126 x 128."
    return Findings([Section("Analysis", text, table(["", "wall time", "relative to check"], rows))], {})
