"""Warnings on stderr: alike ones become one line, and --strict turns them into status 1."""

import json
import logging
from pathlib import Path

import pytest

from headmap_cli.cli.main import run
from headmap_cli.cli.messages import Messages
from headmap_cli.core.logs import capture_logs
from tests.commands import RunCli

MEMBERS = "layer,head,category\n0,1,A\n1,0,A\n"
SCORES = "layer,head,score\n0,0,0.5\n0,1,0.7\n1,0,0.1\n1,1,0.3\n"
GRID = ("--grid", "2x2")
GUESSED = "grid 2x2 taken from the largest layer and head seen; set --grid to be sure"
MORE = "more like it; -v shows each)"


@pytest.fixture(autouse=True)
def _input_files(workdir: Path) -> None:
    for i in range(60):
        (workdir / f"m{i:02}.csv").write_text(MEMBERS, encoding="utf-8")
    (workdir / "s.csv").write_text(SCORES, encoding="utf-8")
    (workdir / "pale.yaml").write_text("text: {color: '#cccccc'}\n", encoding="utf-8")


def warnings_of(capsys: pytest.CaptureFixture[str]) -> list[str]:
    lines = capsys.readouterr().err.splitlines()
    return [
        line.removeprefix("headmap: warning: ") for line in lines if line.startswith("headmap: warning: ")
    ]


FILES = [f"m{i:02}.csv" for i in range(60)]
ALIKE = {
    "one file": (["check", *FILES[:1]], [f"m00.csv: {GUESSED}"]),
    "three files": (["check", *FILES[:3]], [f"m0{i}.csv: {GUESSED}" for i in range(3)]),
    "four files": (["check", *FILES[:4]], [f"m00.csv: {GUESSED} (and 3 {MORE}"]),
    "sixty files": (["check", *FILES], [f"m00.csv: {GUESSED} (and 59 {MORE}"]),
    "batch": (
        ["batch", *FILES, "-o", "{stem}.svg", "-j", "1", "--dry-run"],
        [f"m00.csv: {GUESSED} (and 59 {MORE}"],
    ),
    "identical": (
        ["batch", *FILES[:5], *GRID, "--set", "categories.Z={}", "-o", "{stem}.svg", "-j", "1", "--dry-run"],
        ["the style's category 'Z' does not occur in the data (5 times)"],
    ),
    "two kinds": (
        ["check", *FILES[:9], "--top", "3"],
        [
            f"m00.csv: {GUESSED} (and 8 {MORE}",
            "m00.csv: top 3 changes nothing: no scores were recognised; --column names a score column "
            f"(and 8 {MORE}",
        ],
    ),
    "with -v": (["check", *FILES[:9], "-v"], [f"{name}: {GUESSED}" for name in FILES[:9]]),
    "with -q": (["check", *FILES[:9], "-q"], []),
}


