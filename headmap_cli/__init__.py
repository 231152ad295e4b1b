"""headmap: draws which attention heads of a language model do what.

>>> import headmap_cli as headmap
>>> data = headmap.Classification.from_scores([[[0.9, 0.1], [0.2, 0.8]]], ["Induction"], threshold=0.5)
>>> data.categories, int(data.membership.sum())
(('Induction',), 2)

``headmap.read("heads.csv")`` reads a file, ``headmap.figure(data)`` gives a matplotlib Figure, and
``headmap.save(data, "fig.pdf")`` writes one.
"""

# ``python -m headmap_cli`` imports this file while the current folder is still first on the import path, so
# it must not import any other module before it is asked for a name, except _version, which imports nothing.
from ._version import __version__ as __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .core.classification import Classification as Classification
    from .core.composite import Composite as Composite
    from .core.composite import merge as merge
    from .core.errors import HeadmapError as HeadmapError
    from .notebook import figure as figure
    from .readers import read as read
    from .render import save as save
    from .style.python import load_style as load_style
    from .style.schema import Style as Style

_HOMES = {
    "Classification": "core.classification",
    "Composite": "core.composite",
    "HeadmapError": "core.errors",
    "Style": "style.schema",
    "figure": "notebook",
    "load_style": "style.python",
    "merge": "core.composite",
    "read": "readers",
    "save": "render",
}
__all__ = [*_HOMES, "__version__"]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name in _HOMES:
        from importlib import import_module
        from types import FunctionType

        value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
        if isinstance(value, FunctionType):
            value = _speaking_python(value)
        globals()[name] = value
        _attach_display()
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _speaking_python(function: "Any") -> "Any":
    """Return a public function whose messages name keywords (``grid=``) instead of flags (``--grid``)."""
    from .core.vocabulary import python_caller

    public = python_caller()(function)
    public.__module__ = __name__  # where pickle finds it, for pools of processes
    return public


def _attach_display() -> None:
    """Let notebooks display a Classification, which itself knows nothing of figures."""
    import sys

    module = sys.modules.get(f"{__name__}.core.classification")
    if module is not None:
        module.Classification._repr_mimebundle_ = _mimebundle


def _mimebundle(data: "Classification", include: "Any" = None, exclude: "Any" = None) -> "Any":
    """Display a Classification at the end of a notebook's cell."""
    from importlib import import_module

    return import_module(".notebook", __name__).mimebundle(data, include, exclude)


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
