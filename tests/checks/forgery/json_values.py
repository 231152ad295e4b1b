"""Alterations of JSON: of Vega-Lite specifications, and of what the script of a web page reads."""

import json
import random
import re
from typing import Any

from tests.checks.forgery.any_bytes import Forgery


def other_json(data: bytes, dice: random.Random) -> bytes:
    """One value of a JSON document changed, removed, or added."""
    document = json.loads(data)
    holders: list[Any] = []
    _collect(document, holders)
    holder = dice.choice(holders)
    keys: list[Any] = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    if not keys or dice.random() < 0.2:
        _add(holder, dice)
    else:
        key = dice.choice(keys)
        action = dice.randrange(4)
        if action == 0:
            del holder[key]
        elif action == 1:
            other = dice.choice(keys)
            holder[key], holder[other] = holder[other], holder[key]
        else:
            holder[key] = _changed(holder[key], dice)
    return json.dumps(document, separators=(",", ":"), ensure_ascii=dice.random() < 0.5).encode()


def _collect(value: Any, holders: list[Any]) -> None:
    if isinstance(value, dict | list):
        holders.append(value)
        for item in value.values() if isinstance(value, dict) else value:
            _collect(item, holders)


def _add(holder: Any, dice: random.Random) -> None:
    if isinstance(holder, list):
        holder.insert(dice.randrange(len(holder) + 1), dice.choice([{}, 0, "forged"]))
        return
    added: list[tuple[str, Any]] = [
        ("transform", [{"filter": "datum.layer < 1"}]),
        ("title", "forged"),
        ("url", "http://localhost/a.csv"),
        ("background", "red"),
        ("opacity", 0.2),
        ("config", {"range": {"category": ["red"]}}),
        ("usermeta", {}),
        ("note", "seen by nobody"),
    ]
    key, value = dice.choice(added)
    holder[key] = value


def _changed(value: Any, dice: random.Random) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + dice.choice([-1, 1, 0.001])
    if isinstance(value, str):
        return dice.choice([value + " ", value.swapcase() + "!", "#ff0000", ""])
    return dice.choice([None, {}, [], "forged"])


def other_white_space(data: bytes, dice: random.Random) -> bytes:
    """The same document in more room."""
    return json.dumps(json.loads(data), indent=dice.randrange(1, 5)).encode() + b"\n"


def same_key_twice(data: bytes, dice: random.Random) -> bytes:
    """A key twice in one object, of which a reader takes the first or the last."""
    places = [match.end() for match in re.finditer(rb"\{", data)]
    place = dice.choice(places)
    return data[:place] + dice.choice([b'"mark":"bar",', b'"title":"forged",', b'"layer":9,']) + data[place:]


JSON_FORGERIES: tuple[Forgery, ...] = (other_json, other_json, other_json, other_white_space, same_key_twice)
