"""Print headmap's log messages on stderr, similar ones as one line, and count warnings for --strict."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from ..core.errors import MAX_PROBLEMS_SHOWN, HeadmapError
from ..core.logs import NOTICE, capture_logs
from ..core.strings import counted, one_line
from .command import Section, option

MAX_TEXTS = 3
"""How many different texts of one kind are printed; if there are more, only the first one is."""
MAX_LINES = MAX_PROBLEMS_SHOWN
"""How many lines of warnings are printed, as of errors."""
MAX_VERBOSE_LINES = 1000
"""How many lines of warnings and other messages -v prints."""
MAX_UNCOUNTED = 3
"""How often a text may occur before its line says how often it did."""

DRAWN_AS_SCORES = "scores without a rule are drawn as scores; --threshold or --top would draw categories"
"""The notice of a figure, or of the figures of a batch, that shows scores nobody asked for by --scores."""

log = logging.getLogger("headmap")


class _Kind:
    """The messages of one kind.

    Attributes:
        total: How many there are.
        counts: How often each of the first few texts occurs; one text more than are printed is kept.
    """

    def __init__(self) -> None:
        self.total = 0
        self.counts: dict[str, int] = {}

    def add(self, text: str) -> None:
        """Count one message."""
        self.total += 1
        # A batch of thousands of figures can log as many texts, of which only a few are ever printed.
        if text in self.counts or len(self.counts) <= MAX_TEXTS:
            self.counts[text] = self.counts.get(text, 0) + 1

    def lines(self) -> list[str]:
        """Return the lines to print: every text if there are few, otherwise the first one with a count."""
        if len(self.counts) > MAX_TEXTS:
            first_text = next(iter(self.counts))
            return [f"{first_text} (and {self.total - 1} more like it; -v shows each)"]
        lines = []
        for text, count in self.counts.items():
            if count > MAX_UNCOUNTED:
                text = f"{text} ({count} times)"
            lines.append(text)
        return lines


class Messages(logging.Handler):
    """A handler that prints messages on stderr when it is flushed, those of one kind together.

    Messages are of one kind if they have the same template, such as ``%s: grid %dx%d taken from ...``. A
    record whose text is already formatted names its kind as ``extra={"kind": template}``.

    Attributes:
        min_level: The lowest level that is printed. If it is INFO or lower, which is what -v asks for, each
            message is printed at once, and only the first time that it occurs, as long as there are not too
            many.
        warnings: How many warnings there were, printed or not.
    """

    def __init__(self, min_level: int) -> None:
        super().__init__()
        self.min_level = min_level
        self.warnings = 0
        self._kinds: dict[tuple[bool, str], _Kind] = {}
        self._printed: set[str] = set()
        self._unprinted = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Print a message, or keep it until the next flush."""
        is_warning = record.levelno >= logging.WARNING
        if is_warning:
            self.warnings += 1
        if record.levelno < self.min_level:
            return
        text = record.getMessage()
        if self.min_level > logging.INFO:
            template = str(getattr(record, "kind", record.msg))
            self._kinds.setdefault((is_warning, template), _Kind()).add(text)
        elif text not in self._printed:
            self._print_at_once(text, is_warning)

    def _print_at_once(self, text: str, is_warning: bool) -> None:
        """Print a message, or count it if there were too many."""
        if len(self._printed) == MAX_VERBOSE_LINES:
            self._unprinted += 1
            return
        self._printed.add(text)
        _print_message(text, is_warning)

    def flush(self) -> None:
        """Print the messages that are held back, and how many are left out."""
        kinds = self._kinds
        self._kinds = {}
        warnings = 0
        for (is_warning, _), kind in kinds.items():
            for line in kind.lines():
                warnings += is_warning
                if not is_warning or warnings <= MAX_LINES:
                    _print_message(line, is_warning)
        if warnings > MAX_LINES:
            _print_message(f"... and {warnings - MAX_LINES} more; -v shows each", True)
        if self._unprinted:
            _print_message(f"... and {self._unprinted} more", False)
            self._unprinted = 0


def _print_message(text: str, is_warning: bool) -> None:
    """Print one message on standard error."""
    prefix = "headmap: warning: " if is_warning else "headmap: "
    # A message that cannot be written must not cost the user the result.
    with suppress(OSError):
        click.echo(prefix + one_line(text), err=True)


def is_shown(level: int) -> bool:
    """Return whether messages of a level are printed, which depends on -q and -v."""
    return any(isinstance(handler, Messages) and level >= handler.min_level for handler in log.handlers)


def flush_messages() -> None:
    """Print the messages that are held back, before something else is printed or awaited."""
    for handler in log.handlers:
        handler.flush()


def count_warnings(count: int) -> None:
    """Count warnings for --strict that a command reports in another way."""
    for handler in log.handlers:
        if isinstance(handler, Messages):
            handler.warnings += count


MESSAGE_OPTIONS = (
    option("-q", "--quiet", section=Section.MESSAGES, is_flag=True, help="Print errors only, no warnings."),
    option(
        "-v",
        "--verbose",
        section=Section.MESSAGES,
        is_flag=True,
        help="Also report what was detected and ignored.",
    ),
    option(
        "--strict",
        section=Section.MESSAGES,
        is_flag=True,
        help="Exit with status 1 if there are warnings. The output is still written.",
    ),
)


def with_logging(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``-q``, ``-v`` and ``--strict`` to a command, and print headmap's messages while it runs."""

    @functools.wraps(command)
    def call_with_logging(*args: Any, quiet: bool, verbose: bool, strict: bool, **params: Any) -> Any:
        min_level = _min_level(quiet, verbose)
        messages = Messages(min_level)
        # --strict counts warnings even where -q hides them.
        captured_level = min(min_level, logging.WARNING) if strict else min_level
        with capture_logs(messages, captured_level):
            try:
                status = command(*args, **params)
            finally:
                messages.flush()
        if strict and messages.warnings and not status:
            warnings = counted(messages.warnings, "warning")
            raise HeadmapError(f"{warnings}, which --strict turns into an error")
        return status

    decorated: Callable[..., Any] = call_with_logging
    for add_option in reversed(MESSAGE_OPTIONS):
        decorated = add_option(decorated)
    return decorated


def _min_level(quiet: bool, verbose: bool) -> int:
    """Return the lowest level of messages that -q and -v ask to print."""
    if quiet:
        return logging.ERROR
    return logging.INFO if verbose else NOTICE
