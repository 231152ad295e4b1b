"""Many runs of the command line in little time: one process loads headmap and forks for each run.

Each fork gets descriptors of its own and ends as a real interpreter does, with all that happens at its end.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.commands import python

DRIVER = r"""
import json, os, sys
import headmap_cli.batch.preload, headmap_cli.render, headmap_cli.analysis.statistics, headmap_cli.style.load
from headmap_cli.cli.main import main
from headmap_cli.cli.streams import reserve_standard_descriptors

def connect(number, kind):
    if kind == "closed":
        os.close(number)
        return None
    if kind == "no reader":
        reader, target = os.pipe()
        os.close(reader)
    else:
        path = {"full": "/dev/full", "nothing": os.devnull}.get(kind, kind)
        target = os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    os.dup2(target, number)
    return open(number, "r" if number == 0 else "w", closefd=False, errors="backslashreplace")

results = []
for args, stdin, stdout, stderr, patch in json.loads(sys.argv[1]):
    child = os.fork()
    if child == 0:
        sys.stdin, sys.stdout, sys.stderr = connect(0, stdin), connect(1, stdout), connect(2, stderr)
        reserve_standard_descriptors()
        exec(patch)
        main(args)
    results.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(json.dumps(results))
"""


class Run(NamedTuple):
    """A run to do: its arguments, what each stream is, and code to run before it.

    A stream is a file's name, ``closed``, ``full``, ``no reader`` or ``nothing``.
    """

    args: Sequence[str]
    stdin: str = "nothing"
    stdout: str = "out.txt"
    stderr: str = "err.txt"
    patch: str = ""


def forked(runs: Sequence[Run], folder: Path, **environ: str) -> list[int]:
    """Do runs in a folder and return their exit statuses."""
    done = python("-c", DRIVER, json.dumps(runs), cwd=folder, **environ)
    assert done.stderr == ""
    statuses: list[int] = json.loads(done.stdout)
    return statuses
