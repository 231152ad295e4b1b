"""Figures carry scores exactly: what is extracted from a figure draws the same figure again."""

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from headmap_cli.cli.main import run
from headmap_cli.core.canonical import to_csv, to_json
from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import InputError
from headmap_cli.embed.metadata import payload
from headmap_cli.embed.packed_scores import pack_scores
from headmap_cli.readers import read
from headmap_cli.style.schema import Style
from tests.embed.rendered import FORMATS
from tests.embed.test_broken_figures import with_payload
from tests.parameters import slow_after_first

pytestmark = pytest.mark.usefixtures("workdir")

RANDOM = np.random.default_rng(3)
VALUES = RANDOM.choice([np.nan, -0.0, 0.1, 1 / 3, 1e300, -1e-300, 5e-324, -7.25], (2, 5, 6))
"""The scores of A and B: the head at layer 4, head 5 is absent, and some others have no score."""
VALUES[:, 4, 5] = np.nan
PRESENT = np.ones((5, 6), dtype=bool)
PRESENT[4, 5] = False
MEMBERS = (RANDOM.random((2, 5, 6)) < 0.4) & PRESENT
BOTH = Classification(("A", "B"), MEMBERS, PRESENT, "a model", VALUES)
SCORES_ALONE = Classification(("A", "B"), None, PRESENT, "a model", VALUES)


def known_scores(data: Classification) -> bytes:
    """Return the scores as bytes, in which -0.0 differs from 0.0."""
    assert data.scores is not None
    return data.scores[~np.isnan(data.scores)].tobytes()


@pytest.mark.parametrize("format", slow_after_first(FORMATS))
def test_what_is_extracted_draws_the_same_figure(format: str) -> None:
    Path("data.json").write_bytes(to_json(BOTH))
    Path("s.yaml").write_text("threshold: 0.2\nlayout: {dpi: 40}\n", encoding="utf-8")
    assert run(["render", "data.json", "-c", "s.yaml", "-q", "-o", f"one.{format}"]) == 0
    for ending in ("json", "csv"):
        assert run(["extract", f"one.{format}", "-o", f"out.{ending}", "--style", "out.yaml"]) == 0
        assert run(["render", f"out.{ending}", "-c", "out.yaml", "-q", "-o", f"two.{format}"]) == 0
        assert Path(f"two.{format}").read_bytes() == Path(f"one.{format}").read_bytes()
    assert Path("out.json").read_bytes() == to_json(BOTH)
    assert Path("out.csv").read_bytes() == to_csv(BOTH)
    assert run(["render", f"one.{format}", "-q", "-o", f"three.{format}"]) == 0
    assert Path(f"three.{format}").read_bytes() == Path(f"one.{format}").read_bytes()


@pytest.mark.parametrize("data", [BOTH, SCORES_ALONE], ids=["both", "scores alone"])
def test_the_data_of_a_payload_is_read_back(data: Classification) -> None:
    Path("x.png").write_bytes(with_compressed(payload(data, Style())))
    found = read("x.png")
    assert found == data
    assert known_scores(found) == known_scores(data)


@pytest.mark.parametrize("data", [BOTH, SCORES_ALONE], ids=["both", "scores alone"])
def test_csv_and_json_turn_into_each_other_and_back(data: Classification) -> None:
    Path("a.csv").write_bytes(to_csv(data))
    assert run(["convert", "a.csv", "-o", "a.json"]) == 0
    assert run(["convert", "a.json", "-o", "b.csv"]) == 0
    assert Path("a.json").read_bytes() == to_json(data)
    assert Path("b.csv").read_bytes() == Path("a.csv").read_bytes()
    assert known_scores(read("b.csv")) == known_scores(data)


def with_compressed(text: str) -> bytes:
    import zlib

    return with_payload(zlib.compress(text.encode()))


PACKED = pack_scores(VALUES)


@pytest.mark.parametrize(
    "scores",
    [
        [],
        {},
        PACKED,
        {**PACKED, "names": "AB"},
        {**PACKED, "names": ["A"]},
        {**PACKED, "names": ["A", 1]},
        {"names": ["A", "B"], "type": "float64", "zlib": "no base64"},
    ],
)
def test_damaged_scores_of_a_figure_are_refused(scores: Any) -> None:
    content = msgspec.json.decode(payload(BOTH, Style()))
    content["data"]["scores"] = scores
    Path("x.png").write_bytes(with_compressed(msgspec.json.encode(content).decode()))
    with pytest.raises(InputError, match=r"x.png \(the data that it carries\): the scores are damaged"):
        read("x.png")


def test_infinite_scores_of_a_figure_are_refused() -> None:
    content = msgspec.json.decode(payload(BOTH, Style()))
    content["data"]["scores"] |= pack_scores(np.full((2, 5, 6), np.inf))
    Path("x.png").write_bytes(with_compressed(msgspec.json.encode(content).decode()))
    with pytest.raises(InputError, match=r"infinity|absent"):
        read("x.png")


def test_the_scores_of_a_figure_count_for_the_maximum_size() -> None:
    Path("x.png").write_bytes(with_compressed(payload(BOTH, Style())))
    with pytest.raises(InputError, match="unpack"):
        read("x.png", max_bytes=300)
    assert read("x.png", max_bytes=10_000) == BOTH


def test_a_figure_without_scores_carries_no_more_than_before() -> None:
    text = payload(Classification(("A", "B"), MEMBERS), Style())
    assert set(msgspec.json.decode(text)["data"]) == {"headmap", "grid", "categories"}
