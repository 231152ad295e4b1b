"""Numbers are decimal, with the digits 0 to 9, wherever text holds one: scores, indices, rules."""

import json
import math
from pathlib import Path

import pytest

from headmap_cli.core.errors import UsageError
from headmap_cli.core.numbers import decimal, is_python_number
from headmap_cli.core.rule import head_count
from headmap_cli.readers import read
from tests.readers import error_lines

pytestmark = pytest.mark.usefixtures("workdir")

HINT = "; write it with the digits 0 to 9 alone, such as 1000 or 0.5"
PYTHON_ONLY = ["1_0", "1_000.5", "٣", "٣.٥", "１２", "१", "1e1_0", "-5_0"]


@pytest.mark.parametrize("text", PYTHON_ONLY)
def test_text_that_only_python_reads_as_a_number_is_refused(text: str) -> None:
    assert decimal(text) is None
    assert is_python_number(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        (" -0.5 ", -0.5),
        ("+2", 2),
        (".5", 0.5),
        ("5.", 5),
        ("1e3", 1000),
        ("1E-2", 0.01),
        ("007", 7),
    ],
)
def test_decimal_numbers_in_ascii_digits_are_read(text: str, value: float) -> None:
    assert decimal(text) == value
    assert not is_python_number(text)


@pytest.mark.parametrize("text", ["", ".", "e5", "1e", "--1", "0x10", "1,5", "nan", "inf", "1 0", "½"])
def test_other_text_is_no_number(text: str) -> None:
    assert decimal(text) is None
    assert not is_python_number(text)


def test_a_number_beyond_the_range_of_floats_is_infinite() -> None:
    assert decimal("1e999") == math.inf


LONG = "layer,head,category,score\n0,0,A,0.5\n0,1,A,{}\n"


@pytest.mark.parametrize("text", PYTHON_ONLY)
@pytest.mark.parametrize(("table", "place"), [(LONG, "3:7"), (LONG.replace("score\n", "Value\n"), "3:7")])
def test_a_score_that_only_python_reads_is_refused_in_a_long_table(table: str, place: str, text: str) -> None:
    assert error_lines(table.format(text), threshold=0.1) == [
        f"h.csv:{place}: score '{text}' is not a finite number{HINT}"
    ]


@pytest.mark.parametrize("text", PYTHON_ONLY)
def test_a_score_that_only_python_reads_is_refused_in_a_matrix(text: str) -> None:
    rows = "\n".join(["0.1 0.2 0.3 0.4", f"0.1 0.2 0.3 {text}"])
    [line] = error_lines(rows, "h.txt", threshold=0.1)
    assert line.startswith("h.txt:2:")
    assert f"cell '{text}' is not a finite number" in line


@pytest.mark.parametrize("text", ["1_0", "٣", "１２"])
def test_a_score_that_only_python_reads_is_refused_in_json(text: str) -> None:
    records = [{"layer": 0, "head": 0, "category": "A", "score": text}]
    [line] = error_lines(json.dumps(records), "h.json", threshold=0.1)
    assert line == f"h.json: $[0].score: score '{text}' is not a finite number{HINT}"


@pytest.mark.parametrize("text", ["٣", "1_0", "１", "१"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("h.csv", "layer,head,category\n{},0,A\n"),
        ("h.csv", "layer,head,category\n0,{},A\n"),
        ("h.json", '{{"A": [["{}", 0]]}}'),
        ("h.json", '{{"A": ["{}-1"]}}'),
        ("h.json", '{{"A": ["L0H{}"]}}'),
        ("h.json", '[{{"layer": "{}", "head": 0, "category": "A"}}]'),
    ],
)
def test_an_index_that_only_python_reads_is_refused(name: str, content: str, text: str) -> None:
    [line] = error_lines(content.format(text), name)
    assert line.startswith(f"{name}:")


@pytest.mark.parametrize("text", [*PYTHON_ONLY, "0x1", "", "5%"])
def test_a_threshold_that_only_python_reads_is_refused(text: str) -> None:
    Path("h.csv").write_text(LONG.format(1))
    with pytest.raises(UsageError, match=r"^threshold= is "):
        read("h.csv", threshold=text)


@pytest.mark.parametrize(
    ("share", "heads", "count"),
    [
        ("5%", 1440, 72),
        ("5%", 30, 1),
        ("5%", 59, 2),
        ("5%", 60, 3),
        ("5%", 1, 1),
        ("0.1%", 100, 1),
        ("10%", 10, 1),
        *(("29%", 100, 29), ("100%", 7, 7), ("50%", 5, 2), ("33.3%", 1000, 333), ("20", 1440, 20)),
    ],
)
def test_a_share_is_rounded_down_but_to_one_at_least(share: str, heads: int, count: int) -> None:
    assert head_count(share, heads) == count
