"""Neither environment variables nor a matplotlibrc stop a figure or change its bytes."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import TABLE, python

pytestmark = pytest.mark.slow

FORMATS = ("png", "svg", "pdf", "html", "vl.json")
HOSTILE = """
svg.fonttype: path
svg.hashsalt: other
pdf.fonttype: 3
pdf.compression: 0
text.hinting: none
text.hinting_factor: 1
text.antialiased: False
text.kerning_factor: 6
text.parse_math: False
text.color: red
font.family: monospace
font.serif: DejaVu Sans Mono
font.sans-serif: DejaVu Serif
font.weight: bold
font.style: italic
font.size: 30
mathtext.fontset: cm
path.simplify: True
path.snap: False
path.sketch: 1, 100, 2
agg.path.chunksize: 7
figure.autolayout: True
figure.frameon: False
figure.facecolor: red
figure.dpi: 30
savefig.dpi: 30
savefig.facecolor: red
savefig.transparent: True
savefig.bbox: tight
savefig.pad_inches: 3
lines.antialiased: False
patch.antialiased: False
axes.unicode_minus: False
"""
"""Valid settings, each of which changes what matplotlib draws or how it is written."""


def of_text(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text, encoding="utf-8")


def of_bytes(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


RC_FILES: dict[str, Callable[[Path], object]] = {
    "valid": of_text(HOSTILE),
    "Latin-1": of_bytes("# für alle\nfont.size: 9\n".encode("latin-1")),
    "UTF-16": of_bytes("font.size: 9\n".encode("utf-16")),
    "binary": of_bytes(bytes(range(256)) * 9),
    "no setting": of_text("this is no setting at all\n:::\nfont.size\nfont.size: huge\nbackend: nonsense\n"),
    "a folder": Path.mkdir,
    "a link to itself": lambda path: path.symlink_to(path),
    "a link to nothing": lambda path: path.symlink_to("nothing"),
    "a named pipe": os.mkfifo,
    "endless": lambda path: path.symlink_to("/dev/zero"),
}
if os.name != "posix":
    RC_FILES = {name: RC_FILES[name] for name in ("valid", "Latin-1", "UTF-16", "binary", "no setting")}


def headmap(folder: Path, *args: str, **env: str) -> str:
    """Return the output of a command, which must succeed and print nothing on stderr."""
    done = python("-m", "headmap_cli", *args, cwd=folder, **env)
    assert done.stderr == ""
    return done.stdout


def drawn(folder: Path, **env: str) -> dict[str, bytes]:
    """The figure in each format, drawn by a process of its own in a folder."""
    (folder / "heads.csv").write_text(TABLE, encoding="utf-8")
    outputs = [arg for format in FORMATS for arg in ("-o", f"figure.{format}")]
    command = ("render", "heads.csv", "--grid", "12x12", "--set", "text.math=true", *outputs)
    assert headmap(folder, *command, **env) == ""
    return {format: (folder / f"figure.{format}").read_bytes() for format in FORMATS}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return drawn(tmp_path_factory.mktemp("usual"))


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return [format for format, data in one.items() if other[format] != data]


@pytest.mark.parametrize("kind", RC_FILES)
def test_a_matplotlibrc_changes_nothing(kind: str, usual: dict[str, bytes], tmp_path: Path) -> None:
    """Neither that of the current folder nor one that the environment names."""
    RC_FILES[kind](tmp_path / "matplotlibrc")
    RC_FILES[kind](tmp_path / "given")
    assert differing(usual, drawn(tmp_path, MATPLOTLIBRC=str(tmp_path / "given"))) == []


@pytest.mark.parametrize("variable", ["MATPLOTLIBRC", "MPLCONFIGDIR"])
def test_nor_does_one_in_a_folder_that_the_environment_names(
    variable: str, usual: dict[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / "given").mkdir()
    RC_FILES["Latin-1"](tmp_path / "given" / "matplotlibrc")
    assert differing(usual, drawn(tmp_path, **{variable: str(tmp_path / "given")})) == []


ENVIRONMENTS: dict[str, dict[str, str]] = {
    "no backend, no date": {"MPLBACKEND": "nonsense", "SOURCE_DATE_EPOCH": "abc", "TZ": "Nowhere/None"},
    "no module, a date": {"MPLBACKEND": "module://nothing.there", "SOURCE_DATE_EPOCH": "86400"},
    "a window, another time": {"MPLBACKEND": "TkAgg", "DISPLAY": ":99", "TZ": "Asia/Tokyo"},
    "svg, a date beyond all, another language": {
        "MPLBACKEND": "svg",
        "SOURCE_DATE_EPOCH": "9" * 30,
        "LC_ALL": "de_DE.UTF-8",
        "LANG": "ja_JP.eucJP",
    },
    "no file, no language": {"MATPLOTLIBRC": "/nothing/there", "LC_ALL": "C", "PYTHONUTF8": "0"},
    "empty": {"MATPLOTLIBRC": "", "MPLBACKEND": "", "SOURCE_DATE_EPOCH": "", "TZ": "", "LC_ALL": ""},
    "no program, a narrow terminal": {
        "PATH": "/nothing",
        "COLUMNS": "3",
        "TERM": "dumb",
        "LC_ALL": "xx_XX.?",
    },
}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_the_environment_changes_nothing(name: str, usual: dict[str, bytes], tmp_path: Path) -> None:
    assert differing(usual, drawn(tmp_path, **ENVIRONMENTS[name])) == []


def test_a_folder_of_settings_that_is_a_file_changes_nothing(usual: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder\n", encoding="utf-8")
    assert differing(usual, drawn(tmp_path, MPLCONFIGDIR=str(tmp_path / "file"))) == []


ALL_AT_ONCE = {"MPLBACKEND": "nonsense", "SOURCE_DATE_EPOCH": "abc", "MATPLOTLIBRC": "heads.csv"}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_batch_is_not_changed_either(jobs: str, usual: dict[str, bytes], tmp_path: Path) -> None:
    RC_FILES["binary"](tmp_path / "matplotlibrc")
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(TABLE, encoding="utf-8")
    endings = [arg for format in FORMATS for arg in ("--ext", format)]
    command = ("batch", "a.csv", "b.csv", "--grid", "12x12", "--set", "text.math=true", "--jobs", jobs)
    arguments = (*command, "-o", "{stem}.{ext}", *endings)
    done = python("-m", "headmap_cli", *arguments, cwd=tmp_path, **ALL_AT_ONCE)
    assert len(done.stderr.splitlines()) == 1
    for stem in "ab":
        made = {format: (tmp_path / f"{stem}.{format}").read_bytes() for format in FORMATS}
        assert differing(usual, made) == []


@pytest.mark.parametrize("format", ["pdf", "svg", "png"])
def test_a_figure_is_checked_as_usual(format: str, usual: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "heads.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / f"f.{format}").write_bytes(usual[format])
    RC_FILES["binary"](tmp_path / "matplotlibrc")
    arguments = ("--figure", f"f.{format}", "heads.csv", "--grid", "12x12")
    assert headmap(tmp_path, "check", *arguments, **ALL_AT_ONCE) == f"f.{format}: ok: shows heads.csv\n"


def test_a_comparison_is_drawn_as_usual(tmp_path: Path) -> None:
    (tmp_path / "heads.csv").write_text(TABLE, encoding="utf-8")
    command = ("compare", "heads.csv", "heads.csv", "--grid", "12x12", "-o", "c.pdf", "-o", "c.png")
    printed = headmap(tmp_path, *command)
    made = [(tmp_path / name).read_bytes() for name in ("c.pdf", "c.png")]
    RC_FILES["binary"](tmp_path / "matplotlibrc")
    assert headmap(tmp_path, *command, **ALL_AT_ONCE) == printed
    assert [(tmp_path / name).read_bytes() for name in ("c.pdf", "c.png")] == made


# --- the library: the caller's matplotlib is as it was ---

NOTEBOOK = """
import json, os, sys
import matplotlib
import headmap_cli as headmap
before = dict(matplotlib.rcParams)
variables = dict(os.environ)
data = headmap.read("heads.csv")
style = headmap.load_style(text={"math": True, "family": ["serif"]})
for format in ("png", "svg", "pdf"):
    headmap.figure(data, style).savefig(f"shown.{format}")
    headmap.save(data, f"saved.{format}", style=style)
