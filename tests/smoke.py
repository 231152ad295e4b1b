"""The least that must work with any versions that headmap says it works with; needs nothing but headmap.

``python -m tests.smoke`` runs it; ``--lowest`` prints the lowest versions instead, for pip.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
TABLE = "layer,head,category,score\n0,1,A,0.9\n1,0,A,0.8\n1,0,B,0.7\n1,1,B,0.1\n"


def lowest() -> list[str]:
    """The core dependencies at their lower bounds, as pip takes them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found = [re.fullmatch(r"([\w-]+)>=([\w.]+)", line) for line in project["dependencies"]]
    return [f"{part[1]}=={part[2]}" for part in found if part]


def smoke(folder: Path) -> None:
    """Every format and every command once, each with its exit status."""
    (folder / "heads.csv").write_text(TABLE, encoding="utf-8")
    data = ["heads.csv", "--grid", "2x2", "--threshold", "0.5"]
    figures = [word for name in ("f.png", "f.svg", "f.pdf", "f.html", "f.vl.json") for word in ("-o", name)]
    for args in (
        ["render", *data, "--preset", "icml", "--set", "text.math=true", *figures],
        ["check", *data],
        ["check", *data, "--preset", "icml", "--set", "text.math=true", "--figure", "f.png"],
        ["convert", *data, "-o", "heads.json"],
        ["extract", "f.svg", "-o", "out.csv"],
        ["show", *data, "--categories"],
        ["style", "list"],
        ["style", "schema"],
        ["completion", "bash"],
    ):
        done = subprocess.run([sys.executable, "-m", "headmap_cli", *args], cwd=folder,
                              capture_output=True, text=True)  # fmt: skip
        if done.returncode:
            raise SystemExit(f"headmap {' '.join(args)}: {done.returncode}\n{done.stderr}")
    if (folder / "f.png").read_bytes()[:4] != b"\x89PNG":
        raise SystemExit("f.png is no PNG")


if __name__ == "__main__":
    if sys.argv[1:] == ["--lowest"]:
        print(*lowest())
    else:
        with tempfile.TemporaryDirectory() as name:
            smoke(Path(name))
        print("ok")
