"""Which panels a style asks for, and what stands over each."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.errors import HeadmapError
from ...core.strings import did_you_mean, printable, quote, truncated_list
from ...style.schema import Style
from .kinds import CHARTS


def selected_panels(names: Sequence[str], style: Style) -> list[int | str | None]:
    """The panels in order: indices of categories, None for the composite, the name of a chart.

    ``composite``, ``categories``, ``upset`` and ``layers`` always mean these panels: a category that is
    called so has its place among ``categories``.
    Raises HeadmapError for what is no panel, for a panel named twice, and where there is none.
    """
    wanted, out = style.panels.show, list[int | str | None]()
    known = ("composite", "categories", *CHARTS, *names)
    for name in wanted:
        if name == "composite":
            out.append(None)
        elif name in CHARTS:
            out.append(name)
        elif name == "categories":
            named = {other for other in wanted if other not in known[: 2 + len(CHARTS)]}
            out += [c for c, other in enumerate(names) if other not in named]
        elif name in names:
            out.append(names.index(name))
        else:
            raise HeadmapError(
                f"panels.show: no category {quote(name)}{did_you_mean(name, known)}; "
                f"expected {truncated_list(known)}"
            )
    if not out or len(set(out)) < len(out):
        problem = "names a panel twice" if out else "leaves no panel"
        raise HeadmapError(
            f"panels.show: {problem}; expected composite, categories, {', '.join(CHARTS)} or their names"
        )
    return out


def panel_title(place: int, title: str, style: Style) -> str:
    """What stands over the panel at a place, counted from 0: its letter and its title, as the style asks."""
    panels, a = style.panels, panel_letter(place)
    front = panels.letters.replace("{a}", a).replace("{A}", a.upper())
    return printable(" ".join(filter(None, (front, title if panels.titles else ""))))


def chart_title(kind: str, style: Style) -> str:
    """What stands over a chart."""
    return style.panels.upset if kind == "upset" else style.panels.layers


def panel_letter(place: int) -> str:
    """The letter of a panel, counted from 0.

    >>> panel_letter(0), panel_letter(25), panel_letter(26)
    ('a', 'z', 'aa')
    """
    return (panel_letter(place // 26 - 1) if place >= 26 else "") + chr(ord("a") + place % 26)
