"""Sweeps: a list of values for an option of a manifest makes a figure of each value."""

from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from headmap_cli.batch.jobs import Job
from headmap_cli.batch.manifest import read_manifest
from headmap_cli.core.errors import InputError
from headmap_cli.options.records import FigureArgs
from headmap_cli.readers import read
from tests.commands import RunCli

pytestmark = pytest.mark.usefixtures("workdir")


def jobs(text: str, outputs: Sequence[str] = (), **given: str) -> list[Job]:
    """Return the jobs of a manifest."""
    Path("jobs.yaml").write_text(text, encoding="utf-8")
    return read_manifest("jobs.yaml", given, outputs)


def problems(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        jobs(text)
    return caught.value.lines()


def test_a_list_makes_a_figure_for_each_value_as_it_is_written() -> None:
    found = jobs(
        "jobs: [{input: a.csv, output: 'figs/{stem}-{threshold}.png', threshold: [0.10, 0.2, 1e-3]}]"
    )
    assert [(job.outputs, job.args.read.threshold) for job in found] == [
        (("figs/a-0.10.png",), "0.10"),
        (("figs/a-0.2.png",), "0.2"),
        (("figs/a-1e-3.png",), "1e-3"),
    ]


def test_several_lists_make_all_combinations_for_each_file() -> None:
    for name in ("m1.csv", "m2.csv"):
        Path(name).touch()
    found = jobs(
        """
defaults: {top: [5, 5%], output: "{index}-{stem}-{top}.png"}
jobs:
  - {input: "m*.csv", column: [x, y], dpi: [60], output: "{index}-{stem}-{top}-{column}.png"}
"""
    )
    expected = product(["m1", "m2"], ["5", "5%"], ["x", "y"])
    names = [f"{index}-{'-'.join(values)}.png" for index, values in enumerate(expected, 1)]
    assert [job.outputs for job in found] == [(name,) for name in names]
    assert {job.args.draw.dpi for job in found} == {"60"}
    assert [(job.args.read.top, job.args.read.column) for job in found[:2]] == [("5", "x"), ("5", "y")]


def test_presets_and_conditions_are_stacked_unless_the_list_has_lists() -> None:
    [stacked] = jobs("jobs: [{input: a.csv, output: a.png, preset: [icml, dark], where: [m=1, s=2]}]")
    assert stacked.args.style.presets == ("icml", "dark")
    assert stacked.args.read.where == ("m=1", "s=2")
    found = jobs(
        """
jobs:
  - {input: a.csv, output: "{preset}-{where}.png", preset: [icml, [icml, dark]], where: [[m=1, s=2], [m=2]]}
"""
    )
    assert [job.outputs[0] for job in found] == [
        "icml-m=1+s=2.png",
        "icml-m=2.png",
        "icml+dark-m=1+s=2.png",
        "icml+dark-m=2.png",
    ]
    assert [job.args.style.presets for job in found] == [("icml",)] * 2 + [("icml", "dark")] * 2
    assert [job.args.read.where for job in found] == [("m=1", "s=2"), ("m=2",)] * 2


def test_a_rule_of_the_job_or_of_the_command_line_replaces_a_sweep_of_the_defaults() -> None:
    text = (
        "defaults: {threshold: [1, 2], output: '{index}.png'}\njobs: [{input: a.csv, top: 3}, {input: b.csv}]"
    )
    assert [(job.args.read.top, job.args.read.threshold) for job in jobs(text)] == [
        ("3", None),
        (None, "1"),
        (None, "2"),
    ]
    assert [job.args.read.bottom for job in jobs(text, bottom="7")] == ["7", "7"]


def test_null_is_an_option_that_is_not_given() -> None:
    found = jobs(
        "jobs: [{input: a.csv, output: a.png, threshold: null, column: ~, preset: null, grid: null}]"
    )
    assert [job.args for job in found] == [FigureArgs()]
    assert problems("jobs:\n  - {input: a.csv, output: a.png, size: null}")[0].startswith(
        "jobs.yaml:2:35: unknown"
    )
    assert problems("jobs:\n  - input: a.csv\n    output: a.png\n    column: #1")[0].startswith(
        "jobs.yaml:4:"
    )


def test_the_output_of_the_command_line_has_fields_for_options() -> None:
    found = jobs("jobs: [{input: a.csv, threshold: [1, 2], width: column}]", ["{threshold}-{width}.svg"])
    assert [job.outputs[0] for job in found] == ["1-column.svg", "2-column.svg"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "jobs:\n  - {input: a, output: a.png, threshold: [0.1, 0.2]}",
            "jobs.yaml:2:42: the figures for threshold 0.1 and 0.2 would both be 'a.png'; "
            "add {threshold} to the output",
        ),
        (
            "jobs:\n  - {input: a, output: '{top}.png', top: [5, 9], preset: [icml, [icml, dark]]}",
            "jobs.yaml:2:58: the figures for preset icml and icml+dark would both be '5.png'; "
            "add {preset} to the output",
        ),
        (
            "defaults:\n  threshold: [1, 2]\njobs: [{input: a, output: a.png}, {input: b, output: a.png}]",
            "jobs.yaml:2:14: the figures for threshold 1 and 2 would both be 'a.png'; "
            "add {threshold} to the output",
        ),
        (
            "jobs:\n  - {input: a, output: '{top}.png', top: [5, 6, 5]}",
            "jobs.yaml:2:42: top lists '5' twice; remove one",
        ),
        (
            "jobs:\n  - {input: a, output: '{top}.png'}",
            "jobs.yaml:2:5: -o '{top}.png' has {top}, but the figure has no top; give it one, or use {index}",
        ),
        (
            "jobs:\n  - {input: a, output: '{where}.png', where: [[m=a/b], [m=c]]}",
            "jobs.yaml:2:5: -o '{where}.png': where 'm=a/b' makes {where} a text that is not a file name; "
            "use {index} in its place",
        ),
        (
            "jobs:\n  - input: a\n    output: a.png\n    where: run=Run #1",
            "jobs.yaml:4:20: jobs.0.where: '#' starts a comment, so the text ends at 'run=Run'; "
            "quote it: 'run=Run #1'",
        ),
        (
            "jobs:\n  - {input: a, output: a.png, threshold: []}",
            "jobs.yaml:2:42: jobs.0.threshold: found an empty list; "
            "expected a value, or a list with a value for each figure",
        ),
        (
            "jobs:\n  - {input: a, output: a.png, threshold: [1, [2]]}",
            "jobs.yaml:2:46: jobs.0.threshold.1: found a list; expected text",
        ),
        (
            "jobs:\n  - {input: a, output: a.png, grid: [2x2, 3x3]}",
            "jobs.yaml:2:37: jobs.0.grid: found a list; expected text",
        ),
        (
            f"jobs:\n  - {{input: a, output: a.png, top: {list(range(101))}, dpi: {list(range(101))}}}",
            "jobs.yaml:2:5: the lists of this job make 10,201 figures of one input; "
            "shorten them to at most 10,000",
        ),
    ],
)
def test_a_problem_is_reported_at_its_place(text: str, expected: str) -> None:
    assert problems(text) == [expected]


