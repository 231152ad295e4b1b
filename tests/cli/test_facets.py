"""The commands that draw nothing take several facets, and the others refuse them in one line."""

import csv
import io
import json
from pathlib import Path

import pytest

import headmap_cli as headmap
from headmap_cli.core.facets import Facets
from tests.commands import RunCli
from tests.core.test_canonical_facets import svg_with

SMALL = "layer,head,category\n0,0,Copying\n1,1,Copying\n1,1,Induction\n"
LARGE = "layer,head,category\n2,3,Copying\n2,0,Translation\n"
SCORES = "step,layer,head,category,score\n0,0,0,A,0.1\n0,0,1,A,0.6\n1000,0,0,A,0.7\n1000,0,1,A,0.9\n"


@pytest.fixture(autouse=True)
def _files(workdir: Path) -> None:
    assert Path.cwd() == workdir
    Path("small.csv").write_text(SMALL)
    Path("large.csv").write_text(LARGE)
    Path("steps.csv").write_text(SCORES)
    Path("grids.yaml").write_text("facets: {small: {grid: 2x2}, large: {grid: 3x4}}\n")


FACETS = ("--facet", "small=small.csv", "--facet", "large=large.csv", "-c", "grids.yaml")


@pytest.fixture
def document(run_cli: RunCli) -> str:
    """Write both facets as a canonical document, and return its name."""
    result = run_cli("convert", *FACETS, "-o", "both.json")
    assert (result.status, result.stderr) == (0, "")
    return "both.json"


def test_convert_writes_all_facets(document: str) -> None:
    assert json.loads(Path(document).read_text()) == {
        "headmap": 1,
        "facets": [
            {
                "label": "small",
                "grid": {"layers": 2, "heads": 2},
                "categories": {"Copying": [[0, 0], [1, 1]], "Induction": [[1, 1]]},
            },
            {
                "label": "large",
                "grid": {"layers": 3, "heads": 4},
                "categories": {"Copying": [[2, 3]], "Translation": [[2, 0]]},
            },
        ],
    }


def test_files_of_one_label_are_merged(run_cli: RunCli) -> None:
    facets = ("--facet", "x=small.csv", "--facet", "x=large.csv", "--facet", "y=Copying=small.csv")
    result = run_cli("convert", *facets, "--grid", "3x4", "-o", "x.json")
    assert result.status == 1
    assert "small.csv: holds 2 categories, so Copying= cannot name them" in result.stderr
    assert run_cli("convert", *facets[:4], "--grid", "3x4", "-o", "x.json").status == 0
    (facet,) = headmap.read_facets("x.json").facets
    assert facet.data == headmap.read("small.csv", "large.csv", grid="3x4")


def test_extract_returns_the_facets_of_a_figure(document: str, run_cli: RunCli) -> None:
    Path("fig.svg").write_bytes(svg_with(headmap.read_facets(document)))
    assert run_cli("extract", "fig.svg", "-o", "again.json").status == 0
    assert Path("again.json").read_bytes() == Path(document).read_bytes()
    assert run_cli("extract", "fig.svg", "-o", "-", "--format", "csv").stdout.endswith(",Translation,large\n")


def test_check_names_each_facet(document: str, run_cli: RunCli) -> None:
    lines = [
        "facet small: 2 layers x 2 heads, 2 categories, 2 of 4 heads classified",
        "facet large: 3 layers x 4 heads, 2 categories, 2 of 12 heads classified",
    ]
    assert run_cli("check", document).stdout == "".join(f"{document}: ok: {line}\n" for line in lines)
    result = run_cli("check", "steps.csv", "--facet-by", "step", "--grid", "1x2", "--threshold", "0.5")
    assert result.stdout.count("ok: facet ") == 2


def test_check_reports_the_problems_of_all_facets_at_once(run_cli: RunCli) -> None:
    Path("wrong.csv").write_text("model,layer,head,category\nm,x,0,A\nn,0,y,A\n")
    result = run_cli("check", "wrong.csv", "--facet-by", "model", "--grid", "2x2")
    assert (result.status, result.stdout.count("is not a whole number")) == (1, 2)
    result = run_cli("check", "--facet", "a=none.csv", "--facet", "b=small.csv")
    assert (result.status, result.stdout.count("none.csv: ")) == (1, 1)


