"""The script of the sample data writes the table that is in the repository."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from shutil import copy
from types import ModuleType

import pytest

SAMPLE_DATA = Path(__file__).parent.parent / "sample_data"
TABLES = {"make_pythia_like": "pythia_like_36x41.csv", "make_training_like": "training_like_12x12.csv"}


def load_script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SAMPLE_DATA / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize(("name", "table"), TABLES.items())
def test_the_script_regenerates_identical_bytes(name: str, table: str, tmp_path: Path) -> None:
    assert load_script(name).write(tmp_path) == tmp_path / table
    assert (tmp_path / table).read_bytes() == (SAMPLE_DATA / table).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "table"), TABLES.items())
def test_the_script_writes_beside_itself_whatever_the_current_folder(
    name: str, table: str, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    copied = copy(SAMPLE_DATA / f"{name}.py", tmp_path)
    subprocess.run([sys.executable, copied], cwd=elsewhere, check=True, capture_output=True)
    assert (tmp_path / table).read_bytes() == (SAMPLE_DATA / table).read_bytes()
    assert not list(elsewhere.iterdir())
