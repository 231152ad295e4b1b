"""``headmap describe``: the figure in words."""

from __future__ import annotations

from typing import Any

import click

from ..core.errors import UsageError
from .command import Command
from .common import FILE, READ_OPTIONS, STYLE_OPTIONS, inputs_of, read_classification, style_of, with_options
from .output import to_stdout, with_logging


@click.command(cls=Command)
@click.argument("inputs", nargs=-1, required=True, type=FILE, metavar="INPUT...")
@click.option("--format", type=click.Choice(("text", "md")), default="text", help="md: with headings.")
@click.option("--alt", is_flag=True, help="Three sentences, the alt text that a figure carries.")
@with_options(STYLE_OPTIONS, READ_OPTIONS)
@with_logging
def describe(inputs: tuple[str, ...], format: str, alt: bool, **options: Any) -> None:
    """Say in words what the figure shows: overview, axes, legend, each panel, key observations.

    Every sentence quotes a number. What chance alone would often give is called no clear pattern.
    """
    if alt and format == "md":
        raise UsageError("--alt is plain text; leave --format out")
    opened = inputs_of(inputs, options)
    style = style_of(options, opened)
    classification = read_classification(opened, options, style)
    from ..core.composite import merge

    if alt:
        from ..describe.alt_text import alt_text
        from ..layout.labels import shown_labels

        said = alt_text(merge(classification), shown_labels(classification.categories, style)) + "\n"
    else:
        from ..describe.description import as_text, describe
        from .tables import escaped

        sections = describe(merge(classification), style, escaped if format == "md" else str)
        said = as_text(sections, format == "md")
    to_stdout(said.encode("utf-8", "replace"))
