"""load_style as Python callers use it: paths, dicts, presets and keywords, and errors in Python's words."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headmap_cli import HeadmapError, Style, load_style
from headmap_cli.style.load import load_style as load_of_command_line


@pytest.fixture(autouse=True)
def _files(workdir: Path) -> None:
    (workdir / "mine.headmap.yaml").write_text(
        "title: Mine\nlayout:\n  dpi: 100\n  cell: 7\n", encoding="utf-8"
    )
    (workdir / "other.yaml").write_text("title: Other\ncategories:\n  A: {label: Apples}\n", encoding="utf-8")


CELLS: dict[str, Any] = {"dpi": 100, "cell": 7}


@pytest.mark.parametrize(
    ("sources", "keywords", "sets"),
    [
        (("mine.headmap.yaml",), {}, ["title=Mine", "layout.dpi=100", "layout.cell=7"]),
        ((Path("other.yaml"),), {}, ["title=Other", "categories.A.label=Apples"]),
        ((["mine.headmap.yaml", "other.yaml"],), {}, ["title=Other", "layout.dpi=100", "layout.cell=7", "A"]),
        (("other.yaml", "mine.headmap.yaml"), {}, ["title=Mine", "layout.dpi=100", "layout.cell=7", "A"]),
        (("mine.headmap.yaml",), {"title": "New"}, ["title=New", "layout.dpi=100", "layout.cell=7"]),
        (("mine.headmap.yaml",), {"layout": {"dpi": 90}}, ["title=Mine", "layout.dpi=90", "layout.cell=7"]),
        (({"title": "Mine", "layout": CELLS},), {}, ["title=Mine", "layout.dpi=100", "layout.cell=7"]),
        (({"title": "a"}, "mine.headmap.yaml"), {}, ["title=Mine", "layout.dpi=100", "layout.cell=7"]),
        (("mine.headmap.yaml", {"title": "a"}), {}, ["title=a", "layout.dpi=100", "layout.cell=7"]),
        ((Style(title="a"),), {"layout": {"cell": "auto"}}, ["title=a"]),
        ((), {"layout": {"width": "5.5in"}}, ["layout.width=5.5in"]),
        ((), {"colors": ("red", "C1")}, ["colors=[red, C1]"]),
        (
            (),
            {"layout": {"dpi": np.int64(99), "cell": np.float32(3.5)}},
            ["layout.dpi=99", "layout.cell=3.5"],
        ),
        ((), {"axes": {"layer": {"ticks": np.array([0, 5])}}}, ["axes.layer.ticks=[0, 5]"]),
        ((), {"threshold": 0.25, "legend": {"counts": True}}, ["threshold=0.25", "legend.counts=true"]),
    ],
)
def test_sources_and_keywords_are_merged_like_settings(
    sources: tuple[Any, ...], keywords: dict[str, Any], sets: list[str]
) -> None:
    """The same as the settings of a command line."""
    named = [text.replace("A", "categories.A.label=Apples") if text == "A" else text for text in sets]
    assert load_style(*sources, **keywords) == load_of_command_line(sets=named)


def test_presets_are_those_of_the_command_line() -> None:
    assert load_style(preset="icml") == load_of_command_line(preset="icml")
    assert load_style(preset=["icml"], title="x") == load_of_command_line(preset="icml", sets=["title=x"])
    both = load_style(preset=["icml", "dark"])
    assert both.layout.widths == load_style(preset="icml").layout.widths
    assert both.background == load_style(preset="dark").background
    style = load_style("mine.headmap.yaml", preset="icml", title="Hello")
    assert (style.title, style.layout.dpi) == ("Hello", 100)
    assert style.layout.width == load_style(preset="icml").layout.width
    assert load_style() == load_style(preset=None) == load_style(preset=[]) == Style()


def error_of(*sources: Any, **keywords: Any) -> str:
    with pytest.raises(HeadmapError) as caught:
        load_style(*sources, **keywords)
    return str(caught.value)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("icml", "there is no file 'icml'; the preset of that name is preset='icml'"),
        ("print-gray", "there is no file 'print-gray'; the preset of that name is preset='print-gray'"),
        ("imcl", "there is no file 'imcl' (did you mean preset='icml'?)"),
        ("colorblind", "there is no file 'colorblind' (did you mean preset='colourblind'?)"),
        ("no_such.yaml", "there is no file 'no_such.yaml'; expected a style file, a dict or keywords"),
        (Path("a/b.yml"), "there is no file 'a/b.yml'; expected a style file, a dict or keywords"),
        (
            "title: Hello",
            "there is no file 'title: Hello'; pass keys as keywords or a dict: load_style(title=\"Hello\")",
        ),
        (
            "title=Hello",
            "there is no file 'title=Hello'; pass keys as keywords or a dict: load_style(title=\"Hello\")",
        ),
        ("", "there is no file ''; expected a style file, a dict or keywords"),
    ],
)
def test_a_missing_style_file_is_refused_with_a_suggestion(source: Any, message: str) -> None:
    assert error_of(source) == f"load_style(): {message}"
    assert error_of([source, "mine.headmap.yaml"]) == f"load_style(): {message}"


@pytest.mark.parametrize(
    ("keywords", "message"),
    [
        ({"titel": "x"}, "unknown key 'titel' (did you mean 'title'?); expected preset, title"),
        ({"title": None}, "title: found None; expected text"),
        ({"title": 3}, "title: found 3; expected text"),
        ({"legend": {"counts": "yes"}}, "legend.counts: found 'yes'; expected True or False"),
        ({"text": {"math": None}}, "text.math: found None; expected True or False"),
        ({"layout": 3}, "layout: found 3 where keys belong; expected cell"),
        ({"layout": True}, "layout: found True where keys belong; expected cell"),
        ({"layout": {"dpi": 9}}, "layout.dpi: found 9; expected a number from 36 to 2400"),
        ({"layout": {"dpy": 9}}, "unknown key 'dpy' in layout (did you mean 'dpi'?)"),
        ({"layout.dpi": 9}, "unknown key 'layout.dpi'; nest it: layout={'dpi': ...}"),
        ({"categories": {"A": {"color": "rde"}}}, "categories.A.color: 'rde' is not a colour"),
        ({"categories": {3: {}}}, "found the key 3; expected text"),
        ({"colors": [(1, 0, 0)]}, "colors.0: found [1, 0, 0]; expected a name"),
        ({"preset": "imcl"}, "no preset 'imcl' (did you mean 'icml'?)"),
        ({"preset": 3}, "preset= is 3; expected a name, or a list of names"),
        ({"preset": ["icml", None]}, "preset= is ['icml', None]; expected a name, or a list of names"),
    ],
)
def test_a_wrong_keyword_is_an_error_in_the_words_of_python(keywords: dict[str, Any], message: str) -> None:
    assert error_of(**keywords).removeprefix("load_style(): ").startswith(message)
    if "preset" not in keywords:
        assert error_of(keywords).startswith("load_style(): " + message)


def test_a_wrong_file_is_an_error_in_the_words_of_yaml() -> None:
    Path("bad.yaml").write_text("legend: {counts: maybe}\nlayout: true\n", encoding="utf-8")
    message = error_of("bad.yaml", legend={"place": True})
    assert "bad.yaml:2:9: layout: found true where keys belong" in message
    assert "load_style(): legend.place: found True; expected" in message


def test_other_types_and_endless_dicts_are_refused() -> None:
    assert error_of(3) == "load_style() takes paths, dicts and keywords; found 3"
    assert error_of(None) == "load_style() takes paths, dicts and keywords; found None"
    endless: dict[str, Any] = {}
    endless["layout"] = endless
    assert error_of(endless) == "load_style(): a value is nested deeper than 32 levels"
