"""Tables are read as the categories from which they were written, in all ways of people and programs.

The result is compared with these categories, not with the result of another reader.
"""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from headmap_cli.readers.tables import vectorized
from tests.readers import Head, heads_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("workdir")]

NAMES = ["Copy", "Induction head", "Cluster 2", "Cluster 10", "it's", "\u65e5\u672c"]
NO_CATEGORY = ["", "NA", "nan", "None", "-", "#REF!", "unclassified", "[]"]
Row = tuple[Head, list[str]]


@st.composite
def written(draw: st.DrawFn) -> tuple[str, list[Row]]:
    """Draw the text of a table, and the categories of the head in each of its rows."""
    heads = draw(
        st.lists(st.tuples(st.integers(0, 5), st.integers(0, 7)), min_size=1, max_size=12, unique=True)
    )
    rows = [(head, draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))) for head in heads]
    rows.append(((6, 0), ["Copy"]))  # so that there is a category, and the grid is known
    mark = draw(st.sampled_from([",", "\t", ";", "|"]))
    join = draw(st.sampled_from(["|" if mark == ";" else ";", "python", "json", "quoted set"]))
    cells = [[str(layer), str(head), _cell(draw, names, join)] for (layer, head), names in rows]
    header = ["layer", "head", "category"]
    order = draw(st.permutations(range(3)))
    index = draw(st.sampled_from(["none", "from 0", "from 1", "named"]))
    lines = [[cell[i] for i in order] for cell in cells]
    names = [header[i] for i in order]
    if index != "none":
        first = 1 if index == "from 1" else 0
        lines = [[str(i), *line] for i, line in enumerate(lines, first)]
    if index == "named":
        names = ["", *names]
    out = io.StringIO()
    quoting: Literal[0, 1] = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    writer = csv.writer(out, delimiter=mark, quoting=quoting, lineterminator=end)
    writer.writerows([names, *lines])
    return out.getvalue(), rows


def _cell(draw: st.DrawFn, names: Sequence[str], join: str) -> str:
    if not names:
        return draw(st.sampled_from(NO_CATEGORY))
    if join == "python":
        return str(list(names))
    if join == "json":
        return "[" + ", ".join(f'"{name}"' for name in names) + "]"
    if join == "quoted set":
        return "{" + ", ".join(map(repr, names)) + "}"
    return join.join(names)


def expected(rows: Sequence[Row]) -> dict[str, set[Head]]:
    """Return the heads of each category, in natural order."""
    order = ["Cluster 2", "Cluster 10", "Copy", "Induction head", "it's", "\u65e5\u672c"]
    heads_by_name = {name: {head for head, names in rows if name in names} for name in order}
    return {name: heads for name, heads in heads_by_name.items() if heads}


def outcome() -> Classification | list[str]:
    try:
        return read("t.csv")
    except InputError as e:
        return e.lines()


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written())
def test_a_table_is_read_as_the_categories_it_was_written_from(table: tuple[str, list[Row]]) -> None:
    text, rows = table
    Path("t.csv").write_text(text, encoding="utf-8", newline="")
    classification = read("t.csv")
    assert list(heads_of(classification).items()) == list(expected(rows).items())
    layers = [layer for (layer, _), _ in rows]
    heads = [head for (_, head), _ in rows]
    assert classification.membership.shape[1:] == (max(layers) + 1, max(heads) + 1)


ODD_CELLS = [*NO_CATEGORY, *NAMES, "A, B", "A", "B", "[A]", "['A', 'B']", "{A, B}", "copy", "A;NA", "x,"]


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["0", "1", "NA", "2"]), st.integers(0, 3), st.sampled_from(ODD_CELLS),
                  st.sampled_from(["0.5", "0.9", "NA", "1"])),
        min_size=1, max_size=10),
    st.sampled_from(["\t", ";", "|"]),
    st.booleans(),
)  # fmt: skip
def test_both_readers_agree_on_odd_cells(
    rows: list[tuple[str, int, str, str]], mark: str, scored: bool
) -> None:
    """Compare the classification, the order of the categories, and the errors."""
    header = ["layer", "head", "category", "score"]
    width = 4 if scored else 3
    lines = [mark.join(map(str, row[:width])) for row in [header, *rows]]
    Path("t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    whichever = outcome()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectorized, "read_vectorized", lambda *_: None)
        assert outcome() == whichever


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(table: tuple[str, list[Row]], random: object) -> None:
    text, _ = table
    lines = text.splitlines(keepends=True)
    Path("t.csv").write_text(text, encoding="utf-8", newline="")
    before = read("t.csv")
    body = lines[1:]
    random.shuffle(body)  # type: ignore[attr-defined]
    Path("t.csv").write_text("".join([lines[0], *body]), encoding="utf-8", newline="")
    assert read("t.csv") == before
