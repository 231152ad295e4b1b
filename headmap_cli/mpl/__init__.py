"""Import matplotlib, set its parameters, and find its colour maps."""
