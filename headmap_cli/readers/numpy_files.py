"""Load the arrays of npy and npz files; pickled objects, which could run code, are refused."""

from __future__ import annotations

import io
import math
import warnings
import zipfile
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ..core.errors import HeadmapError
from ..core.strings import first_line
from ..core.vocabulary import more_bytes_than
from ..files.foreign import archive_kind
from ..files.zip_members import BOUNDED_METHODS, read_member
from .context import ReadContext
from .formats import ZIP

SMALL_BYTES = 1 << 21
"""The size of an npy file that is read whatever ``--max-bytes`` says."""
Array = npt.NDArray[Any]


def load_arrays(context: ReadContext) -> dict[str, Array]:
    """Return the arrays of an npz file by their names, or the array of an npy file under an empty name.

    Raises:
        InputError: The file is damaged, holds pickled objects, or unpacks to too much.
    """
    source = context.source
    data = source.data
    if data.startswith(ZIP):
        return _load_archive(data, context)
    if source.size > max(context.options.max_bytes, SMALL_BYTES):
        raise context.error(f"has {more_bytes_than(context.options.max_bytes, source.size)}")
    return {"": _load_array(data, context)}


def _load_archive(data: bytes, context: ReadContext) -> dict[str, Array]:
    """Return the arrays of an npz file by their names."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if info.filename.endswith(".npy")]
            if not members:
                raise context.error(archive_kind(archive.namelist(), context.name))
            _refuse_large_archive(members, context)
            arrays = {}
            for info in members:
                name = info.filename.removesuffix(".npy")
                arrays[name] = _load_array(read_member(archive, info), context)
            return arrays
    except HeadmapError:
        raise
    except Exception as error:  # zipfile and its decompressors raise a dozen kinds of errors
        raise context.error(f"is not a whole npz file: {first_line(error)}") from None


def _refuse_large_archive(members: Sequence[zipfile.ZipInfo], context: ReadContext) -> None:
    """Raise InputError if arrays are larger than ``--max-bytes``, or packed as numpy packs none.

    The sizes are checked before anything is unpacked, since a small archive can hold terabytes.
    """
    size = sum(info.file_size for info in members)
    if size > context.options.max_bytes:
        raise context.error(f"unpacks to {more_bytes_than(context.options.max_bytes, size)}")
    for info in members:
        if info.compress_type not in BOUNDED_METHODS:
            raise context.error(
                f"holds {info.filename!r} in a compression that numpy does not write; expected an archive of "
                "np.savez or np.savez_compressed"
            )


def _load_array(data: bytes, context: ReadContext) -> Array:
    """Return the array of an npy file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numpy warns about headers that Python 2 wrote
        try:
            _check_header(data, context)
            array: Array = np.load(io.BytesIO(data), allow_pickle=False)
            return array
        except (HeadmapError, MemoryError):
            raise
        except ValueError as error:
            raise context.error(f"is not a whole npy array: {first_line(error)}") from None
        except Exception:
            # numpy has Python parse the header, whose errors differ from version to version.
            raise context.error("is not a whole npy array: its header cannot be parsed") from None


def _check_header(data: bytes, context: ReadContext) -> None:
    """Raise InputError if the header promises objects, or more data than follows it.

    The header is checked first because numpy allocates all the memory that it promises.
    """
    stream = io.BytesIO(data)
    if np.lib.format.read_magic(stream) == (1, 0):
        shape, _, dtype = np.lib.format.read_array_header_1_0(stream)
    else:
        shape, _, dtype = np.lib.format.read_array_header_2_0(stream)
    if dtype.hasobject:
        raise context.error("holds pickled objects, which could run code; save plain numbers instead")
    if math.prod(shape) * dtype.itemsize > len(data) - stream.tell():
        raise context.error(f"is cut off: its header promises an array of {shape} {dtype}")
