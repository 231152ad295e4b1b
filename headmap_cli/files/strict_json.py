"""JSON text -> its value, more strictly than Python reads it, and with the place of what is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from ..core.errors import Location, input_error
from ..core.strings import quote

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"(?P<colon>\s*:)?|[\[\]{}]|NaN|-?Infinity')


def parse_json(text: str, source: str, line: int = 0) -> Any:
    """The value of a JSON text; refuses NaN, Infinity, keys that stand twice, and nesting without end.

    line: where the text is one line of a file, its number.
    """

    def refuse(_: object) -> NoReturn:
        raise _Refused

    def no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        out = dict(pairs)
        return out if len(out) == len(pairs) else refuse(pairs)

    try:
        return json.loads(text, parse_constant=refuse, object_pairs_hook=no_twice)
    except _Refused:
        message, position = next(_refused(text))
        found, column = _place(text, position)
        raise input_error(source, message, Location(line or found, column)) from None
    except json.JSONDecodeError as e:
        from .json_errors import json_problem

        message, position = json_problem(text, e.msg, e.pos)
        found, column = _place(text, position)
        raise input_error(source, message, Location(line or found, column)) from None
    except ValueError:
        raise input_error(source, "holds a number of too many digits", Location(line)) from None
    except RecursionError:
        raise input_error(
            source, "is nested too deeply for any shape that headmap knows", Location(line)
        ) from None


def _place(text: str, position: int) -> tuple[int, int]:
    """Return the line and column of a position, counted from 1."""
    before = text[:position]
    return before.count("\n") + 1, position - before.rfind("\n")


class _Refused(Exception):
    """JSON that Python reads and headmap does not."""


def _refused(text: str) -> Iterator[tuple[str, int]]:
    """What each refused thing of a JSON text is, and its position: NaN, Infinity, or a key again."""
    keys: list[set[str]] = []
    for token in TOKEN.finditer(text):
        found = token[0]
        if found in "[{":
            keys.append(set())
        elif found in "]}":
            keys.pop()
        elif not found.startswith('"'):
            yield f"{found} is not JSON; leave the head out, or give it a finite number", token.start()
        elif token["colon"]:
            key = json.loads(found[: found.rindex('"') + 1])
            if key in keys[-1]:
                yield f"key {quote(key)} stands twice in one object", token.start()
            keys[-1].add(key)
