"""No small input takes much memory or time: measured in processes, which are ended if they take too long."""

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.commands import environment
from tests.hostile.exhaustion import Exhausting, exhausting_inputs

INPUTS = exhausting_inputs()
MEMORY = 300 << 20
SECONDS = 60
"""When a process is ended. ``make exhaust`` shows how long each input takes."""
LONGEST = 5
"""How many seconds of a processor an input may take in ``make exhaust``."""
SAMPLE = 24
QUICK = random.Random(22).sample(sorted(INPUTS), SAMPLE)


# A child counts the memory of its parent until it is replaced, so a small process starts headmap.
LAUNCHER = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]),) * 2)
status = os.waitpid(os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ), 0)[1]
used = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = used.ru_utime + used.ru_stime
print("", os.waitstatus_to_exitcode(status), used.ru_maxrss * 1024, seconds, sep="\\n")
"""


class Outcome(NamedTuple):
    """How a command ended: its status, its largest memory in bytes, its time, and what it printed."""

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
    done = subprocess.run(
        [*launch, *args],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=True,
    )
    *lines, status, peak, seconds = done.stdout.decode(errors="replace").splitlines()
    return Outcome(int(status), int(peak), float(seconds), "\n".join(lines))


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux reports it")
@pytest.mark.parametrize("name", INPUTS if "HEADMAP_SWEEP" in os.environ else QUICK)
def test_a_small_input_does_not_exhaust_the_machine(name: str, tmp_path: Path) -> None:
    done = outcome(INPUTS[name], tmp_path)
    assert done.status in (0, 1, 2), done.printed[-500:]
    assert done.peak < MEMORY
    assert "Traceback" not in done.printed


def main(folder: Path, *parts: str) -> int:
    """Print what each input takes whose name has one of some parts; all inputs without any.

    Returns 1 if one takes too much.
    """
    exhausted = []
    names = [name for name in INPUTS if not parts or any(part in name for part in parts)]
    for name in names:
        done = outcome(INPUTS[name], folder)
        if done.peak >= MEMORY or done.seconds >= LONGEST or done.status not in (0, 1, 2):
            exhausted.append(name)
        numbers = f"{done.seconds:6.2f} s {done.peak / (1 << 20):6.0f} MB  status {done.status:3}"
        print(f"{numbers}  {name}: {done.printed[-90:].strip()}", flush=True)
    print(f"{len(names)} inputs; too much: {', '.join(exhausted) or 'none'}")
    return int(bool(exhausted))


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as root:
        sys.exit(main(Path(root), *sys.argv[1:]))
