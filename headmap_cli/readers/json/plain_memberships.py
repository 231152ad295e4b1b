"""Define what the readers of plain JSON have in common: the keys and the types of a membership."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta

from ...core.grid import MAX_HEADS

KEYS = ("layer", "head", "category")
QUOTES_IN_RECORD = 8
"""The number of quotes in a record: two around each of its three keys, and two around the category."""

Index: TypeAlias = Annotated[int, Meta(ge=0, lt=MAX_HEADS)]
Membership: TypeAlias = tuple[int, int, str]
