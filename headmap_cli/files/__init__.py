"""Files: opening and decompressing inputs, writing outputs atomically, strict JSON."""
