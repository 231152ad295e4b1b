"""``make fuzz``: each reader and the style fed for so many seconds, within bounds of memory and time.

Run as ``python -m tests.hostile [SECONDS] [KIND ..]``. The first defect of a kind is shown, shrunk.
"""

import logging
import resource
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from types import FrameType
from typing import NoReturn

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.hostile.options import options, style_files
from tests.hostile.outcomes import loads, reads
from tests.hostile.strategies import CONTENTS

MEMORY = 3 << 30
LONGEST = 10
"""Seconds that one input may take."""
BATCH = 500


def main(seconds: float, *kinds: str) -> int:
    """Feed each kind; 1 where one has a defect."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _too_long)
    logging.getLogger("headmap").setLevel(logging.CRITICAL)
    status = 0
    for kind in kinds or (*CONTENTS, "styles"):
        found, count = fed(kind, seconds)
        print(f"{kind:18} {count:8,} inputs  {'DEFECT' if found else 'ok'}", flush=True)
        if found:
            traceback.print_exception(found)
            status = 1
    return status


def fed(kind: str, seconds: float) -> tuple[BaseException | None, int]:
    """The first defect of a kind within so many seconds, and how many inputs it was given."""
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "any.yaml"

        def one(data: st.DataObject) -> None:
            nonlocal count
            count += 1
            signal.alarm(LONGEST)
            try:
                if kind == "styles":
                    loads(file, data.draw(style_files))
                else:
                    reads(data.draw(CONTENTS[kind]), data.draw(options))
            finally:
                signal.alarm(0)

        end, number = time.monotonic() + seconds, time.time_ns()
        health = list(HealthCheck)
        phases = (Phase.generate, Phase.shrink)
        while time.monotonic() < end:
            number += 1
            batch = settings(
                max_examples=BATCH, deadline=None, database=None, suppress_health_check=health, phases=phases
            )(seed(number)(given(data=st.data())(one)))
            try:
                batch()
            except Exception as defect:
                return defect, count
    return None, count


def _too_long(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise TimeoutError(f"one input took more than {LONGEST} s")


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1] if sys.argv[1:] else 30), *sys.argv[2:]))
