"""The ticks of colour bars are round numbers, within the bar, and few."""

import pytest

from headmap_cli.colors.score_axis import ScoreAxis
from headmap_cli.layout.score_ticks import score_ticks


@pytest.mark.parametrize(
    ("axis", "labels"),
    [
        (ScoreAxis(0, 0.6), "0 0.1 0.2 0.3 0.4 0.5 0.6"),
        (ScoreAxis(-0.4, 0.4), "−0.4 −0.2 0 0.2 0.4"),
        (ScoreAxis(1e299, 6e299), "1e299 2e299 3e299 4e299 5e299 6e299"),
        (ScoreAxis(0, 3000), "0 500 1000 1500 2000 2500 3000"),
        (ScoreAxis(1e-3, 10, "log"), "0.001 0.01 0.1 1 10"),
        (ScoreAxis(1e-300, 1e300, "log"), "1e−300 1e−200 1e−100 1 1e100 1e200 1e300"),
        (ScoreAxis(2, 7, "log"), "2 3 4 5 6 7"),
        (ScoreAxis(-10, 10, "symlog"), "−10 −1 −0.1 0 0.1 1 10"),
        (ScoreAxis(0, 5e-324), "0 4.94e−324"),
    ],
)
def test_labels(axis: ScoreAxis, labels: str) -> None:
    assert " ".join(text for _, text in score_ticks(axis)) == labels


@pytest.mark.parametrize("spacing", ["linear", "symlog"])
@pytest.mark.parametrize("ends", [(-1.7e308, 1.7e308), (0.1234, 0.1235), (-3e-310, 7e-309), (-7.0, -6.9)])
def test_ticks_of_any_range_are_within_it_and_ascend(spacing: str, ends: tuple[float, float]) -> None:
    ticks = [score for score, _ in score_ticks(ScoreAxis(*ends, spacing))]  # type: ignore[arg-type]
    assert 2 <= len(ticks) <= 8
    assert ticks == sorted(set(ticks))
    assert ends[0] <= ticks[0] <= ticks[-1] <= ends[1]
