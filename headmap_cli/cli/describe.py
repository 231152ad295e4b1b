"""Run ``headmap describe``: put the figure into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..core.errors import UsageError
from .command import Command, Section, option
from .facet_params import FACET_OPTIONS
from .loading import load_with_style
from .messages import with_logging
from .output import encode_text, write_stdout
from .params import FILE, STYLE_OPTIONS, with_options

if TYPE_CHECKING:
    from ..core.classification import Classification
    from ..core.facets import Facets
    from ..options.records import ReadArgs, StyleArgs
    from ..style.schema import Style


@click.command(cls=Command)
@click.argument("inputs", nargs=-1, type=FILE, metavar="INPUT...")
@option(
    "--format",
    section=Section.OUTPUT,
    type=click.Choice(("text", "md")),
    default="text",
    help="text: plain text; md: Markdown with headings.",
)
@option(
    "--alt", section=Section.OUTPUT, is_flag=True, help="Print the alt text of the figure, three sentences."
)
@with_options(STYLE_OPTIONS, FACET_OPTIONS)
@with_logging
def describe(
    inputs: tuple[str, ...], format: str, alt: bool, style_args: StyleArgs, read_args: ReadArgs
) -> None:
    """Describe the figure in words: overview, axes, legend, each panel, key observations.

    Every sentence quotes a number. Differences that often occur by chance are called no clear pattern.
    Several facets get a paragraph each, and one on what differs.
    """
    if alt and format == "md":
        raise UsageError("--alt is plain text; leave --format out")
    data, style = load_with_style(inputs, style_args, read_args)
    from ..core.facets import Facets  # imports numpy, which help and errors do without

    if isinstance(data, Facets):
        write_stdout(encode_text(_facets_text(data, style, format, alt)))
        return
    text = _alt_text(data, style) if alt else _description(data, style, format)
    write_stdout(encode_text(text))


def _facets_text(facets: Facets, style: Style, format: str, alt: bool) -> str:
    """Return the alt text or the description of a figure of several facets."""
    from ..describe.facets import describe_facets, facets_alt_text
    from ..describe.sections import as_text
    from .tables import escape_markdown

    if alt:
        return facets_alt_text(facets, style) + "\n"
    escape = escape_markdown if format == "md" else str
    return as_text(describe_facets(facets, style, escape), markdown=format == "md")


def _alt_text(data: Classification, style: Style) -> str:
    """Return the alt text of the figure, with a line break at its end."""
    from ..core.composite import merge_drawn
    from ..describe.alt_text import alt_text
    from ..layout.labels import shown_labels

    return alt_text(merge_drawn(data), shown_labels(data.categories, style)) + "\n"


def _description(data: Classification, style: Style, format: str) -> str:
    """Return the description of the figure."""
    from ..core.composite import merge
    from ..describe.description import describe
    from ..describe.sections import as_text
    from .tables import escape_markdown

    # Without the escapes, a name such as *copying* would be printed in italics.
    escape = escape_markdown if format == "md" else str
    if data.is_decided:
        sections = describe(merge(data), style, escape)
    else:
        from ..describe.score_description import describe_scores

        sections = describe_scores(data, style, escape)
    return as_text(sections, markdown=format == "md")
