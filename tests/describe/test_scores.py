"""Scores in words: ranges, names and places are compared with numbers that were worked out by hand."""

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge, merge_drawn
from headmap_cli.core.errors import HeadmapError
from headmap_cli.describe.alt_text import alt_text
from headmap_cli.describe.description import describe
from headmap_cli.describe.score_description import describe_scores
from headmap_cli.describe.scores import score_sentences
from headmap_cli.describe.sections import as_text
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import Style

SCORES = np.array([[0.1, 0.9, np.nan], [0.3, 0.2, 0.5]])


def words(scores: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
    return " ".join(score_sentences("A", scores))


def test_the_range_the_median_and_the_highest_heads() -> None:
    assert words(SCORES) == (
        "A has 5 scores from 0.1 to 0.9, with the median 0.3. "
        "The highest are 0.1 (0.9), 1.2 (0.5), 1.0 (0.3), 1.1 (0.2) and 0.0 (0.1), in layers 0 to 1."
    )


def test_the_strongest_heads_count_by_magnitude_if_scores_are_negative() -> None:
    assert words(np.array([[-0.7, 0.2]])) == (
        "A has 2 scores from -0.7 to 0.2, with the median -0.25. "
        "The strongest are 0.0 (-0.7) and 0.1 (0.2), in layer 0. 1 of the 2 is below zero."
    )


def test_constant_and_missing_scores() -> None:
    assert words(np.full((2, 2), 0.5)) == "All 4 scores of A are 0.5."
    assert words(np.full((2, 2), np.nan)) == "A has no scores."


def test_the_alt_text_of_scores_without_a_rule() -> None:
    data = Classification.from_scores({"A": SCORES, "B": -SCORES})
    text = alt_text(merge_drawn(data), ["A", "B"])
    assert text.startswith(
        "Map of the scores of 5 attention heads (2 layers of 3 heads). There are 2 categories. "
    )
    assert "A has 5 scores from 0.1 to 0.9" in text
    assert "The strongest are 0.1 (-0.9)" in text
    assert text.endswith("1 place of the grid is absent.")


def test_the_description_of_scores_without_a_rule_has_a_part_for_each_panel() -> None:
    data = Classification.from_scores({"A": SCORES, "*B*": SCORES})
    style = load_style(sets=["panels.show=[scores, ranked, distribution]"])
    text = as_text(describe_scores(data, style), markdown=False)
    assert "Panel 1: A\nA has 5 scores" in text
    assert "Panel 3: Strongest heads\n5 bars, from the strongest score to the weakest: 0.1 (0.9, A), " in text
    assert "Panel 4: Distribution of scores\n2 rows of bars" in text
    style = load_style(sets=["panels.show=[upset]"])
    with pytest.raises(HeadmapError, match="'upset' shows categories, and the scores have no rule"):
        describe_scores(data, style)


def test_the_description_of_selected_heads_includes_score_panels() -> None:
    data = Classification.from_scores({"A": SCORES}, threshold=0.4)
    style = load_style(sets=["panels.show=[A, scores, ranked, distribution]"])
    text = as_text(describe(merge(data), style), markdown=False)
    assert "Panel 2: A\nA has 5 scores from 0.1 to 0.9" in text
    assert "0.1 (0.9, A), 1.2 (0.5, A), 1.0 (0.3, unclassified)" in text
    assert "2 of these heads are in A." in text


def test_the_default_style_describes_scores() -> None:
    data = Classification.from_scores(SCORES, "A")
    assert "Panel 1: A\n" in as_text(describe_scores(data, Style()), markdown=False)
