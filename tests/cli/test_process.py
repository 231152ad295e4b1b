"""No process of headmap executes anything from the folder it runs in, whatever is there."""

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
from tests.cli.trap import PROGRAMS, RUNS_ALL, Trap, module_names
from tests.commands import environment

pytestmark = pytest.mark.slow

GRID = ("--grid", "12x12")
FIGURES = ("a.png", "a.svg", "a.pdf", "a.html", "a.vl.json")
OUTPUTS = ("-o", "a.png", "-o", "a.svg", "-o", "a.pdf", "-o", "a.html", "-o", "a.vl.json")
RENDER = ("render", "heads.csv", *GRID, *OUTPUTS)
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


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Trap:
    return Trap(tmp_path_factory.mktemp("trap"), module_names())


@pytest.fixture(scope="module")
def modules_of_dash_m(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return what ``python -m`` itself imports, from the current folder too, before any module runs."""
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
    modules = {name.partition(".")[0] for name in done.stdout.split()}
    assert "runpy" in modules
    assert not modules & {"typing", "json", "numpy", "__future__", "multiprocessing"}
    return modules


@pytest.fixture(scope="module")
def trap_of_dash_m(tmp_path_factory: pytest.TempPathFactory, modules_of_dash_m: set[str]) -> Trap:
    return Trap(tmp_path_factory.mktemp("trap"), module_names() - modules_of_dash_m)


def test_the_trap_catches_an_import(trap: Trap) -> None:
    """Without headmap's precautions the modules would be imported."""
    # Not with -c, for which Python 3.13 imports linecache from the current folder itself.
    script = trap.data / "importing_script.py"
    script.write_text("import json\n", encoding="utf-8")
    done = trap.run(str(script))
    sprung = trap.sprung()
    for path in [script, *trap.markers.iterdir()]:
        path.unlink()
    assert done.returncode != 0
    assert sprung == ["json"]


def test_no_command_executes_anything_from_the_folder_of_the_data(trap: Trap) -> None:
    done = trap.run(str(trap.all), json.dumps(COMMANDS))
    assert trap.sprung() == []
    assert done.returncode == 0, done.stderr
    statuses = json.loads(done.stderr.splitlines()[-1])
    failed = [c for c, status in zip(COMMANDS, statuses, strict=True) if status and c not in MAY_FAIL]
    assert failed == []
    assert all((trap.data / name).exists() for name in (*FIGURES, "d.svg", "c.png", "e.csv", "one/m1.svg"))


@pytest.mark.parametrize("command", [RENDER, BATCH, ("check", "heads.csv", *GRID), ("--help",)])
def test_the_installed_command_executes_nothing_from_the_folder(command: tuple[str, ...], trap: Trap) -> None:
    done = trap.run(str(trap.script), *command)
    assert (trap.sprung(), done.returncode) == ([], 0), done.stderr


@pytest.mark.parametrize(
    "command", [RENDER, BATCH, ("stats", "heads.csv", *GRID), ("style", "list"), ("--version",)]
)
def test_python_dash_m_executes_nothing_from_the_folder(
    command: tuple[str, ...], trap_of_dash_m: Trap
) -> None:
    done = trap_of_dash_m.run("-m", "headmap_cli", *command)
    assert (trap_of_dash_m.sprung(), done.returncode) == ([], 0), done.stderr


def test_spawned_workers_execute_nothing_from_the_folder(trap: Trap) -> None:
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
    """Math needs matplotlib, which runs fc-list where it has no index of the fonts yet."""
    math = ("--set", "text.math=true", "--set", "title=$x$")
    program = trap.data / "fc-list"
    shutil.copy(trap.programs / PROGRAMS[0], program)
    done = subprocess.run(
        [sys.executable, str(trap.script), "render", "heads.csv", *GRID, *math, "-o", "fonts.pdf"],
        cwd=trap.data,
        env=environment(PATH=path, MPLCONFIGDIR=str(tmp_path)),
        capture_output=True,
        check=False,
    )
    program.unlink()
    assert any(tmp_path.glob("fontlist-*.json"))
    assert (trap.sprung(), done.returncode) == ([], 0)


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
