"""Manifests: jobs with their options, and errors with their places."""

from pathlib import Path

import pytest

from headmap_cli.batch.jobs import Job
from headmap_cli.batch.manifest import read_manifest
from headmap_cli.cli.batch import batch
from headmap_cli.cli.params import DRAW_OPTIONS, READ_OPTIONS, STYLE_OPTIONS, given_values
from headmap_cli.core.errors import InputError
from headmap_cli.options.records import DrawArgs, FigureArgs, ReadArgs, StyleArgs
from headmap_cli.style.load import load_style

pytestmark = pytest.mark.usefixtures("workdir")


def jobs(text: str, *flags: str) -> list[Job]:
    """The jobs of a manifest beside flags of the command line."""
    Path("jobs.yaml").write_text(text, encoding="utf-8")
    context = batch.make_context("batch", ["--manifest", "jobs.yaml", *flags])
    given = given_values(context, STYLE_OPTIONS, READ_OPTIONS, DRAW_OPTIONS)
    return read_manifest("jobs.yaml", given, context.params["outputs"], context.params["endings"])


def problems(text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        jobs(text)
    return caught.value.lines()


def test_defaults_jobs_and_flags() -> None:
    made = jobs(
        """
defaults: {preset: neurips, grid: 36x40, style: base.yaml, set: {title: All}}
jobs:
  - {input: runs/a.csv, output: "figs/{stem}.{ext}", ext: [png, svg], threshold: 0.10}
  - input: [b.csv, Copying=c.csv]
    output: figs/b.pdf
    style: [one.yaml]
    set: {title: 007, layout: {cell: 6}, text.family: [A, B]}
    model: gpt2
    data: false
    where: [model=x]
    index_base: 1
""",
        "--preset",
        "dark",
        "--set",
        "caption=x",
    )
    assert [(job.inputs, job.outputs) for job in made] == [
        (("runs/a.csv",), ("figs/a.png", "figs/a.svg")),
        (("b.csv", "Copying=c.csv"), ("figs/b.pdf",)),
    ]
    first, second = (job.args for job in made)
    assert first == FigureArgs(
        StyleArgs(presets=("dark",), styles=("base.yaml",), sets=('title="All"', "caption=x")),
        ReadArgs(grid="36x40", threshold="0.10"),
        DrawArgs(embed_data=True),
    )
    assert (second.read.grid, second.read.model, second.draw.embed_data) == (None, "gpt2", False)
    assert (second.read.index_base, second.read.where) == ("1", ("model=x",))
    assert second.style.styles == ("base.yaml", "one.yaml")
    assert second.style.sets == (
        'title="All"',
        "title=007",
        "layout.cell=6",
        'text.family=["A", "B"]',
        "caption=x",
    )


def test_a_pattern_is_a_figure_for_each_file_and_a_list_is_one(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).touch()
    made = jobs('jobs: [{input: "*.csv", output: "{index}-{stem}.png"}, {input: ["*.csv"], output: all.png}]')
    assert [(job.inputs, job.outputs) for job in made[:2]] == [
        (("a.csv",), ("1-a.png",)),
        (("b.csv",), ("2-b.png",)),
    ]


def test_a_flag_wins_over_grid_and_model_alike() -> None:
    [job] = jobs("jobs: [{input: a.csv, output: a.png, model: gpt2}]", "--grid", "2x2")
    assert (job.args.read.grid, job.args.read.model) == ("2x2", None)


def test_outputs_may_come_from_the_command_line() -> None:
    [job] = jobs("jobs: [{input: a.csv}]", "-o", "{stem}.png")
    assert job.outputs == ("a.png",)


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
        ("jobs:\n  - {input: a, input: b}", "jobs.yaml:2:16: key 'input' stands twice"),
        ("job: 1", "jobs.yaml:1:1: unknown key 'job' (did you mean 'jobs'?)"),
    ],
)
def test_errors_name_their_place(text: str, expected: str) -> None:
    assert problems(text)[0].startswith(expected)


def test_all_problems_are_said() -> None:
    found = problems("jobs:\n  - {input: a.csv}\n  - {output: a.png}\n  - {input: a.csv, output: '{x}.png'}")
    assert [line.split(": ")[0] for line in found] == ["jobs.yaml:2:5", "jobs.yaml:3:5", "jobs.yaml:4:5"]


@pytest.mark.slow
def test_a_manifest_may_be_longer_than_a_style() -> None:
    lines = [f"  - {{input: runs/{n}.csv, output: figs/{n}.png, set: {{title: T{n}}}}}" for n in range(4000)]
    assert len(jobs("jobs:\n" + "\n".join(lines))) == 4000


def test_settings_of_categories_with_dots_in_their_names() -> None:
    text = "jobs: [{input: a.csv, output: a.png, set: {categories: {a.b: {color: red}}, layout: {cell: 6}}}]"
    [job] = jobs(text)
    assert job.args.style.sets == ('categories={"a.b": {"color": "red"}}', "layout.cell=6")
    style = load_style(sets=job.args.style.sets)
    assert style.categories["a.b"].color == "#ff0000"


@pytest.mark.parametrize(
    ("defaults", "job", "flags", "expected"),
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
def test_a_rule_replaces_every_rule_of_a_place_before_it(
    defaults: str,
    job: str,
    flags: dict[str, str],
    expected: tuple[str | None, str | None],
    tmp_path: Path,
) -> None:
    (tmp_path / "jobs.yaml").write_text(
        f"defaults: {{output: a.png, {defaults}}}\njobs:\n  - {{input: a.csv, {job}}}\n", encoding="utf-8"
    )
    [made] = read_manifest(str(tmp_path / "jobs.yaml"), flags)
    assert (made.args.read.threshold, made.args.read.top) == expected
