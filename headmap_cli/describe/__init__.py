"""Describe figures in words: alt text, whole descriptions, and the sentences that they consist of."""
