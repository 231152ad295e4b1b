"""docs/guarantees.md is true: each guarantee has a test that fails if the function behind it is disabled."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.disabled import VARIABLE

ROOT = Path(__file__).parent.parent
PAGE = re.sub(r"\s+", " ", (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8"))
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
)


@pytest.mark.parametrize("guarantee", GUARANTEES, ids=lambda guarantee: guarantee.words)
def test_the_page_has_the_words_of_the_guarantee(guarantee: Guarantee) -> None:
    assert guarantee.words in PAGE


@pytest.mark.slow
@pytest.mark.parametrize("guarantee", GUARANTEES, ids=lambda guarantee: guarantee.words)
def test_a_test_fails_without_the_function_of_the_guarantee(guarantee: Guarantee) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "tests.disabled", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, *guarantee.tests.split()],
        cwd=ROOT,
        env={**os.environ, VARIABLE: guarantee.function},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == TESTS_FAILED, done.stdout[-2000:]
