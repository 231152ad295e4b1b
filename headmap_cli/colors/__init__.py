"""Colours: names, colour spaces, contrast and differences."""