def test_stats_counts_each_facet_and_compares_them(document: str, run_cli: RunCli) -> None:
    result = run_cli("stats", document, "--format", "csv", "--permutations", "0")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    counts = [(row["facet"], row["category"], int(row["heads"]), float(row["share"])) for row in rows]
    assert counts == [
        ("small", "Copying", 2, 0.5),
        ("small", "Induction", 1, 0.25),
        ("large", "Copying", 1, pytest.approx(1 / 12, rel=1e-5)),
        ("large", "Translation", 1, pytest.approx(1 / 12, rel=1e-5)),
    ]
    across = run_cli("stats", document).stdout.partition("Heads across facets\n")[2]
    assert "Copying      2 (50.0%)   1 (8.3%)\n" in across
    numbers = json.loads(run_cli("stats", document, "--format", "json").stdout)
    assert [facet["label"] for facet in numbers["facets"]] == ["small", "large"]
    assert numbers["categories"][1]["heads"] == [1, None]


def test_thresholds_are_counted_in_each_facet(run_cli: RunCli) -> None:
    arguments = ("stats", "steps.csv", "--facet-by", "step", "--grid", "1x2", "--thresholds", "0.5,0.8")
    rows = list(csv.DictReader(io.StringIO(run_cli(*arguments, "--format", "csv").stdout)))
    heads = [(row["facet"], row["threshold"], row["heads"]) for row in rows if row["counted"] == "category"]
    assert heads == [("0", "0.5", "1"), ("0", "0.8", "0"), ("1000", "0.5", "2"), ("1000", "0.8", "1")]


def test_show_draws_one_facet_after_the_other_with_one_legend(document: str, run_cli: RunCli) -> None:
    lines = run_cli("show", document, "--color", "never", "--width", "100").stdout.splitlines()
    assert [line for line in lines if line in ("small", "large")] == ["small", "large"]
    cells = ["".join(line.split()[-1:]) for line in lines]
    # The first line of a head begins with its number; the letters are those of the shared legend.
    assert cells[2:4] == ["a.", ".2"]
    assert cells[9:13] == ["..c", "...", "...", "..a"]
    assert lines[-1] == (
        "a Copying (2)   b Induction (0)   c Translation (1)   2 2 categories (1)   . Unclassified (12)"
    )


def test_show_draws_the_scores_of_facets_on_one_scale(run_cli: RunCli) -> None:
    arguments = ("show", "steps.csv", "--facet-by", "step", "--grid", "1x2", "--color", "never")
    lines = run_cli(*arguments).stdout.splitlines()
    assert [line for line in lines if line in ("0", "1000")] == ["0", "1000"]
    assert lines[-1] == "score 0.1 .:-=+*#%@ 0.9"


def test_describe_has_a_paragraph_for_each_facet_and_one_on_what_differs(
    document: str, run_cli: RunCli
) -> None:
    text = run_cli("describe", document).stdout
    headings = [part.splitlines()[0] for part in text.split("\n\n")]
    assert headings == ["Overview", "Facet small", "Facet large", "Differences"]
    difference = (
        "The share of the heads in Copying is largest in small (2 of 4 heads, 50.0%) "
        "and smallest in large (1 of 12 heads, 8.3%)."
    )
    assert difference in text
    assert "Translation is not a category of small." in text
    alt = run_cli("describe", "--alt", document).stdout
    assert alt.startswith("Maps of 2 facets: small and large. small: Map of 4 attention heads")
    assert "There are 2 categories: Copying with 1 head and Translation with 1." in alt
    assert difference in alt


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("compare", "both.json", "small.csv"), "holds 2 facets, and one is needed here: 'small', 'large'"),
        (("style", "new", "both.json", "-o", "s.yaml"), "choose one, for example with --where facet=small"),
        (("show", "small.csv", *FACETS), "INPUT 'small.csv' has no label beside --facet small=..; write"),
        (("show",), "INPUT is missing; name a file, or facets with --facet LABEL=FILE"),
        (("show", "--facet", "small.csv"), "--facet 'small.csv': expected LABEL=FILE"),
        (("show", "--facet", "a=small.csv", "--facet-by", "b"), "--facet and --facet-by cannot be used"),
        (("show", "--facet", "a=both.json"), "both.json: already holds facets, so --facet cannot make"),
        (
            ("show", "both.json", "small.csv"),
            "small.csv: has no facets, which both.json has; give it a label",
        ),
        (("compare", "small.csv", "large.csv", "--facet", "a=b"), "unknown option --facet"),
        (("show", *FACETS, "--set", "facets.small.model=gpt2"), "facets.small has a grid and a model"),
        (("show", "--facet", "a=small.csv", "--set", "facets.a.model=x"), "facets.a.model 'x' is not known"),
    ],
)
def test_what_cannot_be_done_with_facets_is_refused_in_one_line(
    document: str, run_cli: RunCli, arguments: tuple[str, ...], message: str
) -> None:
    assert document
    result = run_cli(*arguments)
    assert result.status in (1, 2)
    (line,) = result.stderr.splitlines()
    assert line.startswith("headmap: error: ")
    assert message in line


