"""Describe several facets in words: a paragraph for each of them, and one on what differs between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ..analysis.concentration import SIGNIFICANT
from ..core.aligned import align_facets
from ..core.composite import merge, merge_drawn
from ..core.facets import Facet, Facets
from ..core.strings import counted, printable, truncate
from ..layout.labels import shown_labels
from ..style.schema import Style
from .alt_text import alt_text
from .description import describe
from .facts import WriteName
from .marked_heads import marked_text
from .prose import grid_text, join_and
from .score_description import describe_scores
from .scores import missing_sentences
from .sections import Section

MAX_FACETS = 4
"""The number of facets that alt text describes one by one, since it is read aloud as a whole."""

Share = tuple[float, str, str]
"""A number that facets are compared by, the name of its facet, and the number in words."""


def facets_alt_text(facets: Facets, style: Style) -> str:
    """Return the alt text of a figure of several facets.

    Args:
        facets: The facets.
        style: The style, which has the labels of the categories.
    """
    names = _facet_names(facets)
    sentences = [f"Maps of {counted(len(names), 'facet')}: {join_and(names)}."]
    for name, facet in list(zip(names, facets.facets, strict=True))[:MAX_FACETS]:
        labels = shown_labels(facet.data.categories, style)
        marked = marked_text(facet.data, style)
        sentences.append(f"{name}: {alt_text(merge_drawn(facet.data), labels)}{marked}")
    sentences += _differences(facets, names, shown_labels(facets.categories, style))
    return " ".join(sentences)


def describe_facets(facets: Facets, style: Style, escape: WriteName = str) -> list[Section]:
    """Return the description of a figure of several facets.

    Args:
        facets: The facets.
        style: The style of the figure.
        escape: Escapes what would be markup in a name; by default nothing, as for plain text.

    Raises:
        HeadmapError: The style names a panel that the data has no category for.
    """
    names = [escape(name) for name in _facet_names(facets)]
    labels = [escape(truncate(label)) for label in shown_labels(facets.categories, style)]
    overview = (
        f"The figure shows {counted(len(names), 'facet')}: {join_and(names, len(names))}. "
        f"Together they have {counted(len(labels), 'category', 'categories')}: {join_and(labels)}. "
        f"p-values are corrected for the number of tests; a pattern is clear if p is below {SIGNIFICANT}."
    )
    sections = [Section("Overview", (overview,))]
    for name, facet in zip(names, align_facets(facets), strict=True):
        sections.append(Section(f"Facet {name}", (_facet_text(facet, style, escape),)))
    sections.append(Section("Differences", (" ".join(_differences(facets, names, labels)),)))
    return sections


def _facet_text(facet: Facet, style: Style, escape: WriteName) -> str:
    """Return the sentences on one facet: its grid, and what each of its panels shows."""
    sentences = [f"The facet has {grid_text(facet.data, escape)}."]
    if facet.data.is_decided:
        sections = describe(merge(facet.data), style, escape)
    else:
        sections = describe_scores(facet.data, style, escape)
        sentences += missing_sentences(facet.data)
    for section in sections:
        if section.heading.startswith("Panel "):
            sentences += section.paragraphs
    return " ".join(sentences)


def _facet_names(facets: Facets) -> list[str]:
    """Return the labels of the facets as a text shows them."""
    return [truncate(printable(facet.label)) for facet in facets.facets]


def _differences(facets: Facets, names: Sequence[str], labels: Sequence[str]) -> Iterator[str]:
    """Yield sentences on what differs between the facets.

    Args:
        facets: The facets.
        names: The names of the facets.
        labels: The labels of the categories of all facets.
    """
    if len(names) < 2:
        yield "There is one facet, so nothing differs."
        return
    for category, label in zip(facets.categories, labels, strict=True):
        missing = []
        shares: list[Share] = []
        for name, facet in zip(names, facets.facets, strict=True):
            if category in facet.data.categories:
                shares.append(_share(name, facet, category))
            else:
                missing.append(name)
        if missing:
            yield f"{label} is not a category of {join_and(missing)}."
        if len(shares) > 1:
            yield _range_sentence(label, shares, facets.is_decided)


def _share(name: str, facet: Facet, category: str) -> Share:
    """Return the share of the heads of a facet that are in a category, or the mean of its scores."""
    data = facet.data
    index = data.categories.index(category)
    if not data.is_decided:
        assert data.scores is not None
        scores = data.scores[index][~np.isnan(data.scores[index])]
        mean = float(scores.mean()) if scores.size else 0.0
        return mean, name, f"{mean:.3g}"
    heads = int(data.membership[index].sum())
    total = int(data.present.sum())
    share = heads / total if total else 0.0
    # Shares of two facets may differ by less than a whole percent.
    return share, name, f"{heads} of {total} heads, {100 * share:.1f}%"


def _range_sentence(label: str, shares: Sequence[Share], is_decided: bool) -> str:
    """Return a sentence on the facets in which a category is largest and smallest."""
    largest = max(shares, key=lambda share: share[0])
    smallest = min(shares, key=lambda share: share[0])
    quantity = "share of the heads" if is_decided else "mean score"
    if largest[0] == smallest[0]:
        return f"The {quantity} in {label} is the same in all {len(shares)} facets ({largest[2]})."
    return (
        f"The {quantity} in {label} is largest in {largest[1]} ({largest[2]}) "
        f"and smallest in {smallest[1]} ({smallest[2]})."
    )
