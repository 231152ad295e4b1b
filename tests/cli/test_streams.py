"""Every INPUT is opened once, and a pipe works wherever a file does."""

import bz2
import gzip
import lzma
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image

from headmap_cli.cli.main import run
from tests.parameters import slow_after_first
from tests.pipes import standard_input, substituted, writing

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")

TABLE = "layer,head,category\n0,1,A\n2,3,B\n2,3,A\n"
CANONICAL = """\
# headmap: {"headmap": 1, "grid": {"layers": 3, "heads": 4}, "categories": ["A", "B"]}
layer,head,category
0,1,A
2,3,A
2,3,B
"""
GRID = ("--grid", "3x4")
TITLE = ["--set", "title=A and B"]
"""Without it, the title of a comparison is the names of its inputs, such as the number of a pipe."""
OF_TABLES = {
    "render": ["render", "{}", *GRID, "-o", "out.png"],
    "batch": ["batch", "{}", *GRID, "-o", "out.png", "-j", "1", "-q"],
    "show": ["show", "{}", *GRID],
    "stats": ["stats", "{}", *GRID, "--permutations", "0"],
    "describe": ["describe", "{}", *GRID],
    "compare, before": ["compare", "{}", "other.csv", *GRID, *TITLE, "-o", "out.png", "--format", "csv"],
    "compare, after": ["compare", "other.csv", "{}", *GRID],
    "check": ["check", "{}", *GRID, "--preset", "paper"],
    "check --figure": ["check", "--figure", "fig.png", "{}", *GRID],
    "convert": ["convert", "{}", *GRID, "-o", "-", "--format", "csv"],
    "style new": ["style", "new", "{}", *GRID],
}
OF_FIGURES = {
    "render a figure": ["render", "{}", "-o", "out.png"],
    "batch of a figure": ["batch", "{}", "-o", "out.png", "-j", "1", "-q"],
    "describe a figure": ["describe", "{}", "--alt"],
    "compare figures": ["compare", "{}", "other.csv", *GRID, *TITLE, "-o", "out.png"],
    "check a figure": ["check", "--figure", "{}", "heads.csv", *GRID],
    "extract": ["extract", "{}", "-o", "-", "--format", "csv", "--style", "style.yaml"],
}
COMMANDS = {name: (args, "heads.csv") for name, args in OF_TABLES.items()}
COMMANDS |= {name: (args, "fig.png") for name, args in OF_FIGURES.items()}
COMMANDS["check --venue"] = (["check", "--venue", "icml", "{}"], "fig.pdf")
every_command = pytest.mark.parametrize(("args", "file"), COMMANDS.values(), ids=COMMANDS)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the content of tables, and of figures of one of them, by file name."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "heads.csv").write_text(TABLE, encoding="utf-8")
    (folder / "other.csv").write_text("layer,head,category\n1,0,A\n2,3,B\n", encoding="utf-8")
    outputs = ["-o", str(folder / "fig.png"), "-o", str(folder / "fig.pdf")]
    assert run(["render", str(folder / "heads.csv"), *GRID, *outputs, "--set", "layout.dpi=60"]) == 0
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(autouse=True)
def _input_files(files: dict[str, bytes], workdir: Path) -> None:
    for name, content in files.items():
        (workdir / name).write_bytes(content)


class Outcome(NamedTuple):
    """The exit status, what was printed, the pixels of the picture, and the paths that were opened."""

    status: int
    printed: str
    pixels: bytes
    opened: list[str]

    def under(self, file: str, name: str) -> tuple[int, str, bytes]:
        """Return the expected outcome for the same file under another name."""
        return self.status, self.printed.replace(file, name), self.pixels


Command = Callable[[list[str], str], Outcome]
OPENED: list[str] = []
"""The paths that have been opened since the last command began."""
OF_FILES: dict[tuple[str, ...], Outcome] = {}


def note(event: str, args: tuple[Any, ...]) -> None:
    """Note what is opened: an audit hook, which stays until the process ends."""
    if event == "open" and not isinstance(args[0], int):
        OPENED.append(os.fsdecode(args[0]))


@pytest.fixture(scope="module", autouse=True)
def _audit() -> None:
    sys.addaudithook(note)


