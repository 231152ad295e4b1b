"""A folder in which every module and program is a trap: executing one leaves a marker."""

import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path

from tests.commands import TABLE, environment

OWN_MODULES = {"headmap_cli", "headmap_probe"}
PROGRAMS = (
    "gs",
    "gswin64c",
    "latex",
    "pdflatex",
    "xelatex",
    "dvipng",
    "ps2pdf",
    "pdftops",
    "inkscape",
    "magick",
)
"""Programs that matplotlib or Pillow would start for some inputs or settings."""

STARTS_AS_INSTALLED = """
import sys
from headmap_cli.__main__ import main
if __name__ == '__main__':
    sys.exit(main())
"""
RUNS_ALL = """
import json, sys
from headmap_cli.cli.process import shield
if __name__ == '__main__':
    shield()
    from headmap_cli.cli.main import run
    statuses = [run(command) for command in json.loads(sys.argv[1])]
    sys.stderr.write(json.dumps(statuses))
"""


def module_names() -> set[str]:
    """Return the modules of the standard library and of all installed packages."""
    names = set(sys.stdlib_module_names) | {"sitecustomize", "usercustomize", "antigravity", "this"}
    for name in importlib.metadata.packages_distributions():
        if name.isidentifier():
            names.add(name)
    return names - OWN_MODULES


class Trap:
    """A folder of data in which every module is a trap: importing one leaves a marker."""

    def __init__(self, folder: Path, names: set[str]) -> None:
        self.data = folder / "data"
        self.markers = folder / "markers"
        self.programs = folder / "programs"
        for path in (self.data, self.markers, self.programs, folder / "bin"):
            path.mkdir(parents=True)
        for name in names:
            self._set(self.data / f"{name}.py", name)
        for name in PROGRAMS:
            program = self.programs / name
            program.write_text(f"#!/bin/sh\ntouch {self.markers / name}\n", encoding="utf-8")
            program.chmod(0o755)
        for name in ("heads.csv", "m1.csv", "m2.csv", "m3.csv"):
            (self.data / name).write_text(TABLE, encoding="utf-8")
        self.script = folder / "bin" / "headmap"
        self.all = folder / "bin" / "all"
        self.script.write_text(STARTS_AS_INSTALLED, encoding="utf-8")
        self.all.write_text(RUNS_ALL, encoding="utf-8")

    def _set(self, path: Path, name: str) -> None:
        marker = str(self.markers / name)
        path.write_text(f"open({marker!r}, 'w').close()\nraise SystemExit('{name}')\n", encoding="utf-8")

    def sprung(self) -> list[str]:
        """Return what has been executed."""
        return sorted(path.name for path in self.markers.iterdir())

    def run(self, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the folder."""
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            [sys.executable, *args],
            cwd=self.data,
            env=environment(PATH=path, **more),
            capture_output=True,
            text=True,
            check=False,
        )
