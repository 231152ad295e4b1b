"""The kinds of panels, one file for each."""
