"""Composite + Style + text extents -> Scene. All geometry is here, in device pixels."""

from .page import layout, layout_split

__all__ = ["layout", "layout_split"]
