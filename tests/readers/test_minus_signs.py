"""Negative scores whose minus is that of typography, or stands apart from the number."""

import json
from pathlib import Path

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read

pytestmark = pytest.mark.usefixtures("workdir")

MINUSES = ["-", "\N{MINUS SIGN}", "- ", "\N{MINUS SIGN} ", "-  "]


@pytest.mark.parametrize("minus", MINUSES)
@pytest.mark.parametrize(("number", "score"), [("0.5", -0.5), ("25%", -0.25), (".75", -0.75)])
def test_a_score_in_a_table_a_matrix_and_json(minus: str, number: str, score: float) -> None:
    cell = minus + number
    Path("table.csv").write_text(f"layer,head,score\n0,0,{cell}\n0,1,0.5\n", encoding="utf-8")
    Path("matrix.csv").write_text(f"{cell},0.5,0.5,0.5\n0.5,0.5,0.5,{cell}\n", encoding="utf-8")
    records = [{"layer": 0, "head": 0, "score": cell}, {"layer": 0, "head": 1, "score": 0.5}]
    Path("records.json").write_text(json.dumps(records))
    for path in ("table.csv", "matrix.csv", "records.json"):
        found = read(path).scores
        assert found is not None
        assert found[0, 0, 0] == score


@pytest.mark.parametrize("cell", ["- -0.5", "--0.5", "- x", "-\N{MINUS SIGN}0.5"])
def test_what_is_no_number(cell: str) -> None:
    Path("h.csv").write_text(f"layer,head,score\n0,1,0.5\n0,0,{cell}\n", encoding="utf-8")
    with pytest.raises(InputError, match="is not a finite number"):
        read("h.csv")
