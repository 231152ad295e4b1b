"""``make forgeries``: thousands of forged figures, none of which may be accepted.

Run as ``python -m tests.checks.forgery [SEED [FORMAT ..]]``.
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from pathlib import Path

from tests.checks.forgery.sweep import FORGERIES, forged_files, is_accepted_wrongly

COUNTS = {"png": 1600, "svg": 1600, "pdf": 800, "html": 1000, "vl.json": 600}
MOST_SHOWN = 10


def sweep(seed: int, *formats: str) -> int:
    """Check the forged figures of some formats, or of all; return 1 if one is accepted wrongly."""
    total = failed = 0
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        for format in formats or FORGERIES:
            start = time.monotonic()
            found = 0
            for forged in forged_files(format, COUNTS[format], seed):
                if is_accepted_wrongly(forged, Path(folder)):
                    found += 1
                    if found <= MOST_SHOWN:
                        print(f"  accepted: {forged.kind} of {forged.subject}", flush=True)
            seconds = time.monotonic() - start
            print(f"{format:8} {COUNTS[format]:5,} files, {found} accepted, {seconds:.0f} s", flush=True)
            total += COUNTS[format]
            failed += found
    print(f"{total:,} files, {failed} accepted")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(sweep(int(sys.argv[1]) if sys.argv[1:] else 0, *sys.argv[2:]))
