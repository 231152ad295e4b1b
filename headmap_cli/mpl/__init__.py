"""matplotlib: its import and its settings."""