def test_a_sweep_draws_the_heads_of_each_rule_and_later_only_what_is_missing(run_cli: RunCli) -> None:
    scores = np.random.default_rng(0).random((6, 5))
    np.save("scores.npy", scores)
    text = "jobs: [{input: scores.npy, output: 'figs/{threshold}.svg', threshold: [0.25, 0.5, 0.75]}]"
    Path("jobs.yaml").write_text(text, encoding="utf-8")
    command = ("batch", "--manifest", "jobs.yaml", "-j", "1", "--depfile", "figs.d")
    assert run_cli(*command).status == 0
    for threshold in (0.25, 0.5, 0.75):
        drawn = read(f"figs/{threshold}.svg")
        np.testing.assert_array_equal(drawn.membership[0], scores > threshold)
    targets = Path("figs.d").read_text(encoding="utf-8").partition(":")[0]
    assert sorted(targets.split()) == ["figs/0.25.svg", "figs/0.5.svg", "figs/0.75.svg"]
    Path("figs/0.5.svg").unlink()
    times = {path: path.stat().st_mtime_ns for path in Path("figs").iterdir()}
    again = run_cli(*command)
    assert again.status == 0
    assert Path("figs/0.5.svg").exists()
    assert {path: path.stat().st_mtime_ns for path in times} == times, "the others are up to date"
