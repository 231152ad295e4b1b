"""Positions of cells along an axis, filled pixel by pixel."""

import numpy as np
from hypothesis import given

from headmap_cli.layout.band_scale import BandScale
from tests.layout.cases import scales


@given(scales)
def test_a_band_scale_has_equal_cells_with_a_line_after_each_group(scale: BandScale) -> None:
    along = np.full(scale.size, -1)
    for index in range(scale.n):
        start = scale.start(index)
        assert (along[start : start + scale.cell] == -1).all()
        along[start : start + scale.cell] = index
    for index in scale.lines:
        edge = scale.edge(index)
        assert (along[edge : edge + scale.line] == -1).all()
        along[edge : edge + scale.line] = -2
        neighbours = {int(along[edge - 1]), int(along[edge + scale.line])}
        assert neighbours == {index - 1, index}
    assert (along != -1).all()
    order = [index for index in along.tolist() if index >= 0]
    assert order == sorted(order, reverse=scale.reverse)
    assert all(index % scale.every == 0 for index in scale.lines)


@given(scales)
def test_bands_ascend_and_begin_where_cells_start(scale: BandScale) -> None:
    starts = sorted(scale.start(index) for index in range(scale.n))
    assert scale.bands().tolist() == [[start, start + scale.cell] for start in starts]
