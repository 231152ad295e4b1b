"""Say in plain words why a text is not JSON, and what to write instead."""

from __future__ import annotations

import re

PYTHON = re.compile(r"'|\(|True\b|False\b|None\b")
"""What Python writes where JSON has something else."""
NAME = re.compile(r"[A-Za-z_$][\w$]*")
NUMBER = re.compile(r"[+.]?[0-9][\w.+-]*")
COMMENT = re.compile(r"//|/\*|#")
WORDS = {
    "Expecting ',' delimiter": "expected ',' or a closing bracket",
    "Expecting ':' delimiter": "expected ':' after the key",
    "Expecting value": "expected a value",
    "Expecting property name enclosed in double quotes": "expected a key in double quotes",
    "Unterminated string starting at": "a text begins here whose closing quote is missing",
    "Invalid control character at": "a text ends its line here without a closing quote",
    "Invalid \\escape": "'\\' starts an escape that JSON does not know; write \\\\ for a backslash",
    "Invalid \\uXXXX escape": "expected four hexadecimal digits after \\u",
}


def json_problem(text: str, said: str, position: int) -> tuple[str, int]:
    """Return what is wrong with a JSON text, and the position of that.

    said and position: the message of Python's parser and where it stopped.
    """
    at = position + len(text[position:]) - len(text[position:].lstrip())
    rest = text[at : at + 200]
    before = text[:at].rstrip()
    if COMMENT.match(rest):
        return "comments are not JSON; remove them", at
    if (rest[:1] in ("]", "}") and before.endswith(",")) or said == "Illegal trailing comma before end of":
        comma = len(before) - 1 if before.endswith(",") else position
        return f"a comma before '{text[comma + 1 :].lstrip()[:1]}' is not JSON; remove it", comma
    if said == "Extra data":
        return _extra(rest, before), at
    if not rest and not said.startswith("Unterminated"):
        return "is not complete JSON: it ends before its last bracket is closed", len(text)
    inside_text = said.startswith(("Unterminated", "Invalid"))
    return f"is not JSON: {_words(said, rest)}", position if inside_text else at


def _words(said: str, rest: str) -> str:
    words = WORDS.get(said, said)
    if PYTHON.match(rest):
        return f"{words}; is it Python's own notation? write it with json.dump"
    name = NAME.match(rest)
    if said.startswith("Expecting property name") and name:
        return f'{words}, as in "{name[0][:60]}"'
    if said == "Expecting value" and NUMBER.match(rest):
        return f"{words}; a number has digits before its point and no '+'"
    if said == "Expecting value" and name:
        return f"{words}; text is written in double quotes"
    return words


def _extra(rest: str, before: str) -> str:
    if rest[:1] in "[{" and before[-1:] in "]}":
        return "a second JSON document begins here; put them in one list, or each on a line of its own"
    return "is not JSON: text goes on after the end of the document"
