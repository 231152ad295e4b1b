"""Open and decompress inputs, recognise files that are not data, parse JSON, and write outputs atomically."""
