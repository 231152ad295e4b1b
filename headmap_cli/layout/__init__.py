"""Composite + Style + text extents -> Scene. All geometry is here, in device pixels."""

from .page import layout

__all__ = ["layout"]
