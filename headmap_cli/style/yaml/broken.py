"""Describe a text that is not YAML: where PyYAML stopped, and what it complained about."""

from __future__ import annotations

from enum import Enum, auto

import yaml
from msgspec import Struct

from ...core.errors import WHOLE_SOURCE, Location


class Diagnosis(Struct, frozen=True):
    """What is wrong with a text that is not YAML, and where.

    Attributes:
        message: What is wrong, and what to write instead.
        location: Where; its line and column count from 1.
    """

    message: str
    location: Location = WHOLE_SOURCE


class Symptom(Enum):
    """What PyYAML complains about, or what it was reading at the time."""

    BAD_ESCAPE = auto()
    IN_BLOCK_MAPPING = auto()
    IN_BRACKETS = auto()
    MISSING_COLON = auto()
    NOT_ALLOWED_HERE = auto()
    SECOND_DOCUMENT = auto()
    TOO_DEEP = auto()
    UNCLOSED_QUOTE = auto()


def _symptoms(error: yaml.MarkedYAMLError) -> frozenset[Symptom]:
    """Read the symptoms off an error of PyYAML.

    Neither PyYAML nor libyaml gives its errors codes or classes, so only their texts tell them apart. This is
    the only function that looks at these texts.
    """
    problem = error.problem or ""
    context = error.context or ""
    evidence = {
        Symptom.BAD_ESCAPE: "escape" in problem or "hexdecimal" in problem,  # libyaml's spelling
        Symptom.IN_BLOCK_MAPPING: "block mapping" in context,
        Symptom.IN_BRACKETS: "flow" in context,
        Symptom.MISSING_COLON: "could not find expected ':'" in problem,
        Symptom.NOT_ALLOWED_HERE: "not allowed" in problem,
        Symptom.SECOND_DOCUMENT: "another document" in problem,
        Symptom.TOO_DEEP: "depth" in problem or "nest" in problem,
        Symptom.UNCLOSED_QUOTE: "quoted scalar" in context and "unexpected" in problem,
    }
    return frozenset(symptom for symptom, is_present in evidence.items() if is_present)


class BrokenYaml(Struct, frozen=True):
    """A text that is not YAML; its lines and columns count from 0.

    Attributes:
        lines: The lines of the text.
        symptoms: What PyYAML complains about.
        line: The line on which PyYAML stopped.
        column: The column at which it stopped.
        start_line: The line on which the value or mapping that it was reading begins.
        start_column: The column at which that begins.
    """

    lines: list[str]
    symptoms: frozenset[Symptom]
    line: int
    column: int
    start_line: int
    start_column: int

    def text_of(self, line: int) -> str:
        """Return a line, or an empty text after the last one."""
        if line >= len(self.lines):
            return ""
        return self.lines[line]

    def last_line_with_text(self) -> int:
        """Return the line of the error, or the last line with text before it if that is blank."""
        line = min(self.line, len(self.lines) - 1)
        while line > 0 and not self.lines[line].strip():
            line -= 1
        return line

    def error_at(self, message: str, line: int | None = None, column: int | None = None) -> Diagnosis:
        """Return a diagnosis at a line and column that count from 0, by default those of the error."""
        if line is None:
            line = self.line
        if column is None:
            column = self.column
        return Diagnosis(message, Location(line + 1, column + 1))

    def error_at_start(self, message: str) -> Diagnosis:
        """Return a diagnosis at the beginning of what PyYAML was reading."""
        return self.error_at(message, self.start_line, self.start_column)


def broken_yaml(text: str, error: yaml.MarkedYAMLError) -> BrokenYaml | None:
    """Describe a text that is not YAML; None if the error has no location."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return None
    start = error.context_mark or mark
    return BrokenYaml(text.split("\n"), _symptoms(error), mark.line, mark.column, start.line, start.column)


def indentation(line: str) -> str:
    """Return the spaces and tabs before the text of a line."""
    return line[: len(line) - len(line.lstrip())]
