"""Compute numbers about a classification: counts, concentration, adjacency and significance."""
