"""Compute where everything lies on the page, in device pixels: Composite + Style + text extents -> Scene."""
