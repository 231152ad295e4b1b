"""Finished PDF figures against venues: ours, matplotlib's own, and broken ones."""

import json
from pathlib import Path
from typing import Any

import matplotlib
import pytest
from matplotlib.figure import Figure

from headmap_cli.checks.pdf import Font, PdfFacts, pdf_facts
from headmap_cli.checks.venue import check_venue, find_venue
from headmap_cli.cli.main import run
from headmap_cli.core.errors import HeadmapError, InputError
from tests.commands import RunCli

TABLE = "layer,head,category\n0,1,A\n1,0,A\n1,0,B\n1,1,\n"


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    (workdir / "heads.csv").write_text(TABLE, encoding="utf-8")


def drawn(*args: str) -> PdfFacts:
    assert run(["render", "heads.csv", "--grid", "2x2", "-q", "-o", "fig.pdf", *args]) == 0
    return pdf_facts("fig.pdf")


# the widths of the templates' text and columns, in TeX's points of 1/72.27 inch where they give them so
TEX = 72 / 72.27
PUBLISHED = {
    "neurips": {"text": 397.48499 * TEX, "column": 397.48499 * TEX},
    "icml": {"text": 487.8225 * TEX, "column": 234.8775 * TEX},
    "acl": {"text": 16 / 2.54 * 72, "column": 7.7 / 2.54 * 72},
    "nature": {"text": 183 / 25.4 * 72, "column": 89 / 25.4 * 72},
    "science": {"text": 184 / 25.4 * 72, "column": 57 / 25.4 * 72},
}
# the smallest type of the preset's figures, and the first of their fonts by name
STIX = "STIXGeneral-"
TYPE = {
    "neurips": (7, STIX),
    "icml": (7, STIX),
    "acl": (7, STIX),
    "nature": (5, "DejaVuSans"),
    "science": (6, "DejaVuSans"),
}


@pytest.mark.slow
@pytest.mark.parametrize("venue", sorted(PUBLISHED))
@pytest.mark.parametrize("name", ["text", "column"])
def test_the_page_box_is_as_wide_as_the_template(venue: str, name: str) -> None:
    facts = drawn("--preset", venue, "--width", name)
    assert facts.width == pytest.approx(PUBLISHED[venue][name], abs=0.1)
    assert find_venue(venue).widths[name] == pytest.approx(PUBLISHED[venue][name], abs=0.02)
    problems, _, summary = check_venue(facts, find_venue(venue))
    assert problems == []
    smallest, font = TYPE[venue]
    assert f"type from {smallest} points, fonts embedded: {font}" in summary
    assert run(["check", "--venue", venue, "fig.pdf"]) == 0


@pytest.mark.slow
def test_facts_of_a_figure_are_those_of_its_style() -> None:
    facts = drawn("--set", "text.size.tick=5.5", "--set", "title=Title", "--set", "hatches=[rising]")
    assert facts.sizes == {5.5, 10, 12, 14}
    assert {font.kind for font in facts.fonts.values()} == {"Type0"}
    assert all(font.embedded for font in facts.fonts.values())
    assert {"#1f77b4", "#ff7f0e", "#9467bd", "#d3d3d3", "#ffffff", "#000000"} == facts.fills


def of_matplotlib(fonttype: int, size: float, path: str, **more: Any) -> None:
    settings: Any = {"pdf.fonttype": fonttype, **more}
    with matplotlib.rc_context(settings):
        figure = Figure(figsize=(3, 2))
        figure.text(0.1, 0.5, "text of a kind", fontsize=size)
        figure.savefig(path)


@pytest.mark.slow
def test_a_figure_of_another_tool_is_examined() -> None:
    of_matplotlib(3, 5, "three.pdf")
    problems, _, _ = check_venue(pdf_facts("three.pdf"), find_venue("icml"))
    assert [problem.split(",")[0] for problem in problems] == [
        "fonts are Type 3",
        "its smallest type is 5 points; at least 6 can be read",
    ]
    of_matplotlib(42, 9, "good.pdf")
    assert check_venue(pdf_facts("good.pdf"), find_venue("icml"))[0] == []
    of_matplotlib(42, 9, "core.pdf", **{"pdf.use14corefonts": True, "font.family": "Helvetica"})
    (problem,) = check_venue(pdf_facts("core.pdf"), find_venue("icml"))[0]
    assert problem == "fonts are not embedded: Helvetica; embed them"


@pytest.mark.slow
def test_a_figure_that_is_too_wide_is_reported_with_the_width_to_use(run_cli: RunCli) -> None:
    drawn("--width", "7in")
    result = run_cli("check", "--venue", "icml", "fig.pdf")
    assert result.status == 1
    out = result.stdout
    assert out.startswith("fig.pdf: is 7in wide, more than the text width of icml, 6.75in; ")
    assert out.endswith("draw it with --width 6.75in\n")