@pytest.mark.parametrize("name", ALIKE)
def test_repeated_warnings_are_one_line_with_a_count(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, lines = ALIKE[name]
    assert run(arguments) == 0
    assert warnings_of(capsys) == lines


def test_warnings_come_before_the_error_and_before_the_result_of_a_batch(
    run_cli: RunCli,
) -> None:
    result = run_cli("render", "m00.csv", "-o", "m00.csv/fig.png")
    assert result.status == 3
    first, second = result.stderr.splitlines()
    assert first.startswith("headmap: warning: m00.csv: ")
    assert second.startswith("headmap: error: m00.csv/fig.png: ")
    result = run_cli("batch", "m00.csv", "no.csv", "-o", "{stem}.svg", "-j", "1", "--dry-run")
    assert result.status == 1
    kinds = [line.split(": ")[1] for line in result.stderr.splitlines()]
    assert kinds[:2] == ["warning", "error"]
    assert kinds[2].startswith("1 new, 1 failed in ")


STRICT = {
    "render": (["render", "m00.csv", "-o", "out.svg"], 1),
    "convert": (["convert", "m00.csv", "-o", "out.json"], 1),
    "batch": (["batch", "m00.csv", "-o", "out.svg", "-j", "1"], 1),
    "compare": (["compare", "m00.csv", "m01.csv", "-o", "out.svg", *GRID, "--top", "1"], 1),
    "style new": (["style", "new", "s.csv", "--threshold", "0.9", *GRID, "-o", "out.yaml"], 1),
    "show": (["show", "m00.csv"], 1),
    "stats": (["stats", "s.csv", *GRID, "--threshold", "0"], 1),
    "describe": (["describe", "s.csv", *GRID, "--threshold", "2"], 1),
    "check": (["check", "m00.csv"], 1),
    "check, colours": (["check", "m00.csv", *GRID, "-c", "pale.yaml"], 1),
    "check, json": (["check", "m00.csv", *GRID, "-c", "pale.yaml", "--format", "json"], 1),
    "render without warnings": (["render", "m00.csv", *GRID, "-o", "out.svg"], 0),
    "check without warnings": (["check", "m00.csv", *GRID], 0),
    "a replaced rule": (["check", "s.csv", *GRID, "--threshold", "0.4", "--set", "threshold=0.2"], 0),
    "another status": (["render", "m00.csv", "-o", "m00.csv/out.svg"], 3),
}


@pytest.mark.parametrize("quiet", [False, True])
@pytest.mark.parametrize("name", STRICT)
def test_strict_turns_warnings_into_status_1_and_still_writes(
    name: str, quiet: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, status = STRICT[name]
    expected = status if status == 3 else 0
    assert run(arguments) == expected
    written = {path: path.read_bytes() for path in Path().glob("out.*")}
    for path in written:
        path.unlink()
    capsys.readouterr()
    assert run([*arguments, "--strict", *(["-q"] if quiet else [])]) == status
    assert {path: path.read_bytes() for path in Path().glob("out.*")} == written
    errors = capsys.readouterr().err.splitlines()
    lines = [line for line in errors if line.endswith(", which --strict turns into an error")]
    assert len(lines) == (1 if status == 1 else 0)
    if quiet:
        assert all(line.startswith("headmap: error: ") for line in errors)


def test_warnings_do_not_break_the_json_of_check(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", "m00.csv", *GRID, "-c", "pale.yaml", "--format", "json", "--strict"]
    assert run(arguments) == 1
    out, err = capsys.readouterr()
    count = len(json.loads(out)["warnings"])
    assert count > 0
    assert err.startswith(f"headmap: error: {count} warning")


def test_a_rule_that_is_replaced_is_shown_but_is_no_warning(run_cli: RunCli) -> None:
    arguments = ["check", "s.csv", *GRID, "--threshold", "0.4", "--set", "threshold=0.2"]
    line = "headmap: s.csv: threshold 0.4 replaces every rule of the style: threshold 0.2\n"
    result = run_cli(*arguments)
    assert result.status == 0
    assert result.stderr == line
    result = run_cli(*arguments, "-q")
    assert result.status == 0
    assert result.stderr == ""


def test_replaced_rules_of_many_files_are_one_line(run_cli: RunCli) -> None:
    for i in range(5):
        Path(f"s{i}.csv").write_text(SCORES, encoding="utf-8")
    files = [f"s{i}.csv" for i in range(5)]
    result = run_cli("check", *files, *GRID, "--threshold", "0.4", "--set", "threshold=0.2")
    assert result.status == 0
    line = f"s0.csv: threshold 0.4 replaces every rule of the style: threshold 0.2 (and 4 {MORE}"
    assert result.stderr == f"headmap: {line}\n"


def printed_of(capsys: pytest.CaptureFixture[str], level: int, kinds: int) -> list[str]:
    """Return the lines that a run prints which logs a warning of each of so many kinds."""
    messages = Messages(level)
    logger = logging.getLogger("headmap")
    with capture_logs(messages, level):
        for number in range(kinds):
            logger.warning("%s", f"problem {number}", extra={"kind": f"kind {number}"})
        messages.flush()
    assert messages.warnings == kinds
    return capsys.readouterr().err.splitlines()


def test_the_first_twenty_warnings_are_printed_like_errors(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"headmap: warning: problem {number}" for number in range(20)]
    assert printed_of(capsys, logging.WARNING, kinds=20) == lines
    expected = [*lines, "headmap: warning: ... and 5 more; -v shows each"]
    assert printed_of(capsys, logging.WARNING, kinds=25) == expected


def test_verbose_messages_have_a_limit_too(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed_of(capsys, logging.INFO, kinds=25)
    assert len(lines) == 25
    lines = printed_of(capsys, logging.INFO, kinds=1500)
    assert lines[-2:] == ["headmap: warning: problem 999", "headmap: ... and 500 more"]


def test_a_file_with_a_thousand_problems_prints_few_warnings(run_cli: RunCli) -> None:
    """Names that differ in their case alone, colours that look alike, and keys that are not read."""
    names = [f"{word}{number}" for number in range(300) for word in ("a", "A")]
    document = {
        "headmap": 1,
        "grid": {"layers": 30, "heads": 30},
        "categories": {name: [[number % 30, number // 30]] for number, name in enumerate(names)},
        **{f"more {number}": number for number in range(500)},
    }
    Path("many.json").write_text(json.dumps(document), encoding="utf-8")
    result = run_cli("check", "many.json")
    assert result.status in (0, 1)
    assert len(result.stdout.splitlines()) + len(result.stderr.splitlines()) < 45
