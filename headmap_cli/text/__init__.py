"""The fonts and the sizes of text."""
