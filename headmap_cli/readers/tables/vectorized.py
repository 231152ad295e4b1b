"""Long tables of plain lines -> Entries, fast: columns of bytes are read with numpy, a block at a time.

Anything out of the ordinary (quotes, spaces, a wrong row, a column that has to be looked at) makes it give
up, and the careful reader, which knows the place of every field, reads the file again from its start.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ...core.canonical import MARK
from ...core.errors import WHOLE_SOURCE, InputError
from ...core.grid import MAX_HEADS
from ..category_cells import splitter
from ..category_names import category_names
from ..context import ReadContext
from ..entries import Entries
from .cells import Cells, Kind
from .column_question import Question, Roles, UnclearColumnsError
from .column_report import report, report_left_out
from .column_roles import certain_roles, choose_roles, probable_roles
from .delimited import sniffed
from .header import Header, read_header
from .interning import KEEP, LONGEST_CELL, Distinct, Ints

LONGEST_INDEX = 7
MOST_SEEN = 1 << 26
KEPT_BYTES = 1 << 24
"""An array of this size, made and freed, untouched, has the C library keep what smaller ones give back: a
third of the time went into asking the system for the same pages again."""


def read_vectorized(context: ReadContext) -> Entries | None:
    """The entries of a long table, or None where the careful reader is needed."""
    if (
        context.options.column
        or context.options.where
        or context.options.index_base
        or context.options.missing
    ):
        return None
    blocks = _whole_lines(context)
    start = next(blocks, b"")
    if start.startswith(MARK.encode()):
        return None
    while start.startswith((b"#", b"\n")):
        start = start.partition(b"\n")[2]
    first, _, start = start.partition(b"\n")
    if b'"' in first or b"\r" in first:
        return None
    try:
        names = first.decode("utf-8-sig")
        mark = sniffed(names)
        header = read_header(names.split(mark), lambda _: WHOLE_SOURCE, context)
    except (UnicodeDecodeError, InputError):
        return None
    roles = probable_roles({i: header.names[i] for i in header.candidates})
    if None in (header.layer, header.head, roles.category) or header.model is not None or mark == " ":
        return None
    reader = _Reader(header.with_roles(roles), mark, context)
    np.empty(KEPT_BYTES, dtype=np.uint8)
    if not reader.add(start) or not all(map(reader.add, blocks)):
        return None
    if not reader.has_roles(roles):
        return None
    return reader.entries()


def _whole_lines(context: ReadContext) -> Iterator[bytes]:
    """Blocks that end with a newline; a quote or a bare return in one makes it a block no reader takes."""
    rest = b""
    for block in context.source.blocks():
        cut = block.rfind(b"\n") + 1
        if cut:
            lines = rest + block[:cut]
            yield lines.replace(b"\r\n", b"\n") if b"\r" in lines else lines
            rest = block[cut:]
        else:
            rest += block
    if rest.strip():
        yield rest + b"\n"


class _Reader:
    """Marks which heads each distinct cell of the category column was seen with."""

    def __init__(self, header: Header, mark: str, context: ReadContext) -> None:
        self.header, self.mark, self.context = header, mark, context
        self.cells = Distinct()
        self.seen = np.zeros((0, 0, 0), dtype=bool)
        self.scores: list[tuple[Ints, Ints, Ints, npt.NDArray[np.float64]]] = []
        names = {i: header.names[i] for i in header.candidates}
        self.certain = certain_roles(names) is not None
        self.unknown = {
            i: Cells() for i in names if not self.certain and i not in (header.category, header.score)
        }

    def add(self, block: bytes) -> bool:
        """Read the lines of a block; False when one of them is not as plain as it should be."""
        if block.startswith(b"\n") or block.endswith(b"\n\n"):
            block = block.strip(b"\n") + b"\n"
        if block == b"\n" or not block:
            return True
        if b'"' in block or b"\r" in block or b"\x00" in block:
            return False
        width = len(self.header.names)
        buffer = np.frombuffer(block + bytes(LONGEST_CELL), dtype=np.uint8)
        ends = buffer == 10
        every = np.flatnonzero(ends | (buffer == ord(self.mark)))
        if len(every) % width:
            return False
        last = ends[every].reshape(-1, width)
        if not last[:, -1].all() or np.count_nonzero(last) != len(last):
            return False
        stops = np.ascontiguousarray(every.reshape(-1, width).T)
        starts = np.empty_like(stops)
        starts[1:] = stops[:-1] + 1
        starts[0, 1:], starts[0, 0] = stops[-1, :-1] + 1, 0
        words = np.ndarray(len(buffer) - 7, dtype="<u8", buffer=buffer.data, strides=(1,))
        header = self.header
        spans = [(start, stop - start) for start, stop in zip(starts, stops, strict=True)]
        layer = _digits(words, *spans[header.layer or 0])
        head = _digits(words, *spans[header.head or 0])
        cell = self.cells.numbers(block, words, *spans[header.category or 0])
        if layer is None or head is None or cell is None:
            return False
        for i, cells in self.unknown.items():
            for rows in (slice(0, 10), slice(10, None)):
                if not cells.has_text:
                    start, length = (part[rows] for part in spans[i])
                    cells.add(_texts(block, start.tolist(), (start + length).tolist()))
        if header.score is not None:
            return self.add_scores(block, spans[header.score], layer, head, cell)
        return self.mark_seen(cell, layer, head)

    def has_roles(self, roles: Roles) -> bool:
        """Report the roles of the columns; False where what the columns hold gives them other ones."""
        header = self.header
        names = {i: header.names[i] for i in header.candidates}
        if self.certain:
            report_left_out(roles, names, self.context)
            return True
        assert header.category is not None
        kinds = {i: cells.kind for i, cells in self.unknown.items()}
        kinds[header.category] = Cells(cell.decode("utf-8", "replace") for cell in self.cells.found).kind
        if header.score is not None:
            kinds[header.score] = Kind.FRACTIONS
        constant = frozenset(i for i, cells in self.unknown.items() if cells.are_alike)
        question = Question(
            names, kinds, None, bool(self.context.options.name), self.context.options.ruled, constant
        )
        try:
            chosen = choose_roles(question)
        except UnclearColumnsError:
            return False
        if (chosen.category, chosen.score) != (roles.category, roles.score):
            return False
        report(chosen, question, self.context)
        return True

    def mark_seen(self, cell: Ints, layer: Ints, head: Ints) -> bool:
        """Note each (cell, layer, head) once."""
        shape = (len(self.cells.found), int(layer.max()) + 1, int(head.max()) + 1)
        if any(now < new for now, new in zip(self.seen.shape, shape, strict=True)):
            old = self.seen.shape
            shape = (max(old[0], shape[0]), max(old[1], shape[1]), max(old[2], shape[2]))
            if shape[1] * shape[2] > MAX_HEADS or shape[0] * shape[1] * shape[2] > MOST_SEEN:
                return False
            larger = np.zeros(shape, dtype=bool)
            larger[tuple(slice(n) for n in self.seen.shape)] = self.seen
            self.seen = larger
        self.seen[cell, layer, head] = True
        return True

    def add_scores(self, block: bytes, span: tuple[Ints, Ints], layer: Ints, head: Ints, cell: Ints) -> bool:
        """Keep each row with its score."""
        start, stop = span[0].tolist(), (span[0] + span[1]).tolist()
        try:
            fields = [block[a:b] for a, b in zip(start, stop, strict=True)]
            score = np.array([float(field) for field in fields])
        except ValueError:
            return False
        if b"_" in block and any(b"_" in field for field in fields):
            return False  # Python reads 1_0 as a number
        self.scores.append((cell, layer, head, score))
        return bool(np.isfinite(score).all())

    def entries(self) -> Entries | None:
        """What was seen, or None where a label is no text or a head is outside the grid."""
        scored = self.header.score is not None
        entries = Entries(
            self.context.name,
            "long table with scores" if scored else "long table",
            listing=scored,
            scored=scored,
        )
        entries.categorised = scored
        split = splitter(self.mark)
        labels: list[list[int]] = []
        try:
            for cell_text in self.cells.found:
                names = category_names(split(cell_text.decode()), entries, self.context.options)
                labels.append([entries.number(name) for name in names] or [-1])
        except UnicodeDecodeError:
            return None
        if self.scores:
            cell, layer, head, score = (np.concatenate(parts) for parts in zip(*self.scores, strict=True))
        else:
            cell, layer, head = np.nonzero(self.seen)
            score = np.full(len(cell), np.nan)
        if not len(cell):
            return None
        grid = self.context.options.grid
        if grid and (layer.max() >= grid[0] or head.max() >= grid[1]):
            return None
        for number, labels_in_cell in enumerate(labels):
            rows = np.flatnonzero(cell == number)
            for name in labels_in_cell:
                known = score[rows] if name >= 0 else np.full(len(rows), np.nan)
                entries.extend(layer[rows], head[rows], np.full(len(rows), name), known)
        return entries


def _texts(block: bytes, start: list[int], stop: list[int]) -> set[str]:
    """The distinct cells of a column."""
    return {block[a:b].decode("utf-8", "replace") for a, b in zip(start, stop, strict=True)}


_ZEROS = KEEP & np.uint64(0x3030303030303030)
_ABOVE_NINE, _HIGH_BITS = np.uint64(0x7676767676767676), np.uint64(0x8080808080808080)
"""A byte of 0 .. 9 plus 0x76 leaves the high bit clear, any larger one sets it."""


def _digits(words: npt.NDArray[np.uint64], start: Ints, length: Ints) -> Ints | None:
    """The whole numbers of a column; None where one is not a few digits."""
    longest = int(length.max())
    if length.min() < 1 or longest > LONGEST_INDEX:
        return None
    digits = (words[start] & KEEP[length]) ^ _ZEROS[length]
    if (((digits + _ABOVE_NINE) | digits) & _HIGH_BITS).any():
        return None
    if longest <= 4:
        digits = digits.astype(np.uint32)
    digits <<= (8 * (longest - length)).astype(digits.dtype)
    value = digits & 15
    for place in range(1, longest):
        value *= 10
        value += (digits >> 8 * place) & 15
    return value.astype(np.int64)
