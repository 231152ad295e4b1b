"""Parse JSON more strictly than Python does, and locate what is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from ..core.errors import Location, input_error
from ..core.strings import quote
from ..core.vocabulary import option

SMALL_LENGTH = 1 << 20
"""The length of a text that may hold any number of values."""
BYTES_PER_VALUE = 10
"""How many bytes of ``--max-bytes`` allow for one value. In memory, a value takes about ten times as many."""
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"(?P<colon>\s*:)?|[\[\]{}]|NaN|-?Infinity')
"""A string (a key if a colon follows), a bracket, or a constant that Python accepts but JSON lacks."""


def parse_json(text: str, source: str, line: int = 0, with_nan: bool = False) -> Any:
    """Return the value of a JSON text.

    Args:
        text: The JSON text.
        source: The name of the file for messages.
        line: The number of the line, if the text is a single line of the file; 0 if it is the whole file.
        with_nan: Whether NaN and Infinity, which Python writes for missing scores, are accepted.

    Raises:
        InputError: The text is not JSON or is nested too deeply, or it holds NaN, Infinity, a duplicate key,
            or a number with too many digits.
    """
    try:
        parse_constant = float if with_nan else _refuse
        return json.loads(text, parse_constant=parse_constant, object_pairs_hook=_unique_keys)
    except _RefusedError:
        # json.loads does not pass a position to its hooks, so the text is searched again.
        message, position = next(_refused_tokens(text, with_nan))
    except json.JSONDecodeError as e:
        # Imported only after an error, since most texts are valid.
        from .json_errors import explain_json_error

        message, position = explain_json_error(e)
    except ValueError:
        # Converting digits takes quadratic time, so Python refuses more than sys.get_int_max_str_digits().
        raise input_error(source, "holds a number of too many digits", Location(line)) from None
    except RecursionError:
        message = "is nested too deeply for any shape that headmap knows"
        raise input_error(source, message, Location(line)) from None
    raise input_error(source, message, _location(text, position, line))


def refuse_many_values(text: str, source: str, max_bytes: int) -> None:
    """Raise InputError if a JSON text holds more values than a limit of bytes allows.

    Each value follows a bracket or a comma. Such characters inside strings count too, which only matters for
    texts that are nearly too large anyway.

    Args:
        text: The JSON text.
        source: The name of the file for messages.
        max_bytes: The value of ``--max-bytes``.
    """
    limit = max_bytes // BYTES_PER_VALUE
    if len(text) > max(limit, SMALL_LENGTH) and sum(map(text.count, "[{,")) > limit:
        raise input_error(
            source,
            f"holds more than {limit:,} values, which take much memory; {option('max-bytes')} allows more",
        )


def _location(text: str, position: int, line: int) -> Location:
    """Return the line and column of a position in a text; line is 0 unless the text is one line of a file."""
    before = text[:position]
    column = position - before.rfind("\n")
    if line:
        return Location(line, column)
    return Location(before.count("\n") + 1, column)


class _RefusedError(Exception):
    """Python accepts the JSON, but headmap does not."""


def _refuse(_constant: str) -> NoReturn:
    """Raise _RefusedError for NaN, Infinity or -Infinity."""
    raise _RefusedError


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the keys and values of an object as a dict; raise _RefusedError if a key occurs twice."""
    value = dict(pairs)
    if len(value) < len(pairs):
        raise _RefusedError
    return value


def _refused_tokens(text: str, with_nan: bool) -> Iterator[tuple[str, int]]:
    """Yield a message and the position of each NaN, Infinity and repeated key of a JSON text."""
    # The keys so far of each object that is open at the token; an array takes a place too, without keys.
    open_keys: list[set[str]] = []
    for match in TOKEN.finditer(text):
        token = match[0]
        if token in "[{":
            open_keys.append(set())
        elif token in "]}":
            open_keys.pop()
        elif not token.startswith('"'):
            if not with_nan:
                missing = option("missing", "unclassified")
                hint = f"leave the head out, give it a finite number, or set {missing}"
                yield f"{token} is not JSON; {hint}", match.start()
        elif match["colon"]:
            # Decoded, since "a" and "\u0061" are the same key.
            key = json.loads(token[: token.rindex('"') + 1])
            if key in open_keys[-1]:
                yield f"duplicate key {quote(key)} in one object", match.start()
            open_keys[-1].add(key)