@pytest.fixture
def outcome(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command with the name of its INPUT in place of ``{}``."""

    def command(args: list[str], name: str) -> Outcome:
        picture = Path("out.png")
        picture.unlink(missing_ok=True)
        capsys.readouterr()
        OPENED.clear()
        status = run([name if arg == "{}" else arg for arg in args])
        opened = list(OPENED)
        printed = "".join(capsys.readouterr()).replace("<stdin>", name)
        pixels = Image.open(picture).tobytes() if picture.exists() else b""
        return Outcome(status, printed, pixels, opened)

    return command


@pytest.fixture
def of_file(outcome: Command) -> Command:
    """Return a function that runs a command on a plain file, once for each command and file."""

    def command(args: list[str], file: str) -> Outcome:
        key = (*args, file)
        if key not in OF_FILES:
            OF_FILES[key] = outcome(args, file)
        return OF_FILES[key]

    return command


@pytest.mark.slow
@every_command
def test_a_file_is_opened_once(args: list[str], file: str, of_file: Command) -> None:
    result = of_file(args, file)
    assert result.status == 0, result.printed
    assert result.opened.count(file) == 1


@pytest.mark.slow
@every_command
def test_a_link_is_opened_once(args: list[str], file: str, outcome: Command, of_file: Command) -> None:
    link = f"linked{Path(file).suffix}"
    Path(link).symlink_to(file)
    result = outcome(args, link)
    assert result[:3] == of_file(args, file).under(file, link)
    assert (result.opened.count(link), result.opened.count(file)) == (1, 0)


@pytest.mark.slow
@pytest.mark.parametrize("args", OF_TABLES.values(), ids=OF_TABLES)
@pytest.mark.parametrize("kind", ["compressed", "large"])
def test_other_files_are_opened_once(args: list[str], kind: str, outcome: Command, of_file: Command) -> None:
    """Compressed, and larger than the first block that is read."""
    content = gzip.compress(TABLE.encode())
    if kind == "large":
        content = TABLE.encode() + b"2,3,A\n" * 60_000
    Path(kind).write_bytes(content)
    result = outcome(args, kind)
    assert result[:3] == of_file(args, "heads.csv").under("heads.csv", kind)
    assert result.opened.count(kind) == 1


@every_command
@pytest.mark.parametrize("name", slow_after_first(["-", "/dev/stdin", "/dev/fd/0"]))
def test_standard_input_gives_the_same_output_as_a_file(
    name: str, args: list[str], file: str, outcome: Command, of_file: Command
) -> None:
    with standard_input(Path(file).read_bytes()):
        result = outcome(args, name)
    assert result[:3] == of_file(args, file).under(file, name)
    assert result.opened.count(name) == (0 if name == "-" else 1)


@pytest.mark.slow
@every_command
@pytest.mark.parametrize("name", ["named-pipe", "link-to-one"])
def test_a_named_pipe_gives_the_same_output_as_a_file(
    name: str, args: list[str], file: str, outcome: Command, of_file: Command
) -> None:
    os.mkfifo("named-pipe")
    Path("link-to-one").symlink_to("named-pipe")
    with writing("named-pipe", Path(file).read_bytes()):
        result = outcome(args, name)
    assert result[:3] == of_file(args, file).under(file, name)
    assert result.opened.count(name) == 1


@every_command
def test_process_substitution_gives_the_same_output_as_a_file(
    args: list[str], file: str, outcome: Command, of_file: Command
) -> None:
    """Use the name of an open pipe, as a shell does for ``<(cat file)``."""
    with substituted(Path(file).read_bytes()) as name:
        result = outcome(args, name)
    assert result[:3] == of_file(args, file).under(file, name)
    assert result.opened.count(name) == 1


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_the_content_of_a_pipe_is_converted(
    pack: Callable[[bytes], bytes], name: str, outcome: Command
) -> None:
    """Compare with a table written by hand; the tests above compare commands with themselves."""
    with standard_input(pack(TABLE.encode())):
        assert outcome(OF_TABLES["convert"], name).printed == CANONICAL


@pytest.mark.parametrize("content", [TABLE, "# notes", "0-1", "(1, 2)", "a\tb", "%PD", "\0"])
def test_a_pipe_that_holds_no_figure_is_a_problem_of_the_pipe(content: str, outcome: Command) -> None:
    with standard_input(content.encode()):
        result = outcome(["check", "--figure", "{}", "heads.csv", *GRID], "-")
    assert result[:2] == (1, "-: is not a figure; expected one that headmap made\n")


def test_the_data_of_a_figure_in_a_pipe_is_extracted(outcome: Command) -> None:
    with standard_input(Path("fig.png").read_bytes()):
        assert outcome(OF_FIGURES["extract"], "-").printed == CANONICAL
    assert "dpi: 60" in Path("style.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_named_inputs_are_opened_once_each(pack: Callable[[bytes], bytes], outcome: Command) -> None:
    Path("a.txt").write_bytes(pack(b"L0H1\nL2H3\n"))
    Path("b.txt").write_bytes(pack(b"L2H3\n"))
    args = ["convert", "A=a.txt", "B=b.txt", *GRID, "-o", "-", "--format", "csv"]
    result = outcome(args, "")
    assert result.printed == CANONICAL
    assert (result.opened.count("a.txt"), result.opened.count("b.txt")) == (1, 1)


def test_the_style_of_a_named_figure_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    """Only the part of Name=FILE behind the sign is a path."""
    Path("one.csv").write_text("layer,head,category\n0,1,A\n", encoding="utf-8")
    assert run(["render", "one.csv", *GRID, "-o", "one.png", "--set", "title=Known", "--dpi", "60"]) == 0
    assert run(["render", "B=one.png", "-o", "two.png"]) == 0
    assert run(["extract", "two.png", "--style", "-"]) == 0
    assert "title: Known" in capsys.readouterr().out.splitlines()
