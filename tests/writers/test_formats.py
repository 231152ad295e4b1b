"""The registry of output formats: what each format promises, and that a new one needs only an entry."""

import subprocess
import sys
from pathlib import Path

import pytest

from headmap_cli.core.errors import UsageError
from headmap_cli.embed.fingerprint import recorded_seal
from headmap_cli.render import Drawing
from headmap_cli.writers import formats
from headmap_cli.writers.formats import (
    FORMATS,
    Format,
    find_format,
    format_names,
    format_of,
    format_of_content,
)
from tests.commands import environment
from tests.helpers import random_data
from tests.writers.text_format import TEXT

DATA = random_data(["A", "B"], 3, 4, 0.4)


# --- the formats there are ---


@pytest.mark.parametrize("format", FORMATS, ids=format_names())
def test_a_file_begins_and_ends_as_its_format_promises(format: Format) -> None:
    file = Drawing(DATA).encode(format.name)
    assert file.startswith(format.magic) or file.startswith(b"<?xml")
    assert file.endswith(format.slot.trailer)
    assert format_of_content(file[:64]) == format


@pytest.mark.parametrize("format", FORMATS, ids=format_names())
def test_only_a_format_with_a_container_carries_the_data(format: Format) -> None:
    file = Drawing(DATA).encode(format.name)
    payloads = [] if format.container is None else list(format.container.payloads(file))
    assert bool(payloads) == (format.name != "vl.json")


def test_the_content_of_a_page_is_not_taken_for_an_svg() -> None:
    page = format_of_content(b"\xef\xbb\xbf <!doctype html>\n<svg>")
    picture = format_of_content(b"<svg>")
    assert page is not None
    assert picture is not None
    assert (page.name, picture.name) == ("html", "svg")
    assert format_of_content(b"layer,head\n") is None


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(
        UsageError, match=r"'gif' is not a format; expected one of png, svg, pdf, html, vl.json"
    ):
        Drawing(DATA).encode("gif")


# --- a new one ---


PROGRAM = """
import sys
from headmap_cli.writers import formats
from tests.writers.text_format import TEXT
formats.FORMATS = (*formats.FORMATS, TEXT)
from headmap_cli.cli.main import run
sys.exit(run(sys.argv[1:]))
"""
"""The command line with the new format, in a process of its own, since options list formats on import."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "heads.csv").write_text("layer,head,category\n0,1,A\n1,2,B\n", encoding="utf-8")
    return tmp_path


def headmap(folder: Path, *args: str) -> "subprocess.CompletedProcess[str]":
    """Run headmap with the new format."""
    command = [sys.executable, "-c", PROGRAM, *args]
    return subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)


def test_a_new_format_is_found_by_name_extension_and_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, TEXT))
    assert find_format("txt") is TEXT
    assert format_of("folder/Figure.TXT") == "txt"
    assert format_of_content(b"figure\nMap of") is TEXT
    assert format_names("data_optional") == ("png", "svg", "pdf", "txt")
    file = Drawing(DATA).encode("txt")
    assert file.startswith(b"figure\nMap of 12 attention heads")
    assert recorded_seal(file, TEXT.slot) is not None
    with pytest.raises(UsageError, match=r"'\.tx' \(did you mean 'txt'\?\); expected .*\.vl\.json, \.txt$"):
        format_of("fig.tx")


@pytest.mark.slow
def test_render_writes_a_new_format_by_file_name_and_to_stdout(folder: Path) -> None:
    assert headmap(folder, "render", "heads.csv", "--grid", "2x3", "-o", "fig.txt").returncode == 0
    text = (folder / "fig.txt").read_text(encoding="utf-8")
    assert text.splitlines()[2:4] == ["L0H1", "L1H2"]
    printed = headmap(folder, "render", "heads.csv", "--grid", "2x3", "-o", "-", "--format", "txt")
    assert printed.stdout == text
    assert ".txt file, or - for stdout" in " ".join(headmap(folder, "render", "--help").stdout.split())


@pytest.mark.slow
def test_check_and_batch_recognise_a_new_format(folder: Path) -> None:
    batch = ("batch", "heads.csv", "--grid", "2x3", "-j", "1", "-o", "{stem}.{ext}", "--ext", "txt")
    assert "1 written" in headmap(folder, *batch).stderr
    assert "1 up to date" in headmap(folder, *batch).stderr
    check = ("check", "--figure", "heads.txt", "heads.csv", "--grid", "2x3")
    assert headmap(folder, *check).returncode == 0
    figure = folder / "heads.txt"
    figure.write_text(figure.read_text(encoding="utf-8").replace("L1H2", "L1H1"), encoding="utf-8")
    assert headmap(folder, *check).returncode == 1


REFUSED = {
    "split": (
        ("render", "heads.csv", "-o", "fig.txt", "--split"),
        "--split can only be used with png, svg, pdf; txt shows all panels",
    ),
    "comparison": (
        ("compare", "heads.csv", "heads.csv", "-o", "fig.txt"),
        "a comparison is drawn as png, svg, pdf, html; found txt",
    ),
    "extension": (
        ("render", "heads.csv", "-o", "fig.doc"),
        "'fig.doc' ends in '.doc'; expected one of .png, .svg, .pdf, .html, .vl.json, .txt",
    ),
    "choice": (
        ("render", "heads.csv", "-o", "-", "--format", "doc"),
        "--format 'doc'; expected png, svg, pdf, html, vl.json or txt",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", REFUSED)
def test_messages_follow_from_what_a_new_format_can_do(case: str, folder: Path) -> None:
    args, message = REFUSED[case]
    refused = headmap(folder, *args)
    assert refused.returncode == 2
    assert message in refused.stderr
