"""Import matplotlib, and set its parameters."""
