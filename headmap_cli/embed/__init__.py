"""The data and the style that a figure carries, and the key that tells whether it is up to date."""
