"""Tables are split into facets by a column; each facet is what --where reads of the same file."""

import csv
import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import headmap_cli as headmap
from headmap_cli.core.canonical_facets import facets_to_json
from headmap_cli.core.errors import InputError, UsageError
from headmap_cli.core.facets import Facets
from headmap_cli.core.rule import Rule
from headmap_cli.readers import open_inputs, read_shown
from headmap_cli.readers.options import FacetOptions, Options
from headmap_cli.readers.python_facets import read_facets

pytestmark = pytest.mark.usefixtures("workdir")

Row = dict[str, str | int | float]
COLUMNS = ["step", "layer", "head", "category", "score"]
STEPS = (1000, 0, 512)


def make_rows(seed: int = 0) -> list[Row]:
    """Return the scores of three categories at three steps, two of which have categories of their own."""
    source = random.Random(seed)
    rows: list[Row] = []
    for step, names in zip(STEPS, ("AB", "B", "CAB"), strict=True):
        for name in names:
            for layer in range(3):
                for head in range(4):
                    score = round(source.random(), 3)
                    rows.append(dict(zip(COLUMNS, (step, layer, head, name, score), strict=True)))
    source.shuffle(rows)
    return rows


def as_csv(rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_quoted(rows: list[Row]) -> str:
    """Return a table that only the row-by-row reader reads, since its fields are in quotes."""
    lines = [",".join(COLUMNS)]
    for row in rows:
        lines.append(",".join(f'"{row[column]}"' for column in COLUMNS))
    return "\n".join(lines) + "\n"


def as_json_lines(rows: list[Row]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def as_columns(rows: list[Row]) -> str:
    return json.dumps({column: [row[column] for row in rows] for column in COLUMNS})


TEXTS: dict[str, Callable[[list[Row]], str]] = {
    "csv": as_csv,
    "quoted": as_quoted,
    "tsv": lambda rows: as_csv(rows).replace(",", "\t"),
    "records": json.dumps,
    "json lines": as_json_lines,
    "columns": as_columns,
}


def members(rows: list[Row], step: int, threshold: float) -> dict[str, set[tuple[int, int]]]:
    """Return the heads of each category of a step that are above a threshold, by brute force."""
    heads: dict[str, set[tuple[int, int]]] = {}
    for row in rows:
        if row["step"] == step:
            category = heads.setdefault(str(row["category"]), set())
            if float(row["score"]) > threshold:
                category.add((int(row["layer"]), int(row["head"])))
    return heads


def members_of(facets: Facets) -> dict[str, dict[str, set[tuple[int, int]]]]:
    found: dict[str, dict[str, set[tuple[int, int]]]] = {}
    for facet in facets.facets:
        found[facet.label] = {}
        for name, mask in zip(facet.data.categories, facet.data.membership, strict=True):
            found[facet.label][name] = {(layer, head) for layer, head in np.argwhere(mask).tolist()}
    return found


@pytest.mark.parametrize("kind", TEXTS)
def test_facets_have_the_heads_of_their_rows_in_every_format(kind: str) -> None:
    rows = make_rows()
    Path("h").write_text(TEXTS[kind](rows))
    facets = read_facets("h", facet_by="step", grid="3x4", threshold=0.5)
    expected = {str(step): members(rows, step, 0.5) for step in sorted(STEPS)}
    assert members_of(facets) == expected
    assert list(members_of(facets)) == ["0", "512", "1000"]
    assert facets.categories == ("A", "B", "C")


@pytest.mark.parametrize("kind", TEXTS)
def test_a_facet_is_what_where_reads(kind: str) -> None:
    Path("h").write_text(TEXTS[kind](make_rows(1)))
    facets = read_facets("h", facet_by="step", grid="3x4")
    for facet in facets.facets:
        assert facet.data == headmap.read("h", where={"step": facet.label}, grid="3x4")


def test_parquet_is_split_too() -> None:
    duckdb = pytest.importorskip("duckdb")
    rows = make_rows(2)
    Path("h.csv").write_text(as_csv(rows))
    duckdb.sql("COPY (SELECT * FROM read_csv('h.csv')) TO 'h.parquet' (FORMAT parquet)")
    facets = read_facets("h.parquet", facet_by="step", grid="3x4", threshold=0.3)
    assert facets == read_facets("h.csv", facet_by="step", grid="3x4", threshold=0.3)


def test_wide_tables_and_flat_columns_are_split() -> None:
    wide = "model,layer,head,Copying,Induction\nm,0,0,1,0\nm,0,1,0,1\nn,1,1,1,1\nn,0,0,0,0\n"
    Path("wide.csv").write_text(wide)
    assert members_of(read_facets("wide.csv", facet_by="model", grid="2x2")) == {
        "m": {"Copying": {(0, 0)}, "Induction": {(0, 1)}},
        "n": {"Copying": {(1, 1)}, "Induction": {(1, 1)}},
    }
    Path("flat.csv").write_text(
        "run,copying\n" + "".join(f"{run},{run == head}\n" for head in range(4) for run in range(2))
    )
    assert members_of(read_facets("flat.csv", facet_by="run", column="copying", grid="2x2")) == {
        "0": {"copying": {(0, 0)}},
        "1": {"copying": {(0, 1)}},
    }


def test_conditions_apply_before_rows_are_split() -> None:
    Path("h.csv").write_text("seed,model,layer,head,category\n1,m,0,0,A\n2,n,0,1,A\n1,n,1,1,B\n")
    facets = read_facets("h.csv", facet_by="model", where={"seed": 1}, grid="2x2")
    assert members_of(facets) == {"m": {"A": {(0, 0)}}, "n": {"B": {(1, 1)}}}


def test_the_order_of_rows_changes_neither_heads_nor_categories() -> None:
    Path("a.csv").write_text(as_csv(make_rows(3)))
    Path("b.csv").write_text(as_csv(sorted(make_rows(3), key=lambda row: str(row["score"]))))
    first, second = (read_facets(name, facet_by="step", grid="3x4") for name in ("a.csv", "b.csv"))
    assert first == second


def test_labels_that_are_no_numbers_keep_the_order_of_their_first_rows() -> None:
    Path("h.csv").write_text("run,layer,head,category\nz,0,0,A\n10,0,1,A\na,1,0,A\nz,1,1,A\n")
    facets = read_facets("h.csv", facet_by="run", grid="2x2")
    assert [facet.label for facet in facets.facets] == ["z", "10", "a"]


def test_each_facet_has_the_grid_of_its_model(caplog: pytest.LogCaptureFixture) -> None:
    text = "model,layer,head,category\nEleutherAI/pythia-70m,0,0,A\nGPT-2 XL,47,24,A\nmine,2,5,A\n"
    Path("h.csv").write_text(text)
    grids = {facet.label: facet.data.present.shape for facet in read_facets("h.csv", facet_by="model").facets}
    assert grids == {"EleutherAI/pythia-70m": (6, 8), "GPT-2 XL": (48, 25), "mine": (3, 6)}
    assert [record.getMessage().split(";")[0] for record in caplog.records] == [
        "h.csv (facet mine): grid 3x6 taken from the largest layer and head seen"
    ]


def test_a_head_beyond_the_grid_of_a_known_model_shows_that_it_is_another_grid(
    caplog: pytest.LogCaptureFixture,
) -> None:
    Path("h.csv").write_text("model,layer,head,category\npythia-70m,6,0,A\n")
    (facet,) = read_facets("h.csv", facet_by="model").facets
    assert facet.data.present.shape == (7, 1)
    message = "h.csv (facet pythia-70m): has heads outside the grid 6x8 of the model 'pythia-70m'"
    assert message in caplog.text


def test_the_style_gives_facets_their_grid_and_their_rule() -> None:
    rows = make_rows(4)
    Path("h.csv").write_text(as_csv(rows))
    chosen = {"0": FacetOptions((5, 4), Rule(0.8)), "512": FacetOptions(None, Rule(None, "2"))}
    options = Options(grid=(3, 4), style_rule=Rule(0.2), facets=chosen, facet_by="step")
    facets = read_shown(open_inputs(["h.csv"]), options)
    assert isinstance(facets, Facets)
    found = members_of(facets)
    assert found["0"] == members(rows, 0, 0.8)
    assert found["1000"] == members(rows, 1000, 0.2)
    assert {name: len(heads) for name, heads in found["512"].items()} == {"A": 2, "B": 2, "C": 2}
    assert [facet.data.layers for facet in facets.facets] == [5, 3, 3]


def test_the_order_of_the_style_holds_in_all_facets() -> None:
    Path("h.csv").write_text("model,layer,head,category\nm,0,0,B\nm,0,1,D\nn,0,0,C\nn,0,1,A\n")
    options = Options(grid=(1, 2), categories={"C": (), "B": ()}, facet_by="model")
    facets = read_shown(open_inputs(["h.csv"]), options)
    assert isinstance(facets, Facets)
    assert facets.categories == ("C", "B", "A", "D")
    assert [facet.data.categories for facet in facets.facets] == [("B", "D"), ("C", "A")]


def test_files_of_one_label_are_merged_and_a_dict_names_facets() -> None:
    Path("a.csv").write_text("layer,head,category\n0,0,A\n")
    Path("b.csv").write_text("layer,head,category\n1,1,B\n")
    assert members_of(read_facets({"x": "a.csv", "y": "b.csv"}, grid="2x2")) == {
        "x": {"A": {(0, 0)}},
        "y": {"B": {(1, 1)}},
    }
    opened = open_inputs(["a.csv", "b.csv"])
    for input in opened:
        input.facet = "x"
    merged = read_shown(opened, Options(grid=(2, 2)))
    assert isinstance(merged, Facets)
    assert members_of(merged) == {"x": {"A": {(0, 0)}, "B": {(1, 1)}}}


def test_problems_of_all_facets_are_reported_at_their_places() -> None:
    Path("h.csv").write_text("model,layer,head,category\nm,0,x,A\nn,0,0,A\n,0,0,A\nn,9,0,A\nm,0\n")
    with pytest.raises(InputError) as caught:
        read_facets("h.csv", facet_by="model", grid="2x2")
    lines = sorted(str(problem).split("; ")[0] for problem in caught.value.problems)
    assert lines == [
        "h.csv:2:5: head 'x' is not a whole number",
        "h.csv:4:1: 'model' is blank",
        "h.csv:5:3: layer 9 is outside the grid of 2 layers x 2 heads",
        "h.csv:6:1: row has 2 fields where the header has 4",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "layer,head,category\n0,0,A\n",
            "h:1:1: has no column 'step'; there are 'layer', 'head', 'category'",
        ),
        ('{"A": [[0, 1]]}', "h: has no columns, so facet_by= cannot split it; it was read as "),
        ("step,layer,head,category\n", "h: has a header but no rows"),
    ],
)
def test_what_cannot_be_split_is_refused(text: str, message: str) -> None:
    Path("h").write_text(text)
    with pytest.raises(InputError) as caught:
        headmap.read_facets("h", facet_by="step", grid="2x2")
    assert message in str(caught.value)


