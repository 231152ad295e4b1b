"""Numbers that are read a block at a time are those that Python reads one by one."""

import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.readers.tables.byte_fields import split_fields
from headmap_cli.readers.tables.decimal_cells import parse_numbers

CELLS = (
    st.text("0123456789.-", min_size=1, max_size=9)
    | st.floats(-1000, 1000).map(lambda x: f"{x:.4f}")
    | st.floats(allow_nan=False, allow_infinity=False).map(repr)
    | st.sampled_from(["+1", " 0.5", ".5", "5.", "-.5", "-0", "-0.0", "1e3", "00000001", "-1234567"])
)


def parsed(cells: list[str]) -> list[float] | None:
    fields = split_fields("".join(f"{cell},A\n" for cell in cells).encode(), ",", 2)
    assert fields is not None
    numbers = parse_numbers(fields, 0)
    return None if numbers is None else numbers.tolist()


def one_by_one(cells: list[str]) -> list[float] | None:
    try:
        return list(map(float, cells))
    except ValueError:
        return None


def bits(numbers: list[float]) -> list[bytes]:
    """Return the bytes of numbers, which tell 0.0 from -0.0."""
    return [struct.pack("d", number) for number in numbers]


@settings(deadline=None, max_examples=300)
@given(st.lists(CELLS, min_size=1, max_size=20))
def test_a_block_of_numbers_is_read_as_one_by_one(cells: list[str]) -> None:
    numbers, expected = parsed(cells), one_by_one(cells)
    if expected is None:
        assert numbers is None
        return
    assert numbers is not None
    assert bits(numbers) == bits(expected)


def test_short_decimals_of_every_length_and_place_of_the_point_are_read() -> None:
    random = np.random.default_rng(1)
    cells = []
    for digits in range(1, 8):
        for places in range(digits + 1):
            for number in random.integers(0, 10**digits, 50).tolist():
                text = f"{number:0{digits}d}"
                cells += [f"{text[:places]}.{text[places:]}", f"-{text[:places]}.{text[places:]}", text]
    numbers = parsed(cells)
    assert numbers is not None
    assert bits(numbers) == bits(list(map(float, cells)))


@pytest.mark.parametrize(
    "cell", ["", ".", "-", "1.2.3", "--1", "1-", "x", "1_0", "nan", "inf", "1e999", "0x10"]
)
def test_a_cell_that_is_no_finite_decimal_is_left_to_the_row_by_row_reader(cell: str) -> None:
    assert parsed(["0.5", cell]) is None
