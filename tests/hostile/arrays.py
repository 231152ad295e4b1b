"""Strategies for arrays of NumPy of any type and shape."""

import io
from typing import Any

import numpy as np
from hypothesis import strategies as st

DTYPES = ["?", "i1", "u8", "i8", "f2", "f4", ">f8", "f8", "c16", "S3", "U3", "M8[s]", "m8[s]", "V4"]
shapes = st.lists(st.integers(0, 4), max_size=4).map(tuple)


@st.composite
def arrays(draw: st.DrawFn) -> Any:
    """An array of any type and up to four dimensions; mostly one that could be a classification."""
    kind = draw(st.one_of(st.sampled_from(["?", "f4", "f8", "i8"]), st.sampled_from(DTYPES)))
    shape = draw(st.one_of(st.just((3, 4)), st.just((2, 3, 4)), shapes))
    size = int(np.prod(shape)) * np.dtype(kind).itemsize
    data = draw(st.one_of(st.just(bytes(size)), st.binary(min_size=size, max_size=size)))
    if kind == "?":
        data = bytes(b & 1 for b in data)
    return np.frombuffer(data, dtype=kind, count=int(np.prod(shape))).reshape(shape)


@st.composite
def npys(draw: st.DrawFn) -> bytes:
    out = io.BytesIO()
    np.save(out, draw(arrays()))
    return out.getvalue()


@st.composite
def npzs(draw: st.DrawFn) -> bytes:
    out = io.BytesIO()
    parts = draw(
        st.dictionaries(st.sampled_from(["scores", "names", "categories", "A", "B"]), arrays(), max_size=3)
    )
    np.savez(out, **parts)
    return out.getvalue()
