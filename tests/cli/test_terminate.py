"""SIGTERM, as systemd, Slurm or ``timeout`` send it: status 143, one line, and outputs left whole."""

import signal
from pathlib import Path

import pytest

from headmap_cli.cli.main import run
from tests.forks import Run, forked

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="needs POSIX signals"),
]

GRID = ["--grid", "2x3"]
TERMINATED = "headmap: error: terminated\n"
WRITING = {
    "render": ["render", "heads.csv", *GRID, "-o", "old.png", "-o", "old.svg"],
    "compare": ["compare", "heads.csv", "fig.png", *GRID, "-o", "old.png", "-o", "old.svg"],
    "convert": ["convert", "heads.csv", *GRID, "-o", "old.csv"],
    "extract": ["extract", "fig.png", "-o", "old.csv", "--style", "old.yaml"],
    "style new": ["style", "new", "-o", "new.yaml"],
    "batch": ["batch", "heads.csv", *GRID, "-o", "old.png", "-o", "old.svg", "-j", "1", "-q", "--force"],
}
READING = {
    "check": ["check", "heads.csv", *GRID],
    "stats": ["stats", "heads.csv", *GRID],
    "describe": ["describe", "heads.csv", *GRID],
    "show": ["show", "heads.csv", *GRID],
    "render -o -": ["render", "heads.csv", *GRID, "-o", "-", "--format", "svg"],
    "batch -j 2": ["batch", "heads.csv", "fig.png", *GRID, "-o", "{stem}{index}.svg", "-j", "2", "-q"],
}


@pytest.fixture
def folder(workdir: Path) -> Path:
    (workdir / "heads.csv").write_text("layer,head,category\n0,1,A\n1,2,B\n", encoding="utf-8")
    assert run(["render", "heads.csv", *GRID, "-o", "fig.png"]) == 0
    for ending in ("png", "svg", "csv", "yaml"):
        (workdir / f"old.{ending}").write_bytes(b"old")
    return workdir


def test_a_signal_while_outputs_are_written_leaves_the_old_files(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    patch = "import signal\nos.fsync = lambda *_: signal.raise_signal(signal.SIGTERM)"
    runs = [Run(args, stderr=f"err{n}.txt", patch=patch) for n, args in enumerate(WRITING.values())]
    assert dict(zip(WRITING, forked(runs, folder), strict=True)) == dict.fromkeys(WRITING, 143)
    for n in range(len(runs)):
        assert (folder / f"err{n}.txt").read_text(encoding="utf-8") == TERMINATED
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".txt"}
    assert after == before


def test_a_signal_after_the_first_of_several_renames_leaves_new_files(folder: Path) -> None:
    patch = (
        "import pathlib, signal\nreal = pathlib.Path.replace\n"
        "def replace(*args):\n    signal.raise_signal(signal.SIGTERM)\n    return real(*args)\n"
        "pathlib.Path.replace = replace"
    )
    commands, outputs = [], []
    for name in ("render", "compare", "extract", "batch"):
        commands.append([arg.replace("old.", f"{name}.") for arg in WRITING[name]])
        outputs.append([Path(arg) for arg in commands[-1] if arg.startswith(f"{name}.")])
        for path in outputs[-1]:
            path.write_bytes(b"old")
    assert forked([Run(args, patch=patch) for args in commands], folder) == [143] * 4
    assert [len(paths) for paths in outputs] == [2, 2, 2, 2]
    assert not any(path.read_bytes() == b"old" for paths in outputs for path in paths)
    assert list(folder.glob("*tmp")) == []


def test_a_signal_before_there_is_a_result(folder: Path) -> None:
    """It arrives when the inputs have been read, in whatever way the command reads them."""
    patch = (
        "import signal, headmap_cli.readers as readers, headmap_cli.cli.check as check\n"
        "def stopped(*_, **__): signal.raise_signal(signal.SIGTERM)\n"
        "readers.read_inputs = check.read_inputs = stopped\n"
        "import headmap_cli.batch.run as run\nrun.BatchRun.load = stopped"
    )
    runs = [
        Run(args, stdout=f"out{n}.txt", stderr=f"err{n}.txt", patch=patch)
        for n, args in enumerate(READING.values())
    ]
    assert dict(zip(READING, forked(runs, folder), strict=True)) == dict.fromkeys(READING, 143)
    for n in range(len(runs)):
        assert (folder / f"err{n}.txt").read_text(encoding="utf-8") == TERMINATED
        assert (folder / f"out{n}.txt").read_bytes() == b""


def test_a_second_signal_does_not_cut_the_cleaning_up_short(folder: Path) -> None:
    patch = (
        "import pathlib, signal\nreal = pathlib.Path.unlink\n"
        "os.fsync = lambda *_: signal.raise_signal(signal.SIGTERM)\n"
        "def unlink(*args, **options):\n    signal.raise_signal(signal.SIGTERM)\n    real(*args, **options)\n"
        "pathlib.Path.unlink = unlink"
    )
    assert forked([Run(WRITING["render"], patch=patch)], folder) == [143]
    assert (folder / "old.png").read_bytes() == b"old"
    assert list(folder.glob(".*")) == []
