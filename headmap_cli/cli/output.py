"""Results on standard output, the canonical formats, and the messages of a command."""

from __future__ import annotations

import functools
import logging
import os
import sys
from typing import TYPE_CHECKING, Any

from ..core.errors import HeadmapError, UsageError
from ..core.logs import NOTICE, capture_logs
from ..core.strings import did_you_mean, quote
from .common import TALK_OPTIONS, F, with_options
from .messages import Messages

if TYPE_CHECKING:
    from ..core.classification import Classification


def with_logging(command: F) -> F:
    """Add ``-q``, ``-v`` and ``--strict`` to a command, and print headmap's messages while it runs."""

    @functools.wraps(command)
    def wrapped(*args: Any, quiet: bool, verbose: bool, strict: bool, **kwargs: Any) -> Any:
        shown = logging.ERROR if quiet else logging.INFO if verbose else NOTICE
        messages = Messages(shown)
        # --strict counts warnings even where -q hides them.
        with capture_logs(messages, min(shown, logging.WARNING) if strict else shown):
            try:
                status = command(*args, **kwargs)
            finally:
                messages.flush()
        if strict and messages.warnings and not status:
            count = messages.warnings
            raise HeadmapError(
                f"{count} warning{'s' if count > 1 else ''}, which --strict turns into an error"
            )
        return status

    return with_options(TALK_OPTIONS)(wrapped)  # type: ignore[return-value]  # wraps keeps the signature


def to_stdout(data: bytes) -> None:
    """Write a result to standard output; raises OutputError if it is closed or full, see streams."""
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


CANONICAL = ("csv", "json")


def canonical_format(output: str, format: str | None) -> str:
    """Whether an output is csv or json, by its name's ending, or by --format for stdout."""
    if format and output != "-":
        raise UsageError(f"--format {format} goes with '-o -'; a file's format is its name's ending")
    if output.endswith(("/", os.sep)):
        raise UsageError(f"{quote(output)} names a folder; give a file in it, such as {output}heads.csv")
    ending = format if output == "-" else os.path.splitext(output)[1].lstrip(".").lower()
    if not ending:
        found = "'-o -' needs --format" if output == "-" else f"{quote(output)} has no ending"
        raise UsageError(f"{found}; expected csv or json")
    if ending not in CANONICAL:
        hint = did_you_mean(ending, CANONICAL)
        raise UsageError(f"{quote(output)} ends in {quote('.' + ending)}{hint}; expected .csv or .json")
    return ending


def canonical_output(classification: Classification, format: str) -> bytes:
    """The canonical table or document of a classification."""
    from ..core import canonical

    return canonical.to_csv(classification) if format == "csv" else canonical.to_json(classification)
