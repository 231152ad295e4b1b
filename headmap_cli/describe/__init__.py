"""A figure in words."""
