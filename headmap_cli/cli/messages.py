"""Print headmap's log messages on stderr, alike warnings as one line, and count them for --strict."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from ..core.errors import HeadmapError
from ..core.logs import NOTICE, capture_logs
from ..core.strings import counted, one_line
from .command import Section, option

MAX_ALIKE = 3
"""How many different messages of one kind are printed one by one."""

log = logging.getLogger("headmap")


class _Kind:
    """The messages of one kind: how many there are, and how often each of the first few texts occurs."""

    def __init__(self) -> None:
        self.total = 0
        self.texts: dict[str, int] = {}

    def add(self, text: str) -> None:
        self.total += 1
        if text in self.texts or len(self.texts) <= MAX_ALIKE:
            self.texts[text] = self.texts.get(text, 0) + 1

    def lines(self) -> list[str]:
        """The lines to print: every text if there are few, otherwise the first one with a count."""
        if len(self.texts) > MAX_ALIKE:
            return [f"{next(iter(self.texts))} (and {self.total - 1} more like it; -v shows each)"]
        return [text if n <= MAX_ALIKE else f"{text} ({n} times)" for text, n in self.texts.items()]


class Messages(logging.Handler):
    """Prints messages on stderr when it is flushed, so that alike ones become one line.

    Messages are of one kind if they have the same template, such as ``%s: grid %dx%d taken from ...``. A
    record whose text is already formatted names its kind as ``extra={"kind": template}``.

    Attributes:
        shown: The lowest level that is printed. If that is INFO, each message is printed at once.
        warnings: How many warnings there were, printed or not.
    """

    def __init__(self, shown: int) -> None:
        super().__init__()
        self.shown = shown
        self.warnings = 0
        self._kinds: dict[tuple[bool, str], _Kind] = {}
        self._printed: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Print a message, or keep it until the next flush."""
        is_warning = record.levelno >= logging.WARNING
        self.warnings += is_warning
        if record.levelno < self.shown:
            return
        text = record.getMessage()
        if self.shown > logging.INFO:
            kind = is_warning, str(getattr(record, "kind", record.msg))
            self._kinds.setdefault(kind, _Kind()).add(text)
        elif text not in self._printed:
            self._printed.add(text)
            _print(text, is_warning)

    def flush(self) -> None:
        """Print the messages that are held back."""
        kinds, self._kinds = self._kinds, {}
        for (is_warning, _), kind in kinds.items():
            for line in kind.lines():
                _print(line, is_warning)


def _print(text: str, is_warning: bool) -> None:
    prefix = "headmap: warning: " if is_warning else "headmap: "
    with suppress(OSError):  # a message that cannot be written is no reason to stop
        click.echo(prefix + one_line(text), err=True)


def print_error(line: str) -> None:
    """Print a problem on standard error, or the line ``... and 3 more`` that follows the problems."""
    prefix = "" if line.startswith("... and ") else "headmap: error: "
    click.echo(prefix + one_line(line), err=True)


def is_shown(level: int) -> bool:
    """Return whether messages of a level are printed, as -q and -v ask for."""
    return any(isinstance(handler, Messages) and level >= handler.shown for handler in log.handlers)


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
        shown_level = _shown_level(quiet, verbose)
        messages = Messages(shown_level)
        # --strict counts warnings even where -q hides them.
        captured_level = min(shown_level, logging.WARNING) if strict else shown_level
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


def _shown_level(quiet: bool, verbose: bool) -> int:
    """Return the lowest level of messages that -q and -v ask to print."""
    if quiet:
        return logging.ERROR
    return logging.INFO if verbose else NOTICE
