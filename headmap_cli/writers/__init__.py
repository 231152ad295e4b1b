"""Scene -> bytes, one file per format, each loaded only when it is asked for; and the atomic write."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.errors import UsageError
from ..core.strings import did_you_mean, quote
from ..files.atomic import write_files

if TYPE_CHECKING:
    from ..embed.metadata import FigureMetadata
    from ..scene.marks import Scene

__all__ = ["FORMATS", "PICTURES", "encode", "format_of", "write_files"]

PICTURES = ("png", "svg", "pdf")
"""Formats that are a picture alone: of a single panel if need be, and without data."""
FORMATS = (*PICTURES, "html", "vl.json")


def format_of(path: str | Path) -> str:
    """The format that a file name ends in; raises UsageError when it is none of ours."""
    if "\0" in str(path):
        raise UsageError(f"{quote(str(path))} has a null character, which no file name can have")
    if str(path).endswith(("/", os.sep)):
        raise UsageError(f"{quote(str(path))} names a folder; give a file in it, such as {path}figure.png")
    name = Path(path).name.lower()
    for format in FORMATS:
        if name.endswith(f".{format}"):
            return format
    ending = Path(path).suffix.lstrip(".").lower()
    found = (
        f"{quote(str(path))} ends in {quote('.' + ending)}" if ending else f"{quote(str(path))} has no ending"
    )
    raise UsageError(
        f"{found}{did_you_mean(ending, FORMATS)}; expected one of {', '.join('.' + f for f in FORMATS)}"
    )


def encode(scene: Scene, format: str, about: FigureMetadata | None = None) -> bytes:
    """The bytes of a scene as png, svg or pdf, with what it says and carries."""
    made: bytes = getattr(import_module(f".{format}", __package__), format)(scene, about)
    return made
