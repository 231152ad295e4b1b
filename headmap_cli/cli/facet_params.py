"""Declare the options that make several facets of what a command reads."""

from __future__ import annotations

from msgspec.structs import replace

from .command import Section, option
from .params import READ_OPTIONS

FACET_BY_OPTION = option(
    "--facet-by",
    section=Section.INPUT,
    default="",
    metavar="COLUMN",
    help="Show the rows of each value of this column as a facet: a model, a step, a condition.",
)
FACET_OPTIONS = replace(
    READ_OPTIONS,
    options=(
        *READ_OPTIONS.options,
        option(
            "--facet",
            "facets",
            section=Section.INPUT,
            multiple=True,
            metavar="LABEL=FILE",
            help="Show this file as a facet, instead of INPUT. Repeatable; files with one label are merged.",
        ),
        FACET_BY_OPTION,
    ),
)
"""READ_OPTIONS of a command that takes several facets; its INPUTs are optional."""

BATCH_READ_OPTIONS = replace(READ_OPTIONS, options=(*READ_OPTIONS.options, FACET_BY_OPTION))
"""READ_OPTIONS of a batch, in which each INPUT is a figure; a manifest can name the facets of a figure."""
