"""The registry of input formats: each format is recognised by its content, and a new one takes one entry."""

from pathlib import Path

import pytest

from headmap_cli.core.errors import InputError, Location, UsageError
from headmap_cli.core.head_names import parse_head_name
from headmap_cli.readers.assemble import assemble
from headmap_cli.readers.collector import Collector, constant_location
from headmap_cli.readers.context import ReadContext
from headmap_cli.readers.detect import read_entries
from headmap_cli.readers.entries import Entries
from headmap_cli.readers.formats import INPUT_FORMATS, READERS, Reader, detect_format
from headmap_cli.readers.inputs import open_input
from headmap_cli.readers.options import Options
from tests.readers import heads_of

pytestmark = pytest.mark.usefixtures("workdir")

FIRST_LINE = b"%heads\n"


def read_head_lines(context: ReadContext) -> Entries:
    """Read lines such as ``Induction: L5H1 L5H5`` below a first line that is ``%heads``."""
    collector = Collector(context, "lines of heads", ordered=True)
    lines = context.source.data.decode().splitlines()
    for number, line in enumerate(lines[1:], 2):
        location = Location(number)
        category, _, names = line.partition(":")
        for name in names.split():
            pair = parse_head_name(name)
            if pair is None:
                raise context.error(f"{name!r} is not a head; expected a name such as L5H1", location)
            head = collector.read_head(*pair, constant_location(location))
            if head is not None:
                collector.add(head, [category])
    return collector.finish()


HEAD_LINES = Reader("head-lines", lambda start: start.startswith(FIRST_LINE), read_head_lines)
EXTENDED = (*READERS, HEAD_LINES)


def test_a_new_format_takes_a_reader_and_one_entry() -> None:
    Path("heads.txt").write_bytes(FIRST_LINE + b"Induction: L5H1 L5H5\nCopying: L0H2\n")
    options = Options(grid=(6, 6))
    entries = read_entries(open_input("heads.txt"), options, EXTENDED)
    assert entries.shape == "lines of heads"
    assert heads_of(assemble([entries], options)) == {"Induction": {(5, 1), (5, 5)}, "Copying": {(0, 2)}}


def test_a_new_format_can_be_asked_for_and_reports_its_problems() -> None:
    Path("heads.txt").write_bytes(b"heads of GPT-2\nInduction: L5H1 first\n")
    options = Options(input_format="head-lines")
    with pytest.raises(InputError) as caught:
        read_entries(open_input("heads.txt"), options, EXTENDED)
    assert caught.value.lines() == [
        "heads.txt:2: 'first' is not a head; expected a name such as L5H1",
    ]


def test_an_unknown_format_is_refused_with_the_names_of_all() -> None:
    Path("heads.csv").write_text("layer,head,category\n0,1,A\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_entries(open_input("heads.csv"), Options(input_format="head-line"), EXTENDED)
    [line] = caught.value.lines()
    assert "'head-line' (did you mean 'head-lines'?); expected one of table, matrix, flat" in line
    assert line.endswith(", figure, head-lines")


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (b"layer,head,category\n", "table"),
        (b"0.1 0.2\n", "table"),
        (b' \r\n{"A": []}', "json"),
        (b"\xff\xfe[\x00", "json"),
        (b"\x93NUMPY\x01\x00", "npy"),
        (b"PK\x03\x04", "npz"),
        (b"PAR1", "parquet"),
        (b"\x89PNG\r\n\x1a\n", "figure"),
        (b"%PDF-1.4", "figure"),
        (b"<svg", "figure"),
        (FIRST_LINE, "head-lines"),
    ],
)
def test_the_first_bytes_show_the_format(start: bytes, name: str) -> None:
    assert detect_format(start, EXTENDED) == name


def test_the_formats_of_the_command_line_are_those_of_the_registry() -> None:
    assert tuple(reader.name for reader in READERS) == INPUT_FORMATS
    assert len(set(INPUT_FORMATS)) == len(INPUT_FORMATS)