def test_compare_takes_one_facet_of_each_file(document: str, run_cli: RunCli) -> None:
    result = run_cli("compare", document, "small.csv", "--where", "facet=small", "--grid", "2x2")
    assert result.status == 1  # --where applies to small.csv too, which has no such column
    Path("other.json").write_bytes(Path(document).read_bytes())
    assert run_cli("compare", document, "other.json", "--where", "facet=small").status == 0


def test_a_style_that_names_an_unknown_facet_is_reported(run_cli: RunCli) -> None:
    result = run_cli("check", "--facet", "small=small.csv", "--set", "facets.smallx.grid=2x2")
    assert "the style's facet 'smallx' does not occur in the data (did you mean 'small'?)" in result.stderr
    result = run_cli("check", "small.csv", "--set", "facets.small.grid=2x2", "--grid", "2x2")
    assert "the style's facet 'small' does not occur in the data" in result.stderr


def test_the_grid_of_the_command_line_wins_over_that_of_a_facet(run_cli: RunCli) -> None:
    assert run_cli("convert", *FACETS, "--grid", "5x6", "-o", "x.json").status == 0
    assert [facet.data.present.shape for facet in headmap.read_facets("x.json").facets] == [(5, 6), (5, 6)]


def test_a_manifest_names_the_facets_of_a_figure(run_cli: RunCli) -> None:
    Path("jobs.yaml").write_text(
        "defaults: {input: steps.csv, grid: 3x4}\n"
        "jobs:\n"
        "  - {facet: [small=small.csv, large=large.csv], output: 'figs/{stem}.svg'}\n"
        "  - {facet_by: step, threshold: 0.5, output: steps.svg}\n"
    )
    result = run_cli("batch", "--manifest", "jobs.yaml", "--dry-run", "-v")
    assert result.status == 0, result.stderr
    assert "figs/small.svg" in result.stdout + result.stderr
    Path("jobs.yaml").write_text("jobs: [{input: small.csv, facet: [a=small.csv], output: a.svg}]\n")
    result = run_cli("batch", "--manifest", "jobs.yaml", "--dry-run")
    assert "jobs.yaml:1:8: there are both input and facet" in result.stderr


def test_a_batch_splits_each_input(run_cli: RunCli) -> None:
    arguments = ("--facet-by", "step", "--grid", "1x2", "--threshold", "0.5")
    result = run_cli("batch", "steps.csv", *arguments, "-o", "{stem}.svg", "--dry-run")
    assert result.status == 0, result.stderr


def test_facets_are_public() -> None:
    data = headmap.read("small.csv", grid="2x2")
    assert headmap.Facets is Facets
    with pytest.raises(headmap.HeadmapError, match="takes a Classification; found an int"):
        headmap.save({"a": data, "b": 3}, "fig.png")  # type: ignore[dict-item]


def test_messages_about_the_grid_of_a_facet_name_the_key_of_the_style_that_sets_it(run_cli: RunCli) -> None:
    labelled = FACETS[:4]
    result = run_cli("stats", *labelled)
    for name, label in (("small.csv", "small"), ("large.csv", "large")):
        assert f"{name}: grid" in result.stderr
        assert f"set facets.{label}.grid in a style to be sure" in result.stderr
    # The setting works as a message names it.
    settings = ("--set", "facets.small.grid=2x2", "--set", "facets.large.grid=3x4")
    assert run_cli("stats", *labelled, *settings).stderr == ""
    result = run_cli("stats", *labelled, "--grid", "2x2")
    assert result.status == 1
    assert "set facets.large.grid in a style instead of --grid or fix the row" in result.stderr
