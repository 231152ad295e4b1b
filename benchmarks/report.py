"""What RESULTS.md says about the machine, and the lines of the whole report."""

from __future__ import annotations

import os
import platform
import subprocess
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .environments import BEFORE_COMMIT
from .settings import Section, Settings

PACKAGES = (
    "headmap", "matplotlib", "numpy", "pandas", "seaborn", "altair", "vl-convert-python", "plotly", "kaleido",
    "polars", "duckdb", "msgspec",
)  # fmt: skip
CPU_FILE = Path("/proc/cpuinfo")
BUSY_LOAD = 0.5
METHOD = """
`make bench` writes this page. Unless a section says otherwise, every program draws the figure of
`sample_data/pythia_like_36x41.csv` in a process of its own: headmap, and the scripts in [peers/](peers) with
the same panels, colours and size. All programs of a table take turns. Each runs once before the first round,
except for the readers and for further figures in one process. Times are medians, and a ratio is the median
of the ratios of the rounds. What a goal is about runs in {rounds} rounds, everything else in about
{context_rounds}. The readers run in as many rounds as fit into a fixed time, and in at least three. Times
depend on the machine; ratios depend on it much less.
"""
NO_STATE_BEFORE = f"""
Nothing is compared with the state before, because the history of this clone does not hold its commit,
{BEFORE_COMMIT}. `git fetch --unshallow` gets the whole history of a shallow clone.
"""


def report_lines(settings: Settings, machine: str, sections: list[Section], lacks_before: bool) -> list[str]:
    """Return the lines of the report.

    Args:
        settings: How much was measured.
        machine: What describe_machine() returned.
        sections: The sections in order.
        lacks_before: Whether a comparison with the state before is missing.
    """
    method = METHOD.format(rounds=settings.rounds, context_rounds=settings.context_rounds)
    paragraphs = [_one_line(method), machine]
    if lacks_before:
        paragraphs.append(_one_line(NO_STATE_BEFORE))
    lines = ["# What headmap costs", ""]
    for paragraph in paragraphs:
        lines += [paragraph, ""]
    for section in sections:
        lines += [f"## {section.heading}", "", section.text, "", *section.lines, ""]
    return lines[:-1]


def describe_machine() -> str:
    """Return a sentence about the machine and one about the versions; the load is that of now."""
    cpu = platform.processor()
    if CPU_FILE.exists():
        for line in CPU_FILE.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                cpu = line.partition(":")[2].strip()
                break
    sentences = [
        f"The machine runs {platform.system()} on {cpu} with {os.cpu_count()} cores, and its load was "
        f"{os.getloadavg()[0]:.1f} when the run began.",
        f"The versions are Python {platform.python_version()}, {', '.join(_versions())}.",
    ]
    if os.getloadavg()[0] > BUSY_LOAD:
        sentences.insert(1, "The machine was busy, so the figures are less exact than they could be.")
    return " ".join(sentences)


def _one_line(text: str) -> str:
    return text.strip().replace("\n", " ")


def _versions() -> list[str]:
    """Return the versions of the packages and programs that take part."""
    versions = []
    for name in PACKAGES:
        with suppress(PackageNotFoundError):
            versions.append(f"{name} {version(name)}")
    with suppress(OSError):
        told = subprocess.run(["gnuplot", "--version"], capture_output=True, text=True, check=False)
        versions.append(told.stdout.strip())
    return versions
