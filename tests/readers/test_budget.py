"""Small files that would take much memory are refused, and ``--max-bytes`` allows more."""

import gzip
import io
import re
import shlex
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.files.source import MAX_BYTES
from headmap_cli.readers import read
from tests.commands import RunCli

MANY = 3_000_000
"""Pairs of a JSON list, each of which has three values: more than the default allows, in 18 MB."""


def archive(method: int, declared: int | None = None) -> bytes:
    """An npz file whose only array is packed by a method, and which declares another size than it has."""
    array = io.BytesIO()
    np.save(array, np.zeros((300, 400)))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as file:
        file.writestr("scores.npy", array.getvalue())
    data = bytearray(packed.getvalue())
    if declared is not None:
        entry = data.find(b"PK\x01\x02")
        for place in (22, entry + 24):  # of the size in the header of the member, and in the directory
            data[place : place + 4] = struct.pack("<I", declared)
    return bytes(data)


def test_a_packed_list_of_millions_of_pairs_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pairs.json.gz"
    path.write_bytes(gzip.compress(b"[" + b"[0,0]," * MANY + b"[0,0]]", 1))
    limit = f"{MAX_BYTES // 10:,}"
    with pytest.raises(InputError, match=rf"holds more than {limit} values, .*; --max-bytes allows more"):
        read(str(path))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_in_a_compression_that_numpy_does_not_write_is_refused(
    tmp_path: Path, method: int
) -> None:
    path = tmp_path / "scores.npz"
    path.write_bytes(archive(method))
    with pytest.raises(InputError, match=r"'scores\.npy' in a compression that numpy does not write"):
        read(str(path))


@pytest.mark.parametrize("declared", [0, 1, 100, 300 * 400 * 8])
def test_an_archive_that_declares_less_than_it_holds_is_refused(tmp_path: Path, declared: int) -> None:
    path = tmp_path / "scores.npz"
    path.write_bytes(archive(zipfile.ZIP_DEFLATED, declared))
    with pytest.raises(InputError, match=r"is not a whole np[yz]"):
        read(str(path))


def test_many_categories_on_a_large_grid_are_refused_with_a_limit_that_is_large_enough(
    run_cli: RunCli, workdir: Path
) -> None:
    rows = "".join(f"99,99,c{i}\n" for i in range(300))
    (workdir / "heads.csv").write_text(f"layer,head,category\n{rows}", encoding="utf-8")
    command = ["check", "heads.csv", "--grid", "100x100", "--max-bytes", "2000000"]
    result = run_cli(*command)
    assert result.status == 1
    printed = result.stdout + result.stderr
    assert "has 300 categories on 100 layers x 100 heads, which take more than 2,000,000 bytes" in printed
    allowed = re.search(r"--max-bytes \d+", printed)
    assert allowed
    assert run_cli(*command[:-2], *shlex.split(allowed[0])).status == 0
