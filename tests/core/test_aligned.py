"""Facets are aligned and stacked: each head is where its facet and its layer say."""

import numpy as np
import pytest

from headmap_cli.core.aligned import align_facets, shown_with_categories, stack_facets
from headmap_cli.core.classification import Classification
from headmap_cli.core.facets import Facet, Facets


def random_facets(with_scores: bool) -> Facets:
    random = np.random.default_rng(4)
    facets = []
    for label, names, layers, heads in (("x", "AB", 3, 2), ("y", "C", 1, 5), ("z", "BC", 4, 4)):
        shape = (len(names), layers, heads)
        present = random.random((layers, heads)) < 0.8
        membership = (random.random(shape) < 0.5) & present
        scores = np.where(membership, random.random(shape), np.nan) if with_scores else None
        facets.append(Facet(label, Classification(tuple(names), membership, present, scores=scores)))
    return Facets(facets)


@pytest.mark.parametrize("with_scores", [False, True])
def test_the_stack_has_each_head_of_each_facet_once(with_scores: bool) -> None:
    facets = random_facets(with_scores)
    stack = stack_facets(facets)
    assert stack.categories == ("A", "B", "C")
    assert stack.present.shape == (1, 3 * 2 + 1 * 5 + 4 * 4)
    first = 0
    for facet in facets.facets:
        for index, name in enumerate(facet.data.categories):
            for layer, head in np.ndindex(facet.data.present.shape):
                position = (stack.categories.index(name), 0, first + layer * facet.data.heads + head)
                assert stack.membership[position] == facet.data.membership[index, layer, head]
                if with_scores:
                    assert stack.scores is not None
                    assert facet.data.scores is not None
                    score = facet.data.scores[index, layer, head]
                    assert np.array_equal(stack.scores[position], score, equal_nan=True)
        first += facet.data.layers * facet.data.heads
    heads = sum(int(facet.data.present.sum()) for facet in facets.facets)
    members = sum(int(facet.data.membership.sum()) for facet in facets.facets)
    assert (int(stack.present.sum()), int(stack.membership.sum())) == (heads, members)


def test_aligned_facets_have_all_categories_and_keep_their_heads() -> None:
    facets = random_facets(False)
    for facet, aligned in zip(facets.facets, align_facets(facets), strict=True):
        assert aligned.data.categories == ("A", "B", "C")
        for name, mask in zip(aligned.data.categories, aligned.data.membership, strict=True):
            expected = np.zeros_like(mask)
            if name in facet.data.categories:
                expected = facet.data.membership[facet.data.categories.index(name)]
            assert np.array_equal(mask, expected)


def test_a_batch_can_give_facets_the_categories_of_other_figures() -> None:
    shown = shown_with_categories(random_facets(False), ["D", "C", "B", "A"])
    assert isinstance(shown, Facets)
    assert shown.categories == ("D", "C", "B", "A")
    assert all(facet.data.categories == shown.categories for facet in shown.facets)
