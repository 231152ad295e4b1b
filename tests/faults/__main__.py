"""``make faults``: every fault of every scenario. Run as ``python -m tests.faults [SCENARIO ..]``."""

from __future__ import annotations

import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tests.faults.injection import Fault
from tests.faults.runs import Prepared, defects, faults_of, load_everything
from tests.faults.scenarios import SCENARIOS

MOST_SHOWN = 10


def sweep(*names: str) -> int:
    """Run the faults of some scenarios, or of all, on all cores; return 1 if any run had a defect."""
    load_everything()
    total = failed = 0
    # The processes of multiprocessing.Pool could not start the workers of a batch.
    with tempfile.TemporaryDirectory() as root, ProcessPoolExecutor() as pool:
        tasks = [pool.submit(sweep_scenario, name, Path(root)) for name in names or SCENARIOS]
        for task in as_completed(tasks):
            name, runs, found, seconds = task.result()
            print(f"{name:16} {runs:6,} runs, {len(found)} with defects, {seconds:.0f} s", flush=True)
            for fault, has_old, wrong in found[:MOST_SHOWN]:
                print(f"  {tuple(fault)}, old files: {has_old}: {wrong}", flush=True)
            total += runs
            failed += len(found)
    print(f"{total:,} runs, {failed} with defects")
    return int(failed > 0)


Found = list[tuple[Fault, bool, list[str]]]
"""The faults of the runs that had defects, whether there were old files, and the defects."""


def sweep_scenario(name: str, root: Path) -> tuple[str, int, Found, float]:
    """Return the name of a scenario, the number of its runs, those with defects, and their time."""
    start = time.monotonic()
    prepared = Prepared(name, root)
    runs = [(fault, has_old) for fault in faults_of(prepared.calls) for has_old in (False, True)]
    found: Found = []
    for fault, has_old in runs:
        wrong = defects(prepared, fault, has_old)
        if wrong:
            found.append((fault, has_old, wrong))
    return name, len(runs), found, time.monotonic() - start


if __name__ == "__main__":
    sys.exit(sweep(*sys.argv[1:]))
