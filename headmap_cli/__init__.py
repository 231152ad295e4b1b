"""Plot which attention heads in a language model do what.

>>> import headmap_cli as headmap
>>> data = headmap.Classification.from_scores([[[0.9, 0.1], [0.2, 0.8]]], ["Induction"], threshold=0.5)
>>> data.categories, int(data.membership.sum())
(('Induction',), 2)

``headmap.read("heads.csv")`` reads a file, ``headmap.figure(data)`` returns a matplotlib Figure, and
``headmap.save(data, "fig.pdf")`` writes a figure to a file.
"""

# ``python -m headmap_cli`` imports this file while the current folder is still first on the import path, so
# that a file in it could replace any module. Until a public name is used, nothing is imported but _version,
# which itself imports nothing.
from ._version import __version__ as __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .core.classification import Classification as Classification
    from .core.composite import Composite as Composite
    from .core.composite import merge as merge
    from .core.errors import HeadmapError as HeadmapError
    from .core.facets import Facets as Facets
    from .notebook import figure as figure
    from .readers import read as read
    from .readers.python_facets import read_facets as read_facets
    from .render import save as save
    from .style.python import load_style as load_style
    from .style.schema import Style as Style

_MODULES = {
    "Classification": "core.classification",
    "Composite": "core.composite",
    "Facets": "core.facets",
    "HeadmapError": "core.errors",
    "Style": "style.schema",
    "figure": "notebook",
    "load_style": "style.python",
    "merge": "core.composite",
    "read": "readers",
    "read_facets": "readers.python_facets",
    "save": "render",
}
"""The module of each public name."""
__all__ = [*_MODULES, "__version__"]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module
    from types import FunctionType

    value = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    if isinstance(value, FunctionType):
        value = _with_python_messages(value)
    # From now on Python finds the name here and does not call this function again.
    globals()[name] = value
    _attach_display()
    return value


def _with_python_messages(function: "Any") -> "Any":
    """Return a public function whose messages name keywords (``grid=``) instead of flags (``--grid``)."""
    from .core.vocabulary import python_caller

    public = python_caller()(function)
    # A function that is sent to another process is pickled as its module and name. This module has the
    # function with this name, the module where it is defined has another.
    public.__module__ = __name__
    return public


def _attach_display() -> None:
    """Let notebooks display a Classification or Facets as a figure, if their classes are loaded.

    The method is added here because core, where the classes are defined, may not import what draws.
    """
    import sys

    for module_name, class_name in (("classification", "Classification"), ("facets", "Facets")):
        module = sys.modules.get(f"{__name__}.core.{module_name}")
        if module is not None:
            getattr(module, class_name)._repr_mimebundle_ = _mimebundle


def _mimebundle(data: "Classification | Facets", include: "Any" = None, exclude: "Any" = None) -> "Any":
    """Return the pictures that a notebook displays for a Classification or Facets at the end of a cell."""
    from importlib import import_module

    return import_module(".notebook", __name__).mimebundle(data, include, exclude)


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
