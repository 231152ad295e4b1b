"""Options of a figure that the command line and manifests share: typed records, and what they resolve to."""