def test_scores_and_memberships_cannot_be_mixed() -> None:
    Path("a.csv").write_text(
        "layer,head,category,score\n" + "".join(f"0,{head},A,0.5\n" for head in range(4))
    )
    Path("b.csv").write_text("layer,head,category\n0,1,A\n")
    with pytest.raises(
        InputError, match="facet 'x' holds scores without a rule, and others hold memberships"
    ):
        headmap.read_facets({"x": "a.csv", "y": "b.csv"}, grid="1x4")


def test_read_refuses_several_facets_and_read_facets_needs_them() -> None:
    Path("h.csv").write_text("layer,head,category\n0,0,A\n")
    with pytest.raises(InputError, match=r"holds no facets; facet_by= names the column"):
        headmap.read_facets("h.csv", grid="2x2")
    Path("f.csv").write_text("step,layer,head,category\n1,0,0,A\n2,0,0,A\n")
    Path("f.json").write_bytes(facets_to_json(headmap.read_facets("f.csv", facet_by="step", grid="1x1")))
    with pytest.raises(InputError, match=r'where=\{"facet": "1"\}; headmap\.read_facets reads all of them$'):
        headmap.read("f.json")
    with pytest.raises(UsageError, match=r"needs the path of a file, several, or a dict"):
        headmap.read_facets()
    with pytest.raises(UsageError, match=r"takes paths, or one dict \{label: path\}; found an int"):
        headmap.read_facets({"x": 3})  # type: ignore[dict-item]


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_column_with_too_many_values_is_no_column_of_labels(quote: str) -> None:
    rows = "".join(f"{quote}{i}{quote},0,0,A\n" for i in range(1001))
    Path("h.csv").write_text("step,layer,head,category\n" + rows)
    with pytest.raises(
        InputError, match=r"'step' has 1,001 different values; --facet-by takes a column with"
    ):
        read_facets("h.csv", facet_by="step", grid="1x1")


