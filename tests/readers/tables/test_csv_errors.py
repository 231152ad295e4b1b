"""Rows that are not delimited text are explained by what is wrong with them."""

import pytest

from tests.readers import error_lines

pytestmark = pytest.mark.usefixtures("workdir")

# The quotes leave the table to the row-by-row reader, which alone uses csv.
HEADER = '"note",layer,head,category\n'
OPEN = "a quote is opened here and never closed"
LONG = "a field is longer than 1,048,576 characters; is a quote left open?"
QUOTE = "this row is not delimited text: "
MILLION = 1 << 20

ROWS = {
    "an open quote": ('a,0,1,A\n"b,0,1,A\na,0,2,A\n', f"3: {OPEN}"),
    "an open quote in the last line": ('a,0,1,A\na,0,1,"B', f"3: {OPEN}"),
    "an open quote of a million characters": ('"' + "a\n" * MILLION, f"2: {LONG}"),
    "a long field": (f"{'a' * (MILLION + 1)},0,1,A\n", f"2: {LONG}"),
    "a long field in the last line": (f"a,0,1,A\n{'a' * (MILLION + 1)},0,1,A", f"3: {LONG}"),
}


@pytest.mark.parametrize(("rows", "message"), ROWS.values(), ids=ROWS)
def test_a_row_that_csv_refuses_is_explained(rows: str, message: str) -> None:
    assert error_lines(HEADER + rows) == [f"h.csv:{message}"]


@pytest.mark.parametrize("end", ["\n", "", "\na,0,2,A\n"])
@pytest.mark.parametrize("length", [1, MILLION])
def test_text_after_a_closed_quote_is_explained(length: int, end: str) -> None:
    """The row is longer than a field may be, but each of its fields is not, or it is the last of the file."""
    [line] = error_lines(f'{HEADER}"b" x,0,1,{"A" * length}{end}')
    assert line.startswith(f"h.csv:2: {QUOTE}")
    assert line.endswith('; a quote inside a quoted field is written ""')


def test_a_field_may_be_exactly_as_long_as_allowed() -> None:
    assert error_lines(f"{HEADER}{'a' * MILLION},0,1,A\n") == []
