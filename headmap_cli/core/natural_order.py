"""Sort names in natural order, in which ``Cluster 2`` comes before ``Cluster 10``."""

from __future__ import annotations

import re
from typing import TypeAlias

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
DIGITS = re.compile(r"(\d+)")

NaturalKey: TypeAlias = tuple[tuple[float, ...], tuple[str | tuple[int, str], ...], str, str]
"""The value of a number, the pieces of text and digits, the name without case, and the name itself."""


def natural_key(name: str) -> NaturalKey:
    """Return the key that sorts names naturally.

    Names that are numbers come first, by value. The others are compared piece by piece: text without regard
    to case, and runs of digits, in any script, by value. Names that are equal in this respect are compared
    character by character, so that the result does not depend on the order before.

    >>> sorted(["cluster 10", "Cluster 2", "10", "9", "-1"], key=natural_key)
    ['-1', '9', '10', 'Cluster 2', 'cluster 10']
    """
    folded = name.casefold()
    value: tuple[float, ...] = (1.0,)  # sorts after the numbers, whose tuples begin with 0
    if NUMBER.fullmatch(folded.strip()):
        value = (0.0, float(folded))
    # A split at a group gives text at even positions and digits at odd ones, so that text is only compared
    # with text, and digits with digits.
    pieces: list[str | tuple[int, str]] = []
    for position, piece in enumerate(DIGITS.split(folded)):
        is_number = position % 2 == 1
        pieces.append(_number_key(piece) if is_number else piece)
    return value, tuple(pieces), folded, name


def _number_key(digits: str) -> tuple[int, str]:
    """Return a key that sorts runs of digits by value, however long they are; int() limits their length."""
    ascii_digits = "".join(str(int(digit)) for digit in digits)
    significant = ascii_digits.lstrip("0")
    return len(significant), significant
