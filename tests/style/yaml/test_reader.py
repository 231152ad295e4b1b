"""YAML that is refused although it is valid: tags, alias bombs, deep nesting; and how files are decoded."""

import re

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.style.load import load_style
from tests.style.helpers import errors_of_file, style_of

pytestmark = pytest.mark.usefixtures("workdir")


def test_very_deep_nesting_is_refused() -> None:
    (line,) = errors_of_file("a: " + "[" * 100_000)
    assert re.fullmatch(r"s\.yaml:1:\d+: .*nest.*", line)


@pytest.mark.parametrize("path", ["missing.yaml", "."])
def test_a_file_that_cannot_be_read_is_an_input_error(path: str) -> None:
    with pytest.raises(InputError, match=f"^{path}: ") as caught:
        load_style([path])
    assert len(caught.value.lines()) == 1


BOMB = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + last] * 10)}]\n"
    for last, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.slow
def test_an_alias_bomb_is_refused() -> None:
    [line] = errors_of_file(BOMB)
    assert line.startswith("s.yaml:1:")
    assert line.endswith("holds more than 20000 values (aliases count each time)")


@pytest.mark.parametrize("text", ["categories: &a {x: *a}\n", "title: &a [*a]\n"])
def test_an_alias_inside_its_own_anchor_is_refused(text: str) -> None:
    assert [line.split(":")[0] for line in errors_of_file(text)] == ["s.yaml"]


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
    lines = errors_of_file(f"title: a\nthreshold: {value}\n")
    assert lines
    assert lines[0].startswith("s.yaml:2:12: ")


def test_a_tag_on_a_mapping_is_refused() -> None:
    assert [line[:11] for line in errors_of_file("text: !!python/object:os.x {color: red}\n")] == [
        "s.yaml:1:7:"
    ]


def test_a_number_of_thousands_of_digits_is_an_input_error() -> None:
    [line] = errors_of_file(f"threshold: {'1' * 5000}\n")
    assert line.startswith("s.yaml:1:12: ")
    assert len(line) < 200


def test_a_control_character_is_reported_at_its_line_and_column() -> None:
    [line] = errors_of_file("title: a\ncolor: \x00\n")
    assert line.startswith("s.yaml:2:8: ")


def test_a_byte_order_mark_and_line_ends_of_windows_are_accepted() -> None:
    assert style_of(b"\xef\xbb\xbftitle: a\r\nbackground: red\r\n").background == "#ff0000"
