"""docs/guarantees.md is true: each guarantee has a test that fails if the function behind it is disabled."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.disabled import VARIABLE

ROOT = Path(__file__).parent.parent
CONTENT = (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8")
PAGE, TABLE = CONTENT.split("## The tests of each guarantee")
PAGE = re.sub(r"\s+", " ", PAGE)
ROWS = dict(re.findall(r"^\| (?!Sentence|---)(.*?) \| (`.*`) \|$", TABLE, re.MULTILINE))
"""The tests of each sentence, by words of it."""
TESTS_FAILED = 1
"""The exit status of pytest if tests ran and some failed."""


class Guarantee(NamedTuple):
    """Words of docs/guarantees.md, the function behind them, and the tests that fail without it.

    A function whose name ends with ``=`` is replaced by one that returns its first argument, one whose name
    ends with ``@`` by a context manager that does nothing, and any other by one that does nothing.
    """

    words: str
    function: str
    tests: str


GUARANTEES = (
    Guarantee(
        "first 20",
        "headmap_cli.core.errors:InputError._first_problems",
        "tests/readers/test_errors.py",
    ),
    Guarantee(
        "nothing is drawn over them, nothing overlaps",
        "headmap_cli.layout.panels.head_names:spread=",
        "tests/layout/panels/test_head_names.py",
    ),
    Guarantee(
        "at most 128 exact colours",
        "headmap_cli.layout.panels.score_map:value_rectangles",
        "tests/writers/test_decoded_scores.py",
    ),
    Guarantee(
        "Outputs never replace inputs",
        "headmap_cli.files.output_guard:OutputGuard.writes",
        "tests/files/test_output_guard.py",
    ),
    Guarantee(
        "Missing folders** of outputs are created",
        "headmap_cli.cli.render:make_folders",
        "tests/cli/test_render.py tests/cli/test_output_names.py",
    ),
    Guarantee(
        "each is written beside its target, synced and renamed",
        "headmap_cli.files.atomic:_rename_all",
        "tests/files/test_atomic.py",
    ),
    Guarantee(
        "even if the last rename fails",
        "headmap_cli.files.atomic:_restore",
        "tests/files/test_atomic_failures.py",
    ),
    Guarantee(
        "or a signal arrives in between",
        "headmap_cli.files.atomic:signals_held@",
        "tests/files/test_atomic_failures.py",
    ),
    Guarantee(
        "are removed by the next run that writes to the folder",
        "headmap_cli.files.atomic:sweep",
        "tests/files/test_temporary.py",
    ),
    Guarantee(
        "permissions follow the umask or the file that is replaced",
        "headmap_cli.files.temporary:_set_mode",
        "tests/files/test_atomic.py",
    ),
    Guarantee(
        "headmap warns of characters that no font has",
        "headmap_cli.text.fonts:_warn_of_missing",
        "tests/text/test_fonts.py",
    ),
    Guarantee(
        "headmap refuses pickles",
        "headmap_cli.readers.numpy_files:_check_header",
        "tests/readers/test_arrays.py tests/corpus",
    ),
    Guarantee(
        "duplicate keys",
        "headmap_cli.files.strict_json:_unique_keys=",
        "tests/files/test_strict_json.py",
    ),
    Guarantee(
        "the memory for the heads of all categories",
        "headmap_cli.readers.assemble:_refuse_many_cells",
        "tests/readers/test_budget.py",
    ),
    Guarantee(
        "the number of values in a JSON file",
        "headmap_cli.readers.json.documents:refuse_many_values",
        "tests/readers/test_budget.py",
    ),
    Guarantee(
        "byte for byte, apart from the seal that it records",
        "headmap_cli.checks.figure:same_file=",
        "tests/checks/test_forged_markup.py",
    ),
    Guarantee(
        "which depends on every byte of the file",
        "headmap_cli.embed.fingerprint:sealed=",
        "tests/cli/test_damaged_figures.py",
    ),
    Guarantee(
        "the seal of the current data, style, fonts and versions",
        "headmap_cli.text.figure_fonts:_content_hash",
        "tests/text/test_figure_fonts.py",
    ),
    Guarantee(
        "if it has the same pixels, opacity included",
        "headmap_cli.checks.png:_has_same_pixels=",
        "tests/checks/test_forged_png.py",
    ),
    Guarantee(
        "if stderr is closed or full",
        "headmap_cli.cli.streams:guarded_streams@",
        "tests/cli/test_standard_streams.py",
    ),
    Guarantee(
        "It prints no traceback",
        "headmap_cli.cli.main:_report",
        "tests/cli/test_processes.py",
    ),
    Guarantee(
        "Neither environment variables",
        "headmap_cli.cli.process:shield",
        "tests/test_environment.py",
    ),
    Guarantee(
        "its workers end with it",
        "headmap_cli.batch.processes:_initialize_worker",
        "tests/cli/test_batch_processes.py::"
        "test_workers_end_when_their_parent_is_killed_and_the_next_run_does_the_rest",
    ),
    Guarantee(
        "in messages, tables and figures",
        "headmap_cli.core.strings:printable=",
        "tests/hostile/test_injection.py",
    ),
    Guarantee(
        "A cell of CSV that a spreadsheet would run",
        "headmap_cli.core.canonical:guarded=",
        "tests/readers/test_canonical_table.py",
    ),
)


@pytest.mark.parametrize("guarantee", GUARANTEES, ids=lambda guarantee: guarantee.words)
def test_the_page_has_the_words_of_the_guarantee(guarantee: Guarantee) -> None:
    assert guarantee.words in PAGE


def sentences() -> list[str]:
    """Return the sentences of the list of guarantees, without signs of Markdown."""
    guarantees = PAGE[PAGE.index("- **Errors**") :].replace("**", "")
    parts = re.split(r"(?<=[.])\)? (?:- )?(?=[A-Z`(])| - (?=[A-Z`])", guarantees.strip())
    return [part for part in parts if part]


@pytest.mark.parametrize("sentence", sentences())
def test_each_sentence_has_a_row_in_the_table(sentence: str) -> None:
    assert [words for words in ROWS if words in sentence] != []


@pytest.mark.parametrize("words", ROWS)
def test_each_row_has_words_of_the_page_and_tests_that_exist(words: str) -> None:
    assert words in PAGE.replace("**", "")
    for test in re.findall(r"`([^`]+)`", ROWS[words].replace("<br>", "")):
        path, _, name = test.partition("::")
        content = (ROOT / path).read_text(encoding="utf-8") if (ROOT / path).is_file() else ""
        assert f"def {name or 'test_'}" in content, test


@pytest.mark.slow
@pytest.mark.parametrize("guarantee", GUARANTEES, ids=lambda guarantee: guarantee.words)
def test_a_test_fails_without_the_function_of_the_guarantee(guarantee: Guarantee) -> None:
    done = run_tests(guarantee.tests.split(), without=guarantee.function)
    assert done.returncode == TESTS_FAILED, done.stdout[-2000:]
    # A fixture that raises an error would prove nothing.
    assert re.search("^FAILED ", done.stdout, re.MULTILINE), done.stdout[-2000:]


@pytest.mark.slow
def test_the_hooks_themselves_make_no_test_fail() -> None:
    """Tests that start processes pass if the function that is disabled there is not needed."""
    workers = "test_workers_end_when_their_parent_is_killed_and_the_next_run_does_the_rest"
    tests = [
        "tests/cli/test_processes.py",
        "tests/test_environment.py",
        f"tests/cli/test_batch_processes.py::{workers}",
    ]
    done = run_tests(tests, without="headmap_cli.core.strings:did_you_mean")
    assert done.returncode == 0, done.stdout[-2000:]


def run_tests(tests: Sequence[str], without: str) -> "subprocess.CompletedProcess[str]":
    """Run tests while a function is disabled, in their process and in those that they start."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "tests.disabled", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, *tests],
        cwd=ROOT,
        env={**os.environ, VARIABLE: without},
        capture_output=True,
        text=True,
        check=False,
    )
