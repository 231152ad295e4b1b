"""Tasks of a worker of a cluster."""

import numpy as np
import pytest

from headmap_cli.batch.tasks import encode_figure
from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import HeadmapError
from headmap_cli.options.records import DrawArgs
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from headmap_cli.writers.formats import find_format

DATA = Classification(("A",), np.eye(3, dtype=bool)[None])


def test_a_worker_draws_the_figure_that_this_process_would() -> None:
    drawing = Drawing(DATA, load_style())
    fingerprints = {format: drawing.fingerprint(find_format(format)) for format in ("png", "svg")}
    encoded = encode_figure(DATA, load_style(), fingerprints, DrawArgs())
    assert encoded == {format: Drawing(DATA, load_style()).encode(format) for format in ("png", "svg")}


def test_a_worker_with_other_fonts_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Drawing(DATA, load_style()).fingerprint(find_format("png"))
    monkeypatch.setattr("headmap_cli.render.font_identity", lambda _style, _choice: "other fonts")
    with pytest.raises(HeadmapError, match="a worker has other fonts for this figure"):
        encode_figure(DATA, load_style(), {"png": expected}, DrawArgs())
