"""Define what the rest of the package builds on: classifications, rules, errors and messages."""
