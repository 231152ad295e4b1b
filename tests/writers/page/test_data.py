"""data.js reads the heads and the scores exactly as they are, and writes them so."""

from pathlib import Path

import numpy as np
import pytest

from headmap_cli import read_facets
from headmap_cli.core.classification import Classification
from headmap_cli.core.facets import Facets
from headmap_cli.readers import read
from tests.helpers import random_data
from tests.writers.page.conftest import OpenPage
from tests.writers.page.data import FACETS, HEADS, HOSTILE, scored

pytestmark = pytest.mark.slow

AWKWARD = [0.1, 1 / 3, 1e-7, 123456.79, -0.0, 3.4e38, 1e-45, 16777216.0, 5.960464477539063e-08, 0.3]


@pytest.mark.parametrize("kind", ["float32", "float64"])
def test_scores_are_decoded_exactly(kind: str, open_page: OpenPage) -> None:
    random = np.random.default_rng(2)
    scores = np.concatenate([np.array(AWKWARD), random.normal(0, 1, 990)]).astype(kind).reshape(1, 40, 25)
    data = Classification.from_scores(scores, ["A"], threshold=0.1)
    page = open_page(data).page
    found = page.evaluate(
        "[...shown.facets[0].scores[0]].map((_, here) => scoreOf(shown.facets[0], 0, here))"
    )
    assert data.scores is not None
    assert found == data.scores.ravel().tolist()


@pytest.mark.parametrize("data", [HEADS, scored(), FACETS, random_data(HOSTILE, 5, 4, 0.3, absent=0.2)])
def test_members_and_absent_heads_are_decoded(data: Classification | Facets, open_page: OpenPage) -> None:
    page = open_page(data).page
    own = [facet.data for facet in data.facets] if isinstance(data, Facets) else [data]
    found = page.evaluate("shown.facets.map(f => [f.members.map(m => [...m]), [...f.absent], [...f.counts]])")
    for facet, (members, absent, counts) in zip(own, found, strict=True):
        for name, heads in zip(data.categories, members, strict=True):
            mask = np.zeros(facet.present.shape, dtype=bool)
            if name in facet.categories:
                mask = facet.membership[facet.categories.index(name)]
            assert heads == mask.ravel().astype(int).tolist()
        assert absent == (~facet.present).ravel().astype(int).tolist()
        assert counts == facet.membership.sum(axis=0).ravel().tolist()


ALL = [
    HEADS,
    scored(),
    scored(kind="float64"),
    scored(threshold=None),
    FACETS,
    random_data(HOSTILE, 4, 4, 0.3, absent=0.1),
]


@pytest.mark.parametrize("data", ALL)
@pytest.mark.parametrize("format", ["csv", "json"])
def test_data_is_read_back_as_it_was(
    format: str, data: Classification | Facets, open_page: OpenPage, tmp_path: Path
) -> None:
    path = tmp_path / f"back.{format}"
    path.write_bytes(open_page(data).download(format))
    if isinstance(data, Facets):
        assert read_facets(path) == data
    else:
        assert read(path) == data


@pytest.mark.parametrize("format", ["csv", "json"])
def test_data_of_another_state_has_the_heads_of_the_page(
    format: str, open_page: OpenPage, tmp_path: Path
) -> None:
    path = tmp_path / f"back.{format}"
    path.write_bytes(open_page(scored(), address="#threshold=0.2").download(format))
    assert read(path) == scored(threshold=0.2)


def test_the_page_itself_carries_the_data(open_page: OpenPage) -> None:
    assert read(open_page(scored()).file) == scored()
    assert read_facets(open_page(FACETS).file) == FACETS
    assert np.array_equal(read(open_page(HEADS).file).membership, HEADS.membership)
