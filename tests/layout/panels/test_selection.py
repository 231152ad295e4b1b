"""Which panels a style asks for, and what stands above each."""

import pytest

from headmap_cli.core.errors import HeadmapError
from headmap_cli.layout.panels.selection import (
    CategoryRef,
    ChartRef,
    CompositeRef,
    PanelRef,
    ScoreRef,
    letter_text,
    panel_id,
    panel_label,
    panel_letter,
    panel_title,
    selected_panels,
    title_count,
)
from headmap_cli.style.load import load_style


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("[composite, categories]", [CompositeRef(), CategoryRef(0), CategoryRef(1), CategoryRef(2)]),
        ("[layers, b, composite]", [ChartRef("layers"), CategoryRef(1), CompositeRef()]),
        ("[scores, a]", [ScoreRef(0), ScoreRef(1), ScoreRef(2), CategoryRef(0)]),
        ("[category:b, categories]", [CategoryRef(1), CategoryRef(0), CategoryRef(2)]),
        ("[c, categories]", [CategoryRef(2), CategoryRef(0), CategoryRef(1)]),
    ],
)
def test_panels_are_in_the_order_of_the_style(show: str, expected: list[PanelRef]) -> None:
    assert selected_panels(["a", "b", "c"], load_style(sets=[f"panels.show={show}"])) == expected


def test_reserved_words_mean_their_panels_and_not_categories_of_that_name() -> None:
    names = ["upset", "composite"]
    assert selected_panels(names, load_style(sets=["panels.show=[upset, categories]"])) == [
        ChartRef("upset"),
        CategoryRef(0),
        CategoryRef(1),
    ]


def test_a_prefix_names_a_category_that_is_called_like_a_reserved_word() -> None:
    names = ["scores", "category:x"]
    style = load_style(sets=["panels.show=['category:scores', 'category:x', scores]"])
    assert selected_panels(names, style) == [CategoryRef(0), CategoryRef(1), ScoreRef(0), ScoreRef(1)]


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("[composite, categories]", [ScoreRef(0), ScoreRef(1)]),
        ("[b]", [ScoreRef(1)]),
        ("[b, scores]", [ScoreRef(0), ScoreRef(1)]),
        ("[layers, categories]", [ChartRef("layers"), ScoreRef(0), ScoreRef(1)]),
    ],
)
def test_scores_without_a_rule_have_panels_of_scores(show: str, expected: list[PanelRef]) -> None:
    style = load_style(sets=[f"panels.show={show}"])
    assert selected_panels(["a", "b"], style, is_decided=False) == expected


@pytest.mark.parametrize(
    ("show", "problem"),
    [
        ("[a, b, a]", "names a panel twice"),
        ("[upset, upset]", "names a panel twice"),
        ("[]", "leaves no panel"),
    ],
)
def test_a_list_of_panels_with_a_duplicate_or_without_panels_is_refused(show: str, problem: str) -> None:
    with pytest.raises(HeadmapError) as error:
        selected_panels(["a", "b"], load_style(sets=[f"panels.show={show}"]))
    assert str(error.value) == (
        f"panels.show: {problem}; expected composite, categories, scores, upset, layers, depth, "
        "ranked, distribution, trend or their names"
    )


@pytest.mark.parametrize("names", [3, 4])
def test_an_unknown_panel_is_refused_with_a_list_of_the_first_twelve(names: int) -> None:
    """Nine words always mean a panel; the other panels are categories."""
    categories = [f"c{i}" for i in range(names)]
    with pytest.raises(HeadmapError) as error:
        selected_panels(categories, load_style(sets=["panels.show=[zzz]"]))
    words = [
        "composite",
        "categories",
        "scores",
        "upset",
        "layers",
        "depth",
        "ranked",
        "distribution",
        "trend",
    ]
    expected = ", ".join([*words, *categories][:12])
    more = ", .." if names == 4 else ""
    assert str(error.value) == f"panels.show: no category 'zzz'; expected {expected}{more}"


@pytest.mark.parametrize(
    ("ref", "label", "id"),
    [
        (CompositeRef(), "Everything", "all"),
        (CategoryRef(1), "B", "b"),
        (ScoreRef(1), "B", "scores_b"),
        (ChartRef("upset"), "Sets", "upset"),
        (ChartRef("layers"), "Depth", "layers"),
    ],
)
def test_every_panel_has_a_label_and_an_id(ref: PanelRef, label: str, id: str) -> None:
    style = load_style(sets=["panels.upset=Sets", "panels.layers=Depth", "composite.label=Everything"])
    assert panel_label(ref, ["A", "B"], style) == label
    assert panel_id(ref, ["a", "b"]) == id


@pytest.mark.parametrize(
    ("settings", "title", "letter", "count"),
    [
        ([], "Recall\\tof", "", ""),
        (["panels.letters=({a})"], "Recall\\tof", "(c)", ""),
        (["panels.letters='{A} '", "panels.titles=false", "panels.counts=true"], "", "C", ""),
        (["panels.titles=false"], "", "", ""),
        (["panels.counts=true"], "Recall\\tof", "", "(7)"),
    ],
)
def test_a_heading_has_the_parts_that_the_style_asks_for(
    settings: list[str], title: str, letter: str, count: str
) -> None:
    style = load_style(sets=settings)
    assert panel_title("Recall\tof", style) == title
    assert letter_text(2, style) == letter
    assert title_count(7, style) == count


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("[composite, categories]", [CategoryRef(0)]),
        ("[only, upset, composite]", [CategoryRef(0), ChartRef("upset")]),
        ("[composite]", [CompositeRef()]),
        ("[composite, upset]", [CompositeRef(), ChartRef("upset")]),
    ],
)
def test_the_map_of_a_single_category_is_drawn_once(show: str, expected: list[PanelRef]) -> None:
    assert selected_panels(["only"], load_style(sets=[f"panels.show={show}"])) == expected


@pytest.mark.parametrize(
    ("position", "expected"),
    [(0, "a"), (25, "z"), (26, "aa"), (51, "az"), (52, "ba"), (701, "zz"), (702, "aaa")],
)
def test_letters_of_panels_go_on_after_z(position: int, expected: str) -> None:
    assert panel_letter(position) == expected
