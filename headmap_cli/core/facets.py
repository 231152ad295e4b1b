"""Define Facets, which holds the classifications of several models, checkpoints or conditions."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from .classification import Classification
from .errors import UsageError

MAX_FACETS = 1000
"""The greatest number of facets that are read: a column with more values does not hold labels."""


class Facet(Struct, frozen=True):
    """One of several classifications that are shown together.

    Attributes:
        label: What tells it apart from the others, such as the name of a model; unique and not blank.
        data: The classification, on a grid of its own and with the categories that its own input has.
    """

    label: str
    data: Classification


class Facets:
    """Several classifications that are shown together, in the order of their panels.

    Args:
        facets: At least one facet, all with different labels.
        categories: The order of the categories of all facets; those that are left out follow in the default
            order.

    Attributes:
        facets: The facets, in order.
        categories: The categories of all facets, each once. By default, those of the first facet in its
            order, then those that only later facets have. Figures have one legend for all of them.

    Raises:
        UsageError: There is no facet, a label is blank or given twice, or some facets hold scores without a
            rule beside others whose memberships are decided.
    """

    facets: tuple[Facet, ...]
    categories: tuple[str, ...]

    def __init__(self, facets: Iterable[Facet], categories: Iterable[str] = ()) -> None:
        self.facets = tuple(facets)
        _check_labels([facet.label for facet in self.facets])
        _check_decided(self.facets)
        default_order = list_categories(self.facets)
        chosen = [name for name in dict.fromkeys(categories) if name in default_order]
        self.categories = tuple(dict.fromkeys([*chosen, *default_order]))

    @property
    def is_decided(self) -> bool:
        """Return whether it is decided which heads are in which category: there is more than scores."""
        return all(facet.data.is_decided for facet in self.facets)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Facets):
            return NotImplemented
        return self.facets == other.facets and self.categories == other.categories

    def __repr__(self) -> str:
        labels = ", ".join(repr(facet.label) for facet in self.facets)
        return f"<Facets: {labels}>"


def list_categories(facets: Iterable[Facet]) -> tuple[str, ...]:
    """Return the categories of facets, each once: facet by facet, in the order that each has them."""
    names: dict[str, None] = {}
    for facet in facets:
        names.update(dict.fromkeys(facet.data.categories))
    return tuple(names)


def _check_labels(labels: list[str]) -> None:
    """Raise UsageError unless there are labels, all different, and none is blank."""
    if not labels:
        raise UsageError("facets need at least one classification")
    for label in labels:
        if not label.strip():
            raise UsageError("a facet has a blank label")
        if labels.count(label) > 1:
            raise UsageError(f"two facets have the label {label!r}; labels must differ")


def _check_decided(facets: tuple[Facet, ...]) -> None:
    """Raise UsageError if only some of the facets are scores without a rule."""
    undecided = [facet.label for facet in facets if not facet.data.is_decided]
    if undecided and len(undecided) < len(facets):
        raise UsageError(
            f"facet {undecided[0]!r} holds scores without a rule, and others hold memberships; "
            "give all of them a rule, or none"
        )


def classifications(shown: Classification | Facets) -> list[Classification]:
    """Return the classification of a figure, or those of all its facets."""
    if isinstance(shown, Facets):
        return [facet.data for facet in shown.facets]
    return [shown]
