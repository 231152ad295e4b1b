"""The data and the style that a figure carries, and the fingerprint that tells whether it is up to date."""
