"""Encode figures: one file per output format, and formats.py, which lists them."""
