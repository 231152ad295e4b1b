"""The script of the sample data writes the table that is in the repository."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from shutil import copy
from types import ModuleType

import pytest

SAMPLE_DATA = Path(__file__).parent.parent / "sample_data"
TABLE = SAMPLE_DATA / "pythia_like_36x41.csv"
SCRIPT = SAMPLE_DATA / "make_pythia_like.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_pythia_like", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_the_script_regenerates_identical_bytes(script: ModuleType, tmp_path: Path) -> None:
    assert script.write(tmp_path) == tmp_path / TABLE.name
    assert (tmp_path / TABLE.name).read_bytes() == TABLE.read_bytes()


@pytest.mark.slow
def test_the_script_writes_beside_itself_whatever_the_current_folder(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    copied = copy(SCRIPT, tmp_path)
    subprocess.run([sys.executable, copied], cwd=elsewhere, check=True, capture_output=True)
    assert (tmp_path / TABLE.name).read_bytes() == TABLE.read_bytes()
    assert not list(elsewhere.iterdir())
