"""Strategies for tables, lists and matrices that are nearly right."""

import csv
import io
import json

from hypothesis import strategies as st

from headmap_cli.core import canonical
from tests.helpers import random_data
from tests.hostile.json_documents import canonical_documents, documents
from tests.hostile.texts import NUMBERS, cells, encoded, names


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table: mostly layer, head and more columns, mostly small numbers; its quoting, its ends of lines."""
    header = draw(
        st.one_of(
            st.sampled_from(
                [["layer", "head", "category"], ["layer", "head", "A", "B"], ["head", "category"]]
            ),
            st.just(["layer", "head", "category", "score"]),
            st.lists(names, min_size=1, max_size=6),
        )
    )
    index = st.integers(0, 4).map(str)
    rows = [header]
    for _ in range(draw(st.integers(0, 6))):
        plain = draw(st.booleans())
        row = [draw(index if plain and i < 2 else cells) for i in range(len(header))]
        rows.append(row[: draw(st.integers(0, 9))] if draw(st.integers(0, 9)) == 0 else row)
    out = io.StringIO()
    delimiter, end = draw(st.sampled_from(",,,\t; |")), draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    if draw(st.booleans()):
        csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    else:
        out.write(end.join(delimiter.join(row) for row in rows))
    front = draw(st.sampled_from(["", "", "", "\ufeff", "# a comment\n", "\n\n"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-16", "utf-16-le", "latin-1"]))
    return encoded(front + out.getvalue(), encoding)


@st.composite
def lists(draw: st.DrawFn) -> bytes:
    """Heads of one category, one a line, or a table of Markdown."""
    if draw(st.booleans()):
        named = st.sampled_from(["0-1", "L3H4", "(3, 4)", "1,2", "a2.h0", "m_L01H02", "0.1"])
        return encoded("\n".join(draw(st.lists(st.one_of(named, named, cells), max_size=6))))
    rows = draw(st.lists(st.lists(cells, min_size=3, max_size=3), max_size=4))
    lines = [["layer", "head", "category"], ["--:", ":-:", "---"], *rows]
    return encoded("\n".join("| " + " | ".join(row) + " |" for row in lines))


@st.composite
def matrices(draw: st.DrawFn) -> bytes:
    """Numbers only, or nearly: rows of a matrix, or of a flat column."""
    width = draw(st.integers(1, 5))
    cell = st.sampled_from(NUMBERS) if draw(st.booleans()) else cells
    rows = [[draw(cell) for _ in range(width)] for _ in range(draw(st.integers(1, 6)))]
    return encoded("\n".join(draw(st.sampled_from([",", "\t", " "])).join(row) for row in rows))


@st.composite
def canonical_tables(draw: st.DrawFn) -> bytes:
    """The canonical long table, its first line as good or bad as any document."""
    table = canonical.to_csv(random_data(["A", "=B"], 3, 4, 0.5, absent=0.1)).decode()
    first, _, rest = table.partition("\n")
    if draw(st.booleans()):
        first = "# headmap: " + json.dumps(draw(st.one_of(canonical_documents(), documents)))
    return encoded(
        first + "\n" + rest + draw(st.sampled_from(["", "1,1,A\n", "1,1\n", "9,9,A\n", '"', "x,y,A\n"]))
    )
