"""Checks of finished figures."""
