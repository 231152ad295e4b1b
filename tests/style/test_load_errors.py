"""What is said of a wrong style file: place, found and expected; all problems of a file at once."""

import re
from pathlib import Path

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import CategoryStyle, LayoutStyle, Style

COLOR = "expected a name, #rrggbb, tab:blue, C0 or rgb(r, g, b)"
AUTO_LENGTH = "expected auto, points, or a number with pt, in, cm or mm, up to 200in"
LENGTH = "expected points, or a number with pt, in, cm or mm, up to 200in"
LAYOUT, CATEGORY, TOP = (
    f"expected {', '.join(kind.__struct_fields__)}" for kind in (LayoutStyle, CategoryStyle, Style)
)


pytestmark = pytest.mark.usefixtures("workdir")


def said_of(text: str | bytes) -> list[str]:
    """The lines of the error that a style file gets; none when it is a good style."""
    Path("s.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        load_style(["s.yaml"])
    except InputError as e:
        return e.lines()
    return []


WRONG = {
    "unknown key": ("title: a\nxyzzy: 1\n", f"2:1: unknown key 'xyzzy'; {TOP}"),
    "close key": ("tittle: a\n", f"1:1: unknown key 'tittle' (did you mean 'title'?); {TOP}"),
    "close key, inside": (
        "layout:\n  celll: 5\n",
        f"2:3: unknown key 'celll' in layout (did you mean 'cell'?); {LAYOUT}",
    ),
    "key of a category": (
        "categories:\n  A: {colour: red}\n",
        f"2:7: unknown key 'colour' in categories.A (did you mean 'color'?); {CATEGORY}",
    ),
    "merge key": ("<<: {title: a}\n", f"1:1: unknown key '<<'; {TOP}"),
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
    "mapping": ("layout: 5\n", f"1:9: layout: found '5' where keys belong; {LAYOUT}"),
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


@pytest.mark.parametrize(("text", "meant"), WRONG.values(), ids=WRONG)
def test_each_mistake_with_its_place(text: str | bytes, meant: str) -> None:
    assert said_of(text) == [f"s.yaml:{meant}"]


def test_nesting_without_end_is_refused_by_us_or_by_the_parser() -> None:
    (line,) = said_of("a: " + "[" * 100_000)
    assert re.fullmatch(r"s\.yaml:1:\d+: .*nest.*", line)


def test_all_problems_of_a_file_are_said_at_once_in_its_order() -> None:
    text = "layout:\n  dpi: x\n  colums: 3\ntext: {color: no-color}\nbackground: 7\ngrid: axb\n"
    assert said_of(text) == [
        "s.yaml:2:8: layout.dpi: found 'x'; expected a number from 36 to 2400",
        f"s.yaml:3:3: unknown key 'colums' in layout (did you mean 'columns'?); {LAYOUT}",
        f"s.yaml:4:15: text.color: 'no-color' is not a colour; {COLOR}",
        f"s.yaml:5:13: background: '7' is not a colour; {COLOR}",
        "s.yaml:6:7: grid: 'axb' is not a grid; expected LAYERSxHEADS, such as 36x40",
    ]


def test_all_keys_that_stand_twice_are_said_at_once() -> None:
    assert said_of("a: 1\nb: 2\na: 3\nb: 4\n") == [
        "s.yaml:3:1: duplicate key 'a'; the first is on line 1",
        "s.yaml:4:1: duplicate key 'b'; the first is on line 2",
    ]


def test_twenty_problems_are_said_and_the_rest_counted() -> None:
    lines = said_of("categories:\n" + "".join(f"  c{i}: 5\n" for i in range(25)))
    assert [line.split(" ")[0] for line in lines[:20]] == [
        f"s.yaml:{i + 2}:{7 + (i > 9)}:" for i in range(20)
    ]
    assert lines[20:] == ["... and 5 more"]


def test_problems_of_two_files_name_both() -> None:
    Path("a.yaml").write_text("titel: a\n", encoding="utf-8")
    Path("b.yaml").write_text("\ngrid: 5\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_style(["a.yaml", "b.yaml"])
    assert [line.split(" ")[0] for line in caught.value.lines()] == ["a.yaml:1:1:", "b.yaml:2:7:"]


@pytest.mark.parametrize("path", ["missing.yaml", "."])
def test_files_that_cannot_be_read(path: str) -> None:
    with pytest.raises(InputError, match=f"^{path}: ") as caught:
        load_style([path])
    assert len(caught.value.lines()) == 1


BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + last] * 10)}]\n"
    for last, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.slow
def test_an_alias_bomb_is_refused() -> None:
    [line] = said_of(BOMB)
    assert line.startswith("s.yaml:1:")
    assert line.endswith("holds more than 20000 values (aliases count each time)")


@pytest.mark.parametrize("text", ["categories: &a {x: *a}\n", "title: &a [*a]\n"])
def test_an_alias_of_itself_is_the_users_error(text: str) -> None:
    assert [line.split(":")[0] for line in said_of(text)] == ["s.yaml"]


TAGS = [
    "!!python/object/apply:os.system [ls]",
    "!!python/name:os.system ''",
    "!mine x",
    "!!int abc",
    "!!int ''",
    "!!bool maybe",
    "!!float x",
    "!!binary x",
    "!!timestamp x",
]


@pytest.mark.parametrize("value", TAGS)
def test_tags_are_refused(value: str) -> None:
    lines = said_of(f"title: a\nthreshold: {value}\n")
    assert lines
    assert lines[0].startswith("s.yaml:2:12: ")


def test_a_tag_on_a_mapping_is_refused() -> None:
    assert [line[:11] for line in said_of("text: !!python/object:os.x {color: red}\n")] == ["s.yaml:1:7:"]


def test_a_number_of_many_digits_is_the_users_error() -> None:
    [line] = said_of(f"threshold: {'1' * 5000}\n")
    assert line.startswith("s.yaml:1:12: ")
    assert len(line) < 200


@pytest.mark.parametrize("word", [".nan", ".inf"])
def test_a_threshold_is_a_finite_number(word: str) -> None:
    [line] = said_of(f"title: a\nthreshold: {word}\n")
    assert line.startswith(f"s.yaml:2:12: threshold: found '{word}'; expected a ")


@pytest.mark.parametrize("text", ["multi: {colors: bleu}\n", "multi: {colors: 5}\n"])
def test_one_text_for_a_list_is_checked_like_its_items(text: str) -> None:
    [line] = said_of(text)
    assert line.startswith("s.yaml:1:17: multi.colors")
    assert line.endswith(COLOR)


def test_a_control_character_has_a_place() -> None:
    [line] = said_of("title: a\ncolor: \x00\n")
    assert line.startswith("s.yaml:2:8: ")


@pytest.mark.parametrize(
    "text", ['categories: {"a\\nb": {color: bleu}}\n', '"a\\nb": 1\n', 'grid: "1\\n2"\n']
)
def test_a_line_end_in_a_key_or_value_stays_on_one_line(text: str) -> None:
    [line] = said_of(text)
    assert "\n" not in line


def test_a_grid_of_too_many_heads_has_its_place() -> None:
    [line] = said_of("title: a\ngrid: 2000x2000\n")
    assert line.startswith("s.yaml:2:7: grid: ")
    assert "1,000,000 heads" in line
