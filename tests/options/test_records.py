"""The precedence of values that a manifest's defaults, its jobs and the command line give."""

from typing import Any

import pytest

from headmap_cli.options.records import DrawArgs, FigureArgs, ReadArgs, StyleArgs, figure_args, merge_options

Values = dict[str, Any]


def merged_args(places: list[Values]) -> FigureArgs:
    return figure_args(merge_options(places))


def test_without_values_every_option_has_its_default() -> None:
    assert merged_args([]) == FigureArgs(StyleArgs(), ReadArgs(), DrawArgs())
    assert merged_args([{}, {}, {}]) == FigureArgs()


@pytest.mark.parametrize("name", ["column", "key_path", "missing", "input_format", "index_base"])
def test_the_later_place_replaces_a_single_value(name: str) -> None:
    merged = merged_args([{name: "first"}, {}, {name: "last"}])
    assert merged.read == ReadArgs(**{name: "last"})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["styles", "sets"])
def test_styles_and_settings_of_all_places_apply_in_order(name: str) -> None:
    merged = merged_args([{name: ("a", "b")}, {name: ("c",)}, {name: ("d",)}])
    assert getattr(merged.style, name) == ("a", "b", "c", "d")


def test_presets_and_conditions_of_the_later_place_replace_the_earlier_ones() -> None:
    merged = merged_args([{"presets": ("a", "b"), "where": ("x=1",)}, {"presets": ("c",), "where": ("y=2",)}])
    assert (merged.style.presets, merged.read.where) == (("c",), ("y=2",))


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([{"grid": "2x2"}, {"model": "gpt2"}], ReadArgs(model="gpt2")),
        ([{"model": "gpt2"}, {"grid": "2x2"}], ReadArgs(grid="2x2")),
        ([{"model": "gpt2"}, {"grid": "2x2"}, {"model": "opt"}], ReadArgs(model="opt")),
        ([{"grid": "2x2"}, {"threshold": "1"}], ReadArgs(grid="2x2", threshold="1")),
        ([{"threshold": "1"}, {"top": "3"}], ReadArgs(top="3")),
        ([{"threshold": "1", "top": "3"}, {}], ReadArgs(threshold="1", top="3")),
        ([{"threshold": "1", "top": "3"}, {"threshold": "2"}], ReadArgs(threshold="2")),
        ([{"below": "1", "abs": True}, {"bottom": "2"}], ReadArgs(bottom="2")),
        ([{"bottom": "1"}, {"abs": True, "below": "2"}], ReadArgs(below="2", abs=True)),
    ],
)
def test_one_of_a_pair_replaces_both_of_an_earlier_place(places: list[Values], expected: ReadArgs) -> None:
    assert merged_args(places).read == expected


def test_false_is_a_value_that_replaces_true() -> None:
    assert merged_args([{"embed_data": False}, {"tooltips": True}]).draw == DrawArgs(
        None, None, None, False, True
    )
    assert merged_args([{"tooltips": True}, {"tooltips": False}]).draw == DrawArgs()
