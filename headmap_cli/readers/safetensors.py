"""Read safetensors files: 8 bytes with the size of the header, the header in JSON, and plain arrays.

The format is described at https://huggingface.co/docs/safetensors.
"""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np

from .arrays import read_array_parts
from .context import ReadContext
from .entries import Entries
from .numpy_files import Array

METADATA = "__metadata__"
DTYPES = {
    "BOOL": "?",
    "U8": "u1",
    "I8": "i1",
    "U16": "<u2",
    "I16": "<i2",
    "U32": "<u4",
    "I32": "<i4",
    "U64": "<u8",
    "I64": "<i8",
    "F16": "<f2",
    "F32": "<f4",
    "F64": "<f8",
    "BF16": "<u2",
}
"""The types of safetensors as numpy names them. numpy has no bfloat16, so its bits are read and widened."""


def read_safetensors(context: ReadContext) -> Entries:
    """Read the tensors of a safetensors file as the arrays of an npz file are read.

    Raises:
        InputError: The file is damaged, or its tensors are neither flags nor scores of heads.
    """
    data = context.source.data
    size = int.from_bytes(data[:8], "little")
    try:
        header = json.loads(data[8 : 8 + size])
        tensors = {name: tensor for name, tensor in header.items() if name != METADATA}
        body = memoryview(data)[8 + size :]
        arrays = {name: _array(tensor, body) for name, tensor in tensors.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise context.error(f"is not a whole safetensors file: {error}") from None
    return read_array_parts(arrays, context)


def _array(tensor: dict[str, Any], body: memoryview) -> Array:
    """Return one tensor as an array; raise ValueError if its bytes are not in the file."""
    dtype, shape = tensor["dtype"], tensor["shape"]
    start, end = tensor["data_offsets"]
    if dtype not in DTYPES:
        raise ValueError(f"the type {dtype} of a tensor is not supported")
    kind = np.dtype(DTYPES[dtype])
    if not 0 <= start <= end <= len(body) or end - start != math.prod(shape) * kind.itemsize:
        raise ValueError("a tensor is cut off")
    array: Array = np.frombuffer(body[start:end], dtype=kind).reshape(shape)
    if dtype == "BF16":
        # A bfloat16 is the first half of a float32.
        array = (array.astype("<u4") << 16).view("<f4")
    return array
