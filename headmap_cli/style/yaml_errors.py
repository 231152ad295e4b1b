"""Say in plain words why a text is not YAML, and what to write instead."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, NamedTuple

import yaml

from ..core.strings import quote
from .yaml_comments import swallowed

CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)
PAIR = re.compile(r"^\s*(?:- +)*(?P<key>[^\s:#'\"\[{-][^:#]*?)\s*:[ \t]+(?P<value>\S.*?)\s*$")
"""A line with a key and a value."""
NO_SPACE = re.compile(r"^\s*(?:- +)*(?P<key>[A-Za-z_][\w.-]*):(?P<value>[^\s:/\\].*?)\s*$")
"""A line with a key and a value, and no space between them."""
SPECIAL = "@`%*&>|?!-"
"""Characters that mean something of their own where a value begins."""
BRACKETS = {"[": "]", "{": "}"}


class Diagnosis(NamedTuple):
    """What is wrong, at a line and column that count from 1; 0 if the place is not known."""

    message: str
    line: int
    column: int


class Broken(NamedTuple):
    """A text that is not YAML, and where its parser stopped; lines and columns count from 0."""

    lines: list[str]
    problem: str
    context: str
    line: int
    column: int
    start_line: int
    start_column: int

    def text(self, line: int) -> str:
        """Return a line, or nothing after the last one."""
        return self.lines[line] if line < len(self.lines) else ""

    def last_line(self) -> int:
        """Return the line of the error, or the last line with text before it if it is blank."""
        line = min(self.line, len(self.lines) - 1)
        while line > 0 and not self.lines[line].strip():
            line -= 1
        return line


def diagnose(text: str, error: yaml.MarkedYAMLError, loader: Any) -> Diagnosis:
    """Explain the error of a YAML parser by looking at the text at its place."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Diagnosis(f"is not YAML: {error.problem or error.context}", 0, 0)
    start = error.context_mark or mark
    broken = Broken(
        text.split("\n"),
        error.problem or "",
        error.context or "",
        mark.line,
        mark.column,
        start.line,
        start.column,
    )
    found = _conflict(text) or _comment(text, broken, loader)
    for check in CHECKS:
        found = found or check(broken)
    return found or Diagnosis(
        f"is not YAML: {error.problem or error.context}", mark.line + 1, mark.column + 1
    )


def _conflict(text: str) -> Diagnosis | None:
    found = CONFLICT.search(text)
    if not found:
        return None
    line = text.count("\n", 0, found.start()) + 1
    return Diagnosis(
        f"holds {quote(found[0][:7])}, which marks a conflict of a merge; resolve the merge first", line, 1
    )


def _comment(text: str, broken: Broken, loader: Any) -> Diagnosis | None:
    """Explain an error after a comment that was meant as a value, or that hides a closing bracket."""
    comments = swallowed(text, loader)
    for comment in reversed([*comments.values.values(), *comments.lost]):
        rest = broken.text(comment.line - 1)[comment.column - 1 :]
        hides = "flow" in broken.context and comment.line <= broken.line + 1 and re.search(r"[\]}]", rest)
        if hides or comment.line in (broken.line, broken.line + 1):
            shown = replace(comment, text=comment.text.rstrip(":"))
            return Diagnosis(shown.message, comment.line, comment.column)
    return None


def _tab(broken: Broken) -> Diagnosis | None:
    line = broken.text(broken.line)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" not in indent:
        return None
    return Diagnosis("tabs cannot indent YAML; use spaces", broken.line + 1, indent.index("\t") + 1)


def _unclosed_quote(broken: Broken) -> Diagnosis | None:
    if "quoted scalar" not in broken.context or "unexpected" not in broken.problem:
        return None
    mark = broken.text(broken.start_line)[broken.start_column]
    message = f"the quote {mark} that opens here is not closed; add {mark} at the end of the text"
    return Diagnosis(message, broken.start_line + 1, broken.start_column + 1)


def _escape(broken: Broken) -> Diagnosis | None:
    if "escape" not in broken.problem and "hexdecimal" not in broken.problem:
        return None
    line = broken.text(broken.line)
    column = line.rfind("\\", 0, broken.column + 1)
    message = "'\\' starts an escape between double quotes; use single quotes, or write \\\\"
    return Diagnosis(message, broken.line + 1, max(column, 0) + 1)


def _space(broken: Broken) -> Diagnosis | None:
    """Explain ``key:value``, which YAML takes as one text."""
    for line in dict.fromkeys([broken.start_line, broken.last_line() - 1, broken.last_line()]):
        found = NO_SPACE.match(broken.text(line)) if line >= 0 else None
        if found:
            message = f"put a space after ':', as in {found['key']}: {found['value'][:60]}"
            return Diagnosis(message, line + 1, found.end("key") + 1)
    return None


