"""The pre-commit hook and the GitHub action that headmap offers: what they run is run here, on the sample."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from headmap_cli import __version__
from headmap_cli.cli.main import run
from tests.commands import environment

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "sample_data" / "pythia_like_36x41.csv"
[HOOK] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
needs_bash = pytest.mark.skipif(not shutil.which("bash"), reason="no bash")


@pytest.fixture
def data(workdir: Path) -> Path:
    """Make a folder with the sample, in a file whose name has a space, and its figure; return the folder."""
    shutil.copy(SAMPLE, workdir / "the heads.csv")
    (workdir / "wrong.csv").write_text("layer,head,category\n1,x,Knowledge\n", encoding="utf-8")
    for preset in ("dark", "icml"):
        words = ["render", "the heads.csv", "--grid", "36x41", "--preset", preset, "-o", f"{preset}.png"]
        assert run(words) == 0
    return workdir


def run_hook(*args: str) -> subprocess.CompletedProcess[str]:
    """Run the entry of the hook as pre-commit does, with files at the end."""
    program, *rest = shlex.split(HOOK["entry"])
    command = {"headmap": [sys.executable, "-m", "headmap_cli"]}[program]
    return subprocess.run(
        [*command, *rest, *args], env=environment(), capture_output=True, text=True, check=False
    )


def value_of(expression: str, inputs: dict[str, str]) -> str:
    """Return the value of a text in which GitHub replaces one expression."""
    found = re.fullmatch(r"\$\{\{ (inputs|github)\.(\w+) \}\}", expression)
    assert found, expression
    known = {name: declared.get("default", "") for name, declared in ACTION["inputs"].items()} | inputs
    values: dict[str, dict[str, str]] = {"inputs": known, "github": {"action_path": str(ROOT)}}
    return values[found[1]][found[2]]


def is_run(step: dict[str, Any], inputs: dict[str, str]) -> bool:
    """Return whether GitHub runs a step; its only condition is that an input is not empty."""
    if "if" not in step:
        return True
    found = re.fullmatch(r"\$\{\{ inputs\.(\w+) != '' \}\}", step["if"])
    assert found, step["if"]
    return inputs.get(found[1], "") != ""


def run_step(name: str, inputs: dict[str, str], **more: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the action as GitHub does: in bash, which stops at the first error."""
    step = STEPS[name]
    assert step["shell"] == "bash"
    values = {key: value_of(text, inputs) for key, text in step["env"].items()}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        env=environment(**values, **more),
        capture_output=True,
        text=True,
        check=False,
    )


def inputs_of(files: str, figure: str = "", options: str = "--grid 36x41") -> dict[str, str]:
    return {"files": files, "figure": figure, "options": options, "python": sys.executable}


@pytest.mark.usefixtures("data")
def test_the_hook_accepts_the_sample_and_reports_a_wrong_file() -> None:
    good = run_hook("--grid", "36x41", "the heads.csv")
    assert (good.returncode, "296 of 1476 heads classified" in good.stdout) == (0, True)
    bad = run_hook("the heads.csv", "wrong.csv")
    assert bad.returncode == 1
    assert "wrong.csv:2:3: head 'x' is not a whole number" in bad.stdout


@pytest.mark.parametrize(
    ("name", "matches"),
    [
        ("heads.csv", True),
        ("runs/a/induction_heads.json", True),
        ("head_scores.npy", True),
        ("package.json", False),
        ("heads/table.csv", False),
        ("heads.py", False),
    ],
)
def test_the_hook_takes_the_files_that_the_page_names(name: str, matches: bool) -> None:
    assert bool(re.search(HOOK["files"], name)) == matches


def test_pre_commit_accepts_the_hook() -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib")
    [loaded] = clientlib.load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert loaded["id"] == "headmap-check"


@needs_bash
@pytest.mark.usefixtures("data")
def test_the_action_accepts_the_sample_and_its_figure() -> None:
    inputs = inputs_of("the heads.csv\n", "dark.png", "--grid 36x41 --preset dark")
    for name in ("Check the data", "Check the figure"):
        assert is_run(STEPS[name], inputs)
        done = run_step(name, inputs)
        assert done.returncode == 0, done.stdout + done.stderr


@needs_bash
@pytest.mark.usefixtures("data")
def test_the_action_fails_for_wrong_data_and_for_a_figure_in_another_style() -> None:
    done = run_step("Check the data", inputs_of("the heads.csv\nwrong.csv", options=""))
    assert (done.returncode, "wrong.csv:2:3: " in done.stdout) == (1, True)
    inputs = inputs_of("the heads.csv", "icml.png", "--grid 36x41 --preset dark")
    done = run_step("Check the figure", inputs)
    assert (done.returncode, "icml.png" in done.stdout) == (1, True)


@needs_bash
@pytest.mark.usefixtures("data")
def test_the_action_takes_patterns_and_does_without_a_figure() -> None:
    inputs = inputs_of("the*.csv")
    assert not is_run(STEPS["Check the figure"], inputs)
    done = run_step("Check the data", inputs)
    assert (done.returncode, "the heads.csv: ok" in done.stdout) == (0, True), done.stderr


@needs_bash
def test_inputs_of_the_action_are_not_run_as_code(workdir: Path) -> None:
    done = run_step("Check the data", inputs_of("$(touch made)", options="; touch made"))
    assert done.returncode != 0
    assert not (workdir / "made").exists()
    assert "${{" not in "".join(step["run"] for step in STEPS.values())


@needs_bash
@pytest.mark.slow
def test_the_action_installs_headmap(tmp_path: Path) -> None:
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}
    done = run_step("Install headmap", inputs_of(""), PIP_TARGET=str(tmp_path / "site"), **offline)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "headmap_cli" / "__main__.py").is_file()


def test_the_examples_of_the_page_use_the_hook_and_the_action_as_they_are() -> None:
    config, workflow = map(
        yaml.safe_load, re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    )
    [hook] = config["repos"][0]["hooks"]
    assert hook["id"] == HOOK["id"]
    step = workflow["jobs"]["check"]["steps"][-1]
    assert step["with"].keys() <= ACTION["inputs"].keys()
    rows = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert rows == list(ACTION["inputs"])
    assert step["uses"] == f"OWNER/headmap@v{__version__}"
    assert config["repos"][0]["rev"] == f"v{__version__}"
