"""npy and npz -> Entries: (layers, heads) or (categories, layers, heads), flags or scores; never pickles."""

from __future__ import annotations

import io
import math
import warnings
import zipfile
from typing import Any

import numpy as np
import numpy.typing as npt

from ..core.decimals import as_float64
from ..core.errors import HeadmapError, Location
from ..core.grid import MAX_HEADS
from ..core.vocabulary import option
from ..files.foreign import archive_kind
from .context import ReadContext
from .entries import Collector, Entries, constant_location
from .head_arrays import read_head_arrays, refuse_ambiguous

ZIP = b"PK\x03\x04"
NAMES = "categories"


def read_arrays(context: ReadContext) -> Entries:
    """The entries of a npy file, or of a npz file with an array per category.

    A npz may hold an array ``categories`` with the names of all (layers, heads) arrays there are. With
    --input-format heads, arrays are lists of heads.
    Raises InputError for pickled objects, other shapes, and archives that unpack to too much.
    """
    data = context.source.data
    arrays = _archive(data, context) if data.startswith(ZIP) else {"": _array(data, context)}
    named = arrays.pop(NAMES, None)
    if context.options.input_format == "heads":
        return read_head_arrays(arrays, named, context)
    refuse_ambiguous(arrays, context)
    parts = [part for name, array in arrays.items() for part in _parts(name, array, context)]
    if not parts:
        raise context.error("holds no array; expected one of (layers, heads) for each category")
    if named is not None:
        if named.size != len(parts):
            expected = f"expected {len(parts)}, one for each (layers, heads) array"
            raise context.error(f"names {named.size} in 'categories'; {expected}")
        parts = [(str(name), part) for name, (_, part) in zip(named.flat, parts, strict=True)]
    shapes = {array.shape for _, array in parts}
    if len(shapes) > 1:
        raise context.error(f"holds arrays of different shapes: {', '.join(map(str, sorted(shapes)))}")
    return _collected(parts, context)


def _collected(parts: list[tuple[str, npt.NDArray[Any]]], context: ReadContext) -> Entries:
    layers, heads = parts[0][1].shape
    if context.options.grid and (layers, heads) != context.options.grid:
        turned = "; it looks transposed" if context.options.grid == (heads, layers) else ""
        size = "{} layers x {} heads".format(*context.options.grid)
        raise context.error(f"is an array of {layers} x {heads} where the grid has {size}{turned}")
    flags = all(array.dtype == np.bool_ or bool(((array == 0) | (array == 1)).all()) for _, array in parts)
    collect = Collector(context, "array" if flags else "array of scores", ordered=True, listing=True)
    collect.entries.grid = (layers, heads)
    collect.entries.scored = not flags
    layer, head = np.indices((layers, heads)).reshape(2, -1)
    for name, array in parts:
        number, values = collect.entries.number(name), array.ravel()
        if flags:
            collect.entries.extend(
                layer, head, np.where(values != 0, number, -1), np.full(values.size, np.nan)
            )
            continue
        score = as_float64(values)
        for i in np.flatnonzero(~np.isfinite(score)).tolist():
            at = f"[{layer[i]}, {head[i]}]" + (f" of {name}" if name else "")
            score[i] = collect.score(float(score[i]), constant_location(Location(path=at)))
        collect.entries.extend(layer, head, np.full(values.size, number), score)
    return collect.done()


def _parts(name: str, array: npt.NDArray[Any], context: ReadContext) -> list[tuple[str, npt.NDArray[Any]]]:
    """The (layers, heads) arrays that one array holds, each with its category."""
    label = f"array {name!r}" if name else "array"
    if array.dtype.kind not in "biuf":
        raise context.error(f"{label} holds {array.dtype}; expected bool or numbers")
    if array.ndim not in (2, 3) or 0 in array.shape or array.shape[-1] * array.shape[-2] > MAX_HEADS:
        expected = f"(layers, heads) or (categories, layers, heads) of at most {MAX_HEADS:,} heads"
        raise context.error(f"{label} has the shape {array.shape}; expected {expected}")
    if array.ndim == 2:
        return [(name, array)]
    return [(f"{name or 'category'} {i}", part) for i, part in enumerate(array)]


def _archive(data: bytes, context: ReadContext) -> dict[str, npt.NDArray[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if info.filename.endswith(".npy")]
            if not members:
                raise context.error(archive_kind(archive.namelist(), context.name))
            size = sum(info.file_size for info in members)
            if size > context.options.max_bytes:
                allows = f"{option('max-bytes')} allows more"
                message = f"unpacks to more than {context.options.max_bytes:,} bytes; {allows}"
                raise context.error(message)
            return {
                info.filename.removesuffix(".npy"): _array(archive.read(info), context) for info in members
            }
    except HeadmapError:
        raise
    except Exception as e:  # zipfile and its unpackers have a dozen kinds of their own
        raise context.error(f"is not a whole npz file: {_said(e)}") from None


def _array(data: bytes, context: ReadContext) -> npt.NDArray[Any]:
    """One array; its header is held against the bytes there are before anything is allocated."""
    stream = io.BytesIO(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numpy's, of headers that Python 2 wrote
        return _loaded(stream, len(data), context)


def _loaded(stream: io.BytesIO, size: int, context: ReadContext) -> npt.NDArray[Any]:
    try:
        version = np.lib.format.read_magic(stream)
        read = (
            np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        )
        shape, _, dtype = read(stream)
        if dtype.hasobject:
            raise context.error("holds pickled objects, which could run code; save plain numbers instead")
        if math.prod(shape) * dtype.itemsize > size - stream.tell():
            raise context.error(f"is cut off: its header promises an array of {shape} {dtype}")
        stream.seek(0)
        array: npt.NDArray[Any] = np.load(stream, allow_pickle=False)
        return array
    except HeadmapError:
        raise
    except Exception as e:  # numpy reads the header with Python's own parser, which has many kinds
        raise context.error(f"is not a whole npy array: {_said(e)}") from None


def _said(error: Exception) -> str:
    """The first line of what an error of another library says, or its kind where it says nothing."""
    words = str(error.args[0]) if error.args else ""
    return next(iter(words.splitlines()), "") or type(error).__name__
