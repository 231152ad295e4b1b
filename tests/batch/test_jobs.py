"""Jobs of the command line: patterns, and conflicts of files."""

from pathlib import Path

import pytest

from headmap_cli.batch.jobs import Job, expand_pattern, guard_jobs, jobs_from_inputs
from headmap_cli.core.errors import InputError, UsageError
from headmap_cli.files.output_guard import OutputGuard

pytestmark = pytest.mark.usefixtures("workdir")


@pytest.fixture
def _tables(workdir: Path) -> None:
    for name in ("b.csv", "a.csv", "sub/c.csv", "x[1].csv", ".hidden.csv"):
        (workdir / name).parent.mkdir(exist_ok=True)
        (workdir / name).touch()


@pytest.mark.usefixtures("_tables")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*.csv", ["a.csv", "b.csv", "x[1].csv"]),
        ("**/[ac].csv", ["a.csv", "sub/c.csv"]),
        ("x[1].csv", ["x[1].csv"]),
        ("missing.csv", ["missing.csv"]),
        ("-", ["-"]),
    ],
)
def test_a_pattern_gives_its_files_in_order(text: str, expected: list[str]) -> None:
    assert expand_pattern(text) == expected


@pytest.mark.usefixtures("_tables")
def test_a_pattern_without_files_is_refused() -> None:
    with pytest.raises(InputError, match="no file matches"):
        expand_pattern("*.json")


@pytest.mark.usefixtures("_tables")
def test_a_file_that_two_inputs_name_is_one_job() -> None:
    jobs = jobs_from_inputs(["b.csv", "[ab].csv"], ["{index}-{stem}.png"], ())
    assert [(job.inputs, job.outputs) for job in jobs] == [
        (("b.csv",), ("1-b.png",)),
        (("a.csv",), ("2-a.png",)),
    ]


@pytest.mark.parametrize(
    ("first", "second"), [("a.png", "a.png"), ("a.png", "./x/../a.png"), ("a.png", "link/a.png")]
)
def test_two_jobs_with_one_output_are_refused(first: str, second: str, workdir: Path) -> None:
    (workdir / "link").symlink_to(workdir)
    jobs = [Job(("x.csv",), (first,)), Job(("y.csv",), ("b.png", second))]
    with pytest.raises(UsageError, match=r"the figure of y.csv.* and .*the figure of x.csv"):
        guard_jobs(jobs, OutputGuard())


def test_two_jobs_with_different_outputs_are_accepted() -> None:
    guard_jobs([Job(("x.csv",), ("a.png",)), Job(("y.csv",), ("b.png",))], OutputGuard())


def test_an_output_that_any_job_reads_is_refused() -> None:
    jobs = [Job(("x.csv",), ("fig.png",)), Job(("fig.png",), ("b.png",))]
    with pytest.raises(UsageError, match=r"'fig.png' would be both the figure of x.csv and an input"):
        guard_jobs(jobs, OutputGuard())
    with pytest.raises(UsageError, match=r"'fig.png' would be both the figure of fig.png and an input"):
        guard_jobs([Job(("fig.png",), ("fig.png",))], OutputGuard())
