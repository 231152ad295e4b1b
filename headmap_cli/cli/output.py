"""Write results to standard output, and classifications in the canonical formats."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from ..core.errors import UsageError
from ..core.strings import did_you_mean, one_line, quote
from .streams import is_stdout_terminal

if TYPE_CHECKING:
    from ..core.classification import Classification
    from ..core.facets import Facets

CANONICAL_FORMATS = ("csv", "json")


def write_stdout(data: bytes, has_colors: bool = False) -> None:
    """Write a result to standard output.

    Names are as they are in CSV, control characters included, so they are made printable for a terminal.

    Args:
        data: The result.
        has_colors: Whether it colours a terminal by control characters; then its texts have none.

    Raises:
        OutputError: Standard output is closed or full, see ``cli.streams``.
    """
    if is_stdout_terminal() and not has_colors:
        lines = data.decode("utf-8", "replace").split("\n")
        data = "\n".join(one_line(line) for line in lines).encode()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def write_output(data: bytes, path: str) -> None:
    """Write a result to a file, or to standard output for ``-``.

    Raises:
        OutputError: It cannot be written.
    """
    if path == "-":
        write_stdout(data)
        return
    from ..files.atomic import write_files  # most results go to standard output

    write_files({path: data})


def encode_text(text: str) -> bytes:
    """Return text for standard output, with question marks for what UTF-8 cannot encode."""
    # Python keeps each byte of a file name that is not UTF-8 as a lone surrogate, which UTF-8 cannot encode.
    return text.encode("utf-8", "replace")


def format_of_file(format: str) -> UsageError:
    """Return the error for --format without an output to standard output."""
    return UsageError(
        f"--format {format} can only be used with '-o -'; a file name's extension sets its format"
    )


def canonical_format(output: str, format: str | None) -> str:
    """Return the canonical format of an output: ``csv`` or ``json``.

    Args:
        output: The path of a file, whose extension decides, or ``-`` for standard output.
        format: The value of --format, which decides for standard output.

    Raises:
        UsageError: The format is missing or unknown, or a file's name and --format are both given.
    """
    if format and output != "-":
        raise format_of_file(format)
    if output.endswith(("/", os.sep)):
        raise UsageError(f"{quote(output)} names a folder; give a file in it, such as {output}heads.csv")
    if output == "-":
        if not format:
            raise UsageError("'-o -' needs --format; expected csv or json")
        return format
    extension = os.path.splitext(output)[1].lower()
    if not extension:
        raise UsageError(f"{quote(output)} has no file extension; expected .csv or .json")
    if extension[1:] not in CANONICAL_FORMATS:
        hint = did_you_mean(extension[1:], CANONICAL_FORMATS)
        raise UsageError(f"{quote(output)} ends in {quote(extension)}{hint}; expected .csv or .json")
    return extension[1:]


def encode_canonical(classification: Classification | Facets, format: str) -> bytes:
    """Return a classification, or several facets, as the canonical table (csv) or document (json)."""
    # They load numpy, which the help and the errors of a command line do without.
    from ..core import canonical, canonical_facets
    from ..core.facets import Facets

    if isinstance(classification, Facets):
        if format == "csv":
            return canonical_facets.facets_to_csv(classification)
        return canonical_facets.facets_to_json(classification)
    if format == "csv":
        return canonical.to_csv(classification)
    return canonical.to_json(classification)
