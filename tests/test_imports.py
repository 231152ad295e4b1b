"""What is imported when: nothing that a run does not need, and only in the direction of the design."""

import json
from pathlib import Path

import pytest

from tests.commands import PACKAGE_FOLDER, TABLE, python

pytestmark = pytest.mark.slow

SCRIPT = """
import json, sys
from headmap_cli.cli.main import run
status = run(sys.argv[1:])
print("\\n" + json.dumps([status, sorted(sys.modules)]))
"""


def imported(*args: str, cwd: Path) -> set[str]:
    """The modules that a command line has imported by its end."""
    if "heads.csv" in args and not (cwd / "heads.csv").exists():
        (cwd / "heads.csv").write_text(TABLE, encoding="utf-8")
    done = python("-c", SCRIPT, *args, cwd=cwd)
    status, modules = json.loads(done.stdout.splitlines()[-1])  # what the command prints is above
    assert status == 0, done.stderr
    return set(modules)


@pytest.mark.parametrize("format", ["png", "svg"])
def test_png_and_svg_need_no_figure(format: str, tmp_path: Path) -> None:
    modules = imported("render", "heads.csv", "--grid", "12x12", "-o", f"figure.{format}", cwd=tmp_path)
    assert (tmp_path / f"figure.{format}").exists()
    assert not modules & {f"headmap_cli.writers.{other}" for other in ("html", "vegalite", "pdf", "terminal")}
    unwanted = {"matplotlib.pyplot", "matplotlib.figure", "matplotlib.axes", "pandas", "duckdb", "tkinter"}
    assert not modules & unwanted


@pytest.mark.parametrize("family", ["sans-serif", "DejaVu Serif", "STIXGeneral"])
def test_no_format_needs_matplotlib_for_a_bundled_font(family: str, tmp_path: Path) -> None:
    outputs = ("-o", "a.png", "-o", "a.svg", "-o", "a.html", "-o", "a.pdf")
    options = ("--set", f"text.family={family}", "--set", "title=Größe ±1 µs")
    modules = imported("render", "heads.csv", "--grid", "12x12", *options, *outputs, cwd=tmp_path)
    assert not modules & {"matplotlib", "importlib.metadata"}


def test_math_needs_no_pyplot(tmp_path: Path) -> None:
    options = ("--grid", "12x12", "--set", "text.math=true", "--set", "title=$x$")
    modules = imported("render", "heads.csv", *options, "-o", "figure.pdf", cwd=tmp_path)
    assert (tmp_path / "figure.pdf").exists()
    assert "matplotlib" in modules
    assert not modules & {"matplotlib.pyplot", "matplotlib.figure", "pandas", "tkinter"}


@pytest.mark.parametrize(
    "args",
    [
        ("stats", "heads.csv", "--grid", "12x12"),
        ("stats", "heads.csv", "--grid", "12x12", "--format", "json", "--permutations", "0"),
        ("describe", "heads.csv", "--grid", "12x12", "--format", "md"),
        ("describe", "heads.csv", "--grid", "12x12", "--alt"),
        ("compare", "heads.csv", "heads.csv", "--grid", "12x12"),
        ("check", "heads.csv", "--grid", "12x12"),
        ("convert", "heads.csv", "--grid", "12x12", "-o", "heads.json"),
    ],
    ids=lambda args: " ".join(args[:1] + args[4:]),
)
def test_numbers_and_words_need_neither_matplotlib_nor_scipy(args: tuple[str, ...], tmp_path: Path) -> None:
    modules = imported(*args, cwd=tmp_path)
    assert f"headmap_cli.cli.{args[0]}" in modules
    assert not modules & {"matplotlib", "scipy", "PIL", "pandas"}
    if args[-2:] == ("--permutations", "0"):
        assert "numpy.random" not in modules


@pytest.mark.parametrize("args", ["--help", "-h", "--version", "stats --help", "render --help"])
def test_help_and_version_need_neither_numpy_nor_matplotlib(args: str, tmp_path: Path) -> None:
    modules = imported(*args.split(), cwd=tmp_path)
    assert "headmap_cli.cli.main" in modules
    assert not modules & {"numpy", "matplotlib", "PIL", "yaml"}
    # The records that hold the options of a command are msgspec's.
    assert "msgspec" not in modules or "--help" in args.split()[1:]


def test_the_package_itself_imports_nothing_heavy(tmp_path: Path) -> None:
    done = python("-c", "import headmap_cli, json, sys; print(json.dumps(sorted(sys.modules)))", cwd=tmp_path)
    assert not {"numpy", "matplotlib", "click"} & set(json.loads(done.stdout))


def test_imports_run_one_way(tmp_path: Path) -> None:
    """The contracts of import-linter in pyproject.toml hold."""
    script = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(*sys.argv[1:]))"
    done = python("-c", script, str(PACKAGE_FOLDER / "pyproject.toml"), cwd=tmp_path)
    assert "0 broken" in done.stdout
