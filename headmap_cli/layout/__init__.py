"""Composite + Style + text extents -> Scene. All geometry is here, in device pixels.

The two functions are loaded when they are asked for: ``check`` needs the plan of a figure alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .page import layout as layout
    from .page import layout_split as layout_split

__all__ = ["layout", "layout_split"]


def __getattr__(name: str) -> object:
    """``layout`` and ``layout_split``."""
    if name in __all__:
        from . import page

        return getattr(page, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
