"""No process of headmap executes anything from the folder it runs in, whatever is there."""

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from headmap_cli.batch.pools import local_pool
from headmap_cli.batch.workers import InProcessExecutor
from tests.commands import PACKAGE_FOLDER, TABLE, environment

pytestmark = pytest.mark.slow

OWN_MODULES = {"headmap_cli", "headmap_probe"}
PROGRAMS = (
    "gs",
    "gswin64c",
    "latex",
    "pdflatex",
    "xelatex",
    "dvipng",
    "ps2pdf",
    "pdftops",
    "inkscape",
    "magick",
)
"""Programs that matplotlib or Pillow would start for some inputs or settings."""

GRID = ("--grid", "12x12")
FIGURES = ("a.png", "a.svg", "a.pdf", "a.html", "a.vl.json")
RENDER_TO_STDOUT = "render - --grid 12x12 -o - --format svg"
RENDER = ("render", "heads.csv", *GRID, *(arg for name in FIGURES for arg in ("-o", name)))
BATCH_INPUTS = ("batch", "m1.csv", "m2.csv", "m3.csv", *GRID, "--jobs", "2", "--force")
BATCH = (*BATCH_INPUTS, "-o", "b/{stem}.{ext}", "--ext", "png", "--ext", "pdf", "--ext", "html")
COMMANDS = (
    ("--help",),
    ("--version",),
    RENDER,
    ("render", "a.png", "--preset", "dark", "--tooltips", "-o", "d.svg"),
    ("render", "heads.csv", *GRID, "--split", "--no-data", "-o", "s.pdf"),
    ("render", "heads.csv", *GRID, "--set", "text.math=true", "-o", "math.pdf", "-o", "math.png"),
    ("show", "heads.csv", *GRID),
    ("stats", "heads.csv", *GRID),
    ("stats", "heads.csv", *GRID, "--format", "json"),
    ("describe", "heads.csv", *GRID),
    ("compare", "heads.csv", "m1.csv", *GRID, "-o", "c.png", "-o", "c.svg"),
    ("check", "heads.csv", *GRID, "--preset", "icml"),
    *(("check", "--figure", name, "heads.csv", *GRID) for name in FIGURES),
    ("check", "--venue", "icml", "a.pdf"),
    ("convert", "heads.csv", *GRID, "-o", "heads.json"),
    ("extract", "a.pdf", "-o", "e.csv"),
    ("extract", "a.svg", "-o", "e.json"),
    ("style", "list"),
    ("style", "show"),
    ("style", "schema"),
    ("style", "new", "-o", "new.yaml"),
    ("completion", "bash"),
    ("batch", "m1.csv", "m2.csv", *GRID, "--jobs", "1", "-o", "one/{stem}.svg"),
)
MAY_FAIL = {("check", "--venue", "icml", "a.pdf")}  # the figure need not fit; pypdf may be missing

STARTS_AS_INSTALLED = """
import sys
from headmap_cli.__main__ import main
if __name__ == '__main__':
    sys.exit(main())
"""
RUNS_ALL = """
import json, sys
from headmap_cli.cli.process import shield
if __name__ == '__main__':
    shield()
    from headmap_cli.cli.main import run
    statuses = [run(command) for command in json.loads(sys.argv[1])]
    sys.stderr.write(json.dumps(statuses))
"""


def module_names() -> set[str]:
    """Every module of the standard library, and every one that an installed package provides."""
    found = set(sys.stdlib_module_names) | {"sitecustomize", "usercustomize", "antigravity", "this"}
    for name in importlib.metadata.packages_distributions():
        if name.isidentifier():
            found.add(name)
    return found - OWN_MODULES