def _no_colon(broken: Broken) -> Diagnosis | None:
    """Explain a line without a ':'."""
    line = broken.start_line
    before = broken.text(line - 1)
    if "not allowed" in broken.problem and before.strip() and not re.search("[:#-]", before):
        line -= 1
    elif "could not find expected ':'" not in broken.problem:
        return None
    found = broken.text(line)
    column = len(found) - len(found.lstrip())
    return Diagnosis(f"expected 'key: value', found {quote(found.strip())}", line + 1, column + 1)


def _list_item(broken: Broken) -> Diagnosis | None:
    line = broken.text(broken.line)
    if not line[broken.column :].startswith("- ") or line[: broken.column].strip():
        return None
    message = "found a list item among keys; indent it under the key that it belongs to"
    return Diagnosis(message, broken.line + 1, broken.column + 1)


def _special(broken: Broken) -> Diagnosis | None:
    """Explain a value that begins with a character of YAML's own."""
    line = broken.text(broken.line)
    for column in (broken.column, broken.column - 1, broken.start_column):
        if (
            0 <= column < len(line)
            and line[column] in SPECIAL
            and (column == 0 or line[column - 1] in " [{,")
        ):
            text = line[column:].strip()
            message = f"text that begins with {quote(text[0])} must be quoted: {quote(text)}"
            return Diagnosis(message, broken.line + 1, column + 1)
    return None


def _goes_on(broken: Broken) -> Diagnosis | None:
    """Explain text after a value that ended with its quote or bracket."""
    found = PAIR.match(broken.text(broken.line))
    if not found or broken.column <= found.start("value") or "flow" in broken.context:
        return None
    mark, place = found["value"][0], (broken.line + 1, broken.column + 1)
    if mark in BRACKETS:
        message = f"text that begins with {quote(mark)} must be quoted as a whole: {quote(found['value'])}"
        return Diagnosis(message, broken.line + 1, found.start("value") + 1)
    if mark == "'":
        return Diagnosis("text goes on after its closing quote; write '' for a ' inside the text", *place)
    if mark == '"':
        return Diagnosis('text goes on after its closing quote; write \\" for a " inside the text', *place)
    return None


def _bracket(broken: Broken) -> Diagnosis | None:
    if "flow" not in broken.context:
        return None
    opened = broken.text(broken.start_line)[broken.start_column : broken.start_column + 1]
    closing = BRACKETS.get(opened)
    at_end = broken.line >= len(broken.lines) - 1 and not broken.text(broken.line).strip()
    if closing and (broken.line > broken.start_line or at_end):
        message = f"{quote(opened)} opens here and is not closed; add {quote(closing)}"
        return Diagnosis(message, broken.start_line + 1, broken.start_column + 1)
    if closing:
        message = f"expected ',' or {quote(closing)} here; quote text that contains ',', ':' or brackets"
        return Diagnosis(message, broken.line + 1, broken.column + 1)
    message = "expected a value here; remove the extra ',' or add the value"
    return Diagnosis(message, broken.line + 1, broken.column + 1)


def _colon(broken: Broken) -> Diagnosis | None:
    found = PAIR.match(broken.text(broken.line))
    if not found or not re.search(r":(?:\s|$)", found["value"]):
        return None
    message = f"quote text that contains ': ', as in {found['key']}: {quote(found['value'])}"
    return Diagnosis(message, broken.line + 1, found.start("value") + 1)


def _indentation(broken: Broken) -> Diagnosis | None:
    if "not allowed" not in broken.problem and "block mapping" not in broken.context:
        return None
    line = broken.text(broken.line)
    column = len(line) - len(line.lstrip())
    message = "is indented differently from the keys around it; keys of one part start in the same column"
    return Diagnosis(message, broken.line + 1, column + 1)


def _second_document(broken: Broken) -> Diagnosis | None:
    if "another document" not in broken.problem:
        return None
    return Diagnosis(
        "starts a second document with '---'; keep one in a file", broken.line + 1, broken.column + 1
    )


def _depth(broken: Broken) -> Diagnosis | None:
    if "depth" not in broken.problem and "nest" not in broken.problem:
        return None
    return Diagnosis("is nested too deeply", broken.line + 1, broken.column + 1)


CHECKS = (
    _depth,
    _tab,
    _unclosed_quote,
    _escape,
    _second_document,
    _space,
    _no_colon,
    _list_item,
    _special,
    _goes_on,
    _bracket,
    _colon,
    _indentation,
)
"""The explanations, the most specific first."""
