"""Manifests: jobs with their options, and problems with their places."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from headmap_cli.batch.jobs import Job
from headmap_cli.batch.manifest import read_manifest
from headmap_cli.core.errors import InputError
from headmap_cli.options.records import ReadArgs
from headmap_cli.style.load import load_style

pytestmark = pytest.mark.usefixtures("workdir")


def jobs(text: str, outputs: Sequence[str] = (), endings: Sequence[str] = (), **given: Any) -> list[Job]:
    """Return the jobs of a manifest, with what a command line gives."""
    Path("jobs.yaml").write_text(text, encoding="utf-8")
    return read_manifest("jobs.yaml", given, outputs, endings)


def problems(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        jobs(text)
    return caught.value.lines()


FULL = """
defaults: {preset: neurips, grid: 36x40, style: base.yaml, set: {title: All}}
jobs:
  - {input: runs/a.csv, output: "figs/{stem}.{ext}", ext: [png, svg], threshold: 0.10}
  - input: [b.csv, Copying=c.csv]
    output: figs/b.pdf
    style: [own.yaml]
    set: {title: 007, layout: {cell: 6}, text.family: [A, B]}
    model: gpt2
    data: false
    where: [model=x]
    index_base: 1
"""


def test_each_job_has_its_inputs_and_outputs() -> None:
    assert [(job.inputs, job.outputs) for job in jobs(FULL)] == [
        (("runs/a.csv",), ("figs/a.png", "figs/a.svg")),
        (("b.csv", "Copying=c.csv"), ("figs/b.pdf",)),
    ]


def test_a_job_has_the_options_of_the_defaults_and_of_the_command_line() -> None:
    args = jobs(FULL, presets=("dark",), sets=("caption=x",))[0].args
    assert args.style.presets == ("dark",)
    assert args.style.styles == ("base.yaml",)
    assert args.style.sets == ('title="All"', "caption=x")
    assert args.read == ReadArgs(grid="36x40", threshold="0.10")
    assert args.draw.embed_data


def test_the_options_of_a_job_win_over_the_defaults() -> None:
    args = jobs(FULL, presets=("dark",), sets=("caption=x",))[1].args
    assert args.style.styles == ("base.yaml", "own.yaml")
    assert args.style.sets == (
        'title="All"',
        "title=007",
        "layout.cell=6",
        'text.family=["A", "B"]',
        "caption=x",
    )
    assert args.read == ReadArgs(model="gpt2", where=("model=x",), index_base="1")
    assert not args.draw.embed_data


def test_a_single_pattern_is_a_job_for_each_file(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).touch()
    text = 'jobs: [{input: c.csv, output: c.png}, {input: "*.csv", output: "{index}-{stem}.png"}]'
    assert [(job.inputs, job.outputs) for job in jobs(text)] == [
        (("c.csv",), ("c.png",)),
        (("a.csv",), ("2-a.png",)),
        (("b.csv",), ("3-b.png",)),
    ]


def test_several_patterns_are_one_job(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv", "c.json"):
        (tmp_path / name).touch()
    [job] = jobs('jobs: [{input: ["*.csv", "*.json"], output: all.png}]')
    assert job.inputs == ("a.csv", "b.csv", "c.json")


def test_a_grid_of_the_command_line_replaces_a_model_of_the_manifest() -> None:
    [job] = jobs("jobs: [{input: a.csv, output: a.png, model: gpt2}]", grid="2x2")
    assert job.args.read == ReadArgs(grid="2x2")


def test_outputs_and_endings_may_come_from_the_command_line() -> None:
    [job] = jobs("jobs: [{input: a.csv, ext: svg}]", outputs=("{stem}.{ext}",), endings=("png", "pdf"))
    assert job.outputs == ("a.png", "a.pdf")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jobs:\n  - {input: a.csv, ouput: a.png}", "jobs.yaml:2:20: unknown key 'ouput' in jobs.0"),
        ("jobs:\n  - {input: a.csv}", "jobs.yaml:2:5: the job has no output, nor have the defaults"),
        ("jobs:\n  - {output: a.png}", "jobs.yaml:2:5: the job has no input"),
        ("jobs:\n  - {input: a.csv, output: '{x}.png'}", "jobs.yaml:2:5: -o '{x}.png': no field {x}"),
        ("jobs:\n  - {input: a.csv, output: a.gif}", "jobs.yaml:2:5: 'a.gif' ends in '.gif'"),
        ("jobs:\n  - {input: '*.x', output: a.png}", "jobs.yaml:2:5: *.x: no file matches"),
        (
            "jobs:\n  - {input: a, output: a.png, index_base: 2}",
            "jobs.yaml:2:43: jobs.0.index_base: found '2'; expected",
        ),
        (
            "jobs:\n  - {input: a, output: a.png, kv: maybe}",
            "jobs.yaml:2:35: jobs.0.kv: found 'maybe'; expected",
        ),
        ("jobs: []", "jobs.yaml: lists no jobs"),
        ("{}", "jobs.yaml: lists no jobs"),
        ("- a", "jobs.yaml:1:1: expected a mapping of defaults and jobs, found a list"),
        ("jobs: {input: a}", "jobs.yaml:1:7: jobs: found "),
        ("jobs: 3", "jobs.yaml:1:7: jobs: found '3'; expected a list (each item: keys with values)"),
        ("jobs:\n  - {input: a, input: b}", "jobs.yaml:2:16: duplicate key 'input'"),
        ("job: 1", "jobs.yaml:1:1: unknown key 'job' (did you mean 'jobs'?)"),
    ],
)
def test_a_problem_has_its_place(text: str, expected: str) -> None:
    assert problems(text)[0].startswith(expected)


def test_all_problems_are_reported() -> None:
    lines = problems("jobs:\n  - {input: a.csv}\n  - {output: a.png}\n  - {input: a.csv, output: '{x}.png'}")
    assert [line.split(": ")[0] for line in lines] == ["jobs.yaml:2:5", "jobs.yaml:3:5", "jobs.yaml:4:5"]


@pytest.mark.slow
def test_a_manifest_may_be_longer_than_a_style() -> None:
    lines = [f"  - {{input: runs/{n}.csv, output: figs/{n}.png, set: {{title: T{n}}}}}" for n in range(4000)]
    assert len(jobs("jobs:\n" + "\n".join(lines))) == 4000


def test_a_category_with_a_dot_in_its_name_can_be_set() -> None:
    text = "jobs: [{input: a.csv, output: a.png, set: {categories: {a.b: {color: red}}, layout: {cell: 6}}}]"
    [job] = jobs(text)
    assert job.args.style.sets == ('categories={"a.b": {"color": "red"}}', "layout.cell=6")
    style = load_style(sets=job.args.style.sets)
    assert style.categories["a.b"].color == "#ff0000"


def test_a_title_may_have_any_character() -> None:
    title = "\N{GRINNING FACE} \N{GREEK SMALL LETTER ALPHA} \\ \" '"
    [job] = jobs(f"jobs:\n  - input: a.csv\n    output: a.png\n    set:\n      title: |-\n        {title}")
    assert load_style(sets=job.args.style.sets).title == title


@pytest.mark.parametrize(
    ("defaults", "job", "given", "expected"),
    [
        ("threshold: 0.1", "top: 20", {}, (None, "20")),
        ("threshold: 0.1", "", {}, ("0.1", None)),
        ("threshold: 0.1, top: 5", "", {}, ("0.1", "5")),
        ("threshold: 0.1", "threshold: 0.2, top: 5%", {}, ("0.2", "5%")),
        ("threshold: 0.1", "top: 20", {"threshold": "0.3"}, ("0.3", None)),
        ("top: 3", "", {"threshold": "0.3"}, ("0.3", None)),
        ("top: 3", "threshold: 1", {"threshold": "0.3", "top": "2"}, ("0.3", "2")),
    ],
)
def test_a_rule_replaces_the_rules_of_weaker_places(
    defaults: str, job: str, given: dict[str, str], expected: tuple[str | None, str | None]
) -> None:
    text = f"defaults: {{output: a.png, {defaults}}}\njobs:\n  - {{input: a.csv, {job}}}\n"
    [result] = jobs(text, **given)
    assert (result.args.read.threshold, result.args.read.top) == expected


def test_a_job_can_ask_for_low_scores_and_magnitudes() -> None:
    rule = "below: 0.1, bottom: 5%, abs: true, scores: true"
    [job] = jobs(f"defaults: {{threshold: 1}}\njobs:\n  - {{input: a.csv, output: a.png, {rule}}}\n")
    assert job.args.read == ReadArgs(below="0.1", bottom="5%", abs=True, scores=True)
