"""Detect the format of an input and read it with the reader of that format."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from msgspec.structs import replace

from ..core.errors import InputError, UsageError, input_error
from ..core.strings import did_you_mean, quote
from ..core.vocabulary import option
from ..files.foreign import foreign_kind
from .category_names import settle_categories
from .context import ReadContext
from .entries import Entries
from .formats import READERS, ZIP, Reader, detect_format
from .inputs import Input
from .options import Options

log = logging.getLogger("headmap")


def read_entries(input: Input, options: Options, readers: Sequence[Reader] = READERS) -> Entries:
    """Read the entries of one input.

    Args:
        input: The input, which has been opened.
        options: How to read.
        readers: The formats to choose from.

    Raises:
        InputError: There are problems in the input; the error holds all of them.
        UsageError: The --input-format is unknown.
    """
    if input.source.start.startswith(ZIP):
        from .zip_archives import open_archive

        input = open_archive(input, options.at)
        if input.member:
            part = options.at.removeprefix("$.").removeprefix(input.member).removeprefix(".")
            options = replace(options, at=part)
    reader = _choose_reader(input, options.input_format, readers)
    context = ReadContext(input, options, input.source.name, reader.name)
    try:
        entries = reader.read(context)
    except InputError as error:
        from .misread import explain
        from .yaml_data import read_yaml_data

        explained = explain(input.source, error)
        # A text of a known kind, such as a Makefile, may look like YAML.
        from_yaml = read_yaml_data(context) if explained is error else None
        if from_yaml is None:
            raise explained from None
        entries = from_yaml
    for label, facet in entries.facets.items():
        facet.source = f"{entries.source} (facet {label})"
        settle_categories(facet, options.for_facet(label))
    if options.facet_by and not entries.facets:
        raise context.error(
            f"has no columns, so {option('facet-by')} cannot split it; it was read as {entries.shape}"
        )
    if options.repeats:
        from .repeats import require_combined

        require_combined(entries, context)
    settle_categories(entries, options)
    log.info("%s: read as %s", context.name, entries.shape)
    return entries


def _choose_reader(input: Input, input_format: str, readers: Sequence[Reader]) -> Reader:
    """Return the reader of the --input-format, or of the format that the content shows if none is given."""
    source = input.source
    by_name = {reader.name: reader for reader in readers}
    if input_format:
        if input_format not in by_name:
            hint = did_you_mean(input_format, by_name)
            raise UsageError(
                f"{option('input-format')} {quote(input_format)}{hint}; expected one of {', '.join(by_name)}"
            )
        return by_name[input_format]
    foreign = foreign_kind(source.start, source)
    if foreign:
        raise input_error(source.name, foreign)
    return by_name[detect_format(source.start, readers)]
