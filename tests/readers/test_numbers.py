"""One rule for numbers: files and from_scores agree at the threshold in all types; means are exact."""

import csv
import io
import json
import math
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from headmap_cli import Classification, read, save
from headmap_cli.core.decimals import as_float64
from headmap_cli.core.head_rows import may_list_heads
from headmap_cli.readers.means import group_means
from tests.parameters import slow_after_first

TYPES = ["float16", "float32", "float64", ">f4", "<f8", "int8", "uint8", "int16", "int32", "int64", "uint64"]


def shortest(value: Any) -> float:
    """The shortest decimal of a number in its own type, as numpy prints it, read by Python."""
    return float(str(value))


@st.composite
def arrays(draw: st.DrawFn) -> np.ndarray[Any, Any]:
    kind: Any = np.dtype(draw(st.sampled_from(TYPES)))
    shape = draw(st.tuples(st.integers(1, 4), st.integers(2, 4)))
    count = shape[0] * shape[1]
    if kind.kind == "f":
        decimals = st.integers(-3000, 3000).map(lambda n: n / 1000)
        widths = {2: 16, 4: 32, 8: 64}
        limit = {2: 2.0**15, 4: 2.0**126, 8: 2.0**1000}[kind.itemsize]
        floats = st.floats(-limit, limit, width=widths[kind.itemsize])  # type: ignore[arg-type]
        values = draw(st.lists(decimals | floats, min_size=count, max_size=count))
    else:
        limits = np.iinfo(kind)
        numbers = st.integers(2, 9) | st.integers(int(limits.min), int(limits.max))
        values = draw(st.lists(numbers, min_size=count, max_size=count))
    return np.array(values, dtype=kind).reshape(shape)


