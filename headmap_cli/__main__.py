"""``python -m headmap_cli`` and the ``headmap`` command."""

from .cli.main import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
