"""Measure what headmap costs, and say which of the goals hold."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from . import analysis, batch, cold, commands, growth, readers, scores, sizes, warm
from .chart import CHART
from .environments import CURRENT, install_before, install_current
from .goals import goal_sections
from .report import describe_machine, report_lines
from .settings import Findings, Settings
from .timing import ROOT

RESULTS = ROOT / "benchmarks" / "RESULTS.md"
PARTS: dict[str, Callable[[Settings], Findings]] = {
    "cold": cold.measure,
    "commands": commands.measure,
    "batch": batch.measure,
    "warm": warm.measure,
    "sizes": sizes.measure,
    "scores": scores.measure,
    "readers": readers.measure,
    "growth": growth.measure,
    "analysis": analysis.measure,
}
COMPARED_WITH_BEFORE = {"cold", "commands", "batch", "sizes"}


def main() -> None:
    """Measure the parts that are asked for. Write the report if it is whole, and print it otherwise."""
    arguments = _parse_arguments()
    if CURRENT.name != ".venv-bench":  # its headmap is replaced, which may be one that somebody works with
        sys.exit("the benchmarks install headmap in the environment that they run in; use 'make bench'")
    parts = arguments.only or list(PARTS)
    machine = describe_machine()
    _progress("installing")
    install_current()
    is_compared = not COMPARED_WITH_BEFORE.isdisjoint(parts)
    settings = _settings(arguments.quick, has_before=is_compared and install_before())
    all_findings = [_measure(part, settings) for part in parts]
    measured: dict[str, list[float]] = {}
    for findings in all_findings:
        measured |= findings.measured
    goals = goal_sections(measured, parts)
    sections = goals + [section for findings in all_findings for section in findings.sections]
    lacks_before = is_compared and not settings.has_before
    report = "\n".join(report_lines(settings, machine, sections, lacks_before)) + "\n"
    if arguments.quick or set(parts) != set(PARTS):
        print(report)
    else:
        _write(report, all_findings)
        for section in goals:
            print("", section.heading, "", section.text, "", *section.lines, sep="\n")


def _write(report: str, all_findings: list[Findings]) -> None:
    """Write the report and the chart."""
    RESULTS.write_text(report, encoding="utf-8")
    for findings in all_findings:
        if findings.chart:
            CHART.write_text(findings.chart, encoding="utf-8")
    _progress(f"\nThe whole report is in {RESULTS.relative_to(ROOT)}.")


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="print a report of 3 rounds of smaller sizes")
    parser.add_argument(
        "--only", action="append", choices=PARTS, help="print the report of one part; repeatable"
    )
    return parser.parse_args()


def _settings(quick: bool, has_before: bool) -> Settings:
    """Return how much to measure; the folder is set for each part."""
    if quick:
        return Settings(Path(), rounds=3, context_rounds=1, seconds=0, quick=True, has_before=has_before)
    return Settings(Path(), rounds=15, context_rounds=3, seconds=12, quick=False, has_before=has_before)


def _measure(part: str, settings: Settings) -> Findings:
    """Measure one part in a temporary folder of its own."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        findings = PARTS[part](settings._replace(folder=Path(folder)))
    _progress(f"\n{part} took {time.monotonic() - start:.0f} s")
    for section in goal_sections(findings.measured, [part]):
        _progress("\n".join(section.lines))
    return findings


def _progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
