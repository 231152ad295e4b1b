"""Explain mistakes within a line that is not YAML, such as a missing space or missing quotes.

Each check looks for one mistake, and returns None if the text does not have it.
"""

from __future__ import annotations

import re

from ...core.strings import quote
from .broken import BrokenYaml, Diagnosis, Symptom, indentation

KEY_AND_VALUE = re.compile(r"^\s*(?:- +)*(?P<key>[^\s:#'\"\[{-][^:#]*?)\s*:[ \t]+(?P<value>\S.*?)\s*$")
KEY_AND_VALUE_WITHOUT_SPACE = re.compile(r"^\s*(?:- +)*(?P<key>[A-Za-z_][\w.-]*):(?P<value>[^\s:/\\].*?)\s*$")
INDICATORS = "@`%*&>|?!-"
"""Characters that YAML does not take as text at the beginning of a value."""
MAX_VALUE_LENGTH = 60
"""How much of a value is shown in a message."""


def check_bad_escape(broken: BrokenYaml) -> Diagnosis | None:
    """Explain a backslash between double quotes that starts no valid escape."""
    if Symptom.BAD_ESCAPE not in broken.symptoms:
        return None
    column = broken.text_of(broken.line).rfind("\\", 0, broken.column + 1)
    message = "'\\' starts an escape between double quotes; use single quotes, or write \\\\"
    return broken.error_at(message, column=max(column, 0))


def check_missing_space(broken: BrokenYaml) -> Diagnosis | None:
    """Explain ``key:value``, which YAML takes as one text."""
    last_line = broken.last_line_with_text()
    # PyYAML often notices only on the next line that a line has no key.
    for line in (broken.start_line, last_line - 1, last_line):
        if line < 0:
            continue
        pair = KEY_AND_VALUE_WITHOUT_SPACE.match(broken.text_of(line))
        if pair:
            message = f"put a space after ':', as in {pair['key']}: {pair['value'][:MAX_VALUE_LENGTH]}"
            return broken.error_at(message, line, pair.end("key"))
    return None


def check_missing_colon(broken: BrokenYaml) -> Diagnosis | None:
    """Explain a line without a ':'."""
    line = broken.start_line
    previous = broken.text_of(line - 1)
    has_text_before = previous.strip() and not re.search("[:#-]", previous)
    if Symptom.NOT_ALLOWED_HERE in broken.symptoms and has_text_before:
        # PyYAML takes both lines as one text, and stops at the ':' of the second.
        line -= 1
    elif Symptom.MISSING_COLON not in broken.symptoms:
        return None
    text = broken.text_of(line)
    message = f"expected 'key: value', found {quote(text.strip())}"
    return broken.error_at(message, line, len(indentation(text)))


def check_indicator(broken: BrokenYaml) -> Diagnosis | None:
    """Explain a value that begins with a character that has a meaning of its own in YAML."""
    line = broken.text_of(broken.line)
    for column in (broken.column, broken.column - 1, broken.start_column):
        if _is_indicator(line, column):
            text = line[column:].strip()
            message = f"text that begins with {quote(text[0])} must be quoted: {quote(text)}"
            return broken.error_at(message, column=column)
    return None


def _is_indicator(line: str, column: int) -> bool:
    """Return whether the character at a column is an indicator and begins a value."""
    if not 0 <= column < len(line) or line[column] not in INDICATORS:
        return False
    return column == 0 or line[column - 1] in " [{,"


def check_text_after_value(broken: BrokenYaml) -> Diagnosis | None:
    """Explain text after a value that ended with its quote or bracket."""
    pair = KEY_AND_VALUE.match(broken.text_of(broken.line))
    if not pair or broken.column <= pair.start("value") or Symptom.IN_BRACKETS in broken.symptoms:
        return None
    match pair["value"][0]:
        case "[" | "{" as bracket:
            message = (
                f"text that begins with {quote(bracket)} must be quoted as a whole: {quote(pair['value'])}"
            )
            return broken.error_at(message, column=pair.start("value"))
        case "'":
            return broken.error_at("text goes on after its closing quote; write '' for a ' inside the text")
        case '"':
            return broken.error_at('text goes on after its closing quote; write \\" for a " inside the text')
    return None


def check_colon_in_text(broken: BrokenYaml) -> Diagnosis | None:
    """Explain a value without quotes that holds ``: ``."""
    pair = KEY_AND_VALUE.match(broken.text_of(broken.line))
    if not pair or not re.search(r":(?:\s|$)", pair["value"]):
        return None
    message = f"quote text that contains ': ', as in {pair['key']}: {quote(pair['value'])}"
    return broken.error_at(message, column=pair.start("value"))
