"""Composite + Style + text extents -> Scene. All geometry is here, in device pixels."""

from .outline import Outline, outline
from .page import Page, filled, layout, layout_page, layout_split

__all__ = ["Outline", "Page", "filled", "layout", "layout_page", "layout_split", "outline"]