assert dict(matplotlib.rcParams) == before
assert dict(os.environ) == variables
print(json.dumps(matplotlib.rcParams["svg.hashsalt"]))
"""
SHOWN = [f"{how}.{format}" for how in ("shown", "saved") for format in ("png", "svg", "pdf")]


def shown(folder: Path, salt: str | None, **env: str) -> dict[str, bytes]:
    """What a notebook saves, by both ways; salt: a setting by which the caller's matplotlibrc is known."""
    (folder / "heads.csv").write_text(TABLE, encoding="utf-8")
    done = python("-c", NOTEBOOK, cwd=folder, **env)
    assert json.loads(done.stdout) == salt
    return {name: (folder / name).read_bytes() for name in SHOWN}


def test_a_notebooks_figure_is_the_same_whatever_its_settings(tmp_path: Path) -> None:
    clean, odd = tmp_path / "clean", tmp_path / "odd"
    clean.mkdir()
    odd.mkdir()
    (odd / "matplotlibrc").write_text(HOSTILE, encoding="utf-8")
    usual = shown(clean, None)
    assert differing(usual, shown(odd, "other", SOURCE_DATE_EPOCH="abc", TZ="Asia/Tokyo", LC_ALL="C")) == []
    for name in ("shown.svg", "shown.pdf"):
        assert b"CreationDate" not in usual[name]
        assert b"dc:date" not in usual[name]
