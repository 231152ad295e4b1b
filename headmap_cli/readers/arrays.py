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
from ..core.errors import HeadmapError, Location, input_error
from ..core.grid import MAX_HEADS
from ..core.vocabulary import option
from ..files.foreign import archive_kind
from ..files.source import Source
from .entries import Collector, Entries, constant_location
from .head_arrays import read_head_arrays, refuse_ambiguous
from .options import Options

ZIP = b"PK\x03\x04"
NAMES = "categories"


def read_arrays(source: Source, options: Options) -> Entries:
    """The entries of a npy file, or of a npz file with an array per category.

    A npz may hold an array ``categories`` with the names of all (layers, heads) arrays there are. With
    --input-format heads, arrays are lists of heads.
    Raises InputError for pickled objects, other shapes, and archives that unpack to too much.
    """
    data = source.data
    arrays = _archive(data, source, options) if data.startswith(ZIP) else {"": _array(data, source.name)}
    named = arrays.pop(NAMES, None)
    if options.input_format == "heads":
        return read_head_arrays(arrays, named, source.name, options)
    refuse_ambiguous(arrays, source.name, options)
    parts = [part for name, array in arrays.items() for part in _parts(name, array, source.name)]
    if not parts:
        raise input_error(source.name, "holds no array; expected one of (layers, heads) for each category")
    if named is not None:
        if named.size != len(parts):
            expected = f"expected {len(parts)}, one for each (layers, heads) array"
            raise input_error(source.name, f"names {named.size} in 'categories'; {expected}")
        parts = [(str(name), part) for name, (_, part) in zip(named.flat, parts, strict=True)]
    shapes = {array.shape for _, array in parts}
    if len(shapes) > 1:
        raise input_error(
            source.name, f"holds arrays of different shapes: {', '.join(map(str, sorted(shapes)))}"
        )
    return _collected(parts, source.name, options)


def _collected(parts: list[tuple[str, npt.NDArray[Any]]], source: str, options: Options) -> Entries:
    layers, heads = parts[0][1].shape
    if options.grid and (layers, heads) != options.grid:
        turned = "; it looks transposed" if options.grid == (heads, layers) else ""
        size = "{} layers x {} heads".format(*options.grid)
        raise input_error(source, f"is an array of {layers} x {heads} where the grid has {size}{turned}")
    flags = all(array.dtype == np.bool_ or bool(((array == 0) | (array == 1)).all()) for _, array in parts)
    collect = Collector(source, "array" if flags else "array of scores", options, ordered=True, listing=True)
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


def _parts(name: str, array: npt.NDArray[Any], source: str) -> list[tuple[str, npt.NDArray[Any]]]:
    """The (layers, heads) arrays that one array holds, each with its category."""
    label = f"array {name!r}" if name else "array"
    if array.dtype.kind not in "biuf":
        raise input_error(source, f"{label} holds {array.dtype}; expected bool or numbers")
    if array.ndim not in (2, 3) or 0 in array.shape or array.shape[-1] * array.shape[-2] > MAX_HEADS:
        expected = f"(layers, heads) or (categories, layers, heads) of at most {MAX_HEADS:,} heads"
        raise input_error(source, f"{label} has the shape {array.shape}; expected {expected}")
    if array.ndim == 2:
        return [(name, array)]
    return [(f"{name or 'category'} {i}", part) for i, part in enumerate(array)]


def _archive(data: bytes, source: Source, options: Options) -> dict[str, npt.NDArray[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if info.filename.endswith(".npy")]
            if not members:
                raise input_error(source.name, archive_kind(archive.namelist(), source.name))
            size = sum(info.file_size for info in members)
            if size > options.max_bytes:
                allows = f"{option('max-bytes')} allows more"
                message = f"unpacks to more than {options.max_bytes:,} bytes; {allows}"
                raise input_error(source.name, message)
            return {
                info.filename.removesuffix(".npy"): _array(archive.read(info), source.name)
                for info in members
            }
    except HeadmapError:
        raise
    except Exception as e:  # zipfile and its unpackers have a dozen kinds of their own
        raise input_error(source.name, f"is not a whole npz file: {_said(e)}") from None


def _array(data: bytes, source: str) -> npt.NDArray[Any]:
    """One array; its header is held against the bytes there are before anything is allocated."""
    stream = io.BytesIO(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numpy's, of headers that Python 2 wrote
        return _loaded(stream, len(data), source)


def _loaded(stream: io.BytesIO, size: int, source: str) -> npt.NDArray[Any]:
    try:
        version = np.lib.format.read_magic(stream)
        read = (
            np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        )
        shape, _, dtype = read(stream)
        if dtype.hasobject:
            raise input_error(
                source, "holds pickled objects, which could run code; save plain numbers instead"
            )
        if math.prod(shape) * dtype.itemsize > size - stream.tell():
            raise input_error(source, f"is cut off: its header promises an array of {shape} {dtype}")
        stream.seek(0)
        array: npt.NDArray[Any] = np.load(stream, allow_pickle=False)
        return array
    except HeadmapError:
        raise
    except Exception as e:  # numpy reads the header with Python's own parser, which has many kinds
        raise input_error(source, f"is not a whole npy array: {_said(e)}") from None


def _said(error: Exception) -> str:
    """The first line of what an error of another library says, or its kind where it says nothing."""
    words = str(error.args[0]) if error.args else ""
    return next(iter(words.splitlines()), "") or type(error).__name__
