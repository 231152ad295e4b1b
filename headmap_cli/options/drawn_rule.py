"""Write the rule of the command line into the style of a figure, which draws and carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.rule import Rule

if TYPE_CHECKING:
    from ..style.schema import Style


def style_with_rule(style: Style, rule: Rule) -> Style:
    """Return a style whose only rule for scores is that of the command line, if there is one.

    Args:
        style: The style.
        rule: The rule of the command line, which replaces every rule of the style.
    """
    if not rule:
        return style
    from msgspec.structs import replace

    conditions = {name: getattr(rule, name) for name in rule.__struct_fields__}
    no_conditions = {name: getattr(Rule(), name) for name in rule.__struct_fields__}
    categories = {name: replace(category, **no_conditions) for name, category in style.categories.items()}
    return replace(style, categories=categories, **conditions)
