"""Read the numbers in the labels of facets, such as the training steps of checkpoints."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from .numbers import DECIMAL, decimal

PREFIX = re.compile(r"([A-Za-z_ =:-]+)(?=[0-9])")
"""What may stand in front of the number of each label, as in ``step1000`` or ``checkpoint-1000``.

A hyphen belongs to the prefix: only a number without a prefix can be negative.
"""


def step_numbers(labels: Sequence[str]) -> list[float] | None:
    """Return the numbers of labels; None unless all have one, all different, behind the same prefix.

    >>> step_numbers(["0", "512", "1e3"]), step_numbers(["step512", "step1000"])
    ([0.0, 512.0, 1000.0], [512.0, 1000.0])
    >>> step_numbers(["ckpt-0", "ckpt-5"]), step_numbers(["-5", "0"])
    ([0.0, 5.0], [-5.0, 0.0])
    >>> step_numbers(["base", "tuned"]), step_numbers(["1", "1.0"]), step_numbers(["a1", "b2"])
    (None, None, None)
    """
    numbers: list[float] = []
    prefixes: set[str] = set()
    for label in labels:
        text = label.strip()
        prefix = ""
        if not DECIMAL.fullmatch(text):
            match = PREFIX.match(text)
            prefix = match[0] if match else ""
        number = decimal(text[len(prefix) :])
        if number is None or not math.isfinite(number):
            return None
        prefixes.add(prefix)
        numbers.append(number)
    if len(prefixes) > 1 or len(set(numbers)) < len(numbers):
        return None
    return numbers
