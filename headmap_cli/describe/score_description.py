"""Describe a figure of scores without a rule: overview, axes and a paragraph for each panel."""

from __future__ import annotations

from ..core.classification import Classification
from ..core.errors import HeadmapError
from ..core.strings import counted, printable, quote, truncate
from ..layout.labels import shown_label
from ..layout.panels.selection import ChartRef, PanelRef, ScoreRef, panel_label, selected_panels
from ..style.schema import Style
from .axes import axes_text
from .facts import WriteName
from .prose import grid_text, is_are, join_and
from .scores import all_score_sentences, missing_sentences, ranking_sentence, score_sentences
from .sections import Section


def describe_scores(data: Classification, style: Style, escape: WriteName = str) -> list[Section]:
    """Return the description of the figure that a style draws of scores without a rule.

    Args:
        data: The scores.
        style: The style of the figure.
        escape: Escapes what would be markup in a name; by default nothing, as for plain text.

    Raises:
        HeadmapError: If the style names a panel that needs a rule, or that the data has no category for.
    """
    names = [escape(truncate(printable(shown_label(name, style)))) for name in data.categories]
    refs = selected_panels(data.categories, style, is_decided=False)
    titles = []
    for ref in refs:
        titles.append(names[ref.index] if isinstance(ref, ScoreRef) else escape(panel_label(ref, [], style)))
    overview = [
        f"The figure shows the scores of {grid_text(data, escape)}; no rule selects heads.",
        f"There {is_are(len(names))} {counted(len(names), 'category', 'categories')}: {join_and(names)}.",
        f"It has {counted(len(titles), 'panel')}: {join_and(titles, len(titles))}.",
        *missing_sentences(data),
    ]
    sections = [Section("Overview", (" ".join(overview),)), Section("Axes", (axes_text(data, style),))]
    for i, (ref, title) in enumerate(zip(refs, titles, strict=True), start=1):
        sections.append(Section(f"Panel {i}: {title}", (_panel_text(ref, data, style, names),)))
    return sections


def _panel_text(ref: PanelRef, data: Classification, style: Style, names: list[str]) -> str:
    """Return the sentences of a panel; raise HeadmapError if it shows categories, which need a rule."""
    assert data.scores is not None
    match ref:
        case ScoreRef(index):
            return " ".join(score_sentences(names[index], data.scores[index]))
        case ChartRef("ranked"):
            return ranking_sentence(data, style, names)
        case ChartRef("distribution"):
            return " ".join(all_score_sentences(data, names))
        case _:
            kind = ref.kind if isinstance(ref, ChartRef) else "composite"
            raise HeadmapError(f"panels.show: {quote(kind)} shows categories, and the scores have no rule")
