"""The version of headmap, which hatchling and the release script read from this file."""

__version__ = "0.2.0"
