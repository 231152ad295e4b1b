"""Readers of tables and matrices of text."""
