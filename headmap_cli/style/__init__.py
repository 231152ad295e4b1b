"""The style's types and defaults, YAML loading with line numbers, presets, default colours."""

from .load import load_style
from .types import Style

__all__ = ["Style", "load_style"]
