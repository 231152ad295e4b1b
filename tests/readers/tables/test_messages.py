"""Problems with the header, the rows and the cells of a table are reported in full."""

from pathlib import Path
from typing import Any

import pytest

from headmap_cli.core.errors import InputError, UsageError
from headmap_cli.readers import read
from headmap_cli.readers.tables.cells import NO, YES
from tests.readers import classified, error_lines, heads_of, read_decided
from tests.readers.test_errors import COLUMNS

NO_NUMBER = "is not a finite number"
NO_SCORE = "is not a finite number; --missing unclassified takes it as no score"
BOTH = 'names no layer; without a layer column it must name both, such as "(5, 1)", "5-1" or "L5H1"'
NAME = "expected a category's name or a list of them, found"


pytestmark = pytest.mark.usefixtures("workdir")


@pytest.mark.parametrize(("columns", "more"), [(12, ""), (13, ", ..")])
def test_up_to_twelve_columns_are_listed(columns: int, more: str) -> None:
    names = ["layer", *(f"c{i}" for i in range(1, columns))]
    fields = ", ".join(map(repr, names[:12])) + more
    assert error_lines(",".join(names) + "\n0\n") == [
        f"h.csv:1:1: has no column for the head; {COLUMNS}; found {fields}"
    ]


@pytest.mark.parametrize(("models", "more"), [(2, ""), (12, ""), (13, ", ..")])
def test_up_to_twelve_models_are_listed(models: int, more: str) -> None:
    rows = "".join(f"0,m{i},{i},A\n" for i in range(models))
    listing = ", ".join(f"--where 'Model Name=m{i}'" for i in range(min(models, 12))) + more
    assert error_lines("layer,Model Name,head,category\n" + rows) == [
        f"h.csv: holds {models} models; choose one: {listing}"
    ]


def test_rows_of_a_single_model_are_read(tmp_path: Path) -> None:
    assert heads_of(classified(tmp_path / "h", "layer,head,model,category\n0,0,m,A\n0,1,m,A\n")) == {
        "A": {(0, 0), (0, 1)}
    }


