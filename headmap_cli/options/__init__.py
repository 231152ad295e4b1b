"""The options of style, reading and drawing: typed records, and what they resolve to."""
