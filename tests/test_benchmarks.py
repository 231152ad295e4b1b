"""The benchmarks: which goals hold, how commands take turns, and whether all contestants read the same."""

import contextlib
import importlib.util
import io
import sys
from pathlib import Path

import pytest

import headmap_cli as headmap
from benchmarks import environments, reader_inputs, sizes
from benchmarks.__main__ import COMPARED_WITH_BEFORE, PARTS
from benchmarks.goals import (
    HOLDS,
    MISSED,
    NOT_MEASURED,
    READER_FORMATS,
    READER_GOALS,
    START_GOALS,
    Goal,
    goal_sections,
    verdict,
)
from benchmarks.timing import Run, median_ratio, ratios, run, run_in_turn

AT_MOST = Goal("key", "cold", "what is measured", 0.5)
AT_LEAST = Goal("key", "cold", "what is measured", 1.7, is_minimum=True)


@pytest.mark.parametrize(
    ("goal", "measured", "expected"),
    [
        (AT_MOST, [0.5], HOLDS),
        (AT_MOST, [0.1, 0.4, 9.0], HOLDS),  # the median counts
        (AT_MOST, [0.1, 0.6, 0.7], MISSED),
        (AT_LEAST, [1.7], HOLDS),
        (AT_LEAST, [1.6], MISSED),
        (AT_MOST, None, NOT_MEASURED),
        (AT_MOST, [], NOT_MEASURED),
    ],
)
def test_the_median_decides_whether_a_goal_holds(
    goal: Goal, measured: list[float] | None, expected: str
) -> None:
    assert verdict(goal, measured) == expected


def test_the_table_has_the_goals_of_the_parts_that_ran() -> None:
    (section,) = goal_sections({"check-wall": [1.0, 1.2, 1.4], "help": [2.0]}, ["commands"])
    goals = [goal for goal in START_GOALS if goal.part == "commands"]
    assert section.text.startswith("1 of 3 goals hold, and 1 could not be measured.")
    assert len(section.lines) == 2 + len(goals)
    (check,) = [line for line in section.lines if line.startswith("| `check`, relative to")]
    cells = [cell.strip() for cell in check.split("|")]
    assert cells[2:-1] == ["at most 1.3", "1.200", "1.100 to 1.300", "3", "holds"]


def test_every_goal_belongs_to_a_part_and_has_a_key_of_its_own() -> None:
    goals = [*START_GOALS, *READER_GOALS]
    assert len({goal.key for goal in goals}) == len(goals)
    assert {goal.part for goal in goals} <= PARTS.keys()
    assert PARTS.keys() >= COMPARED_WITH_BEFORE
    assert READER_FORMATS.keys() == reader_inputs.FORMATS.keys()


def test_ratios_are_taken_within_a_round() -> None:
    ours = {number: Run(wall=wall, cpu=1, peak=1) for number, wall in enumerate([1.0, 10.0, 3.0])}
    theirs = {0: Run(wall=2.0, cpu=4, peak=1), 2: Run(wall=3.0, cpu=2, peak=1)}
    assert ratios(ours, theirs) == [0.5, 1.0]
    assert median_ratio(ours, theirs) == 0.75
    assert ratios(ours, theirs, "cpu") == [0.25, 0.5]


def test_commands_take_turns_and_context_runs_in_fewer_rounds(tmp_path: Path) -> None:
    log = tmp_path / "log"
    commands = {name: ["sh", "-c", f"echo {name} >> {log}"] for name in "ab"}
    runs = run_in_turn(commands, rounds=4, context={"b"}, context_rounds=2)
    assert log.read_text().split() == [*"ab", *"ab", "a", *"ab", "a"]  # the first two are not timed
    assert (list(runs["a"]), list(runs["b"])) == ([0, 1, 2, 3], [0, 2])


def test_three_rounds_run_when_the_time_is_up() -> None:
    assert list(run_in_turn({"a": ["true"]}, rounds=10, seconds=0)["a"]) == [0, 1, 2]


def test_no_command_runs_without_being_timed_if_there_is_no_warm_up(tmp_path: Path) -> None:
    log = tmp_path / "log"
    run_in_turn({"a": ["sh", "-c", f"echo a >> {log}"]}, rounds=2, warm_up=False)
    assert log.read_text().split() == ["a", "a"]


def test_a_run_tells_what_a_process_took() -> None:
    allocate = "import sys; held = bytearray(b'x') * 80_000_000; print('done')"
    taken = run([sys.executable, "-c", allocate])
    assert taken.output == "done\n"
    assert 80e6 < taken.peak < 140e6
    assert taken.cpu > 0
    assert taken.wall > 0


def test_a_command_that_fails_is_named_with_its_message() -> None:
    with pytest.raises(RuntimeError, match=r"^sh -c .*: no data\n"):
        run(["sh", "-c", "echo no data >&2; exit 3"])


def test_a_folder_without_history_lacks_the_state_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environments, "ROOT", tmp_path)  # not a git repository
    monkeypatch.setattr(environments, "BEFORE", tmp_path / "before")
    assert not environments.install_before()


def test_rectangles_are_counted_in_paths() -> None:
    path = '<path d="M81 299h10v10h-10zm0 80h10v10h-10zm.5 -7h1.5v2h-1.5z"/><path d="M0 0h5v5z"/>'
    assert sizes.count_rectangles(path) == 3


@pytest.mark.slow
@pytest.mark.parametrize("key", reader_inputs.FORMATS)
def test_the_other_libraries_read_as_many_memberships_as_headmap(tmp_path: Path, key: str) -> None:
    """The code of each library that is installed here runs in this process, and prints its count."""
    format = reader_inputs.FORMATS[key]
    path = tmp_path / f"heads.{format.suffix}"
    grid = format.write(path, 2000)
    threshold = 0.5 if format.options == reader_inputs.THRESHOLD else None
    expected = headmap.read(path, grid=grid, threshold=threshold).membership.sum()
    counts = {}
    for library, code in format.peers.items():
        needed = ("pandas", "pyarrow") if (library, key) == ("pandas", "parquet") else (library,)
        if all(map(importlib.util.find_spec, needed)):
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(code, {"path": str(path)})
            counts[library] = int(printed.getvalue())
    assert expected > 100
    assert counts
    assert counts == dict.fromkeys(counts, expected)
