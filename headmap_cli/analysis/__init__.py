"""Compute numbers about a classification: counts, concentration, adjacency and significance."""

# It is here, and not in statistics, because the help of "headmap stats" shows it and must not load numpy.
PERMUTATIONS = 9999
"""The default number of random placements, which allows p-values down to 0.0001."""
