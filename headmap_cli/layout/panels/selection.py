"""Choose the panels of a figure, and write the title and the letter of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct

from ...core.errors import HeadmapError
from ...core.strings import did_you_mean, printable, quote, truncated_list
from ...style.schema import Style
from .kinds import find_kind, kind_names

MAP_WORDS = ("composite", "categories", "scores")
"""The reserved words of panels.show that stand for maps of heads."""

CATEGORY_PREFIX = "category:"
"""What stands before the name of a category that is called like a reserved word."""

ALPHABET = "abcdefghijklmnopqrstuvwxyz"


class CompositeRef(Struct, frozen=True):
    """The panel of all categories."""


class CategoryRef(Struct, frozen=True):
    """The panel of one category.

    Attributes:
        index: The position of the category in the classification.
    """

    index: int


class ScoreRef(Struct, frozen=True):
    """The panel of the scores in one category.

    Attributes:
        index: The position of the category in the classification.
    """

    index: int


class ChartRef(Struct, frozen=True):
    """A panel that is not a map of heads.

    Attributes:
        kind: The name of a `PanelKind`.
    """

    kind: str


PanelRef: TypeAlias = CompositeRef | CategoryRef | ScoreRef | ChartRef


def selected_panels(names: Sequence[str], style: Style, is_decided: bool = True) -> list[PanelRef]:
    """Return the panels that a style asks for, in order.

    ``composite``, ``categories``, ``scores`` and the names of kinds of charts are reserved;
    ``category:NAME`` is the category of such a name. The panel of a single category stands for the composite
    as well. Scores without a rule are drawn as scores: each category's panel shows its scores, and there is
    no composite.

    Args:
        names: The names of the categories.
        style: The style, whose ``panels.show`` lists the panels.
        is_decided: Whether it is decided which heads are in a category; False for scores without a rule.

    Raises:
        HeadmapError: If a word means no panel, if a panel is named twice, or if there is no panel.
    """
    words = style.panels.show
    refs: list[PanelRef] = []
    for word in words:
        if word == "categories":
            refs += _remaining_categories(names, words)
        elif word == "scores":
            refs += [ScoreRef(index) for index in range(len(names))]
        else:
            refs.append(_find_panel(word, names))
    if not is_decided:
        refs = _as_scores(refs)
    if not refs:
        raise _selection_error("leaves no panel")
    if len(set(refs)) < len(refs):
        raise _selection_error("names a panel twice")
    if len(names) == 1 and CategoryRef(0) in refs:
        # The composite of a single category would be the same map once more.
        refs = [ref for ref in refs if ref != CompositeRef()]
    return refs


def _as_scores(refs: Sequence[PanelRef]) -> list[PanelRef]:
    """Return the panels of scores without a rule: scores in the place of heads, each once, no composite."""
    score_refs: list[PanelRef] = []
    for ref in refs:
        if isinstance(ref, CategoryRef) and ScoreRef(ref.index) not in refs:
            score_refs.append(ScoreRef(ref.index))
        elif isinstance(ref, ScoreRef | ChartRef):
            score_refs.append(ref)
    return score_refs


def _find_panel(word: str, names: Sequence[str]) -> PanelRef:
    """Return the panel that a word of panels.show means, or raise HeadmapError."""
    # Reserved words come first, so that a style means the same whatever the categories are called.
    if word == "composite":
        return CompositeRef()
    if word in kind_names():
        return ChartRef(word)
    name = _category_name(word, names)
    if name in names:
        return CategoryRef(names.index(name))
    expected = [*MAP_WORDS, *kind_names(), *names]
    raise HeadmapError(
        f"panels.show: no category {quote(name)}{did_you_mean(name, expected)}; "
        f"expected {truncated_list(expected)}"
    )


def _category_name(word: str, names: Sequence[str]) -> str:
    """Return the name of the category that a word means, which ``category:`` may stand before."""
    # A name that itself begins with the prefix needs no second one.
    return word if word in names else word.removeprefix(CATEGORY_PREFIX)


def _remaining_categories(names: Sequence[str], words: Sequence[str]) -> list[PanelRef]:
    """Return the categories that panels.show does not name one by one."""
    # A reserved word does not choose the category that has the same name.
    named = set(words).difference(MAP_WORDS, kind_names())
    chosen = {_category_name(word, names) for word in named}
    refs: list[PanelRef] = []
    for index, name in enumerate(names):
        if name not in chosen:
            refs.append(CategoryRef(index))
    return refs


def _selection_error(problem: str) -> HeadmapError:
    """Return the error for a list of panels that is wrong as a whole."""
    expected = ", ".join([*MAP_WORDS, *kind_names()])
    return HeadmapError(f"panels.show: {problem}; expected {expected} or their names")


def panel_id(ref: PanelRef, ids: Sequence[str]) -> str:
    """Return the id of a panel in the figure, without the prefix ``panel-``.

    Args:
        ref: The panel.
        ids: The ids of the categories.
    """
    match ref:
        case CompositeRef():
            return "all"
        case CategoryRef(index):
            return ids[index]
        case ScoreRef(index):
            # Ids of categories have no underscore.
            return f"scores_{ids[index]}"
        case ChartRef(kind):
            return kind


def panel_label(ref: PanelRef, labels: Sequence[str], style: Style) -> str:
    """Return the label of a panel, which says what it shows.

    Args:
        ref: The panel.
        labels: The labels of the categories.
        style: The style, which names the composite and the charts.
    """
    match ref:
        case CompositeRef():
            return style.composite.label
        case CategoryRef(index) | ScoreRef(index):
            return labels[index]
        case ChartRef(kind):
            return find_kind(kind).title(style)


def panel_title(label: str, style: Style) -> str:
    """Return the title of a panel; empty if the style asks for no titles."""
    if not style.panels.titles:
        return ""
    return printable(label)


def title_count(heads: int, style: Style) -> str:
    """Return the number of heads that ends the title of a map, such as ``(143)``; empty if there is none."""
    if not style.panels.titles or not style.panels.counts:
        return ""
    return f"({heads})"


def letter_text(position: int, style: Style) -> str:
    """Return the text at the upper left of a panel, such as ``(a)``; empty if the style asks for no letters.

    Args:
        position: The position of the panel in the figure, counted from 0.
        style: The style.
    """
    letter = panel_letter(position)
    text = style.panels.letters.replace("{a}", letter).replace("{A}", letter.upper())
    return printable(text.strip())


def panel_letter(position: int) -> str:
    """Return the letter of a panel by its position, counted from 0; after z come aa, ab and so on.

    >>> panel_letter(0), panel_letter(25), panel_letter(26)
    ('a', 'z', 'aa')
    """
    cycle, index = divmod(position, len(ALPHABET))
    if cycle == 0:
        return ALPHABET[index]
    # As in a spreadsheet, aa follows z. No letter stands for zero, so one is subtracted for the letters in
    # front.
    return panel_letter(cycle - 1) + ALPHABET[index]
