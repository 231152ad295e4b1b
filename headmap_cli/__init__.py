"""headmap: draws which attention heads of a language model do what.

>>> import headmap_cli as headmap
>>> data = headmap.Classification.from_scores([[[0.9, 0.1], [0.2, 0.8]]], ["Induction"], threshold=0.5)
>>> data.categories, int(data.membership.sum())
(('Induction',), 2)

``headmap.read("heads.csv")`` reads a file, ``headmap.figure(data)`` gives a matplotlib Figure, and
``headmap.save(data, "fig.pdf")`` writes one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .classification import Classification as Classification
    from .composite import Composite as Composite
    from .composite import merge as merge
    from .errors import HeadmapError as HeadmapError
    from .notebook import figure as figure
    from .readers import read as read
    from .render import save as save
    from .style.python import load_style as load_style
    from .style.types import Style as Style

__version__ = "0.1.0"

_HOMES = {
    "Classification": "classification",
    "Composite": "composite",
    "HeadmapError": "errors",
    "Style": "style.types",
    "figure": "notebook",
    "load_style": "style.python",
    "merge": "composite",
    "read": "readers",
    "save": "render",
}
__all__ = [*_HOMES, "__version__"]


def __getattr__(name: str) -> object:
    """The public names, each loaded when it is first asked for."""
    if name in _HOMES:
        value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
