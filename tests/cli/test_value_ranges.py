"""Numbers on the command line that are outside the range of their option, and inputs without a name."""

import pytest

from tests.commands import RunCli


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (
            ["render", "h.json", "-o", "a.png", "--max-bytes", "-5"],
            "--max-bytes -5; expected a whole number from 1",
        ),
        (["show", "h.json", "--max-bytes", "0"], "--max-bytes 0; expected a whole number from 1"),
        (["show", "h.json", "--width", "9"], "--width 9; expected a whole number from 10"),
        (["stats", "h.json", "--permutations", "-1"], "expected a whole number from 0 to 1000000"),
        (["batch", "h.json", "-o", "{stem}.png", "-j", "0"], "-j 0; expected a whole number from 1"),
        (["batch", "h.json", "-o", "{stem}.png", "--jobs", "-2"], "-2; expected a whole number from 1"),
        (["show", ""], "an INPUT is empty; expected a file name"),
        (["describe", "Name="], "an INPUT is empty; expected a file name"),
    ],
)
def test_a_value_outside_its_range_is_refused_with_the_range(
    args: list[str], words: str, run_cli: RunCli
) -> None:
    result = run_cli(*args)
    assert result.status == 2
    assert words in result.stderr
