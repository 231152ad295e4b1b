"""What a figure of facets shows is compared with the data facet by facet."""

import numpy as np

from headmap_cli.checks.content import shown_differences
from headmap_cli.core.classification import Classification
from headmap_cli.core.facets import Facet, Facets

ONE = Classification(("A",), np.array([[[True, False], [False, False]]]))
OTHER = Classification(("A",), np.array([[[True, False], [False, True]]]))


def facets(**data: Classification) -> Facets:
    return Facets(Facet(label, classification) for label, classification in data.items())


def test_equal_facets_do_not_differ() -> None:
    assert list(shown_differences(facets(x=ONE, y=OTHER), facets(x=ONE, y=OTHER))) == []


def test_differences_name_their_facet() -> None:
    assert list(shown_differences(facets(x=ONE, y=OTHER), facets(x=ONE, y=ONE))) == [
        "shows L1H1 as 'A', which the data does not (facet 'y')"
    ]
    assert list(shown_differences(facets(x=ONE), facets(x=ONE, y=ONE))) == ["does not show facet 'y'"]
    assert list(shown_differences(facets(x=ONE, y=ONE), facets(x=ONE))) == [
        "shows facet 'y', which the data does not have"
    ]
    assert list(shown_differences(facets(x=ONE, y=ONE), facets(y=ONE, x=ONE))) == [
        "shows the facets in another order: 'x', 'y'"
    ]


def test_a_single_classification_is_no_facet() -> None:
    assert list(shown_differences(ONE, facets(x=ONE))) == [
        "does not show facet 'x'",
        "shows a classification without facets, which the data does not have",
    ]
