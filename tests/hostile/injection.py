"""``make injection``: every hostile text in every place where text comes in.

Run as ``python -m tests.hostile.injection [PART ..]``, with parts of the texts to try; all without any.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

from headmap_cli.readers import read
from headmap_cli.style.load import load_style
from tests.hostile.inspection import csv_defects, figure_defects, json_defects, line_defects, message_defects
from tests.hostile.places import CARRIERS, commands, run_command, write_inputs
from tests.hostile.strings import STRINGS

INSPECT = {"lines": line_defects, "json": json_defects, "csv": csv_defects}


def defects(text: str, folder: Path) -> Iterator[str]:
    """Yield what a text does that it must not do, in a folder for its files."""
    with contextlib.chdir(folder):
        write_inputs(text)
        for command in commands(text):
            where = " ".join(command.args)[:100]
            done = run_command(command.args)
            if done.status not in ((0,) if command.must_work else (0, 1, 2, 3)):
                yield f"{where}: status {done.status}: {done.stderr[-300:]!r}"
            yield from message_defects(done.stderr, where)
            # A command line that is wrong has no result.
            if done.stdout:
                yield from INSPECT[command.output](done.stdout, where)
        try:
            yield from _lost_names(text)
        except Exception as error:  # headmap wrote a file that cannot be read
            yield f"{type(error).__name__}: {error}"
        for path in sorted(Path().glob("*.*")):
            if path.suffix in (".png", ".svg", ".pdf", ".html") or path.name.endswith(".vl.json"):
                yield from figure_defects(path)
        yield from json_defects(Path("report.json").read_bytes(), "report.json")


def _lost_names(text: str) -> Iterator[str]:
    """Yield the files that no longer have the text as a name, or as a title."""
    for name in ("heads-2.csv", "heads-3.json", *CARRIERS, *(f"{figure}.json" for figure in CARRIERS)):
        if read(name) != read("heads.json"):
            yield f"{name}: {text!r} became {read(name).categories}"
    for name in ("heads-3.json", "f.png.json"):
        if json.loads(Path(name).read_text(encoding="utf-8"))["model"] != text:
            yield f"{name}: the model has another name"
    for figure in CARRIERS:
        style = yaml.safe_load(Path(f"{figure}.yaml").read_text(encoding="utf-8"))
        expected = load_style(["style.yaml"])
        if style["title"] != expected.title or style["marks"][0]["label"] != expected.marks[0].label:
            yield f"{figure}.yaml: {text!r} became {style['title']!r}"


def sweep(*parts: str) -> int:
    """Try the texts, and print what is wrong; return 1 if anything is."""
    chosen = [text for text in STRINGS if not parts or any(part in text for part in parts)]
    start = time.monotonic()
    failed = 0
    for text in chosen:
        with tempfile.TemporaryDirectory() as folder:
            found = list(defects(text, Path(folder)))
        failed += bool(found)
        for defect in found:
            print(f"{text[:40]!r}: {defect}", flush=True)
    print(f"{len(chosen)} texts, {failed} with defects, {time.monotonic() - start:.0f} s")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(sweep(*sys.argv[1:]))
