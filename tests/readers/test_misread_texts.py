"""Texts that are not tables or JSON of heads are refused with their kind, and dates with their cause."""

import json

import pytest

from tests.parameters import slow_after_first
from tests.readers import error_lines

pytestmark = pytest.mark.usefixtures("workdir")

CONFLICT = "holds '<<<<<<<', which marks a conflict of a merge; resolve the merge first"


def notebook() -> str:
    """Return a Jupyter notebook with one cell."""
    return json.dumps({"cells": [{"cell_type": "code", "source": []}], "metadata": {}, "nbformat": 4})


EXPECTED = "; expected a table, JSON or an array of heads"
TEXTS = {
    "merge.csv": ("layer,head,category\n<<<<<<< HEAD\n0,1,A\n=======\n0,2,A\n>>>>>>> b\n", ":2:1", CONFLICT),
    "first.csv": ("<<<<<<< HEAD\nlayer,head,category\n=======\nl,h,c\n>>>>>>> b\n", "", CONFLICT),
    "merge.tsv": (
        "layer\thead\tcategory\n0\t1\tA\n<<<<<<< ours\n0\t2\tB\n=======\n>>>>>>> x\n",
        ":3:1",
        CONFLICT,
    ),
    "merge.json": ('{"A": [\n<<<<<<< HEAD\n[0, 1]\n=======\n[0, 2]\n>>>>>>> b\n]}', ":2:1", CONFLICT),
    "merge.txt": ("0-1\n<<<<<<< HEAD\n0-2\n=======\n0-3\n>>>>>>> b\n", ":2:1", CONFLICT),
    "merge.jsonl": (
        '{"layer": 0, "head": 1, "category": "A"}\n<<<<<<< HEAD\n{"layer": 1}\n=======\n>>>>>>> b\n',
        ":2:1",
        CONFLICT,
    ),
    "404.csv": ("404: Not Found", "", "holds a server's error, '404: Not Found', in place of the data"),
    "hf.json": ("Entry not found\n", "", "holds a server's error, 'Entry not found', in place of the data"),
    "hub.csv": ("Invalid username or password.", "", "holds a server's error"),
    "api.json": (
        '{"message": "Not Found", "documentation_url": "https://x"}',
        "",
        "holds a server's error in place of the data",
    ),
    "run.ipynb": (notebook(), "", "is a Jupyter notebook; save the heads from it as CSV or JSON"),
    "config.json": (
        '{"model_type": "llama", "num_hidden_layers": 32, "num_attention_heads": 32}',
        "",
        "is a model's config.json, without heads; on the command line, --model config.json takes its grid",
    ),
    "fig.vl.json": (
        '{"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "encoding": {"x": {}}}',
        "",
        "is a Vega-Lite figure, from which no data can be read",
    ),
    "s.yaml": (
        "# mine\npreset: icml\nlayout:\n  dpi: 300\n",
        "",
        "is a style, not data; give it with -c s.yaml",
    ),
    "t.yml": ("title: Heads\nlegend: {place: right}\n", "", "is a style, not data; give it with -c t.yml"),
    "jobs.yaml": (
        "defaults: {preset: icml}\njobs:\n- {input: a.csv, output: b.png}\n",
        "",
        "is a manifest, not data; draw its figures: headmap batch --manifest jobs.yaml",
    ),
    "Makefile": (
        "all: fig.png\n\nfig.png: h.csv\n\theadmap render $< -o $@\n",
        "",
        "is a Makefile" + EXPECTED,
    ),
    "run.sh": ("#!/bin/sh\nheadmap render h.csv\n", "", "is a script" + EXPECTED),
    "run.py": ('"""Heads."""\n\nimport json\n\nx = [1]\n', "", "is a Python script" + EXPECTED),
    "from.py": ("from pathlib import Path\nprint(1)\n", "", "is a Python script" + EXPECTED),
    "t.tex": ("% table\n\\begin{tabular}{ll}\n0 & 1\\\\\n\\end{tabular}\n", "", "is a TeX file" + EXPECTED),
    "p.toml": ("[tool.x]\nname = 1\n", "", "is a TOML or INI file" + EXPECTED),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_of_another_kind_is_refused_with_its_kind(name: str) -> None:
    content, location, message = TEXTS[name]
    [line] = error_lines(content, name)
    assert line.startswith(f"{name}{location}: {message}")


DATE_HINT = "; a spreadsheet made a date of a head such as 8-10"
DATES = [
    "8-Oct",
    "10-Aug",
    "Oct-08",
    "2024-08-10",
    "2024-10-08 00:00:00",
    "8/10/2024",
    "08.10.2024",
    "8-Oct-24",
    "8. Okt",
    "1-Dez",
]


@pytest.mark.parametrize("date", slow_after_first(DATES))
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("h.csv", "head,category\n9-14,A\n{},A\n"),
        ("h.csv", "head,category\n{},A\n9-14,A\n"),
        ("h.tsv", "head\tscore\n9-14\t0.5\n{}\t0.7\n"),
        ("h.txt", "9-14\n{}\n9-15\n"),
        ("h.json", '{{"A": ["9-14", "{}"]}}'),
        ("h.jsonl", '{{"head": "9-14", "category": "A"}}\n{{"head": "{}", "category": "A"}}\n'),
        ("h.csv", "layer,head,category\n{},1,A\n0,1,A\n"),
    ],
)
def test_a_date_in_place_of_a_head_is_explained(name: str, content: str, date: str) -> None:
    lines = error_lines(content.format(date), name)
    assert DATE_HINT in lines[0]


def test_a_word_in_place_of_a_head_is_not_explained_as_a_date() -> None:
    lines = error_lines("head,category\n9-14,A\nnine,A\n")
    assert lines
    assert not any(DATE_HINT in line for line in lines)
