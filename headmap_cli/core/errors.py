"""Define the errors that headmap reports, each with its lines on stderr and its exit status."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from .strings import one_line, quote

MAX_PROBLEMS_SHOWN = 20
"""How many problems of one input are printed; the others are counted."""


class ExitStatus(IntEnum):
    """The exit statuses of every command; docs/guarantees.md lists them for users.

    Attributes:
        SUCCESS: The command did what it was asked to.
        INPUT: The input or the style is wrong, or a check found a difference.
        USAGE: The command line is wrong.
        OUTPUT: The output could not be written.
        MACHINE: headmap or the machine failed: memory, worker processes, an internal error.
        INTERRUPTED: The user pressed Ctrl-C.
        TERMINATED: The system sent SIGTERM.
    """

    SUCCESS = 0
    INPUT = 1
    USAGE = 2
    OUTPUT = 3
    MACHINE = 4
    # Shells report 128 plus the number of the signal that ended a process.
    INTERRUPTED = 130
    TERMINATED = 143


class HeadmapError(Exception):
    """The data or the style is wrong; the base class of all errors that headmap raises on purpose.

    Attributes:
        exit_status: The exit status of a command that ends with this error.
    """

    exit_status = ExitStatus.INPUT

    def lines(self) -> list[str]:
        """Return one line for each problem, without the prefix ``headmap: error:``."""
        return [str(self)]


class UsageError(HeadmapError):
    """The command line, or a call of the library, is wrong."""

    exit_status = ExitStatus.USAGE


class OutputError(HeadmapError):
    """The output could not be written.

    Attributes:
        disk_full: Whether the disk is full, so that no other file can be written either.
    """

    exit_status = ExitStatus.OUTPUT

    def __init__(self, message: str, disk_full: bool = False) -> None:
        super().__init__(message)
        self.disk_full = disk_full


class ReaderGoneError(OutputError):
    """The process that reads standard output has ended, as in ``headmap stats heads.csv | head -1``."""

    def __init__(self) -> None:
        super().__init__("standard output is a pipe that nobody reads")

    def lines(self) -> list[str]:
        """Return no lines, since it is not an error if a reader has read enough."""
        return []


class MachineError(HeadmapError):
    """The machine refused something that is neither input nor output, or headmap has a bug."""

    exit_status = ExitStatus.MACHINE


class Interrupted(BaseException):
    """The user asked the process to end with Ctrl-C.

    It replaces KeyboardInterrupt, for which click prints an empty line.
    """


class Terminated(BaseException):
    """The system asked the process to end with SIGTERM.

    Like KeyboardInterrupt it is a BaseException, so that no ``except Exception`` stops it.
    """


class Location(NamedTuple):
    """The place of a problem in a source; by default, the source as a whole.

    Attributes:
        line: The line, counted from 1; 0 if there is none.
        column: The column, counted from 1 in characters; 0 if there is none.
        path: The name of a part of the source, such as ``$.Knowledge[3]`` in a JSON document, or ``row 7``.

    >>> str(Location(3, 7)), str(Location(path="row 7")), str(WHOLE_SOURCE)
    (':3:7', ': row 7', '')
    """

    line: int = 0
    column: int = 0
    path: str = ""

    def __str__(self) -> str:
        text = ""
        if self.line:
            text = f":{self.line}"
        if self.line and self.column:
            text = f":{self.line}:{self.column}"
        if self.path:
            text = f"{text}: {self.path}"
        return text

    def child(self, key: object) -> Location:
        """Return the location of the value at a key or an index of this part of a JSON document.

        >>> Location(path="$").child("Knowledge").child(3).path, Location(path="$").child("8-10").path
        ('$.Knowledge[3]', "$['8-10']")
        """
        if isinstance(key, int):
            return self._replace(path=f"{self.path}[{key}]")
        if str(key).isidentifier():
            return self._replace(path=f"{self.path}.{key}")
        return self._replace(path=f"{self.path}[{quote(key)}]")


WHOLE_SOURCE = Location()
"""The location of a problem that concerns a source as a whole."""


class Problem(NamedTuple):
    """One thing that is wrong in a source.

    Attributes:
        source: The name of the source, such as the path of a file.
        message: What was found and what was expected.
        location: Where in the source the problem is.
        value: The text that is wrong, if it is one value; a hint may depend on it.

    >>> str(Problem("heads.csv", "found 'x'; expected a number", Location(3, 7)))
    "heads.csv:3:7: found 'x'; expected a number"
    """

    source: str
    message: str
    location: Location = WHOLE_SOURCE
    value: str = ""

    def __str__(self) -> str:
        return one_line(f"{self.source}{self.location}: {self.message}")


class InputError(HeadmapError):
    """A data file or a style has problems.

    Attributes:
        problems: The problems, in the order in which they were found.
        total: How many problems there are, including those that a reader has only counted.
    """

    def __init__(self, problems: Iterable[Problem], total: int | None = None) -> None:
        self.problems = list(problems)
        self.total = len(self.problems) if total is None else total
        super().__init__("; ".join(self._first_problems()))

    def lines(self) -> list[str]:
        """Return the first problems as lines, at most 20, then how many more there are."""
        lines = self._first_problems()
        if self.total > len(lines):
            lines.append(f"... and {self.total - len(lines)} more")
        return lines

    def _first_problems(self) -> list[str]:
        """Return the lines of the problems that are printed."""
        return [str(problem) for problem in self.problems[:MAX_PROBLEMS_SHOWN]]


def input_error(source: str, message: str, location: Location = WHOLE_SOURCE) -> InputError:
    """Return an InputError that holds a single problem."""
    return InputError([Problem(source, message, location)])
