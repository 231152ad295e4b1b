"""No small input takes much memory or time: measured in processes, which are ended if they take too long."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.commands import environment
from tests.hostile.exhaustion import Exhausting, exhausting_inputs

INPUTS = exhausting_inputs()
MEMORY = 300 << 20
SECONDS = 60
"""When a process is ended. ``make exhaust`` shows how long each input takes."""
SAMPLE = 24
QUICK = random.Random(22).sample(sorted(INPUTS), SAMPLE)


# A child counts the memory of its parent until it is replaced, so a small process starts headmap.
LAUNCHER = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]),) * 2)
status = os.waitpid(os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ), 0)[1]
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
print("", os.waitstatus_to_exitcode(status), peak, sep="\\n")
"""


class Outcome(NamedTuple):
    """How a command ended: its status, its largest memory in bytes, its seconds, and what it printed."""

    status: int
    peak: int
    seconds: float
    printed: str


def outcome(exhausting: Exhausting, folder: Path) -> Outcome:
    """Run headmap on an input and measure it."""
    path = folder / f"input{exhausting.ending}"
    path.write_bytes(exhausting.content())
    args = [arg.replace("{}", path.name) for arg in exhausting.args]
    launch = [sys.executable, "-S", "-E", "-c", LAUNCHER, str(SECONDS), sys.executable, "-m", "headmap_cli"]
    start = time.monotonic()
    done = subprocess.run(
        [*launch, *args],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
    )
    seconds = time.monotonic() - start
    *lines, status, peak = done.stdout.decode(errors="replace").splitlines()
    return Outcome(int(status), int(peak), seconds, "\n".join(lines))


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux reports it")
@pytest.mark.parametrize("name", INPUTS if "HEADMAP_SWEEP" in os.environ else QUICK)
def test_a_small_input_does_not_exhaust_the_machine(name: str, tmp_path: Path) -> None:
    done = outcome(INPUTS[name], tmp_path)
    assert done.status in (0, 1, 2), done.printed[-500:]
    assert done.peak < MEMORY
    assert "Traceback" not in done.printed


def main(folder: Path, *parts: str) -> None:
    """Print what each input takes whose name has one of some parts; all inputs without any."""
    for name, exhausting in INPUTS.items():
        if parts and not any(part in name for part in parts):
            continue
        done = outcome(exhausting, folder)
        numbers = f"{done.seconds:6.2f} s {done.peak / (1 << 20):6.0f} MB  status {done.status:3}"
        print(f"{numbers}  {name}: {done.printed[-90:].strip()}", flush=True)


if __name__ == "__main__":
    import tempfile

    main(Path(tempfile.mkdtemp()), *sys.argv[1:])
