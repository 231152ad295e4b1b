"""headmap: draws which attention heads of a language model do what."""

__version__ = "0.1.0"
