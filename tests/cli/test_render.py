"""``headmap render``: exit statuses, one line per error, stdout clean, files whole or not there."""

import re
from pathlib import Path

import pytest
from PIL import Image

import headmap_cli
import headmap_cli.render
from headmap_cli.cli.main import run
from tests.commands import RunCli

TABLE = "layer,head,category\n0,1,A\n1,0,A\n1,0,B\n1,1,\n"
SCORES = "layer,head,category,score\n0,1,A,0.2\n1,0,B,0.9\n"
GRID = ("--grid", "2x2")
MAGIC = {"png": b"\x89PNG\r\n\x1a\n", "svg": b"<?xml", "pdf": b"%PDF-"}


@pytest.fixture(autouse=True)
def _input_files(workdir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEADMAP_DEBUG", raising=False)
    every_head = "layer,head,category,score\n0,0,A,0.5\n0,1,A,0.1\n1,0,A,0.2\n1,1,A,0.3\n"
    texts = {"heads.csv": TABLE, "scores.csv": SCORES, "all.csv": every_head, "bad.csv": TABLE + "x,0,A\n"}
    for name, text in texts.items():
        (workdir / name).write_text(text, encoding="utf-8")
    (workdir / "bad.yaml").write_text("title: a\ncolor: red\n", encoding="utf-8")
    (workdir / "folder.png").mkdir()


def everything() -> dict[str, bytes | None]:
    """Return all files and folders below the current one, with the content of each file."""
    return {str(p): p.read_bytes() if p.is_file() else None for p in Path().rglob("*")}


# --- what works ---


@pytest.mark.slow
def test_several_formats_from_one_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["render", "heads.csv", *GRID, *(f"-ofig.{ending}" for ending in MAGIC), "-o", "BIG.PNG"]) == 0
    assert capsys.readouterr() == ("", "")
    for ending, magic in MAGIC.items():
        assert Path(f"fig.{ending}").read_bytes().startswith(magic)
    assert Path("BIG.PNG").read_bytes() == Path("fig.png").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("ending", MAGIC)
def test_stdout_gets_the_same_bytes_as_a_file(ending: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["render", "heads.csv", *GRID, "-o", "-", "--format", ending, "-o", f"fig.{ending}"]) == 0
    assert capfdbinary.readouterr() == (Path(f"fig.{ending}").read_bytes(), b"")


def test_width_and_dpi_are_those_asked_for() -> None:
    assert run(["render", "heads.csv", *GRID, "-o", "fig.png", "--width", "5.5in", "--dpi", "100"]) == 0
    with Image.open("fig.png") as picture:
        assert picture.width == 550
        assert [round(dots) for dots in picture.info["dpi"]] == [100, 100]


def test_a_file_that_was_there_is_replaced_and_nothing_else_is_left() -> None:
    Path("fig.svg").write_text("old", encoding="utf-8")
    before = set(everything())
    assert run(["render", "heads.csv", *GRID, "-o", "fig.svg"]) == 0
    assert set(everything()) == before
    assert Path("fig.svg").read_bytes().startswith(MAGIC["svg"])


def test_the_style_of_files_settings_and_flags_is_drawn() -> None:
    Path("s.yaml").write_text("title: From the file\nlegend: {place: none}\n", encoding="utf-8")
    args = ["-c", "s.yaml", "--set", "composite.label=Set & seen", "--threshold", "0.5"]
    assert run(["render", "scores.csv", *GRID, *args, "-o", "fig.svg"]) == 0
    text = Path("fig.svg").read_text(encoding="utf-8")
    assert "From the file" in text
    assert "Set &amp; seen" in text
    assert "Unclassified" not in text


# --- warnings ---


def test_a_guessed_grid_is_a_warning_that_q_silences(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["render", "heads.csv", "-o", "fig.png"]) == 0
    assert capsys.readouterr() == (
        "",
        "headmap: warning: heads.csv: grid 2x2 taken from the largest layer and head seen; "
        "set --grid to be sure\n",
    )
    assert run(["render", "heads.csv", "-q", "-o", "fig.png"]) == 0
    assert capsys.readouterr() == ("", "")


