"""Draw one figure for each value of an option that a job of a manifest gives a list of values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from msgspec import Struct

from ..core.errors import HeadmapError, Problem
from ..core.strings import quote
from ..style.sources import Origin

MAX_COMBINATIONS = 10_000
"""The largest number of figures that the lists of one job make of one input."""


class Sweep(Struct, frozen=True):
    """The values of an option, each of which makes a figure.

    Attributes:
        field: The name of the option in a manifest and in the names of outputs, such as ``threshold``.
        values: The values, at least two; a value of ``preset`` or ``where`` is a tuple of texts.
        place: Where the manifest lists the values.
    """

    field: str
    values: tuple[Any, ...]
    place: Origin

    def repeated_value(self) -> Problem | None:
        """Return the problem of a value that is listed twice; None if all differ."""
        for value in self.values:
            if self.values.count(value) > 1:
                return self.place.problem(f"{self.field} lists {quote(value_text(value))} twice; remove one")
        return None


def value_text(value: str | Sequence[str]) -> str:
    """Return the value of an option as a name of an output shows it.

    >>> value_text("0.10"), value_text(("icml", "dark"))
    ('0.10', 'icml+dark')
    """
    return value if isinstance(value, str) else "+".join(value)


def sweeps_in(values: Mapping[str, Any]) -> dict[str, Sweep]:
    """Return the options that have several values, by their names in the records of options."""
    return {name: value for name, value in values.items() if isinstance(value, Sweep)}


def combinations(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the options of each figure: all combinations of the values of all sweeps.

    Args:
        values: The options, by their names in the records of options, some of them sweeps.

    Raises:
        HeadmapError: There are too many combinations.
    """
    sweeps = sweeps_in(values)
    total = prod(len(sweep.values) for sweep in sweeps.values())
    if total > MAX_COMBINATIONS:
        raise HeadmapError(
            f"the lists of this job make {total:,} figures of one input; shorten them to at most "
            f"{MAX_COMBINATIONS:,}"
        )
    figures: list[dict[str, Any]] = []
    for chosen in product(*(sweep.values for sweep in sweeps.values())):
        figures.append({**values, **dict(zip(sweeps, chosen, strict=True))})
    return figures


def name_conflict(
    sweeps: Mapping[str, Sweep], figures: Sequence[Mapping[str, Any]], names: Sequence[Sequence[str]]
) -> Problem | None:
    """Return the problem of two figures of one input that have one output; None if all outputs differ.

    Args:
        sweeps: The options that have several values, by their names in the records of options.
        figures: The options of each figure.
        names: The outputs of each figure.
    """
    owners: dict[str, Mapping[str, Any]] = {}
    for figure, outputs in zip(figures, names, strict=True):
        for output in outputs:
            owner = owners.setdefault(output, figure)
            if owner is figure:
                continue
            name = next(name for name in sweeps if figure[name] != owner[name])
            sweep = sweeps[name]
            pair = f"{value_text(owner[name])} and {value_text(figure[name])}"
            return sweep.place.problem(
                f"the figures for {sweep.field} {pair} would both be {quote(output)}; "
                f"add {{{sweep.field}}} to the output"
            )
    return None
