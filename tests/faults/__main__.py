"""``make faults``: every fault of every scenario. Run as ``python -m tests.faults [SCENARIO ..]``."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.faults.runs import Prepared, defects, faults_of, load_everything
from tests.faults.scenarios import SCENARIOS

MOST_SHOWN = 10


def sweep(*names: str) -> int:
    """Run the faults of some scenarios, or of all; return 1 if any run had a defect."""
    load_everything()
    total = failed = 0
    with tempfile.TemporaryDirectory() as root:
        for name in names or SCENARIOS:
            start = time.monotonic()
            prepared = Prepared(name, Path(root))
            runs = [(fault, old) for fault in faults_of(prepared.calls) for old in (False, True)]
            shown = 0
            for fault, has_old in runs:
                found = defects(prepared, fault, has_old)
                failed += bool(found)
                shown += bool(found)
                if found and shown <= MOST_SHOWN:
                    print(f"  {tuple(fault)}, old files: {has_old}: {found}", flush=True)
            total += len(runs)
            seconds = time.monotonic() - start
            print(f"{name:16} {len(runs):6,} runs, {shown} with defects, {seconds:.0f} s", flush=True)
    print(f"{total:,} runs, {failed} with defects")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(sweep(*sys.argv[1:]))
