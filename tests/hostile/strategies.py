"""Strategies for the content of files, by the reader that they are for."""

import bz2
import gzip
import lzma
from collections.abc import Callable
from functools import cache

from hypothesis import strategies as st

from headmap_cli.render import Drawing
from tests.helpers import random_data
from tests.hostile.arrays import npys, npzs
from tests.hostile.json_documents import json_lines, jsons
from tests.hostile.tables import canonical_tables, lists, matrices, tables
from tests.hostile.texts import mutated


@cache
def figure_of(format: str) -> bytes:
    """Return a figure that headmap made."""
    return Drawing(random_data(["A", "B <&>"], 3, 4, 0.5, absent=0.1)).encode(format)


figures = mutated(st.sampled_from(["png", "svg", "pdf", "html"]).map(figure_of))
PACKERS: list[Callable[[bytes], bytes]] = [gzip.compress, bz2.compress, lzma.compress]
packed = mutated(
    st.tuples(st.sampled_from(PACKERS), st.one_of(tables(), jsons, npys())).map(lambda pair: pair[0](pair[1]))
)
CONTENTS: dict[str, st.SearchStrategy[bytes]] = {
    "tables": mutated(tables()),
    "lists": mutated(lists()),
    "matrices": mutated(matrices()),
    "json": mutated(jsons),
    "json lines": mutated(json_lines),
    "canonical tables": mutated(canonical_tables()),
    "npy": mutated(npys()),
    "npz": mutated(npzs()),
    "figures": figures,
    "packed": packed,
    "bytes": st.one_of(
        st.binary(max_size=200),
        st.builds(bytes.__add__, st.sampled_from([b"\x80\x04", b"\x89HDF", b"\0" * 8 + b'{"']), st.binary()),
    ),
}
"""Strategies of the content, by the reader that it is for."""
