"""safetensors files, written here byte by byte as the format describes them."""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read

SCORES = np.arange(12).reshape(3, 4) / 16


def safetensors(tensors: dict[str, tuple[str, Any]], cut: int = 0) -> bytes:
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    body = b""
    for name, (dtype, array) in tensors.items():
        data = array.tobytes()
        offsets = [len(body), len(body) + len(data)]
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": offsets}
        body += data
    # Writers sort nothing but put the metadata first; some pad the header with spaces.
    text = json.dumps(header).encode() + b"  "
    return struct.pack("<Q", len(text)) + text + body[: len(body) - cut]


BFLOAT16 = (SCORES.astype("<f4").view("<u4") >> 16).astype("<u2")
TENSORS = {
    "F64": SCORES,
    "F32": SCORES.astype("<f4"),
    "F16": SCORES.astype("<f2"),
    "BF16": BFLOAT16,
}


@pytest.mark.parametrize("dtype", TENSORS)
def test_scores_of_each_type(dtype: str, tmp_path: Path) -> None:
    path = tmp_path / "h.safetensors"
    path.write_bytes(safetensors({"Knowledge": (dtype, TENSORS[dtype])}))
    found = read(path)
    assert found.categories == ("Knowledge",)
    assert found.scores is not None
    assert found.scores[0].tolist() == SCORES.tolist()


def test_flags_and_a_tensor_that_is_left_out(tmp_path: Path) -> None:
    flags = SCORES > 0.5
    path = tmp_path / "h.safetensors"
    path.write_bytes(safetensors({"A": ("BOOL", flags), "lengths": ("I64", np.arange(3))}))
    found = read(path)
    assert found.membership.tolist() == [flags.tolist()]


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "h.safetensors"
    path.write_bytes(safetensors({"A": ("F32", SCORES.astype("<f4"))}, cut=4))
    with pytest.raises(InputError, match="is not a whole safetensors file: a tensor is cut off"):
        read(path)


def test_an_unknown_type_is_named(tmp_path: Path) -> None:
    path = tmp_path / "h.safetensors"
    path.write_bytes(safetensors({"A": ("F8_E4M3", SCORES.astype("u1"))}))
    with pytest.raises(InputError, match="the type F8_E4M3 of a tensor is not supported"):
        read(path)
