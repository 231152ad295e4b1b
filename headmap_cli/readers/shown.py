"""Read what a command needs of inputs that may hold several facets: memberships, or scores."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.classification import Classification
from ..core.facets import Facets
from ..core.strings import truncated_list
from ..core.undecided import require_memberships
from . import read_shown, without_rules
from .inputs import Input
from .options import Options


def read_shown_memberships(inputs: Sequence[Input], options: Options) -> Classification | Facets:
    """Read inputs as ``read_shown`` does, for what needs the heads of each category.

    Raises:
        InputError: The inputs hold scores, and no rule says which heads are in a category.
    """
    data = read_shown(inputs, options)
    source = truncated_list(list(dict.fromkeys(input.source.name for input in inputs)))
    if isinstance(data, Facets):
        for facet in data.facets:
            require_memberships(facet.data, f"{source} (facet {facet.label})")
    else:
        require_memberships(data, source)
    return data


def read_shown_scores(
    inputs: Sequence[Input], options: Options, magnitudes: bool = False
) -> Classification | Facets:
    """Read the scores of inputs that may hold several facets, with which rules have nothing to do.

    Args:
        inputs: The inputs, which have been opened.
        options: How to read them; their rules are ignored.
        magnitudes: Whether the largest magnitude counts, see ``read_scores``.

    Raises:
        InputError: The inputs do not hold scores of every category.
    """
    return read_shown(inputs, without_rules(options, magnitudes))
