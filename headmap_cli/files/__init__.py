"""Open and decompress inputs, refuse files of other kinds, parse JSON, and write outputs atomically."""
