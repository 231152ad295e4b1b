"""Facets: several classifications under one set of categories."""

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import UsageError
from headmap_cli.core.facets import Facet, Facets


def classified(*categories: str, layers: int = 2, heads: int = 3) -> Classification:
    """Return a classification in which the first head is in every category."""
    membership = np.zeros((len(categories), layers, heads), dtype=bool)
    membership[:, 0, 0] = True
    return Classification(categories, membership)


def test_categories_are_those_of_the_first_facet_and_then_new_ones() -> None:
    facets = Facets(
        [
            Facet("A", classified("Knowledge", "Linguistic")),
            Facet("B", classified("Translation", "Linguistic", "Algorithmic", layers=5)),
        ]
    )
    assert facets.categories == ("Knowledge", "Linguistic", "Translation", "Algorithmic")
    assert facets.is_decided


def test_facets_of_scores_alone_are_not_decided() -> None:
    scores = Classification(("a",), None, scores=np.zeros((1, 2, 2)))
    assert not Facets([Facet("A", scores)]).is_decided


@pytest.mark.parametrize(
    ("facets", "message"),
    [
        ([], "at least one"),
        ([Facet("A", classified("a")), Facet("A", classified("b"))], "'A'"),
        ([Facet(" ", classified("a"))], "blank"),
        (
            [
                Facet("A", classified("a")),
                Facet("B", Classification(("a",), None, scores=np.zeros((1, 2, 2)))),
            ],
            "'B' holds scores without a rule",
        ),
    ],
    ids=["none", "twice", "blank", "mixed"],
)
def test_what_cannot_be_shown_together_is_refused(facets: list[Facet], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Facets(facets)


def test_equal_facets_have_equal_labels_and_data() -> None:
    assert Facets([Facet("A", classified("a"))]) == Facets([Facet("A", classified("a"))])
    assert Facets([Facet("A", classified("a"))]) != Facets([Facet("B", classified("a"))])
