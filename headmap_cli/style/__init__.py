"""The style: its types and defaults, YAML loading with line numbers, default colours.

Nothing is imported here, so that reading data, which needs the parsers of values only, starts at once.
"""
