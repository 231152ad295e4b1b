"""Jobs from inputs: fields of outputs, patterns, and what is refused before anything is drawn."""

from pathlib import Path

import pytest

from headmap_cli.batch.jobs import Job, guard_jobs, jobs_of, matching, output_names
from headmap_cli.core.errors import InputError, UsageError
from headmap_cli.files.output_guard import OutputGuard

pytestmark = pytest.mark.usefixtures("workdir")


def outputs(*templates: str, text: str = "runs/a/heads.csv", endings: tuple[str, ...] = ()) -> list[str]:
    return list(output_names(templates, endings, text, 7))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("figs/{stem}.png", "figs/heads.png"),
        ("{name}.png", "heads.csv.png"),
        ("{parent}/{stem}.svg", "a/heads.svg"),
        ("{index}.pdf", "7.pdf"),
        ("{index:03}.pdf", "007.pdf"),
        ("{{x}}-{stem}.png", "{x}-heads.png"),
    ],
)
def test_each_field(template: str, expected: str) -> None:
    assert outputs(template) == [expected]


def test_ext_gives_a_file_for_each_ending() -> None:
    assert outputs("{stem}.{ext}", endings=("png", "vl.json")) == ["heads.png", "heads.vl.json"]
    assert outputs("{stem}.{ext}", "x.pdf", endings=("png",)) == ["heads.png", "x.pdf"]


def test_names_of_packed_labelled_and_outer_files(tmp_path: Path) -> None:
    assert outputs("{stem}.png", text="x/heads.csv.gz") == ["heads.png"]
    assert outputs("{name}-{stem}.png", text="Copying=x/heads.csv") == ["Copying-heads.png"]
    assert outputs("{parent}.png", text="heads.csv") == [f"{tmp_path.name}.png"]
    assert outputs("{parent}.png", text="../heads.csv") == [f"{tmp_path.parent.name}.png"]
    (tmp_path / "lr=0.1.csv").touch()
    assert outputs("{name}.png", text="lr=0.1.csv") == ["lr=0.1.csv.png"]


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{stme}.png", r"no field \{stme\} \(did you mean 'stem'\?\); expected \{stem\}, \{name\}"),
        ("{}.png", r"no field \{\}"),
        ("{stem.__class__}.png", "no field"),
        ("{0}.png", "no field"),
        ("{stem!r}.png", "only {index} takes a form"),
        ("{stem:>9}.png", "only {index} takes a form"),
        ("{index:{ext}}.png", "only {index} takes a form"),
        ("{stem.png", "a brace without its pair"),
        ("{stem}.gif", "ends in '.gif'"),
        ("{stem}.{ext}", "say which with --ext"),
    ],
)
def test_templates_that_are_refused(template: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        outputs(template)


def test_ext_without_its_field_is_refused() -> None:
    with pytest.raises(UsageError, match=r"--ext goes with \{ext\}"):
        outputs("{stem}.png", endings=("png",))


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "..", ".", "a/b", "a\\b"])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    with pytest.raises(UsageError, match="no name of a file"):
        outputs("figs/{name}.png", text=f"{name}=heads.csv")


def test_no_stem_leads_out_of_the_folder() -> None:
    with pytest.raises(UsageError, match="no name of a file"):
        outputs("figs/{stem}/x.png", text="...csv")


def test_patterns_are_expanded_in_order(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "sub/c.csv", "x[1].csv", ".hidden.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert matching("*.csv") == ["a.csv", "b.csv", "x[1].csv"]
    assert matching("**/[ac].csv") == ["a.csv", "sub/c.csv"]
    assert matching("x[1].csv") == ["x[1].csv"]
    assert matching("gone.csv") == ["gone.csv"]
    assert [job.inputs for job in jobs_of(["b.csv", "[ab].csv"], ["{stem}.png"], ())] == [
        ("b.csv",),
        ("a.csv",),
    ]
    with pytest.raises(InputError, match="no file matches"):
        matching("*.json")
    assert matching("-") == ["-"]


def test_two_jobs_with_one_output_are_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    for one, other in (("a.png", "a.png"), ("a.png", "./x/../a.png"), ("a.png", "link/a.png")):
        jobs = [Job(("x.csv",), (one,)), Job(("y.csv",), ("b.png", other))]
        with pytest.raises(UsageError, match=r"the figure of y.csv.* and .*the figure of x.csv"):
            guard_jobs(jobs, OutputGuard())
    guard_jobs([Job(("x.csv",), ("a.png",)), Job(("y.csv",), ("b.png",))], OutputGuard())


def test_an_input_of_any_job_is_not_overwritten() -> None:
    jobs = [Job(("x.csv",), ("fig.png",)), Job(("fig.png",), ("b.png",))]
    with pytest.raises(UsageError, match=r"'fig.png' would be both the figure of x.csv and an input"):
        guard_jobs(jobs, OutputGuard())
    with pytest.raises(UsageError, match=r"'fig.png' would be both the figure of fig.png and an input"):
        guard_jobs([Job(("fig.png",), ("fig.png",))], OutputGuard())
