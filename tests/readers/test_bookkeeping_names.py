"""Columns that describe a row, a test or a cost, and columns that sum up others, are no categories."""

import logging
from pathlib import Path

import pytest

from headmap_cli.readers import read
from headmap_cli.readers.tables.column_names import is_aggregate, is_bookkeeping
from tests.readers import heads_of

pytestmark = pytest.mark.usefixtures("workdir")

BOOKKEEPING = """
token_position position pos Token-Pos queryPosition tstat t_stat T-statistic zscore z_score zScores
f_stat df dof degrees_of_freedom t_value flops FLOPs total_flops latency latency_p50 latency_ms
forwardMs time_seconds runtime_sec duration params n_params num_parameters memory memory_mb
peak_memory_gb gpu_memory wall_time elapsed_time
"""
DATA = "positional previous_position induction memory_head associative_memory score_max timer mass mean total"


@pytest.mark.parametrize("name", BOOKKEEPING.split())
def test_bookkeeping_names_are_recognised(name: str) -> None:
    assert is_bookkeeping(name)


@pytest.mark.parametrize("name", DATA.split())
def test_names_of_data_are_not_bookkeeping(name: str) -> None:
    assert not is_bookkeeping(name)


@pytest.mark.parametrize("name", ["mean", "Average", "AVG", "total", "max", "Min", "sum", "median"])
def test_names_of_aggregates_are_recognised(name: str) -> None:
    assert is_aggregate(name)
    assert not is_aggregate(f"{name}_ablation")


def written(header: str, *rows: str) -> str:
    Path("t.csv").write_text("\n".join([header, *rows]) + "\n")
    return "t.csv"


@pytest.mark.parametrize("name", ["latency_ms", "flops", "t_stat", "dof", "token_position", "memory_mb"])
def test_bookkeeping_beside_flags_is_left_out(name: str) -> None:
    path = written(f"layer,head,{name},induction,copying", "0,0,3,1,0", "0,1,2.5,0,1")
    assert heads_of(read(path, grid="1x2")) == {"induction": {(0, 0)}, "copying": {(0, 1)}}


@pytest.mark.parametrize("name", ["memory", "Position", "pos"])
def test_a_name_that_may_be_a_category_is_one_if_its_column_holds_flags(name: str) -> None:
    path = written(f"layer,head,{name},induction", "0,0,1,0", "0,1,0,1")
    assert heads_of(read(path, grid="1x2")) == {name: {(0, 0)}, "induction": {(0, 1)}}
    path = written(f"layer,head,{name},induction", "0,0,17,0", "0,1,4,1")
    assert heads_of(read(path, grid="1x2")) == {"induction": {(0, 1)}}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("induction,copying,mean,total,max", ["0.9,0.1,0.5,1.0,0.9", "0.2,0.8,0.5,1.0,0.8"]),
        ("mean,induction,copying", ["0.5,0.9,0.1", "0.5,0.2,0.8"]),
        ("induction,Average,copying,median", ["0.9,0.5,0.1,0.5", "0.2,0.5,0.8,0.5"]),
        ("induction,copying,sum", ["1,0,1", "0,1,1"]),
        ("total,induction,copying,max", ["3,1,0,2", "2,0,1,2"]),
        ("induction,min,copying,avg", ["yes,0,no,0.5", "no,0,yes,0.5"]),
    ],
)
def test_columns_that_sum_up_others_are_left_out(
    header: str, cells: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    rows = [f"0,{head},{row}" for head, row in enumerate(cells)]
    scored = {"threshold": 0.5} if "." in cells[0].split(",")[header.split(",").index("induction")] else {}
    found = read(written(f"layer,head,{header}", *rows), grid="1x2", **scored)
    assert heads_of(found) == {"induction": {(0, 0)}, "copying": {(0, 1)}}
    warnings = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert warnings[0].startswith(
        "t.csv: draws each of the columns induction, copying as a category and ignores "
    )


@pytest.mark.parametrize(
    ("header", "score"),
    [("mean", "mean"), ("mean,std", "mean"), ("max,mean", "mean"), ("kl,mean", "mean"), ("avg,n", "avg")],
)
def test_a_mean_of_nothing_beside_it_is_the_score(header: str, score: str) -> None:
    cells = [
        ",".join(value if name == score else "4" for name in header.split(",")) for value in ("0.9", "0.1")
    ]
    path = written(f"layer,head,{header}", f"0,0,{cells[0]}", f"0,1,{cells[1]}")
    assert heads_of(read(path, grid="1x2", threshold=0.5)) == {"t": {(0, 0)}}