def written(array: np.ndarray[Any, Any], folder: Path) -> list[Path]:
    """The array in all formats, each number of the text formats as numpy prints it."""
    np.save(folder / "a.npy", array)
    np.savez(folder / "a.npz", A=array)
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["layer", "head", "category", "score"])
    for (layer, head), value in np.ndenumerate(array):
        rows.writerow([layer, head, "A", str(value)])
    (folder / "a.csv").write_text(out.getvalue(), encoding="utf-8")
    cells = ", ".join(
        f'{{"layer": {i}, "head": {j}, "category": "A", "score": {value!s}}}'
        for (i, j), value in np.ndenumerate(array)
    )
    (folder / "a.json").write_text(f"[{cells}]", encoding="utf-8")
    return [folder / name for name in ("a.npy", "a.npz", "a.csv", "a.json")]


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(array=arrays(), place=st.integers(0, 15), step=st.sampled_from([-1, 0, 1]))
def test_files_and_from_scores_agree_at_the_threshold(
    array: np.ndarray[Any, Any], place: int, step: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Thresholds at a score, and one double below and above it."""
    if bool(np.isin(array, [0, 1]).all()):
        array = array + np.ones((), dtype=array.dtype) * 2  # else an array of flags
    assume(array.dtype.kind not in "iu" or not may_list_heads(array))  # from_scores asks which they are
    chosen = shortest(array.ravel()[place % array.size])
    threshold = {-1: math.nextafter(chosen, -math.inf), 0: chosen, 1: math.nextafter(chosen, math.inf)}[step]
    expected = [[[shortest(value) > threshold for value in row] for row in array]]
    assert Classification.from_scores(array, ["A"], threshold).membership.tolist() == expected
    assert Classification.from_scores({"A": array}, threshold=threshold).membership.tolist() == expected
    for path in written(array, tmp_path_factory.mktemp("n")):
        data = read(path, grid=array.shape, threshold=threshold)
        assert data.membership.tolist() == expected, path.name


@pytest.mark.parametrize("kind", ["float16", "float32", "float64"])
@pytest.mark.parametrize("text", ["0.1", "0.7", "-0.3", "1e-05", "123.5", "0.05", "6e-08"])
def test_a_decimal_is_not_above_itself_in_any_type(kind: str, text: str, tmp_path: Path) -> None:
    array = np.array([[text, "200"]], dtype=kind)
    np.save(tmp_path / "a.npy", array)
    for data in (
        Classification.from_scores(array, ["A"], float(text)),
        Classification.from_scores(array, ["A"], array[0, 0]),
        read(tmp_path / "a.npy", threshold=float(text)),
    ):
        assert data.membership.tolist() == [[[False, True]]]


@pytest.mark.slow
def test_every_float16_has_its_shortest_decimal() -> None:
    every = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    finite = every[np.isfinite(every)]
    assert as_float64(finite).tolist() == [shortest(value) for value in finite]


@pytest.mark.parametrize("seed", slow_after_first(range(6)))
def test_a_random_float32_has_its_shortest_decimal(seed: int) -> None:
    """Bits at random, fractions, whole numbers, powers of ten, decimals, and their neighbours."""
    random = np.random.default_rng(seed)
    decimals = (random.integers(-(10**7), 10**7, 4000) / 10.0 ** random.integers(0, 12, 4000)).astype(
        np.float32
    )
    parts = [
        random.integers(0, 1 << 32, 4000, dtype=np.uint32).view(np.float32),
        random.random(4000, dtype=np.float32),
        random.integers(-(1 << 40), 1 << 40, 4000).astype(np.float32),
        (10.0 ** random.uniform(-45, 38, 4000)).astype(np.float32),
        decimals,
        np.nextafter(decimals, np.float32(np.inf)),
        (10.0 ** np.arange(-45, 39)).astype(np.float32),
    ]
    values = np.concatenate(parts)
    values = values[np.isfinite(values)]
    assert as_float64(values).tolist() == [shortest(value) for value in values]


@pytest.mark.parametrize(
    "bits", [np.uint16(0x7D01), np.uint16(0xFD01), np.uint32(0x7FA00001), np.uint32(0xFFA00001)]
)
def test_a_signalling_nan_is_an_ordinary_nan(bits: np.unsignedinteger[Any]) -> None:
    """numpy warns when it converts one, and a warning of Python must not reach the user."""
    narrow = np.array([bits]).view(f"f{bits.itemsize}")
    assert np.isnan(as_float64(narrow)).all()


def test_a_value_that_is_no_number_stays_as_it_is() -> None:
    for kind in (np.float16, np.float32, np.float64):
        values = as_float64(np.array([[np.nan, np.inf], [-np.inf, 0]], dtype=kind))
        assert [str(value) for value in values.ravel().tolist()] == ["nan", "inf", "-inf", "0.0"]
    assert as_float64(np.array([True, False])).tolist() == [1.0, 0.0]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["FLOAT", "DOUBLE", "DECIMAL(4, 2)"])
@pytest.mark.parametrize("text", ["0.1", "0.7", "-0.3", "12.34", "0.05", "2.5"])
def test_parquet_columns_of_all_types(kind: str, text: str, tmp_path: Path) -> None:
    duckdb: Any = pytest.importorskip("duckdb")
    rows = f"(0, 0, 'A', {text}), (0, 1, 'A', 50)"
    path = tmp_path / "a.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t (layer INT, head INT, category VARCHAR, score {kind})")
        connection.execute(f"INSERT INTO t VALUES {rows}")
        connection.execute(f"COPY t TO '{path}' (FORMAT PARQUET)")
    data = read(path, grid=(1, 2), threshold=float(text))
    assert data.membership.tolist() == [[[False, True]]]


# --- means ---


def mean(values: list[float]) -> float:
    return float(
        group_means(np.array(values), np.zeros(len(values), dtype=np.int64), np.array([len(values)]))[0]
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        *[([0.1] * n, 0.1) for n in range(2, 30)],
        *[([0.7] * n, 0.7) for n in (3, 6, 10, 49)],
        ([0.1, 0.2, 0.3], 0.2),
        ([1e308, 1e308], 1e308),
        ([1.7976931348623157e308] * 7, 1.7976931348623157e308),
        ([1.7976931348623157e308, -1.7976931348623157e308], 0.0),
        ([-1e308] * 3, -1e308),
        ([5e-324] * 5, 5e-324),
        ([1e16, 1.0, -1e16], 1 / 3),
        ([1e300, 1e-300], 5e299),
    ],
)
def test_the_mean_of_equal_scores_is_that_score(values: list[float], expected: float) -> None:
    assert mean(values) == expected
    assert mean(values[::-1]) == expected


@pytest.mark.slow
@given(st.lists(st.floats(-1000, 1000).filter(lambda x: x == 0 or abs(x) > 1e-9), min_size=1, max_size=20))
def test_a_mean_is_that_of_fractions(values: list[float]) -> None:
    assert mean(values) == float(sum(map(Fraction, values)) / len(values))


def test_group_means_do_not_depend_on_the_order() -> None:
    random = np.random.default_rng(3)
    group = random.integers(0, 50, 400)
    group[:50] = np.arange(50)
    values = np.round(random.random(400), 2)
    means = group_means(values, group, np.bincount(group))
    expected = [float(sum(map(Fraction, values[group == i])) / int((group == i).sum())) for i in range(50)]
    assert means.tolist() == expected
    order = random.permutation(400)
    assert group_means(values[order], group[order], np.bincount(group)).tolist() == expected


@pytest.mark.parametrize("value", ["0.1", "0.7", "1.1", "2.3", "-0.3", "1e308", "1.7976931348623157e308"])
@pytest.mark.parametrize("times", slow_after_first([2, 3, 6, 7, 10, 19]))
def test_repeats_of_a_score_are_not_above_it(value: str, times: int, tmp_path: Path) -> None:
    rows = [f"0,0,A,{value}\n"] * times + ["0,1,A,-5\n"]
    (tmp_path / "a.csv").write_text("layer,head,category,score\n" + "".join(rows), encoding="utf-8")
    records = [{"layer": 0, "head": 0, "category": "A", "score": float(value)}] * times
    records.append({"layer": 0, "head": 1, "category": "A", "score": -5.0})
    (tmp_path / "a.json").write_text(json.dumps(records), encoding="utf-8")
    for name in ("a.csv", "a.json"):
        at = read(tmp_path / name, grid=(1, 2), threshold=float(value))
        assert at.membership.tolist() == [[[False, False]]], name
        below = math.nextafter(float(value), -math.inf)
        assert read(tmp_path / name, grid=(1, 2), threshold=below).membership.tolist() == [[[True, False]]]


# --- no file holds infinity ---


def refuse_constant(name: str) -> float:
    raise AssertionError(f"{name} is not JSON")


LARGEST = 1.7976931348623157e308


@pytest.mark.parametrize(
    "scores",
    [
        [LARGEST, 0.5],
        [-LARGEST, 0.5],
        [1.79751e308, 0.5],
        [math.nan, 0.5],
        [5e-324, 1.0],
        [LARGEST, -LARGEST],
    ],
)
@pytest.mark.parametrize("ending", slow_after_first(["html", "vl.json"]))
def test_no_file_holds_infinity_or_nan(scores: list[float], ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    save(Classification.from_scores([scores], ["A"], 0.1), path)
    text = path.read_text(encoding="utf-8")
    if ending == "html":
        text = text.partition('id="headmap-page">')[2].partition("</script>")[0]
    document = json.loads(text, parse_constant=refuse_constant)
    if ending == "html":
        [scale] = document["scales"]
        assert math.isfinite(scale["lowest"])
        assert math.isfinite(scale["highest"])
        carried = read(path).scores
        assert carried is not None
        assert np.array_equal(carried[0, 0], scores, equal_nan=True)
