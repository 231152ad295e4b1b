"""Errors of style files: each names its line and column, what was found and what is expected."""

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.style.load import load_style
from tests.style.helpers import (
    CATEGORY_KEYS,
    COLOR,
    LAYOUT_KEYS,
    LENGTH,
    STYLE_KEYS,
    errors_of_file,
    write_style,
)

pytestmark = pytest.mark.usefixtures("workdir")


WRONG = {
    "unknown key": ("title: a\nxyzzy: 1\n", f"2:1: unknown key 'xyzzy'; {STYLE_KEYS}"),
    "close key": ("tittle: a\n", f"1:1: unknown key 'tittle' (did you mean 'title'?); {STYLE_KEYS}"),
    "close key, inside": (
        "layout:\n  celll: 5\n",
        f"2:3: unknown key 'celll' in layout (did you mean 'cell'?); {LAYOUT_KEYS}",
    ),
    "key of a category": (
        "categories:\n  A: {colour: red}\n",
        f"2:7: unknown key 'colour' in categories.A (did you mean 'color'?); {CATEGORY_KEYS}",
    ),
    "merge key": ("<<: {title: a}\n", f"1:1: unknown key '<<'; {STYLE_KEYS}"),
    "color": (
        "background: bleu\n",
        f"1:13: background: 'bleu' is not a colour (did you mean 'blue'?); {COLOR}",
    ),
    "color of a list": (
        "multi: {colors: [red, tab:bleu]}\n",
        f"1:23: multi.colors.1: 'tab:bleu' is not a colour (did you mean 'tab:blue'?); {COLOR}",
    ),
    "hex color": ("frame:\n  color: '#12345'\n", f"2:10: frame.color: '#12345' is not a colour; {COLOR}"),
    "length": (
        "layout: {max_width: 5 feet}\n",
        f"1:21: layout.max_width: '5 feet' is not a length; {LENGTH}",
    ),
    "negative length": ("frame: {width: -1pt}\n", f"1:16: frame.width: '-1pt' is not a length; {LENGTH}"),
    "huge length": ("frame: {width: 201in}\n", f"1:16: frame.width: '201in' is not a length; {LENGTH}"),
    "grid": ("grid: 36\n", "1:7: grid: '36' is not a grid; expected LAYERSxHEADS, such as 36x40"),
    "grid of nothing": (
        "grid: 0x4\n",
        "1:7: grid: '0x4' is not a grid; expected LAYERSxHEADS, such as 36x40",
    ),
    "lowest heads": (
        "bottom: 5x\n",
        "1:9: bottom: '5x' is not a number of heads; expected a count such as 20, or a share such as 5%",
    ),
    "limit": ("below: low\n", "1:8: below: found 'low'; expected a number"),
    "magnitudes of nothing": (
        "abs: true\n",
        "1:6: abs: can only be used with threshold, below, top or bottom at the same place",
    ),
    "magnitudes of nothing in a category": (
        "below: 1\ncategories: {A: {abs: true}}\n",
        "2:23: categories.A.abs: can only be used with threshold, below, top or bottom at the same place",
    ),
    "number": ("threshold: yes\n", "1:12: threshold: found 'yes'; expected a number"),
    "number in bounds": (
        "layout: {dpi: 10}\n",
        "1:15: layout.dpi: found '10'; expected a number from 36 to 2400",
    ),
    "type size": (
        "text: {size: {tick: 0}}\n",
        "1:21: text.size.tick: found '0'; expected a type size in points, up to 400",
    ),
    "whole number": (
        "axes: {layer: {step: 1.5}}\n",
        "1:22: axes.layer.step: found '1.5'; expected a whole number from 1 or auto",
    ),
    "one of some words": (
        "legend: {place: top}\n",
        "1:17: legend.place: found 'top'; expected after-first, right, bottom, none",
    ),
    "text": ("title: [a]\n", "1:8: title: found a list; expected text"),
    "mapping": ("layout: 5\n", f"1:9: layout: found '5' where keys belong; {LAYOUT_KEYS}"),
    "mapping, not a list": (
        "categories: [A, B]\n",
        "1:13: categories: found a list; expected a mapping of names",
    ),
    "twice": (
        "title: a\nbackground: red\ntitle: b\n",
        "3:1: duplicate key 'title'; the first is on line 1",
    ),
    "twice, inside": ("categories:\n  A:\n  B:\n  A:\n", "4:3: duplicate key 'A'; the first is on line 2"),
    "list as key": ("? [a]\n: b\n", "1:3: a key must be plain text"),
    "no mapping": ("- a\n", "1:1: expected a mapping of style keys, found a list"),
    "text alone": ("\n  paper\n", "2:3: expected a mapping of style keys, found the text 'paper'"),
    "not UTF-8": (b"title: a\ntext:\n  family: caf\xe9\n", "3: is not UTF-8 text"),
    "nested without end": ("a: " + "[" * 500, "1:35: is nested deeper than 32 levels"),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_reported_at_its_line_and_column(text: str | bytes, message: str) -> None:
    assert errors_of_file(text) == [f"s.yaml:{message}"]


def test_all_problems_of_a_file_are_reported_at_once_in_its_order() -> None:
    text = "layout:\n  dpi: x\n  colums: 3\ntext: {color: no-color}\nbackground: 7\ngrid: axb\n"
    assert errors_of_file(text) == [
        "s.yaml:2:8: layout.dpi: found 'x'; expected a number from 36 to 2400",
        f"s.yaml:3:3: unknown key 'colums' in layout (did you mean 'columns'?); {LAYOUT_KEYS}",
        f"s.yaml:4:15: text.color: 'no-color' is not a colour; {COLOR}",
        f"s.yaml:5:13: background: '7' is not a colour; {COLOR}",
        "s.yaml:6:7: grid: 'axb' is not a grid; expected LAYERSxHEADS, such as 36x40",
    ]


def test_all_duplicate_keys_are_reported_together() -> None:
    assert errors_of_file("a: 1\nb: 2\na: 3\nb: 4\n") == [
        "s.yaml:3:1: duplicate key 'a'; the first is on line 1",
        "s.yaml:4:1: duplicate key 'b'; the first is on line 2",
    ]


def test_twenty_problems_are_listed_and_the_others_counted() -> None:
    lines = errors_of_file("categories:\n" + "".join(f"  c{i}: 5\n" for i in range(25)))
    assert [line.split(" ")[0] for line in lines[:20]] == [
        f"s.yaml:{i + 2}:{7 + (i > 9)}:" for i in range(20)
    ]
    assert lines[20:] == ["... and 5 more"]


def test_problems_of_two_files_name_both() -> None:
    write_style("titel: a\n", "a.yaml")
    write_style("\ngrid: 5\n", "b.yaml")
    with pytest.raises(InputError) as caught:
        load_style(["a.yaml", "b.yaml"])
    assert [line.split(" ")[0] for line in caught.value.lines()] == ["a.yaml:1:1:", "b.yaml:2:7:"]


@pytest.mark.parametrize("word", [".nan", ".inf"])
def test_a_threshold_is_a_finite_number(word: str) -> None:
    [line] = errors_of_file(f"title: a\nthreshold: {word}\n")
    assert line.startswith(f"s.yaml:2:12: threshold: found '{word}'; expected a ")


@pytest.mark.parametrize("text", ["multi: {colors: bleu}\n", "multi: {colors: 5}\n"])
def test_a_single_text_for_a_list_is_checked_like_an_item(text: str) -> None:
    [line] = errors_of_file(text)
    assert line.startswith("s.yaml:1:17: multi.colors")
    assert line.endswith(COLOR)


@pytest.mark.parametrize(
    "text", ['categories: {"a\\nb": {color: bleu}}\n', '"a\\nb": 1\n', 'grid: "1\\n2"\n']
)
def test_a_message_with_a_line_break_in_a_key_or_value_is_one_line(text: str) -> None:
    [line] = errors_of_file(text)
    assert "\n" not in line


def test_a_grid_of_too_many_heads_is_reported_at_its_line_and_column() -> None:
    [line] = errors_of_file("title: a\ngrid: 2000x2000\n")
    assert line.startswith("s.yaml:2:7: grid: ")
    assert "1,000,000 heads" in line


@pytest.mark.parametrize(
    ("text", "location", "path", "value"),
    [
        ('legend: {counts: "false"}\n', "1:18", "legend.counts", "false"),
        ("text: {math: 'true'}\n", "1:14", "text.math", "true"),
        ("text:\n  math: 'True'\n", "2:9", "text.math", "True"),
        ("layout: {dpi: '300'}\n", "1:15", "layout.dpi", "300"),
        ('axes: {head: {lines: "8"}}\n', "1:22", "axes.head.lines", "8"),
        ("threshold: '0.5'\n", "1:12", "threshold", "0.5"),
        ('text: {size: {tick: "9"}}\n', "1:21", "text.size.tick", "9"),
    ],
)
def test_a_number_or_boolean_in_quotes_is_refused(text: str, location: str, path: str, value: str) -> None:
    [line] = errors_of_file(text)
    assert line == f's.yaml:{location}: {path}: found the text "{value}"; remove the quotes'


def test_a_number_in_quotes_in_a_list_is_refused() -> None:
    [line] = errors_of_file('axes: {layer: {ticks: ["0", 6]}}\n')
    assert line.startswith("s.yaml:1:23: axes.layer.ticks: found a list; ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("legend: {loc: right}\n", "unknown key 'loc' in legend (did you mean 'place'?)"),
        ("legend: {Position: right}\n", "unknown key 'Position' in legend (did you mean 'place'?)"),
        ("layout: {resolution: 300}\n", "unknown key 'resolution' in layout (did you mean 'dpi'?)"),
        ("layout: {ncols: 3}\n", "unknown key 'ncols' in layout (did you mean 'columns'?)"),
        ("palette: [red]\n", "unknown key 'palette' (did you mean 'colors'?)"),
        ("text: {font: Arial}\n", "unknown key 'font' in text (did you mean 'family'?)"),
        ("categories: {A: {name: B}}\n", "unknown key 'name' in categories.A (did you mean 'label'?)"),
        ("subtitle: x\n", "unknown key 'subtitle' (did you mean 'caption'?)"),
    ],
)
def test_a_key_of_other_tools_is_suggested_by_its_name_here(text: str, message: str) -> None:
    [line] = errors_of_file(text)
    assert f": {message}; expected " in line
