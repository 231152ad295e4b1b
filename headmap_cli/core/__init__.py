"""What everything else builds on: classifications, composites, errors and names. Reads and draws nothing."""
