"""Commands that take a text in wherever text comes in, and write it wherever text goes out."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import yaml

from headmap_cli.cli.main import run

FIGURES = ("f.png", "f.svg", "f.pdf", "f.html", "f.vl.json")
CARRIERS = ("f.png", "f.svg", "f.pdf", "f.html")
"""The figures that data can be read back from."""
OUTPUTS = tuple(argument for name in FIGURES for argument in ("-o", name))


class Command(NamedTuple):
    """A run of headmap.

    Attributes:
        args: The arguments.
        must_work: Whether the run must succeed; otherwise it may also end in an ordinary error.
        output: What is on standard output: lines, json or csv.
    """

    args: tuple[str, ...]
    must_work: bool = True
    output: str = "lines"


class Done(NamedTuple):
    """What a run printed."""

    status: int
    stdout: bytes
    stderr: bytes


def run_command(args: tuple[str, ...]) -> Done:
    """Run headmap in this process, with streams like those of a process."""
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace", write_through=True)
    with mock.patch.multiple(sys, stdout=stdout, stderr=stderr):
        status = run(list(args))
    return Done(status, stdout.buffer.getvalue(), stderr.buffer.getvalue())


def write_inputs(text: str) -> None:
    """Write data, styles and a manifest that have the text in every name, into the current folder."""
    grid = {"layers": 2, "heads": 3}
    heads = {text: [[0, 1], [1, 2]], "Other": [[0, 0], [1, 2]]}
    scores = {text: [[0, 1, 0.5], [1, 2, 0.75]], "Other": [[0, 0, -0.25], [1, 2, 1.0]]}
    facet = {"grid": grid, "categories": heads}
    documents: dict[str, Any] = {
        "heads.json": {"headmap": 1, "model": text, "grid": grid, "categories": heads},
        "later.json": {"headmap": 1, "grid": grid, "categories": {text: [[0, 2]], f"{text}!": [[1, 1]]}},
        "scores.json": {"headmap": 1, "grid": grid, "scores": scores},
        "facets.json": {
            "headmap": 1,
            "facets": [{"label": text, **facet}, {"label": f"{text} 2", **facet}],
        },
        "broken.json": {"headmap": 1, "grid": grid, "categories": {text: [[0, 1], [7, 7], text]}, text: 1},
        "parts.json": {text: {"heads": [[0, 1]], "scores": [[0.5, 1.0], [0.25, 0.75]]}, "b": [text]},
        "records.json": [{"layer": 0, "head": 1, "category": text}, {"layer": text, "head": 1}],
    }
    for name, document in documents.items():
        Path(name).write_text(json.dumps(document), encoding="utf-8")
    header = ["layer", "head", "category", "note"]
    _write_table("long.csv", [header, [0, 1, text, text], [1, 2, "Other", text]])
    _write_table("wide.csv", [["layer", "head", text, "Other"], [0, 0, 1, 0], [0, 1, 0, 1]])
    _write_table("bad.csv", [["layer", "head", "category"], [text, 1, "A"], [0, text, "A"], [0, 99, text]])
    _write_yaml("data.yaml", {text: [[0, 1]], "Other": [[1, 2]]})
    _write_yaml("style.yaml", style_with(text))
    _write_yaml("bad.yaml", {"title": [text], text: text, "background": text, "categories": {text: text}})
    jobs = [
        {"input": "heads.json", "output": "m1.png", "set": {"title": text}},
        {"input": text, "output": "m2.png"},
        {"input": "heads.json", "output": f"{text}/m3.png", "preset": text},
        {"input": "long.csv", "output": "m4.png", "where": f"{text}={text}", text: text},
    ]
    _write_yaml("manifest.yaml", {"jobs": jobs})
    _write_yaml("good.yaml", {"jobs": jobs[:1]})


def style_with(text: str) -> dict[str, Any]:
    """Return a style that has the text wherever a style takes one."""
    label = {"label": text}
    return {
        "title": text,
        "caption": text,
        "axes": {"layer": label, "head": label},
        "composite": label,
        "unclassified": label,
        "absent": label,
        "scores": label,
        "categories": {text: {"label": text, "color": "#ff0000"}},
        "marks": [{"heads": ["L0H1"], "label": text}],
    }


def _write_table(name: str, rows: list[list[Any]]) -> None:
    with Path(name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _write_yaml(name: str, value: Any) -> None:
    Path(name).write_text(yaml.safe_dump(value, sort_keys=False), encoding="utf-8")


def commands(text: str) -> Iterator[Command]:
    """Yield the commands, which have to be run in this order in a folder with the inputs."""
    yield from _conversions()
    yield from _figures()
    yield from _reports()
    yield from _errors()
    yield from _options(text)


def _conversions() -> Iterator[Command]:
    for name in ("heads", "facets", "scores"):
        yield Command(("convert", f"{name}.json", "-o", f"{name}-2.csv"))
        yield Command(("convert", f"{name}-2.csv", "-o", f"{name}-3.json"))
        yield Command(("convert", f"{name}-3.json", "-o", "-", "--format", "json"), output="json")
        yield Command(("convert", f"{name}.json", "-o", "-", "--format", "csv"), output="csv")
    for name in ("long.csv", "wide.csv", "data.yaml", "parts.json", "records.json"):
        yield Command(("convert", name, "-v", "--grid", "2x3", "-o", f"{name}.json"), must_work=False)


def _figures() -> Iterator[Command]:
    small = ("--dpi", "36")
    yield Command(("render", "heads.json", "-c", "style.yaml", *small, "--tooltips", *OUTPUTS))
    for figure in CARRIERS:
        yield Command(("extract", figure, "-o", f"{figure}.json", "--style", f"{figure}.yaml"))
        yield Command(("check", "--figure", figure, "heads.json", "-c", "style.yaml"), False)
    yield Command(("extract", "f.svg", "--style", "-"))
    yield Command(("render", "scores.json", "-c", "style.yaml", *small, "-o", "s.svg", "-o", "s.html"))
    yield Command(("render", "facets.json", "-c", "style.yaml", *small, "-o", "e.svg", "-o", "e.pdf"))
    yield Command(("render", "heads.json", "--no-data", "--tooltips", *small, "-o", "n.svg", "--split"))
    yield Command(("compare", "heads.json", "later.json", "-o", "c.svg", "-o", "c.html", "-o", "c.png"))


def _reports() -> Iterator[Command]:
    for name in ("heads.json", "facets.json"):
        for format in ("table", "md"):
            yield Command(("stats", name, "--format", format))
        yield Command(("stats", name, "--format", "json"), output="json")
        yield Command(("stats", name, "--format", "csv"), output="csv")
        yield Command(("describe", name))
        yield Command(("describe", name, "--format", "md", "-c", "style.yaml"))
        yield Command(("describe", name, "--alt", "-c", "style.yaml"))
        yield Command(("show", name, "--categories", "-c", "style.yaml"))
    yield Command(("show", "scores.json", "-c", "style.yaml"))
    yield Command(("describe", "scores.json"))
    yield Command(("stats", "scores.json", "--thresholds", "0.1,0.6", "--format", "md"))
    for format in ("table", "md"):
        yield Command(("compare", "heads.json", "later.json", "--format", format))
    yield Command(("compare", "heads.json", "later.json", "--format", "json"), output="json")
    yield Command(("compare", "heads.json", "later.json", "--format", "csv"), output="csv")
    yield Command(("style", "new", "heads.json"))
    yield Command(("style", "show", "-c", "style.yaml"))


def _errors() -> Iterator[Command]:
    wrong = ("bad.csv", "broken.json", "records.json", "parts.json", "bad.yaml")
    yield Command(("check", *wrong, "--grid", "2x3"), False)
    yield Command(("check", *wrong, "--grid", "2x3", "--format", "json"), False, "json")
    yield Command(("check", "heads.json", "-c", "bad.yaml"), False)
    yield Command(("check", "heads.json", "-c", "bad.yaml", "--format", "json"), False, "json")
    yield Command(("check", "--figure", "f.svg", "later.json"), False)
    yield Command(("check", "--figure", "f.png", "later.json", "--format", "json"), False, "json")
    yield Command(("batch", "--manifest", "manifest.yaml", "-j", "1", "--report", "report.json", "-v"), False)
    yield Command(("batch", "--manifest", "good.yaml", "-j", "1", "--report", "report.json", "-v"))
    yield Command(("batch", "--manifest", "good.yaml", "--dry-run"))


def _options(text: str) -> Iterator[Command]:
    """Yield commands with the text as an argument, which no null character can be in."""
    render = ("render", "long.csv", "--dpi", "40", "-q", "-o", "o.svg")
    values = ("--where", "--column", "--at", "--grid", "--model", "--facet-by", "--preset", "--panels", "-c")
    for option in (*values, "--mark", "--width", "--threshold", "--top", "--input-format", "--index-base"):
        yield Command((*render, f"{option}={text}" if option.startswith("--") else f"{option}{text}"), False)
    yield Command((*render, "--where", f"note={text}"), False)
    yield Command((*render, "--where", f"{text}={text}"), False)
    yield Command((*render, "--facet", f"{text}=heads.json"), False)
    yield Command((*render, "--mark", f"{text}=L0H1"), False)
    for setting in (f"title={text}", f"{text}={text}", f"axes.layer.label={text}", f"colors.{text}=red"):
        yield Command((*render, "--set", setting), False)
    yield Command(("render", f"{text}=long.csv", "-o", "o.svg"), False)
    yield Command(("render", "--", text, text), False)
    yield Command((text,), False)
    yield Command(("render", text), False)
    yield Command(("help", text), False)
    yield Command(("style", "show", text), False)
    yield Command(("check", "--venue", text, "f.pdf"), False)
    yield Command(("batch", text, "-o", f"{text}.png", "--dry-run"), False)
    yield Command(("batch", "heads.json", "-o", f"{text}-{{{text}}}.png", "--dry-run"), False)
