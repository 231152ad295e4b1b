"""Classification: which heads are in which categories. Knows no file and no picture."""

from __future__ import annotations

import numbers
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .errors import UsageError, quote


@dataclass(frozen=True, eq=False)
class Classification:
    """All memberships over a known grid.

    categories: the names, in the order of panels and legend.
    membership: bool (categories, layers, heads); True where the head is in the category.
    present: bool (layers, heads); False where the model has no such head, or nothing is known of it:
    such a head is neither classified nor unclassified. All True when left out.
    model: the model's name where the input gives one, else empty.
    scores: float (categories, layers, heads), nan where there is none, which a page shows; None where the
    input has none. They take no part in comparisons, and no file but a page holds them.
    """

    categories: tuple[str, ...]
    membership: npt.NDArray[np.bool_]
    present: npt.NDArray[np.bool_] = None  # type: ignore[assignment]  # filled in below
    model: str = ""
    scores: npt.NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        shape = self.membership.shape
        if self.membership.dtype != np.bool_ or len(shape) != 3 or shape[0] != len(self.categories):
            raise UsageError(
                f"membership is {self.membership.dtype} {shape}; expected bool "
                f"({len(self.categories)} categories, layers, heads)"
            )
        if not all(isinstance(name, str) for name in self.categories):
            raise UsageError(f"categories are {quote(self.categories)}; expected names")
        if len(set(self.categories)) != len(self.categories):
            raise UsageError("a category is named twice")
        if "" in self.categories:
            raise UsageError("a category has no name")
        if not self.categories or 0 in shape:
            raise UsageError("a classification needs at least one category, one layer and one head")
        if self.present is None:
            object.__setattr__(self, "present", np.ones(shape[1:], dtype=bool))
        if self.present.shape != shape[1:] or self.present.dtype != np.bool_:
            raise UsageError(
                f"present is {self.present.dtype} {self.present.shape}; expected bool {shape[1:]}"
            )
        if (self.membership & ~self.present).any():
            raise UsageError("a head that is not present is in a category")
        if self.scores is not None and self.scores.shape != shape:
            raise UsageError(f"scores have the shape {self.scores.shape}; expected {shape}")

    @classmethod
    def from_scores(
        cls,
        scores: Any,
        categories: Sequence[str],
        threshold: float | None = None,
        model: str = "",
    ) -> Classification:
        """A head is in a category where its score is greater than the threshold.

        scores: numbers (categories, layers, heads), or (layers, heads) for a single category: an array,
        lists, or anything with ``__array__`` such as a torch tensor on the CPU. Booleans need no threshold.
        A head whose scores are all NaN is not present.
        Raises UsageError where shapes or types do not fit.
        """
        array = _numbers(scores, len(categories))
        if array.dtype == np.bool_:
            return cls(tuple(categories), array, model=model)
        missing = np.isnan(array)
        if not isinstance(threshold, numbers.Real) or not np.isfinite(float(threshold)):
            seen = array[~missing]
            found = f" from {seen.min():g} to {seen.max():g}" if len(seen) else ""
            raise UsageError(f"scores{found} need a threshold; found {quote(threshold)}")
        member, known = array > float(threshold), ~missing.all(axis=0)
        return cls(tuple(categories), member, known, model, array.astype(np.float64))

    def _repr_png_(self) -> bytes:
        """The figure in the default style, for notebooks."""
        return self._drawn("png")

    def _repr_svg_(self) -> str:
        """The figure in the default style, for notebooks."""
        return self._drawn("svg").decode()

    def _repr_html_(self) -> str:
        """The figure as a picture with its alt text, for notebooks."""
        import base64
        from html import escape

        from .render import about
        from .style.types import Style

        words = escape(about(self, Style(), carry=False).description)
        data = base64.b64encode(self._repr_png_()).decode()
        return f'<img alt="{words}" style="max-width: 100%" src="data:image/png;base64,{data}">'

    def _drawn(self, format: str) -> bytes:
        from .render import draw, encoded
        from .style.types import Style

        return encoded(draw(self), [format], self, Style())[format]

    @property
    def layers(self) -> int:
        """How many layers the grid has."""
        return int(self.membership.shape[1])

    @property
    def heads(self) -> int:
        """How many heads each layer has."""
        return int(self.membership.shape[2])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Classification):
            return NotImplemented
        return (
            (self.categories, self.model) == (other.categories, other.model)
            and np.array_equal(self.membership, other.membership)
            and np.array_equal(self.present, other.present)
        )


def _numbers(scores: Any, categories: int) -> npt.NDArray[Any]:
    """Scores as an array (categories, layers, heads) of booleans or numbers."""
    try:
        array = np.asarray(scores)
    except (TypeError, ValueError, RuntimeError) as e:
        raise UsageError(f"scores are no array of numbers: {str(e).splitlines()[0]}") from None
    if array.dtype.kind not in "biuf":
        raise UsageError(f"scores are of type {array.dtype}; expected numbers or booleans")
    whole = array[None] if array.ndim == 2 else array
    if whole.ndim != 3 or len(whole) != categories:
        raise UsageError(
            f"scores have the shape {array.shape}; expected ({categories} categories, layers, heads)"
        )
    return whole
