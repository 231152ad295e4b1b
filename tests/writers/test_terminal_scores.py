"""Scores in the terminal: every character is decoded and compared with the score of its head."""

import re

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import Style
from headmap_cli.writers.terminal_scores import RAMP, terminal_scores


def scored(
    scores: list[list[list[float]]] | np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> Classification:
    array = np.array(scores, dtype=float)
    return Classification.from_scores(array, [f"C{c}" for c in range(len(array))])


def test_a_character_stands_for_its_ninth_of_the_range() -> None:
    rng = np.random.default_rng(1)
    scores = rng.random((1, 12, 7))
    scores[0, 3, 4] = np.nan
    lines = terminal_scores(scored(scores), Style(), 80).splitlines()
    assert lines[0].strip() == "C0"
    rows = [line[2:].ljust(12) for line in lines[2:9]]
    low, high = np.nanmin(scores), np.nanmax(scores)
    for layer, head in np.ndindex(12, 7):
        character = rows[head][layer]
        score = scores[0, layer, head]
        if np.isnan(score):
            assert character == " "
        else:
            step = RAMP.index(character)
            share = (score - low) / (high - low)
            # A character stands for whole levels of the scale, of which there are at most 128.
            assert step / 9 - 1 / 64 <= share <= (step + 1) / 9 + 1 / 64
    assert lines[-2].startswith("score ")
    assert RAMP in lines[-2]
    assert lines[-1] == "blank: no score"


def test_the_scale_names_both_ends_and_marks_those_that_are_clipped() -> None:
    data = scored([[[-0.5, 0.25]]])
    assert terminal_scores(data, Style(), 80).splitlines()[-1] == f"score \u22120.5 {RAMP} 0.5"
    style = load_style(sets=["scores.range=[-0.2, 0.3]", "scores.label=effect"])
    assert terminal_scores(data, style, 80).splitlines()[-1] == f"effect \u2264 \u22120.2 {RAMP} 0.3"


@pytest.mark.parametrize("support", ["truecolor", "256"])
def test_colours_follow_the_scores_and_the_scale_has_the_same_ends(support: str) -> None:
    data = scored([[[0.0, 1.0], [0.5, 0.0]]])
    text = terminal_scores(data, Style(), 80, support)  # type: ignore[arg-type]
    # The upper head has the foreground, the lower one the background.
    [cells] = [line for line in text.splitlines() if "\u2580" in line]
    mode = "38;2;[0-9;]+?(?=m)" if support == "truecolor" else "38;5;[0-9]+"
    first, second = re.findall(mode, cells)
    scale = re.findall(mode, text.splitlines()[-1])
    assert first == scale[0]
    assert second not in (scale[0], scale[-1])
    background = re.findall(mode.replace("38", "48", 1), cells)
    assert background[0].replace("48", "38", 1) == scale[-1]
    assert background[1].replace("48", "38", 1) == scale[0]


@pytest.mark.parametrize("width", [10, 30, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    data = scored(np.random.default_rng(0).normal(size=(3, 40, 6)))
    for line in terminal_scores(data, Style(), width).splitlines():
        assert len(line) <= width


def test_maps_are_side_by_side_and_share_a_scale() -> None:
    data = scored([[[0.0, 0.0]], [[1.0, 1.0]]])
    lines = terminal_scores(data, Style(), 80).splitlines()
    assert re.split(r"\s{2,}", lines[0].strip()) == ["C0", "C1"]
    assert lines[2].split() == ["0", ".", "0", "@"]