PROBLEMS: dict[str, tuple[str, dict[str, Any], list[str]]] = {
    "numbers for names": (
        "1e1,-2E0,A\n",
        {},
        [f"1:1: has no header row; {COLUMNS}; found '1e1', '-2E0', 'A'"],
    ),
    "layers alone": (
        "layer\n0\n1\n",
        {},
        [f"1:1: has no column for the head; {COLUMNS}; found 'layer'"],
    ),
    "no row that --where takes": (
        "run,seed,layer,head,category\n3,1,0,0,A\n",
        {"where": (("run", "3"), ("seed", "2"))},
        [" has no row with run=3, seed=2"],
    ),
    "a head that names no layer": ("head,category\nx,A\n", {}, [f"2:1: head 'x' {BOTH}"]),
    "a head that names no layer, further on": ("label,head\nA,x\n", {}, [f"2:3: head 'x' {BOTH}"]),
    "a name of a head outside": (
        "label,head\nA,L2H0\n",
        {"grid": (2, 2)},
        ["2:3: layer 2 is outside the grid of 2 layers x 2 heads; set --grid or fix the row"],
    ),
    "a name of a head outside, in the first column": (
        "head,label\nL2H0,A\n",
        {"grid": (2, 2)},
        ["2:1: layer 2 is outside the grid of 2 layers x 2 heads; set --grid or fix the row"],
    ),
    "far outside from 1": (
        "layer,head,category\n9,1,A\n",
        {"grid": (4, 4)},
        ["2:1: layer 9 is outside the grid of 4 layers x 4 heads; set --grid or fix the row"],
    ),
    "outside when swapped too": (
        "layer,head,category\n3,2,A\n",
        {"grid": (2, 5)},
        ["2:1: layer 3 is outside the grid of 2 layers x 5 heads; set --grid or fix the row"],
    ),
    "scores of heads": ("layer,head,score\n0,0,x\n0,1,1\n", {}, [f"2:5: score 'x' {NO_NUMBER}"]),
    "columns that are no categories": (
        "layer,head,A,verdict,id\n0,0,1,,7\n0,1,0,good,8\n",
        {},
        [
            "3:7: has no column that is known to hold categories or scores: "
            "A (0/1), verdict (text); choose one with --column verdict"
        ],
    ),
    "a column of flags, of which one is missing, and one of text": (
        "layer,head,a,b\n0,0,NA,z\n0,1,y,1\n",
        {},
        [
            "2:8: has no column that is known to hold categories or scores: "
            "a (0/1), b (text and numbers); choose one with --column b"
        ],
    ),
    "a column of scores": ("layer,head,s\n0,0,.5\n0,1,NA\n", {"column": "s"}, [
        f"3:5: score 'na' {NO_SCORE}"]),
    "a comma among names": (
        "layer;head;k\n0;1;0,5\n1;0;A\n",
        {"column": "k"},
        ["2:5: score '0,5' is not a finite number; write a decimal comma as a point"],
    ),
    "a score beside a named column": (
        "layer,head,k,score\n0,0,A,x\n",
        {"column": "k"},
        [f"2:7: score 'x' {NO_NUMBER}"],
    ),
    "short and long rows of a flat column": (
        "p,s\na,1\nb\nc,1,1\n",
        {"column": "s", "grid": (3, 1), "where": (("s", "1"),)},
        [
            "3:1: row has 1 field where the header has 2",
            "4:1: row has 3 fields where the header has 2; quote a field that holds ','",
        ],
    ),
    "a flat column": (
        "p,s\na,.5\nb,x\nc,zz\nd,1\n",
        {"column": "s", "grid": (2, 2)},
        [f"4:3: score 'zz' {NO_NUMBER}"],
    ),
    "scores without any": (
        "layer,head,category,score\n0,0,A,NA\n0,1,B,2\n0,0,B,2\n",
        {"missing": "unclassified"},
        [" holds scores; choose a --threshold or --top; smallest, median and largest: A unknown; B 2, 2, 2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("content", "how", "messages"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_problem_of_a_table_is_reported_in_full(
    content: str, how: dict[str, Any], messages: list[str]
) -> None:
    Path("h.csv").write_text(content)
    with pytest.raises(InputError) as e:
        read_decided("h.csv", **how)
    assert e.value.lines() == [f"h.csv:{line}" for line in messages]


RECORDS = {
    "no layer": ('{"head": 1, "label": "A"}', '$[1]: has no layer; expected {"layer": .., "head": .., ..}'),
    "no head": ('{"layer": 1, "label": "A"}', '$[1]: has no head; expected {"layer": .., "head": .., ..}'),
    "a score that is true": (
        '{"layer": 0, "head": 1, "category": "A", "score": true}',
        f"$[1].score: score true {NO_NUMBER}",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("record", "message"), RECORDS.values(), ids=RECORDS)
def test_a_problem_of_a_record_is_reported_in_full(record: str, message: str) -> None:
    assert error_lines(f'[{{"layer": 0, "head": 0, "category": "A", "score": 1}}, {record}]', "h.json") == [
        f"h.json: {message}"
    ]


@pytest.mark.parametrize("column", ["", "category"])
def test_every_category_that_is_not_a_name_is_reported(column: str) -> None:
    Path("h.json").write_text(
        '[{"layer": 0, "head": 0, "category": {"A": 1}}, {"layer": 0, "head": 1, "category": true}, '
        '{"layer": 0, "head": 1, "category": "A"}]'
    )
    with pytest.raises(InputError) as e:
        read("h.json", column=column)
    assert e.value.lines() == [
        f"h.json: $[0].category: {NAME} \"{{'A': 1}}\"",
        f"h.json: $[1].category: {NAME} true",
    ]


def test_every_word_for_yes_and_no_is_a_flag(tmp_path: Path) -> None:
    words = sorted(YES) + sorted(NO)
    rows = "".join(f"0,{i},{word},{word}\n" for i, word in enumerate(words))
    heads = heads_of(classified(tmp_path / "h", "layer,head,A,B\n" + rows))
    assert heads["A"] == heads["B"] == {(0, i) for i in range(len(YES))}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: read(), "headmap.read needs the path of a file, or several"),
        (
            lambda: read("h", grid="4 by 4"),
            "grid= is '4 by 4'; expected (layers, heads), such as (36, 40) or \"36x40\", "
            "of at most 1,000,000 heads",
        ),
        (lambda: read("h", threshold="high"), "threshold= is 'high'; expected a finite number"),
        (
            lambda: read("h", top=0),
            'top= is 0; expected a count such as 20, or a share such as "5%"',
        ),
        (
            lambda: read("h", colour=1),
            "headmap.read has no keyword 'colour' (did you mean 'column'?); expected grid, threshold, below, "
            "top, bottom, abs, scores, categories, index_base, input_format, column, where, at, missing, "
            "repeats, "
            "max_bytes",
        ),
    ],
)
def test_wrong_arguments_of_read_are_refused(call: Any, message: str) -> None:
    with pytest.raises(UsageError) as e:
        call()
    assert str(e.value) == message
