"""The sdist builds a wheel; the wheel, installed in a venv of its own, has all that headmap needs."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from headmap_cli import __version__
from headmap_cli.style.presets import preset_names
from tests.commands import TABLE

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
EXTRAS = {
    "pypdf": (["check", "--venue", "icml", "fig.pdf"], "pip install 'headmap[venue]'"),
    "duckdb": (["check", "heads.parquet"], "pip install 'headmap[big]'"),
}


SHARED = (
    "man/man1/headmap.1",
    "bash-completion/completions/headmap",
    "zsh/site-functions/_headmap",
    "fish/vendor_completions.d/headmap.fish",
)
"""The files that the wheel installs into the folder share, where man and the shells look for them."""


def run(command: Sequence[str | Path], cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    found = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | more
    return subprocess.run(command, cwd=cwd, env=found, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sdist, and of the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    done = run([sys.executable, "-m", "build", "--no-isolation", "-o", folder, ROOT], folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def venv(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A venv with the wheel; it sees the libraries of this Python, not the clone."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    run([sys.executable, "-m", "venv", "--without-pip", folder], built)
    [wheel] = built.glob("*.whl")
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install"]
    done = run([*pip, "--no-deps", "--no-index", "--disable-pip-version-check", wheel], built)
    assert done.returncode == 0, done.stderr
    [site] = folder.glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder


def test_the_wheel_has_presets_types_man_page_and_licence(built: Path) -> None:
    [wheel] = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    assert {f"headmap_cli/configs/{name}.yaml" for name in preset_names()} <= held
    assert "headmap_cli/py.typed" in held
    assert {f"headmap-{__version__}.data/data/share/{name}" for name in SHARED} <= held
    assert f"headmap-{__version__}.dist-info/licenses/LICENSE" in held
    assert not [name for name in held if name.startswith(("tests/", "benchmarks/", "docs/"))]


def test_the_sdist_has_tests_samples_and_docs_and_nothing_that_was_made(built: Path) -> None:
    with tarfile.open(built / f"headmap-{__version__}.tar.gz") as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    assert {"README.md", "CHANGELOG.md", "Makefile", "docs/headmap.1", "tests/test_packaging.py"} <= held
    assert "sample_data/pythia_like_36x41.csv" in held
    assert not [name for name in held if name.startswith((".venv", "build/", "dist/", ".hypothesis"))]


def test_the_installed_command_draws(venv: Path, tmp_path: Path) -> None:
    (tmp_path / "heads.csv").write_text(TABLE, encoding="utf-8")
    headmap = venv / "bin" / "headmap"
    figures = ["-o", "fig.png", "-o", "fig.svg", "-o", "fig.pdf", "-o", "fig.html"]
    done = run([headmap, "render", "heads.csv", "--grid", "12x12", "--preset", "icml", *figures], tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "fig.png").read_bytes().startswith(b"\x89PNG")
    assert run([headmap, "--version"], tmp_path).stdout.split()[-1] == __version__
    listed = run([headmap, "style", "list"], tmp_path).stdout.splitlines()
    assert [line.split()[0] for line in listed] == preset_names()
    where = run([venv / "bin" / "python", "-c", "import headmap_cli; print(headmap_cli.__file__)"], tmp_path)
    assert where.stdout.startswith(str(venv))


def test_the_installed_command_has_its_man_page_and_completes_words(venv: Path, tmp_path: Path) -> None:
    share = venv / "share"
    assert f'"headmap {__version__}"' in (share / "man/man1/headmap.1").read_text(encoding="utf-8")
    headmap = venv / "bin" / "headmap"
    for shell, name in zip(("bash", "zsh", "fish"), SHARED[1:], strict=True):
        script = run([headmap, "completion", shell], tmp_path).stdout
        assert (share / name).read_text(encoding="utf-8") == script
        asked = {"COMP_WORDS": "headmap render --preset=ic", "COMP_CWORD": "2"}
        if shell == "fish":
            asked["COMP_CWORD"] = "--preset=ic"
        done = run([headmap], tmp_path, _HEADMAP_COMPLETE=f"{shell}_complete", **asked)
        assert "--preset=icml" in done.stdout


@pytest.mark.parametrize("library", EXTRAS)
def test_a_missing_extra_is_reported_in_one_line(library: str, venv: Path, tmp_path: Path) -> None:
    args, expected = EXTRAS[library]
    (tmp_path / "fig.pdf").write_bytes(b"%PDF-1.4\n")
    (tmp_path / "heads.parquet").write_bytes(b"PAR1 PAR1")
    script = f"import sys; sys.modules[{library!r}] = None; from headmap_cli.__main__ import main; main()"
    done = run([venv / "bin" / "python", "-c", script, *args], tmp_path)
    assert done.returncode in (1, 2)
    [line] = (done.stdout + done.stderr).splitlines()
    assert expected in line
