"""Bytes -> Classification. One file per family of shapes; the content decides which reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..classification import MAX_HEADS, Classification
from ..errors import UsageError
from .assemble import assemble
from .source import open_source

__all__ = ["read"]


def read(
    path: str | Path,
    *,
    grid: tuple[int, int] | None = None,
    threshold: float | None = None,
    categories: Mapping[str, Sequence[str]] | None = None,
) -> Classification:
    """The classification that a file holds, ``-`` for standard input.

    grid: (layers, heads); else the file's own, else the largest indices seen, with a warning.
    threshold: needed for scores: a head is in a category when its score there is greater.
    categories: names in the order wanted, each with the raw labels that belong to it.
    Raises InputError with all problems of the file.
    """
    if grid and grid[0] * grid[1] > MAX_HEADS:
        raise UsageError(f"grid {grid[0]}x{grid[1]} has more than {MAX_HEADS:,} heads")
    source = open_source(path)
    start = source.data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1]
    if start in (b"{", b"["):
        from .documents import read_json

        entries = read_json(source, grid)
    else:
        from .tables import read_table

        entries = read_table(source, grid)
    return assemble(entries, source.name, grid, threshold, categories or {})
