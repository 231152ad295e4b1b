"""Packed scores are unpacked exactly, in half the space if they come from float32, and nothing broken is."""

import base64
import zlib
from typing import Any

import numpy as np
import pytest

from headmap_cli.core.decimals import as_float64
from headmap_cli.embed.packed_scores import pack_scores, unpack_scores

RANDOM = np.random.default_rng(0)
EXTREMES = np.array([[[np.nan, -0.0, 0.0, 1e300], [-1e300, 1e-300, 5e-324, 0.1]]])


@pytest.mark.parametrize(
    ("scores", "kind"),
    [
        (RANDOM.random((3, 4, 5)), "float64"),
        (as_float64(RANDOM.random((3, 4, 5)).astype("f4")), "float32"),
        (as_float64(RANDOM.normal(size=(1, 40, 40)).astype("f2")), "float32"),
        (np.array([[[0.1, 0.25, np.nan, -0.0]]]), "float32"),
        (EXTREMES, "float64"),
        (np.full((2, 2, 2), np.nan), "float32"),
    ],
)
def test_scores_are_unpacked_bit_by_bit(scores: Any, kind: str) -> None:
    packed = pack_scores(scores)
    assert packed["type"] == kind
    unpacked = unpack_scores(packed, scores.shape)
    assert unpacked.dtype == np.float64
    assert np.array_equal(np.isnan(unpacked), np.isnan(scores))
    assert unpacked[~np.isnan(scores)].tobytes() == scores[~np.isnan(scores)].tobytes()


def test_packed_scores_are_smaller_than_their_bytes_in_base64() -> None:
    scores = RANDOM.random((3, 36, 40))
    assert len(pack_scores(scores)["zlib"]) < len(base64.b64encode(scores.tobytes()))
    narrow = as_float64(scores.astype("f4"))
    assert len(pack_scores(narrow)["zlib"]) < 0.55 * len(pack_scores(scores)["zlib"])


GOOD = pack_scores(np.ones((1, 2, 2)))


@pytest.mark.parametrize(
    "packed",
    [
        None,
        [],
        {},
        {"type": "float32"},
        {**GOOD, "type": "float16"},
        {**GOOD, "type": 4},
        {**GOOD, "zlib": "???"},
        {**GOOD, "zlib": base64.b64encode(b"not zlib").decode()},
        {**GOOD, "zlib": GOOD["zlib"][:-8]},
        pack_scores(np.ones((1, 2, 3))),
        pack_scores(np.ones((1, 2, 1))),
        {"type": "float64", "zlib": base64.b64encode(zlib.compress(bytes(10**7))).decode()},
    ],
)
def test_anything_else_is_refused(packed: Any) -> None:
    with pytest.raises(ValueError, match=r"scores|zlib|base64|data|stream"):
        unpack_scores(packed, (1, 2, 2))
