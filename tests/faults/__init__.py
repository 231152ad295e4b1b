"""Faults of the system in every call that reads or writes a file: see docs/contributing.md."""
