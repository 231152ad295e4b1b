"""Explain in plain words why a text is not JSON, and what to write instead."""

from __future__ import annotations

import re
from enum import Enum
from json import JSONDecodeError

MAX_CHARACTERS = 200
"""How many characters after the error are searched for a hint."""

MAX_KEY_LENGTH = 60
"""The length of the longest key that a message quotes."""

PYTHON = re.compile(r"'|\(|True\b|False\b|None\b")
"""What Python writes where JSON needs something else."""

NAME = re.compile(r"[A-Za-z_$][\w$]*")
NUMBER = re.compile(r"[+.]?[0-9][\w.+-]*")
COMMENT = re.compile(r"//|/\*|#")


class _Fault(Enum):
    """What stopped Python's parser; each value is how Python's message for it begins."""

    COMMA = "Expecting ',' delimiter"
    COLON = "Expecting ':' delimiter"
    VALUE = "Expecting value"
    KEY = "Expecting property name"
    TRAILING_COMMA = "Illegal trailing comma"  # from Python 3.13 on; KEY or VALUE before
    EXTRA_DATA = "Extra data"
    OPEN_STRING = "Unterminated string"
    CONTROL_CHARACTER = "Invalid control character"
    ESCAPE = "Invalid \\escape"
    UNICODE_ESCAPE = "Invalid \\uXXXX escape"


MESSAGES = {
    _Fault.COMMA: "expected ',' or a closing bracket",
    _Fault.COLON: "expected ':' after the key",
    _Fault.VALUE: "expected a value",
    _Fault.KEY: "expected a key in double quotes",
    _Fault.OPEN_STRING: "a text begins here whose closing quote is missing",
    _Fault.CONTROL_CHARACTER: "a text ends its line here without a closing quote",
    _Fault.ESCAPE: "'\\' starts an escape that JSON does not know; write \\\\ for a backslash",
    _Fault.UNICODE_ESCAPE: "expected four hexadecimal digits after \\u",
}
IN_STRINGS = {_Fault.OPEN_STRING, _Fault.CONTROL_CHARACTER, _Fault.ESCAPE, _Fault.UNICODE_ESCAPE}


def explain_json_error(error: JSONDecodeError) -> tuple[str, int]:
    """Return what is wrong with a JSON text, and the position in the text.

    The position may differ from that of Python's error: blanks are skipped, and the position of a trailing
    comma is that of the comma, not of the bracket after it.
    """
    text = error.doc
    fault = _fault(error)
    after = text[error.pos :].lstrip()
    position = len(text) - len(after)
    before = text[:position].rstrip()
    after = after[:MAX_CHARACTERS]
    if COMMENT.match(after):
        return "comments are not JSON; remove them", position
    if fault is _Fault.TRAILING_COMMA:
        return _explain_trailing_comma(text, error.pos)
    if after.startswith(("]", "}")) and before.endswith(","):
        return _explain_trailing_comma(text, len(before) - 1)
    if fault is _Fault.EXTRA_DATA:
        return _explain_extra_data(before, after), position
    if not after and fault is not _Fault.OPEN_STRING:
        return "is not complete JSON: it ends before its last bracket is closed", position
    # Blanks within a string are part of it, so there the parser's own position is the right one.
    if fault in IN_STRINGS:
        position = error.pos
    return f"is not JSON: {_explain(fault, error.msg, after)}", position


def _fault(error: JSONDecodeError) -> _Fault | None:
    """Return what stopped the parser; None for a message that this Python version does not have.

    Python distinguishes the kinds of errors only by its messages, and the text at the position is not enough
    to tell the kind. For example, there is a quotation mark at the position in all of these::

        ["a", "b       a string without an end
        ["a" "b"]      a missing comma
        {"a" "b"}      a missing colon
        "a" "b"        extra data

    To distinguish them would take a second parser, so this function, and no other, reads the messages.
    """
    # Only the beginning is compared, since some messages end with a character of the text.
    for fault in _Fault:
        if error.msg.startswith(fault.value):
            return fault
    return None


def _explain_trailing_comma(text: str, position: int) -> tuple[str, int]:
    """Return the message for a comma before a closing bracket, and the comma's position."""
    bracket = text[position + 1 :].lstrip()[:1]
    return f"a comma before '{bracket}' is not JSON; remove it", position


def _explain_extra_data(before: str, after: str) -> str:
    """Return the message for text after the end of a document."""
    if after.startswith(("[", "{")) and before.endswith(("]", "}")):
        return "a second JSON document begins here; put them in one list, or each on a line of its own"
    return "is not JSON: text goes on after the end of the document"


def _explain(fault: _Fault | None, python_message: str, after: str) -> str:
    """Return what was expected, with a hint that depends on what comes after the error."""
    if fault is None:
        return python_message
    message = MESSAGES[fault]
    if PYTHON.match(after):
        return f"{message}; is it Python's own notation? write it with json.dump"
    name = NAME.match(after)
    if fault is _Fault.KEY and name:
        return f'{message}, as in "{name[0][:MAX_KEY_LENGTH]}"'
    if fault is _Fault.VALUE and NUMBER.match(after):
        return f"{message}; a number has digits before its point and no '+'"
    if fault is _Fault.VALUE and name:
        return f"{message}; text is written in double quotes"
    return message