def test_the_grids_of_all_facets_together_are_bounded() -> None:
    grid = {"layers": 1000, "heads": 1000}
    facets = [{"label": str(i), "grid": grid, "categories": {"A": [[0, 0]]}} for i in range(1000)]
    Path("f.json").write_text(json.dumps({"headmap": 1, "facets": facets}))
    with pytest.raises(InputError, match="needs grids of more than 1,000,000 heads for 1000 facets"):
        read_facets("f.json")
    Path("f.json").write_text(json.dumps({"headmap": 1, "facets": [*facets, facets[0] | {"label": "x"}]}))
    with pytest.raises(InputError, match="has 1,001 facets; expected at most 1,000"):
        read_facets("f.json")


def test_rows_of_an_unusual_table_are_read_like_those_of_a_plain_one() -> None:
    rows = make_rows(6)
    Path("plain.csv").write_text(as_csv(rows))
    Path("quoted.csv").write_text(as_quoted(rows))
    plain, quoted = (
        read_facets(name, facet_by="step", grid="3x4", top=3) for name in ("plain.csv", "quoted.csv")
    )
    assert plain == quoted


@pytest.mark.slow
def test_facets_whose_rows_are_mixed_in_many_blocks_keep_all_their_rows() -> None:
    source = random.Random(7)
    rows = [(step, layer, head) for step in range(40) for layer in range(50) for head in range(60)]
    source.shuffle(rows)
    lines = [f"{step},{layer},{head},c{(step * layer + head) % 3}" for step, layer, head in rows]
    Path("h.csv").write_text("\n".join(["step,layer,head,category", *lines]) + "\n")
    assert Path("h.csv").stat().st_size > 1 << 20
    facets = read_facets("h.csv", facet_by="step", grid="50x60")
    assert [facet.label for facet in facets.facets] == [str(step) for step in range(40)]
    layer, head = np.indices((50, 60))
    for step, facet in enumerate(facets.facets):
        for number, mask in enumerate(facet.data.membership):
            assert np.array_equal(mask, (step * layer + head) % 3 == number)
