"""Names of outputs: the fields of a template, and names that no output can have."""

from pathlib import Path

import pytest

from headmap_cli.batch.output_names import output_names
from headmap_cli.core.errors import UsageError

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
def test_a_field_is_replaced_by_its_value(template: str, expected: str) -> None:
    assert outputs(template) == [expected]


def test_ext_makes_an_output_for_each_ending() -> None:
    assert outputs("{stem}.{ext}", endings=("png", "vl.json")) == ["heads.png", "heads.vl.json"]
    assert outputs("{stem}.{ext}", "x.pdf", endings=("png",)) == ["heads.png", "x.pdf"]


def test_fields_of_compressed_labelled_and_outer_files(tmp_path: Path) -> None:
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
        ("{stem}.{ext}", "name the formats with --ext"),
    ],
)
def test_a_wrong_template_is_refused(template: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        outputs(template)


def test_ext_without_its_field_is_refused() -> None:
    with pytest.raises(UsageError, match=r"--ext can only be used with \{ext\}"):
        outputs("{stem}.png", endings=("png",))


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "..", ".", "a/b", "a\\b"])
def test_a_label_that_leads_out_of_the_folder_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="not a file name"):
        outputs("figs/{name}.png", text=f"{name}=heads.csv")


def test_a_stem_that_leads_out_of_the_folder_is_refused() -> None:
    with pytest.raises(UsageError, match="not a file name"):
        outputs("figs/{stem}/x.png", text="...csv")
