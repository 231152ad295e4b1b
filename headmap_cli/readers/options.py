"""Define the options of the readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ..core.rule import Rule
from ..core.strings import quote
from ..core.vocabulary import option
from ..files.source import MAX_BYTES


def parse_repeats(text: str) -> str:
    """Return how to combine repeats: ``mean``, ``max``, ``min``, or the number of one repeat.

    Raises:
        ValueError: The text is none of these.

    >>> parse_repeats("mean"), parse_repeats(" 03 ")
    ('mean', '3')
    """
    text = text.strip()
    if text in ("mean", "max", "min"):
        return text
    if text.isascii() and text.isdigit() and len(text) < 10:
        return str(int(text))
    raise ValueError(
        f"{quote(text)} is not known; expected mean, max, min, or the number of a repeat, from 0"
    )


class FacetOptions(Struct, frozen=True):
    """How the style wants one facet to be read.

    Attributes:
        grid: (layers, heads); None if the style does not give it.
        rule: The rule for scores, which replaces that of the style for all facets.
    """

    grid: tuple[int, int] | None = None
    rule: Rule = Rule()


class Options(Struct, frozen=True):
    """How an input is to be read.

    Attributes:
        grid: (layers, heads); if None, that of the input or else that of the largest indices, with a warning.
        own_rule: The caller's rule for scores, which replaces every rule of the style.
        scores: Whether rows with a category and a score are scores, even if they list only some heads.
        style_rule: The rule of the style for the scores of all categories.
        rules: The rules of the style for single categories, which come before the one for all.
        categories: The names of the style in their order, each with the raw labels that belong to it.
        index_base: 1 if layers and heads are counted from 1.
        input_format: One of formats.INPUT_FORMATS; if empty, the content decides.
        column: The column of a table that holds categories, flags or scores.
        where: (column, value) pairs that rows of a table or of a list of records must have.
        at: The path to the part of a JSON document that holds the data, as keys separated by dots; the name
            of an array; or the name of a file in a zip archive, perhaps followed by such a path.
        missing: How to treat heads whose score is missing, and heads that a complete listing leaves out.
        repeats: How to combine the repeats of flat columns and arrays: ``mean``, ``max`` or ``min``, or the
            number of one repeat, from 0; empty if there are none.
        max_bytes: The maximum size of a compressed input after decompression.
        name: The category that ``Name=FILE`` gives to the heads of the file.
        absent: The heads that the model lacks, as far as its config says so.
        facet_by: The column whose values are the labels of facets; empty if the input is not to be split.
        facets: What the style says about single facets, by their labels.
        has_own_grid: Whether the grid comes from the caller and not from the style, for all facets.
        facet: The label of the facet that is read; empty for an input that is none.
    """

    grid: tuple[int, int] | None = None
    own_rule: Rule = Rule()
    scores: bool = False
    style_rule: Rule = Rule()
    rules: Mapping[str, Rule] = MappingProxyType({})
    categories: Mapping[str, Sequence[str]] = MappingProxyType({})
    index_base: Literal[0, 1] = 0
    input_format: str = ""
    column: str = ""
    where: tuple[tuple[str, str], ...] = ()
    at: str = ""
    missing: Literal["", "unclassified", "absent"] = ""
    repeats: str = ""
    max_bytes: int = MAX_BYTES
    name: str = ""
    absent: tuple[tuple[int, int], ...] = ()
    facet_by: str = ""
    facets: Mapping[str, FacetOptions] = MappingProxyType({})
    has_own_grid: bool = False
    facet: str = ""

    @property
    def ruled(self) -> bool:
        """Return whether there is a rule for the scores of any category."""
        return bool(self.rule("")) or any(self.rules.values())

    @property
    def grids_of_facets(self) -> dict[str, FacetOptions]:
        """Return what the style says about single facets, without their rules."""
        return {label: FacetOptions(facet.grid) for label, facet in self.facets.items()}

    def for_facet(self, label: str) -> Options:
        """Return how to read one facet: by what the style says about it, if that is anything."""
        facet = self.facets.get(label, FacetOptions())
        grid = self.grid
        if facet.grid is not None and not self.has_own_grid:
            grid = facet.grid
        return replace(self, grid=grid, style_rule=facet.rule or self.style_rule, facet=label)

    @property
    def grid_setting(self) -> str:
        """Return what sets the grid: an option, or a key of the style for a facet, which has its own."""
        if not self.facet:
            return option("grid")
        key = f"facets.{self.facet}.grid in a style"
        if self.has_own_grid:
            return f"{key} instead of {option('grid')}"
        return key

    def styles_name(self, label: str) -> bool:
        """Return whether the style names a category, or a label that belongs to one."""
        if label in self.categories:
            return True
        return any(label in labels for labels in self.categories.values())

    def rule(self, category: str) -> Rule:
        """Return the rule for the scores of a category."""
        return self.own_rule or self.rules.get(category) or self.style_rule
