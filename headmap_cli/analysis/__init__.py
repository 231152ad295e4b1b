"""Numbers about a classification: counts, concentration, adjacency and significance."""

# It is here, and not in statistics, because the help of "headmap stats" shows it and must not load numpy.
PERMUTATIONS = 9999
"""The number of random placements by default, with which no p-value is below 0.0001."""
