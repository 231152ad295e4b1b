"""Read the names that files give to one head, to a layer, or to a head within its layer.

docs/inputs.md lists examples of all of them, from which the tests run.
"""

from __future__ import annotations

import re
from typing import Any

from .numbers import decimal
from .strings import quote

# The patterns are texts, which `re` compiles when one is first used, and then keeps. Compiling them here
# would take 2% of the time of each figure, even if its data do not name heads in such a way.

MAX_LENGTH = 300
"""The most characters of a name. Some of the patterns would take quadratic time for long texts."""

SPACES = r"[^\S\n]+"
INDEX = r"([0-9]{1,9})"
LAYER_WORD = r"(?:L(?:ayers?)?|A(?:ttn)?|B(?:locks?)?)"
HEAD_WORD = r"H(?:eads?)?"
QKV = r"(?:<[qkv]>|\.[qkv])?"
"""What circuits add to a head where an edge ends at its queries, keys or values."""

PLAIN = rf"\s*[(\[<]?\s*{INDEX}\s*[-.,/:_]\s*{INDEX}\s*[)\]>]?\s*"
"""Two numbers alone: ``5-1``, ``(5, 1)``."""

LETTERS = rf"{LAYER_WORD}[ _.=\[]?{INDEX}\]?[-._,:/ ]*{HEAD_WORD}[ _.=\[]?{INDEX}"
NAME_AT_END = rf"(?i)(?:.*[^A-Za-z0-9]|\s*){LETTERS}[)\]]?{QKV}\s*"
"""A name with letters, perhaps after other words: ``L5H1``, ``induction_L5H1``."""

ANY_NAME = rf"(?i)(?<![A-Za-z0-9]){LETTERS}"

PREFIXED = (
    rf"(?i)\s*(?:A(?:ttn|ttention)?|(?:attention[ _])?{HEAD_WORD})[ _.\[(]*"
    rf"{INDEX}\s*[-.,/:_]\s*{INDEX}[)\]]?{QKV}\s*"
)
"""Two numbers after one word: ``h5.1``, ``Head 5.1``, ``attn.5.1``."""

NUMBER_FIRST = rf"(?i)\s*{INDEX}\.?H{INDEX}\s*"
"""``5h1``."""

MODULE_LAYER = rf"(?:\w+\.)*(?:blocks?|layers?|(?<=transformer\.)h|h(?=\.\d+\.attn)|h(?=\[\d))[.\[]{INDEX}\]?"
MODULE_NAME = (
    rf"\.?{MODULE_LAYER}(?=[\w.]*(?:attn|attention|heads|head|hook_[qkvz]|hook_result))(?:\.[A-Za-z_]\w*)+"
    rf"(?:\.|\[(?:(?::|COL), ?)*){INDEX}\]?"
)
"""The module of the attention, with the index of the head: ``blocks.5.attn.hook_z.1``."""

HEAD_PATTERNS = (PLAIN, NAME_AT_END, PREFIXED, NUMBER_FIRST, MODULE_NAME)

LAYER_NAME = (
    rf"(?i)\s*(?:L(?:ayers?)?|B(?:locks?)?|Attn)?[ _.]*{INDEX}\s*"
    rf"|\.?{MODULE_LAYER}(?:\.(?:self_)?att(?:n|ention)(?:\.hook_\w+)?)?"
)
"""The name of a layer: ``5``, ``L5``, ``layer_5``, ``blocks.5.attn``."""

HEAD_IN_LAYER = rf"(?i)\s*(?:{HEAD_WORD})?[ _.]*{INDEX}\s*"
"""The name of a head within its layer: ``1``, ``H1``, ``head_1``."""

OTHER_NODE = (
    r"(?i)\s*(?:(?:m|mlp)[ _.]?\d+(?:\.(?:in|out))?|mlp|inputs?|logits?|output|tokens"
    r"|(?:pos_|tok_|token_)?embed(?:s|ding|dings)?|resid[ _](?:start|end)"
    r"|(?:\w+\.)*hook_(?:pos_)?embed|(?:\w+\.)*\w*mlp\w*(?:\.\w+)*"
    r"|(?:\w+\.)*hook_(?:resid_\w+|mlp_\w+))(?:\[[^\]]*\])?\s*"
)
"""A node of a circuit that is not a head: ``m3``, ``MLP 3``, ``input``, ``logits``."""

