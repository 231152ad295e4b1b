"""How large what headmap reads and draws may be."""

MAX_HEADS = 1_000_000
"""Heads of a grid, layers times heads."""
