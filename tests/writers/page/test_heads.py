"""heads.js selects the same heads as headmap, and gives them the same classes and colours."""

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.core.rule import Rule, rule_fields
from headmap_cli.core.selection import select
from headmap_cli.layout.score_plan import find_scale
from headmap_cli.style.load import load_style
from tests.writers.page.conftest import OpenPage
from tests.writers.page.data import HEADS, NAMES, scored

pytestmark = pytest.mark.slow

RULES = [
    Rule(threshold=0.2),
    Rule(threshold=0.1, abs=True),
    Rule(below=0.2),
    Rule(below=0.3, abs=True),
    Rule(top="7"),
    Rule(top="5%"),
    Rule(bottom="9"),
    Rule(top="0.5%", abs=True),
    Rule(threshold=0.1, top="20"),
    Rule(below=0.0, top="10", bottom="15"),
    Rule(top="100000"),
    Rule(threshold=1e300),
]


@pytest.mark.parametrize("kind", ["float32", "float64"])
def test_rules_select_what_headmap_selects(kind: str, open_page: OpenPage) -> None:
    data = scored(kind=kind)
    page = open_page(data).page
    assert data.scores is not None
    thresholds = [
        Rule(threshold=value) for value in np.unique(data.scores[~np.isnan(data.scores)])[::9].tolist()
    ]
    for rule in [*RULES, *thresholds]:
        found = page.evaluate(
            "rule => shown.facets[0].scores.map(scores => [...select(scores, rule)])", rule_fields(rule)
        )
        expected = [select(scores, rule).ravel().astype(int).tolist() for scores in data.scores]
        assert found == expected, rule


def test_the_classes_of_the_composite_are_those_of_headmap(open_page: OpenPage) -> None:
    page = open_page(HEADS).page
    codes = page.evaluate("[...compositeCodes(shown.facets[0])]")
    assert codes == merge(HEADS).code.ravel().tolist()


def test_isolated_categories_are_merged_alone(open_page: OpenPage) -> None:
    page = open_page(HEADS, address="#show=Knowledge&show=Linguistic").page
    both = Classification(
        HEADS.categories, HEADS.membership * np.array([1, 0, 1], bool)[:, None, None], HEADS.present
    )
    assert page.evaluate("[...compositeCodes(shown.facets[0])]") == merge(both).code.ravel().tolist()


@pytest.mark.parametrize("scale", ["linear", "symlog"])
def test_scores_have_the_colours_of_the_figure(scale: str, open_page: OpenPage) -> None:
    data = scored(threshold=None, kind="float64")
    style = load_style(sets=[f"scores.scale={scale}"])
    assert data.scores is not None
    colors = find_scale(data.scores, style.scores)
    page = open_page(data, style).page
    for c in range(len(NAMES)):
        found = page.evaluate("c => [...scoreCodes(shown.facets[0], c)]", c)
        # Rounding may put a score on the border of two levels into either.
        difference = np.abs(np.array(found) - colors.level_of(data.scores[c]).ravel())
        assert difference.max() <= 1
        assert (difference > 0).mean() < 0.02
    assert page.evaluate("scaleOf(0).colors") == list(colors.colors)