class Trap:
    """A folder of data in which every module is a trap: importing one leaves a marker."""

    def __init__(self, folder: Path, names: set[str]) -> None:
        self.data, self.markers, self.programs = folder / "data", folder / "markers", folder / "programs"
        for each in (self.data, self.markers, self.programs, folder / "bin"):
            each.mkdir(parents=True)
        for name in names:
            self._set(self.data / f"{name}.py", name)
        for name in PROGRAMS:
            program = self.programs / name
            program.write_text(f"#!/bin/sh\ntouch {self.markers / name}\n", encoding="utf-8")
            program.chmod(0o755)
        for name in ("heads.csv", "m1.csv", "m2.csv", "m3.csv"):
            (self.data / name).write_text(TABLE, encoding="utf-8")
        self.script, self.all = folder / "bin" / "headmap", folder / "bin" / "all"
        self.script.write_text(STARTS_AS_INSTALLED, encoding="utf-8")
        self.all.write_text(RUNS_ALL, encoding="utf-8")

    def _set(self, path: Path, name: str) -> None:
        marker = str(self.markers / name)
        path.write_text(f"open({marker!r}, 'w').close()\nraise SystemExit('{name}')\n", encoding="utf-8")

    def sprung(self) -> list[str]:
        """What has been executed."""
        return sorted(path.name for path in self.markers.iterdir())

    def run(self, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the folder."""
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            [sys.executable, *args],
            cwd=self.data,
            env=environment(PATH=path, **more),
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Trap:
    return Trap(tmp_path_factory.mktemp("trap"), module_names())


@pytest.fixture(scope="module")
def modules_of_dash_m(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What ``python -m`` itself imports, from the current folder too, before it comes to any module."""
    folder = tmp_path_factory.mktemp("probe")
    (folder / "headmap_probe.py").write_text("import sys\nprint(*sys.modules)\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "headmap_probe"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    found = {name.partition(".")[0] for name in done.stdout.split()}
    assert "runpy" in found
    assert not found & {"typing", "json", "numpy", "__future__", "multiprocessing"}
    return found


@pytest.fixture(scope="module")
def trap_of_dash_m(tmp_path_factory: pytest.TempPathFactory, modules_of_dash_m: set[str]) -> Trap:
    return Trap(tmp_path_factory.mktemp("trap"), module_names() - modules_of_dash_m)


def test_the_trap_works(trap: Trap) -> None:
    """Without headmap's precautions the modules would be imported."""
    done = trap.run("-c", "import json")
    assert done.returncode != 0
    assert trap.sprung() == ["json"]
    for path in trap.markers.iterdir():
        path.unlink()


def test_no_command_executes_anything_from_the_folder_of_the_data(trap: Trap) -> None:
    done = trap.run(str(trap.all), json.dumps(COMMANDS))
    assert trap.sprung() == []
    assert done.returncode == 0, done.stderr
    statuses = json.loads(done.stderr.splitlines()[-1])
    failed = [c for c, status in zip(COMMANDS, statuses, strict=True) if status and c not in MAY_FAIL]
    assert failed == []
    assert all((trap.data / name).exists() for name in (*FIGURES, "d.svg", "c.png", "e.csv", "one/m1.svg"))


@pytest.mark.parametrize("command", [RENDER, BATCH, ("check", "heads.csv", *GRID), ("--help",)])
def test_nor_does_the_installed_command(command: tuple[str, ...], trap: Trap) -> None:
    done = trap.run(str(trap.script), *command)
    assert (trap.sprung(), done.returncode) == ([], 0), done.stderr


@pytest.mark.parametrize(
    "command", [RENDER, BATCH, ("stats", "heads.csv", *GRID), ("style", "list"), ("--version",)]
)
def test_nor_does_the_module(command: tuple[str, ...], trap_of_dash_m: Trap) -> None:
    done = trap_of_dash_m.run("-m", "headmap_cli", *command)
    assert (trap_of_dash_m.sprung(), done.returncode) == ([], 0), done.stderr


def test_nor_do_workers_that_are_spawned(trap: Trap) -> None:
    """As on Windows, where there is no forkserver; the workers draw, after all figures have been read."""
    script = trap.script.with_name("spawning")
    begin = "import multiprocessing; multiprocessing.get_all_start_methods = lambda: ['spawn']"
    code = RUNS_ALL.replace("    from headmap_cli.cli.main", f"    {begin}\n    from headmap_cli.cli.main")
    script.write_text(code, encoding="utf-8")
    done = trap.run(str(script), json.dumps([BATCH]))
    assert (trap.sprung(), done.returncode) == ([], 0), done.stderr
    assert json.loads(done.stderr.splitlines()[-1]) == [0]
    assert "3 written" in done.stderr


def test_a_picture_that_is_postscript_starts_no_ghostscript(trap: Trap) -> None:
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n%%EndComments\n(x) run\n%%EOF\n"
    for name in ("e.png", "e.svg", "e.pdf"):
        (trap.data / name).write_bytes(eps)
    commands: list[tuple[str, ...]]
    commands = [("check", "--figure", name, "heads.csv", *GRID) for name in ("e.png", "e.svg", "e.pdf")]
    commands += [("extract", "e.png"), ("render", "e.png", "-o", "x.png"), ("check", "e.pdf")]
    done = trap.run(str(trap.all), json.dumps(commands))
    assert done.returncode == 0, done.stderr
    assert not set(json.loads(done.stderr.splitlines()[-1])) & {0, 4}
    assert trap.sprung() == []


@pytest.mark.skipif(os.name != "posix", reason="the programs of the trap are shell scripts")
@pytest.mark.parametrize("path", [f":{os.defpath}", f"{os.defpath}:", "/bin::/usr/bin"])
def test_no_program_of_the_folder_is_started_for_an_empty_entry_of_path(
    path: str, trap: Trap, tmp_path: Path
) -> None:
    """matplotlib runs fc-list where it has no index of the fonts yet."""
    program = trap.data / "fc-list"
    shutil.copy(trap.programs / PROGRAMS[0], program)
    done = subprocess.run(
        [sys.executable, str(trap.script), "render", "heads.csv", *GRID, "-o", "fonts.png"],
        cwd=trap.data,
        env=environment(PATH=path, MPLCONFIGDIR=str(tmp_path)),
        capture_output=True,
        check=False,
    )
    program.unlink()
    assert any(tmp_path.glob("fontlist-*.json"))
    assert (trap.sprung(), done.returncode) == ([], 0)


# --- what the import path is ---

PRINTS_PATH = """
import os, sys
from headmap_cli.cli.process import shield
shield()
print(os.getcwd() in map(os.path.abspath, sys.path), os.path.dirname(os.path.abspath(__file__)) in sys.path)
print(os.environ.get("PYTHONPATH"), os.environ["PATH"], sep="|")
"""
HERE = "."
PATHS: dict[str, tuple[str, str, bool]] = {
    # name: (before the package's folder, behind it, whether the current folder is then on the import path)
    "no other": ("", "", False),
    "empty first": (":", "", False),
    "empty last": ("", ":", False),
    "empty twice": ("::", "::", False),
    "empty between others": ("/a::/b:", "", False),
    "chosen": (f"{HERE}:", "", True),
    "chosen last": ("", f":{HERE}", True),
    "chosen, and empty": (f":{HERE}:", "", True),
    "another relative folder": ("sub:", "", False),
}


@pytest.mark.skipif(os.pathsep != ":", reason="the paths below are of POSIX")
@pytest.mark.parametrize("name", PATHS)
def test_only_a_chosen_current_folder_is_on_the_import_path(name: str, tmp_path: Path) -> None:
    before, behind, importable = PATHS[name]
    (tmp_path / "bin").mkdir()
    (tmp_path / "here").mkdir()
    (tmp_path / "bin" / "script").write_text(PRINTS_PATH, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(tmp_path / "bin" / "script")],
        cwd=tmp_path / "here",
        env=environment(PYTHONPATH=f"{before}{PACKAGE_FOLDER}{behind}", PATH=":/usr/bin::/bin:"),
        capture_output=True,
        text=True,
        check=True,
    )
    found, paths = done.stdout.splitlines()
    assert found == f"{importable} False"
    assert paths.split("|")[1] == "/usr/bin:/bin"
    assert "" not in paths.split("|")[0].split(":")


@pytest.mark.parametrize("flag", ["-P", "-I"])
def test_nothing_is_taken_off_the_path_of_a_python_that_is_safe_already(flag: str, tmp_path: Path) -> None:
    script = f"""
import sys
sys.path.insert(0, {str(PACKAGE_FOLDER)!r})
before = list(sys.path)
from headmap_cli.cli.process import shield
shield()
assert sys.path == before
"""
    subprocess.run([sys.executable, flag, "-c", script], cwd=tmp_path, env=environment(), check=True)


def test_a_checkout_that_is_not_installed_works_from_its_folder(tmp_path: Path) -> None:
    """headmap itself comes from the current folder there, which is then the last on the path."""
    shutil.copytree(PACKAGE_FOLDER / "headmap_cli", tmp_path / "headmap_cli")
    shutil.copytree(PACKAGE_FOLDER / "configs", tmp_path / "configs")
    (tmp_path / "json.py").write_text("raise SystemExit('json')\n", encoding="utf-8")
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(TABLE, encoding="utf-8")
    env = environment()
    del env["PYTHONPATH"]
    for command in (
        ("render", "a.csv", *GRID, "-o", "a.png"),
        ("batch", "a.csv", "b.csv", *GRID, "--jobs", "2", "-o", "{stem}.svg"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "headmap_cli", *command],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "b.svg").exists()


def test_a_folder_that_was_deleted_is_no_error(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    (tmp_path / "script").write_text(STARTS_AS_INSTALLED, encoding="utf-8")
    done = subprocess.run(
        ["/bin/sh", "-c", f'rmdir ../gone; exec "$0" {tmp_path}/script {RENDER_TO_STDOUT}', sys.executable],
        cwd=gone,
        env=environment(),
        input=TABLE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("</svg>\n")


class Flags:
    """sys.flags of another way to start Python."""

    def __init__(self, ignore_environment: bool, safe_path: bool) -> None:
        self.ignore_environment, self.safe_path = ignore_environment, safe_path


@pytest.mark.parametrize(
    ("flags", "alone"), [(Flags(True, False), True), (Flags(True, True), False), (Flags(False, False), False)]
)
def test_processes_that_would_ignore_the_environment_are_not_started(
    flags: Flags, alone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sys, "flags", flags)
        pool = local_pool(2, preload_drawing=False)
    executor = pool.make_executor() if alone else None
    assert (pool.make_executor is InProcessExecutor) == alone
    assert executor is None or isinstance(executor, InProcessExecutor)


@pytest.fixture(autouse=True)
def _nothing_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    for name in ("trap", "trap_of_dash_m"):
        if name in request.fixturenames:
            assert request.getfixturevalue(name).sprung() == []
