"""The style of a figure: its keys and defaults, style files and presets, validation, and default colours.

Nothing is imported here, so that readers, which need only the parsers of values, start without the rest.
"""
