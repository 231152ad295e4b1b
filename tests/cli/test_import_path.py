"""The import path of headmap's processes: a current folder is on it only if the user chose it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_process import GRID
from tests.cli.trap import STARTS_AS_INSTALLED
from tests.commands import PACKAGE_FOLDER, TABLE, environment

RENDER_TO_STDOUT = "render - --grid 12x12 -o - --format svg"
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
    on_path, paths = done.stdout.splitlines()
    assert on_path == f"{importable} False"
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


@pytest.mark.slow
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


@pytest.mark.slow
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
