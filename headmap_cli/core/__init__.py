"""Provide what everything else builds on: classifications, rules, errors and texts. Read and draw nothing."""