@pytest.mark.slow
def test_areas_that_are_similar_in_gray_are_reported(run_cli: RunCli) -> None:
    drawn("--preset", "icml", "--set", "colors=['#777777', '#787878']")
    result = run_cli("check", "--venue", "icml", "fig.pdf", "--format", "json")
    assert result.status == 0
    found = json.loads(result.stdout)
    messages = [warning["message"] for warning in found["warnings"]]
    assert "areas of #777777 and #787878 look alike in gray" in messages[0]
    facts = PdfFacts(1, 100, 100, fills={"#000000", "#808080", "#ffffff"})
    assert check_venue(facts, find_venue("icml"))[1] == []


def test_several_pages_are_reported() -> None:
    facts = PdfFacts(2, 100, 100, fonts={"f": Font("F", "Type0", True)})
    assert check_venue(facts, find_venue("icml"))[1] == ["has 2 pages; LaTeX takes the first"]


def test_an_unknown_venue_is_a_usage_error(run_cli: RunCli) -> None:
    result = run_cli("check", "--venue", "iclm", "fig.pdf")
    assert result.status == 2
    err = result.stderr
    assert "no venue 'iclm' (did you mean 'icml'?); expected one of acl, icml, nature, neurips, paper" in err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"layer,head\n", "is not a PDF"),
        (b"", "is not a PDF"),
        (b"%PDF-1.4\n", "is a PDF that cannot be read"),
        (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n", "cannot be read"),
    ],
)
def test_a_file_that_is_not_a_pdf_is_refused_in_one_line(content: bytes, message: str) -> None:
    Path("x.pdf").write_bytes(content)
    with pytest.raises(InputError, match=message) as e:
        pdf_facts("x.pdf")
    assert len(e.value.lines()) == 1


@pytest.mark.slow
def test_every_cut_of_a_pdf_is_read_or_refused() -> None:
    drawn()
    whole = Path("fig.pdf").read_bytes()
    for stop in range(0, len(whole), 997):
        Path("cut.pdf").write_bytes(whole[:stop])
        try:
            pdf_facts("cut.pdf")
        except InputError as e:
            assert len(e.lines()) == 1  # noqa: PT017 - it may also be read


def test_a_missing_pypdf_is_reported_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    with pytest.raises(HeadmapError, match=r"pip install 'headmap\[venue\]'"):
        pdf_facts("fig.pdf")


FILTERS = [
    b"/Nonsense",
    b"/JBIG2Decode",
    b"/CCITTFaxDecode",
    b"/ASCII85Decode",
    b"/ASCIIHexDecode",
    b"/LZWDecode",
    b"/RunLengthDecode",
    b"/Fl",
    b"/Crypt",
    b"null",
    b"12",
    b"(x)",
    b"<< >>",
    b"[ [ ] ]",
    b"/FlateDecode /DecodeParms << /Predictor 15 /Columns -1 >>",
]


@pytest.mark.slow
@pytest.mark.parametrize("name", FILTERS, ids=lambda name: name.decode())
def test_a_filter_that_cannot_be_applied_is_a_problem_of_the_pdf(
    name: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """The filter of each stream in turn is another: some are read all the same, none is an internal error."""
    assert run(["render", "heads.csv", "--grid", "2x2", "-q", "-o", "fig.pdf"]) == 0
    parts = Path("fig.pdf").read_bytes().split(b"/FlateDecode")
    assert len(parts) > 3
    refusals = []
    for position in range(1, len(parts)):
        left, right = b"/FlateDecode".join(parts[:position]), b"/FlateDecode".join(parts[position:])
        Path("bad.pdf").write_bytes(left + name + right)
        try:
            pdf_facts("bad.pdf")
        except InputError as e:
            refusals.append(str(e))
    assert refusals
    assert all(text.startswith("bad.pdf: is a PDF that cannot be read: ") for text in refusals)
    assert run(["check", "--venue", "icml", "bad.pdf"]) in (0, 1)
    assert "internal error" not in capsys.readouterr().err


@pytest.mark.parametrize(("venue", "problems"), [("nature", 0), ("science", 1), ("icml", 1)])
def test_the_smallest_type_belongs_to_the_venue(venue: str, problems: int) -> None:
    facts = drawn("--preset", "nature", "--width", "2in")
    assert min(facts.sizes) == 5
    found = check_venue(facts, find_venue(venue)).problems
    expected = ["its smallest type is 5 points; at least 6 can be read"]
    assert found == expected * problems
