"""What can go wrong, each kind with its one line to say and its exit status.

In: the place of a problem and what was found, expected and to do. Out: text for stderr.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from .strings import one_line, quote

MAX_PROBLEMS_SHOWN = 20
"""How many problems of one input are said."""


class ExitStatus(IntEnum):
    """The exit statuses of every command; docs/guarantees.md lists them for users."""

    SUCCESS = 0
    INPUT = 1
    """The input or the style is wrong, or a check found a difference."""
    USAGE = 2
    OUTPUT = 3
    """The output could not be written."""
    MACHINE = 4
    """headmap or the machine failed: memory, worker processes, an internal error."""
    INTERRUPTED = 130
    TERMINATED = 143


class HeadmapError(Exception):
    """The data or the style is wrong; the base of all errors that headmap raises on purpose."""

    exit_status = ExitStatus.INPUT

    def lines(self) -> list[str]:
        """One line per problem, without the ``headmap: error:`` in front."""
        return [str(self)]


class UsageError(HeadmapError):
    """The command line, or a call of the library, asks for something that does not exist."""

    exit_status = ExitStatus.USAGE


class OutputError(HeadmapError):
    """The output could not be written; disk_full: nor could any other."""

    exit_status = ExitStatus.OUTPUT

    def __init__(self, message: str, disk_full: bool = False) -> None:
        super().__init__(message)
        self.disk_full = disk_full


class ReaderGoneError(OutputError):
    """The process that reads standard output has ended, as ``| head -1`` does; nobody needs a message."""

    def __init__(self) -> None:
        super().__init__("standard output is a pipe that nobody reads")

    def lines(self) -> list[str]:
        """Return no lines: a reader that has seen enough is not a problem."""
        return []


class MachineError(HeadmapError):
    """The machine refused something that is neither input nor output, or headmap has a bug."""

    exit_status = ExitStatus.MACHINE


class Interrupted(BaseException):
    """The user asked the process to end (Ctrl-C).

    click prints an empty line for a KeyboardInterrupt, so it is told of this one instead.
    """


class Terminated(BaseException):
    """The system asked the process to end (SIGTERM); as for Ctrl-C, no ``except Exception`` catches it."""


class Location(NamedTuple):
    """Where in a source a problem is; all defaults stand for the source as a whole.

    Attributes:
        line: The line, counted from 1; 0 where there is none.
        column: The column, counted from 1 in characters; 0 where there is none.
        path: A part of the source by name, such as ``$.Knowledge[3]`` in a JSON document, or ``row 7``.
    """

    line: int = 0
    column: int = 0
    path: str = ""

    def __str__(self) -> str:
        text = ""
        if self.line:
            text = f":{self.line}:{self.column}" if self.column else f":{self.line}"
        return f"{text}: {self.path}" if self.path else text

    def child(self, key: object) -> Location:
        """Return the location of the value at a key, or at an index, of a JSON document.

        >>> Location(path="$").child("Knowledge").child(3).path, Location(path="$").child("8-10").path
        ('$.Knowledge[3]', "$['8-10']")
        """
        if isinstance(key, int):
            return self._replace(path=f"{self.path}[{key}]")
        if str(key).isidentifier():
            return self._replace(path=f"{self.path}.{key}")
        return self._replace(path=f"{self.path}[{quote(key)}]")


WHOLE_SOURCE = Location()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, shown as ``source:line:column: message`` or ``source: path: message``.

    Attributes:
        source: The name of the input or the style.
        message: What is wrong, what was expected and what to do.
        location: Where in the source it is.
        value: The text that is wrong, if it is one value; a hint may depend on it.
    """

    source: str
    message: str
    location: Location = WHOLE_SOURCE
    value: str = ""

    def __str__(self) -> str:
        return one_line(f"{self.source}{self.location}: {self.message}")


class InputError(HeadmapError):
    """A file of data or style holds problems; shows the first 20 and counts the rest."""

    def __init__(self, problems: Iterable[Problem], total: int | None = None) -> None:
        self.problems = list(problems)
        self.total = len(self.problems) if total is None else total
        super().__init__("; ".join(str(p) for p in self.problems[:MAX_PROBLEMS_SHOWN]))

    def lines(self) -> list[str]:
        """The problems in the order they were found, at most 20, then how many more there are."""
        shown = [str(p) for p in self.problems[:MAX_PROBLEMS_SHOWN]]
        if self.total > len(shown):
            shown.append(f"... and {self.total - len(shown)} more")
        return shown


def input_error(source: str, message: str, location: Location = WHOLE_SOURCE) -> InputError:
    """Return an InputError that holds a single problem."""
    return InputError([Problem(source, message, location)])
