"""Turn values into short pieces of text for messages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

MAX_NAME_LENGTH = 80
MAX_QUOTED_LENGTH = 60
MAX_LISTED = 12
MAX_JOINED = 5
HIDDEN_CATEGORIES = ("Cc", "Cs", "Zl", "Zp")
"""Control characters, halves of surrogate pairs, which UTF-8 cannot encode, and separators of lines."""
HIDDEN_CHARACTERS = "\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What XML forbids, and the overrides, embeddings and isolates of bidirectional text."""


def counted(n: int, word: str, plural: str = "") -> str:
    """Return a number with a noun in the singular or plural.

    Args:
        n: The number.
        word: The singular.
        plural: The plural, unless it is ``word`` with an s.

    >>> counted(1, "head"), counted(3, "head"), counted(2, "category", "categories")
    ('1 head', '3 heads', '2 categories')
    """
    if n == 1:
        return f"1 {word}"
    if plural:
        return f"{n} {plural}"
    return f"{n} {word}s"


def round_significant(value: float) -> float:
    """Return a number rounded to six significant digits, so that it is the same on all machines.

    >>> round_significant(1 / 3)
    0.333333
    """
    return float(f"{value:.6g}")


def truncate(name: str) -> str:
    """Return a name, cut after 80 characters.

    >>> truncate("Knowledge"), len(truncate("x" * 100))
    ('Knowledge', 82)
    """
    if len(name) <= MAX_NAME_LENGTH:
        return name
    return name[:MAX_NAME_LENGTH] + ".."


def display_width(text: str) -> int:
    r"""Return how many columns a text takes up in a terminal.

    Wide characters take up two columns; combining characters take up none.

    >>> display_width("head"), display_width("日本"), display_width("e\u0301")
    (4, 4, 1)
    """
    width = 0
    for character in text:
        if unicodedata.combining(character):
            continue
        is_wide = unicodedata.east_asian_width(character) in "WF"
        width += 2 if is_wide else 1
    return width


def printable(text: str) -> str:
    r"""Return a text as a figure and its metadata show it, in SVG, PDF, PNG, HTML and Vega-Lite.

    Control characters, line separators, what XML forbids, and characters that turn the text behind them
    around are written as escapes.

    >>> printable("a\x00b"), printable("\u202egpj.exe")
    ('a\\x00b', '\\u202egpj.exe')
    """
    if text.isprintable():
        return text
    characters = []
    for character in text:
        is_hidden = unicodedata.category(character) in HIDDEN_CATEGORIES or character in HIDDEN_CHARACTERS
        characters.append(_escape(character) if is_hidden else character)
    return "".join(characters)


def one_line(text: str) -> str:
    r"""Return a text as a line for a terminal, with characters that are not printable as escapes.

    >>> one_line("a\nb")
    'a\\nb'
    """
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else _escape(character) for character in text)


def json_text(value: object, indent: int | None = None) -> str:
    r"""Return a value as JSON, in which characters that are not printable are escapes, which lose nothing.

    >>> json_text({"é": "a\x7fb"})
    '{"é": "a\\u007fb"}'
    """
    import json  # most runs print no JSON

    return escape_json(json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False))


def escape_json(text: str) -> str:
    """Return JSON, in which JSON escapes stand for what is not printable within its strings."""
    lines = []
    for line in text.split("\n"):
        if not line.isprintable():
            line = "".join(char if char.isprintable() else _json_escape(char) for char in line)
        lines.append(line)
    return "\n".join(lines)


def _json_escape(character: str) -> str:
    r"""Return a character as JSON escapes it; one beyond U+FFFF is two escapes.

    >>> _json_escape("\u202e"), _json_escape("\U000e0001")
    ('\\u202e', '\\udb40\\udc01')
    """
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))


def _escape(text: str) -> str:
    """Return a text in which control characters and those beyond ASCII are Python escapes."""
    return text.encode("unicode_escape").decode("ascii")


def quote(value: object) -> str:
    """Return a value for a message: in quotes, on one line, cut at 60 characters.

    null, true and false, as JSON and YAML write them, are not in quotes.

    >>> quote("Knowledge"), quote(7), quote(None), quote(True)
    ("'Knowledge'", "'7'", 'null', 'true')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    quoted = repr(text[:MAX_QUOTED_LENGTH])
    if not quoted.isprintable():
        quoted = _escape(quoted)
    if len(text) > MAX_QUOTED_LENGTH:
        return quoted + "..."
    return quoted


def truncated_list(names: Sequence[str]) -> str:
    """Return the first twelve names of a list, and two dots if there are more.

    >>> truncated_list("abc"), truncated_list("abcdefghijklm")
    ('a, b, c', 'a, b, c, d, e, f, g, h, i, j, k, l, ..')
    """
    text = ", ".join(names[:MAX_LISTED])
    if len(names) > MAX_LISTED:
        return f"{text}, .."
    return text


def join_first(texts: Sequence[str], separator: str = ", ") -> str:
    """Return the first five texts joined, and the number of the others.

    >>> join_first(["a 1", "b 2"], "; "), join_first("abcdefg")
    ('a 1; b 2', 'a, b, c, d, e, and 2 more')
    """
    text = separator.join(texts[:MAX_JOINED])
    hidden = len(texts) - MAX_JOINED
    if hidden > 0:
        return f"{text}{separator}and {hidden} more"
    return text


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return a suggestion in parentheses if a word is similar to a candidate, else an empty string.

    >>> did_you_mean("colour", ["color", "label"]), did_you_mean("x", ["color", "label"])
    (" (did you mean 'color'?)", '')
    """
    from difflib import get_close_matches

    names = {name.lower(): name for name in candidates}
    matches = get_close_matches(word.lower(), list(names), n=1, cutoff=0.6)
    if not matches:
        return ""
    return f" (did you mean {names[matches[0]]!r}?)"


def first_line(error: BaseException) -> str:
    r"""Return the first line of the text of an error, or the kind of the error if it has no text.

    >>> first_line(ValueError("cannot convert\nsee the manual")), first_line(ValueError())
    ('cannot convert', 'ValueError')
    """
    lines = str(error).splitlines()
    if not lines or not lines[0]:
        return type(error).__name__
    return lines[0]
