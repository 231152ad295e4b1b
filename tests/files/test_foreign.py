"""Files of other kinds are refused by what they are, and a head's own record in JSON is read."""

import io
import json
import pickle
import struct
import zipfile
from typing import Any

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers.json.records import is_record
from tests.readers import Head, read_as, said_of

pytestmark = pytest.mark.usefixtures("workdir")

PICKLE = (
    "is a pickle, which could run code when it is read; if you trust it, save it as JSON: "
    """python -c "import json, pickle; json.dump(pickle.load(open('f.bin', 'rb')), open('f.json', 'w'))\""""
)
HEADER = json.dumps({"a": {"dtype": "BOOL", "shape": [2], "data_offsets": [0, 2]}}).encode()


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return out.getvalue()


FILES = {
    **{f"pickle {n}": (pickle.dumps({"A": [(0, 1)]}, n), PICKLE) for n in range(2, 6)},
    "HDF5": (
        b"\x89HDF\r\n\x1a\n" + bytes(8),
        "is an HDF5 file; save its arrays as npz: "
        """python -c "import h5py, numpy; f = h5py.File('f.bin'); """
        """numpy.savez('f.npz', **{k: f[k][()] for k in f})\"""",
    ),
    "JPEG": (b"\xff\xd8\xff\xe0", "is a JPEG picture; expected a table, JSON or an array"),
    "safetensors": (
        struct.pack("<Q", len(HEADER)) + HEADER + bytes(2),
        "is a safetensors file; save its tensors as npz: "
        """python -c "import numpy, safetensors.numpy as s; numpy.savez('f.npz', **s.load_file('f.bin'))\"""",
    ),
    "PyTorch": (
        archive("a/data.pkl", "a/version"),
        "holds PyTorch's tensors; save them as arrays: "
        """python -c "import numpy, torch; t = torch.load('f.bin', map_location='cpu'); """
        """numpy.savez('f.npz', **(t if isinstance(t, dict) else {'scores': t}))\"""",
    ),
    "Excel": (
        archive("[Content_Types].xml", "xl/workbook.xml"),
        "is an Excel workbook (.xlsx); save the sheet as CSV (UTF-8) in the spreadsheet program",
    ),
}


@pytest.mark.parametrize(("content", "said"), FILES.values(), ids=FILES)
def test_a_file_of_another_kind_is_called_by_its_name(content: bytes, said: str) -> None:
    assert said_of(content, "f.bin") == [f"f.bin: {said}"]


def test_a_long_name_before_a_quoted_brace_is_no_safetensors_file() -> None:
    """Its first eight letters would be the length of a header far larger than the file."""
    [line] = said_of('induction{"a","b"\n')
    assert "safetensors" not in line


@pytest.mark.parametrize(
    ("text", "column"), [("{'A': [[0, 1]]}", 2), ('{"A": [(0, 1)]}', 8), ('{"0-1": True}', 9)]
)
def test_what_python_prints_is_said_to_be_no_json(text: str, column: int) -> None:
    [line] = said_of(text, "h.json")
    assert line.startswith(f"h.json:1:{column}: is not JSON: expected a ")
    assert line.endswith("; is it Python's own notation? write it with json.dump")


def test_what_is_no_json_otherwise_has_no_such_hint() -> None:
    assert said_of('{"A": [[0, 1]}', "h.json") == [
        "h.json:1:14: is not JSON: expected ',' or a closing bracket"
    ]


@pytest.mark.parametrize(
    ("record", "how", "heads"),
    [
        ({"category": "A", "note": "the first"}, {}, {"A": {(0, 1)}}),
        ({"labels": ["A", "B "]}, {}, {"A": {(0, 1)}, "B": {(0, 1)}}),
        ({"Type": "A; B"}, {}, {"A": {(0, 1)}, "B": {(0, 1)}}),
        ({"category": "A", "score": 0.7}, {"threshold": 0.5}, {"A": {(0, 1)}}),
        ({"category": "A", "Value": 0.4}, {"threshold": 0.5}, {"A": set()}),
        ({"category": True, "score": False}, {}, {"category": {(0, 1)}, "score": set()}),
        ({"": "A"}, {}, {"A": {(0, 1)}}),
    ],
)
def test_a_head_has_a_record_of_its_own(record: Any, how: Any, heads: dict[str, set[Head]]) -> None:
    """A category, or several, and a score of them; anything else in it is no category."""
    assert read_as({"L0H1": record}, **how) == heads


def test_a_record_without_a_category_is_unclassified_whatever_its_score() -> None:
    assert read_as({"L0H1": {"category": "A"}, "L1H1": {"category": "", "score": 1}}) == {"A": {(0, 1)}}


def test_a_bad_score_of_a_record_is_said_with_its_place() -> None:
    with pytest.raises(InputError, match=r"\$\.L0H1\.score: score 'high' is not a finite number"):
        read_as({"L0H1": {"category": "A", "score": "high"}})


@pytest.mark.parametrize(
    ("value", "record"),
    [
        ({"layer": 1, "head": 2}, True),
        ({"Layer": "1", "h": 2}, True),
        ({"head": "L1H2"}, True),
        ({"head": "induction"}, False),
        ({"head": 2}, False),
        ({"layers": 12, "head": 2}, False),
        ({"layer": 1, "heads": 12}, False),
        ({"layer": 1, "head": [2]}, False),
        ([1, 2], False),
    ],
)
def test_what_names_one_head(value: Any, record: bool) -> None:
    assert is_record(value) is record
