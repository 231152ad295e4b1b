"""Define the keys of a style, which says how a figure looks: each with its type, default and explanation.

Other files named ``schema_..`` define its parts; import all of them from here. The explanations are shown by
``headmap style new``, docs/style.md and the JSON Schema. The defaults draw the reference figure. In a loaded
style, lengths and type sizes are points (1/72 inch) and colours ``#rrggbb``.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Struct, field, to_builtins

from .schema_categories import AbsentStyle, CategoryStyle, CompositeStyle, MultiStyle, UnclassifiedStyle
from .schema_facets import FacetStyle
from .schema_page import FrameStyle, LayoutStyle, SizesStyle, TextStyle
from .schema_panels import AxesStyle, AxisStyle, LegendStyle, PanelsStyle
from .schema_scores import MarkStyle, ScoresStyle
from .value_types import Background, Color, Grid, Hatch, Number, Top

__all__ = [
    "AbsentStyle",
    "AxesStyle",
    "AxisStyle",
    "CategoryStyle",
    "CompositeStyle",
    "FacetStyle",
    "FrameStyle",
    "LayoutStyle",
    "LegendStyle",
    "MarkStyle",
    "MultiStyle",
    "PanelsStyle",
    "ScoresStyle",
    "SizesStyle",
    "Style",
    "TextStyle",
    "UnclassifiedStyle",
    "changed_keys",
]

MAX_REPR_KEYS = 6
MAX_REPR_LENGTH = 150


class Style(Struct, frozen=True, forbid_unknown_fields=True):
    """How a figure looks: the keys of a style file."""

    preset: Annotated[
        str | tuple[str, ...] | None,
        "a built-in style that this one changes, or a list of them, applied in order; see headmap style list",
    ] = None
    title: Annotated[str, "the title above the figure"] = ""
    caption: Annotated[str, "the text below the figure"] = ""
    grid: Annotated[Grid | None, "layers x heads, such as 36x40; null: the data's own"] = None
    threshold: Annotated[Number | None, "for scores: a head is in a category when its score is greater"] = (
        None
    )
    below: Annotated[Number | None, "for scores: a head is in a category when its score is less"] = None
    top: Annotated[Top | None, "for scores: the 20 highest of each category, or the highest 5%"] = None
    bottom: Annotated[Top | None, "for scores: the 20 lowest of each category, or the lowest 5%"] = None
    abs: Annotated[bool, "for scores: whether the rule compares magnitudes, so that -0.9 counts as 0.9"] = (
        False
    )
    colors: Annotated[
        tuple[Color, ...],
        "the colours of categories in order; after these, blue, orange, green, red, olive, ..",
    ] = ()
    hatches: Annotated[
        tuple[Hatch, ...],
        "the lines across the cells of each category, in order and in turn; cells below 3 points have none",
    ] = ()
    categories: Annotated[
        dict[str, CategoryStyle],
        "the categories in the order of panels and legend; those not named here follow",
    ] = field(default_factory=dict)
    facets: Annotated[
        dict[str, FacetStyle],
        "by the label of a facet, its grid or model, and its own rule for scores instead of the one above",
    ] = field(default_factory=dict)
    composite: CompositeStyle = CompositeStyle()
    shade: Annotated[
        Literal["none", "scores"],
        "scores: heads in one category have up to 16 tints of its colour, the paler the weaker the score; "
        "none: one colour",
    ] = "none"
    unclassified: UnclassifiedStyle = UnclassifiedStyle()
    absent: AbsentStyle = AbsentStyle()
    multi: MultiStyle = MultiStyle()
    panels: PanelsStyle = PanelsStyle()
    scores: ScoresStyle = ScoresStyle()
    strip: Annotated[
        Literal["none", "layers", "heads", "both"],
        "a strip of bars beside each panel: layers (heads per layer), heads (heads per index), both or none",
    ] = "none"
    marks: Annotated[
        tuple[MarkStyle, ...],
        "sets of heads that maps highlight, such as [{heads: [L9H6, L9H9], label: Name movers}]",
    ] = ()
    legend: LegendStyle = LegendStyle()
    axes: AxesStyle = AxesStyle()
    layout: LayoutStyle = LayoutStyle()
    text: TextStyle = TextStyle()
    frame: FrameStyle = FrameStyle()
    background: Annotated[Background, "the colour of the page; none for a transparent one"] = "#ffffff"

    def __repr__(self) -> str:
        """Return the keys that differ from the default style, on one line."""
        changed = changed_keys(to_builtins(self), to_builtins(type(self)()))
        parts = [f"{key}={value!r}" for key, value in changed.items()]
        if not parts:
            return "<Style: the default>"
        if len(parts) > MAX_REPR_KEYS:
            parts[MAX_REPR_KEYS:] = [f"and {len(parts) - MAX_REPR_KEYS} more"]
        text = ", ".join(parts)
        if len(text) > MAX_REPR_LENGTH:
            text = f"{text[:MAX_REPR_LENGTH]}..."
        return f"<Style: {text}>"


def changed_keys(data: dict[str, Any], default: dict[str, Any], path: str = "") -> dict[str, Any]:
    """Return the values of a style that differ from the default's, by their key paths.

    Args:
        data: The style, or a part of it, as plain data.
        default: The default style, or the same part of it, as plain data.
        path: The path of the part with a dot at its end; empty for the style itself.
    """
    changed: dict[str, Any] = {}
    for key, value in data.items():
        default_value = default.get(key)
        # A mapping that is empty by default, such as categories, has keys that the user chose: show it whole.
        if isinstance(value, dict) and isinstance(default_value, dict) and default_value:
            changed |= changed_keys(value, default_value, f"{path}{key}.")
        elif value != default_value:
            changed[path + key] = value
    return changed