BETWEEN_HEADS = (r"\s*;\s*", r"\s*\|\s*", r"\s*\n\s*", r"\s*,\s*(?![^(\[]*[)\]])", r"\s+")
"""What may stand between the names of several heads; a comma within brackets does not."""

EXPECTED_HEAD = 'expected a head such as [8, 10], {"layer": 8, "head": 10}, "8-10", "8.10" or "L8H10"'


def parse_head_name(text: str) -> tuple[str, str] | None:
    """Return the digits of the layer and of the head in the name of one head; None for any other text.

    >>> parse_head_name("8-10"), parse_head_name("(5, 1)"), parse_head_name("L00H00")
    (('8', '10'), ('5', '1'), ('00', '00'))
    >>> parse_head_name("a5.h1"), parse_head_name("first_token_bias_L10H11")
    (('5', '1'), ('10', '11'))
    >>> parse_head_name("blocks.5.attn.hook_z.1"), parse_head_name("blocks.5.mlp.1")
    (('5', '1'), None)
    >>> parse_head_name("Knowledge"), parse_head_name("L5H1 L3H2")
    (None, None)
    """
    for pattern in HEAD_PATTERNS:
        match = _match(pattern, text)
        if match is None:
            continue
        # "L5H1 L3H2" also ends in the name of a head, but it names two.
        if len(re.findall(ANY_NAME, text)) > 1:
            return None
        return match[1], match[2]
    return None


def split_head_names(text: str) -> list[str]:
    """Return the names of the heads in a text, which may be one or several; an empty list for other text.

    >>> split_head_names("5.1, 6.9"), split_head_names("(5, 1), (6, 9)"), split_head_names("A, B")
    (['5.1', '6.9'], ['(5, 1)', '(6, 9)'], [])
    """
    if parse_head_name(text) is not None:
        return [text]
    # Runs of spaces are shortened first, since looking for separators around them takes quadratic time.
    text = re.sub(SPACES, " ", text.strip())
    for separator in BETWEEN_HEADS:
        names = [name for name in re.split(separator, text) if name]
        if len(names) < 2 or not all(map(parse_head_name, names)):
            continue
        # In "L5H1 0.9", the number is a score and not the name of another head.
        numbers = [name for name in names if decimal(name) is not None]
        if len(numbers) in (0, len(names)):
            return names
    return []


def is_other_node(text: str) -> bool:
    """Return whether a text names a node of a circuit that is not a head.

    >>> is_other_node("m3"), is_other_node("MLP 3"), is_other_node("logits"), is_other_node("a5.h1")
    (True, True, True, False)
    """
    return _match(OTHER_NODE, text) is not None


def parse_layer_name(text: str) -> str | None:
    """Return the digits of the layer in its name; None for any other text.

    >>> parse_layer_name("layer_3"), parse_layer_name("blocks.3.attn"), parse_layer_name("mean")
    ('3', '3', None)
    """
    match = _match(LAYER_NAME, text)
    if match is None:
        return None
    return match[1] or match[2]


def parse_head_in_layer(text: str) -> str | None:
    """Return the digits of a head in its name within a layer; None for any other text.

    >>> parse_head_in_layer("H3"), parse_head_in_layer("head_3"), parse_head_in_layer("mean")
    ('3', '3', None)
    """
    match = _match(HEAD_IN_LAYER, text)
    if match is None:
        return None
    return match[1]


def _match(pattern: str, text: str) -> re.Match[str] | None:
    """Return the match of a pattern with a whole text; None for a text that is too long for a name."""
    if len(text) > MAX_LENGTH:
        return None
    return re.fullmatch(pattern, text)


def parse_head(value: Any) -> tuple[Any, Any] | str:
    """Return the layer and the head that a JSON value names, or a message that says why it names none.

    The layer and the head may still be anything; Collector.read_head checks them.

    >>> parse_head([8, 10]), parse_head({"layer": 8, "head": 10}), parse_head("8.10")
    ((8, 10), (8, 10), ('8', '10'))
    """
    if isinstance(value, list) and len(value) == 2:
        return value[0], value[1]
    if isinstance(value, dict) and {"layer", "head"} <= value.keys():
        return value["layer"], value["head"]
    pair = parse_head_name(value) if isinstance(value, str) else None
    return pair or f"{quote(value)} is not a head; {EXPECTED_HEAD}"