def test_v_reports_which_columns_are_ignored(capsys: pytest.CaptureFixture[str]) -> None:
    Path("more.csv").write_text("id,layer,head,category,Notes\n7,0,0,A,x\n", encoding="utf-8")
    assert run(["render", "more.csv", "--grid", "1x1", "-o", "fig.png"]) == 0
    assert capsys.readouterr().err == ""
    assert run(["render", "more.csv", "--grid", "1x1", "-v", "-o", "fig.png"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert re.search("^headmap: .*ignored.* id, Notes", err, re.MULTILINE)


# --- what does not work ---

SEE = "see 'headmap render --help'"
ERRORS: dict[str, tuple[int, list[str], str]] = {
    "no such file": (1, ["no.csv"], "no.csv: no such file"),
    "bad row": (1, ["bad.csv"], "bad.csv:6:1: layer 'x' is not a whole number; *"),
    "outside the grid": (
        1,
        ["scores.csv", "--grid", "1x2"],
        "scores.csv:3:1: layer 1 is outside the grid of *",
    ),
    "scores": (
        1,
        ["all.csv", *GRID, "--panels", "upset"],
        "panels.show: upset shows categories, and *",
    ),
    "bad style": (
        1,
        ["heads.csv", "-c", "bad.yaml"],
        "bad.yaml:2:1: unknown key 'color' (did you mean 'colors'?); expected *",
    ),
    "no style": (1, ["heads.csv", "-c", "no.yaml"], "no.yaml: *"),
    "too narrow": (1, ["heads.csv", *GRID, "--width", "0.1in"], "layout.width 0.1in is too narrow for *"),
    "bad setting": (2, ["heads.csv", "--set", "title"], "--set title: expected KEY.PATH=VALUE, *"),
    "unknown setting": (
        2,
        ["heads.csv", "--set", "titel=a"],
        "*unknown key 'titel' (did you mean 'title'?)*",
    ),
    "bad dpi": (
        2,
        ["heads.csv", "--dpi", "many"],
        "--dpi many: *found 'many'; expected a number from 36 to 2400",
    ),
    "bad width": (
        2,
        ["heads.csv", "--width", "wide"],
        "--width wide: *'wide' is not a name in layout.widths; expected *",
    ),
    "bad grid": (
        2,
        ["heads.csv", "--grid", "2"],
        "--grid*'2' is not a grid; expected LAYERSxHEADS, such as 36x40",
    ),
    "large grid": (2, ["heads.csv", "--grid", "9999x9999"], "*grid 9999x9999 has more than 1,000,000 heads"),
    "bad threshold": (2, ["heads.csv", "--threshold", "x"], "--threshold: found 'x'; expected a number"),
    "unknown option": (2, ["heads.csv", "--thresholt", "1"], "*--thresholt*--threshold*" + SEE),
    "unknown format": (
        2,
        ["heads.csv", "-o", "a.pgn"],
        "'a.pgn' ends in '.pgn' (did you mean 'png'?); expected one of .png, .svg, .pdf, .html, .vl.json",
    ),
    "no ending": (
        2,
        ["heads.csv", "-o", "fig"],
        "'fig' has no file extension; expected one of .png, .svg, .pdf, .html, .vl.json",
    ),
    "stdout of no format": (
        2,
        ["heads.csv", "-o", "-"],
        "'-o -' needs --format, one of png, svg, pdf, html, vl.json",
    ),
    "format of a file": (2, ["heads.csv", "--format", "svg"], "--format svg can only be used with '-o -'; *"),
    "bad format": (
        2,
        ["heads.csv", "--format", "jpg", "-o", "-"],
        "--format 'jpg'*; expected png, svg, pdf, html or vl.json; " + SEE,
    ),
    "a folder that cannot be made": (
        3,
        ["heads.csv", *GRID, "-o", "heads.csv/deep/fig.png"],
        "heads.csv/deep/fig.png: the folder 'heads.csv/deep' cannot be made: Not a directory",
    ),
    "a folder": (
        3,
        ["heads.csv", *GRID, "-o", "folder.png"],
        "folder.png: is a folder; expected a file name",
    ),
    "below a file": (3, ["heads.csv", *GRID, "-o", "heads.csv/fig.png"], "heads.csv/fig.png: *"),
}


@pytest.mark.parametrize(("status", "args", "message"), ERRORS.values(), ids=ERRORS)
def test_a_wrong_command_line_or_input_is_one_line(
    status: int, args: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("old.png").write_bytes(b"old")
    before = everything()
    assert run(["render", "-o", "old.png", "-o", "new.svg", *args]) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch("headmap: error: " + re.escape(message).replace(r"\*", ".*") + "\n", err)
    assert everything() == before, "no file is made, none is changed"


def test_no_output_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["render", "heads.csv"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"headmap: error: -o is missing; see 'headmap render --help'\n", err)


def test_many_problems_are_a_line_each(run_cli: RunCli) -> None:
    Path("bad.csv").write_text(TABLE + "-1,0,A\n" * 25, encoding="utf-8")
    result = run_cli("render", "bad.csv", "-o", "fig.png")
    assert result.status == 1
    lines = result.stderr.splitlines()
    assert [line[:29] for line in lines[:20]] == [
        f"headmap: error: bad.csv:{n}:1: "[:29] for n in range(6, 26)
    ]
    assert lines[20:] == ["... and 5 more"]


def test_a_strange_file_name_stays_on_one_line(run_cli: RunCli) -> None:
    result = run_cli("render", "no\n\x1b[31m.csv", "-o", "fig.png")
    assert result.status == 1
    err = result.stderr
    assert len(err.splitlines()) == 1
    assert "\x1b" not in err


def test_an_internal_error_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("first\nsecond")

    monkeypatch.setattr(headmap_cli.render, "compose", broken)
    assert run(["render", "heads.csv", *GRID, "-o", "fig.png"]) == 4
    line = (
        "headmap: error: internal error (RuntimeError: first); "
        "set HEADMAP_DEBUG=1 to see where, and please report it\n"
    )
    assert capsys.readouterr() == ("", line)
    monkeypatch.setenv("HEADMAP_DEBUG", "1")
    assert run(["render", "heads.csv", *GRID, "-o", "fig.png"]) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Traceback (most recent call last):\n")
    assert ", in broken\n" in err
    assert err.endswith(line)


def test_an_interrupt_is_status_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(headmap_cli.render, "compose", interrupted)
    assert run(["render", "heads.csv", *GRID, "-o", "fig.png"]) == 130
    out, err = capsys.readouterr()
    assert (out, err.lstrip("\n")) == ("", "headmap: error: interrupted\n"), (
        "click ends the terminal's ^C line"
    )
