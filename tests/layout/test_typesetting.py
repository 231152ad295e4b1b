"""Wrapping, visible control characters, and where a label's box lies."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.core.strings import printable
from headmap_cli.layout.typesetting import Typesetter
from tests.helpers import fixed_measure, squeezed, uneven_measure

LETTERS = Typesetter(fixed_measure(72), 10.0, "#000000")  # 6 pixels per character

texts = st.one_of(
    st.text("ab c_-/,.", max_size=60), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40)
)


@settings(deadline=None)
@given(texts, st.integers(1, 200))
def test_lines_joined_give_the_text_back(text: str, limit: int) -> None:
    assert squeezed("".join(LETTERS.wrap(text, limit))) == squeezed(text)


@settings(deadline=None)
@given(st.text("ab c_-/,.", max_size=60), st.integers(6, 200))
def test_no_line_is_longer_than_the_limit(text: str, limit: int) -> None:
    assert all(len(line) * 6 <= limit for line in LETTERS.wrap(text, limit))


@settings(deadline=None)
@given(st.lists(st.text("abc", min_size=1, max_size=8), min_size=1, max_size=8))
def test_words_that_fit_are_never_broken(words: list[str]) -> None:
    lines = LETTERS.wrap(" ".join(words), 48)
    assert [word for line in lines for word in line.split(" ")] == words


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("", 60, [""]),
        ("one two three", 42, ["one two", "three"]),
        ("one two", 42, ["one two"]),
        ("one two", 41, ["one", "two"]),
        ("name_mover", 36, ["name_", "mover"]),
        ("a/b-c", 12, ["a/", "b-", "c"]),
        ("abcdefgh", 18, ["abc", "def", "gh"]),
        ("ab abcdefgh", 18, ["ab", "abc", "def", "gh"]),
        ("ab", 1, ["a", "b"]),
        ("score > 0.03", 60, ["score >", "0.03"]),
        ("above 1e-5, 2.5", 42, ["above", "1e-5,", "2.5"]),
        ("v3. 1", 18, ["v3.", "1"]),
    ],
)
def test_lines_are_broken_after_separators_or_where_they_are_full(
    text: str, limit: int, lines: list[str]
) -> None:
    assert LETTERS.wrap(text, limit) == lines


def test_a_mark_stays_on_its_letter() -> None:
    assert LETTERS.wrap("e\u0301e\u0301", 6) == ["e\u0301", "e\u0301"]


@settings(deadline=None)
@given(st.one_of(st.text(), st.text("a\ufffd\ufffe\uffff\x7f\x1f\u2028\u202e\u2067")))
def test_printable_text_has_no_control_characters_and_keeps_all_others(text: str) -> None:
    visible = printable(text)
    assert not any(map(is_hidden, visible))
    # What is left are the other characters, in their order, with escapes between them.
    kept = [char for char in text if not is_hidden(char)]
    characters = iter(visible)
    assert all(char in characters for char in kept)


def is_hidden(char: str) -> bool:
    """Whether a character controls a terminal or the direction of text, ends a line, or is none in XML."""
    ends_or_controls = ord(char) < 0x20 or 0x7F <= ord(char) <= 0x9F or char in "\u2028\u2029"
    turns = unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    return ends_or_controls or turns or 0xD800 <= ord(char) <= 0xDFFF or char in "\ufffe\uffff"


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("a\tb\n", "a\\tb\\n"),
        ("\x00\x1f\x7f\x85", "\\x00\\x1f\\x7f\\x85"),
        ("\ud800", "\\ud800"),
        ("\ufffe\uffff", "\\ufffe\\uffff"),
        ("$x_1$ <b>", "$x_1$ <b>"),
        ("日本", "日本"),
    ],
)
def test_control_characters_are_visible(text: str, visible: str) -> None:
    assert printable(text) == visible


# "four" is 24 pixels wide, 7.6 tall above the baseline and goes 2.4 below: a box of 24 x (8 + 3)
@pytest.mark.parametrize(
    ("align", "angle", "rect"),
    [
        ("left", 0, (100, 42, 24, 11)),
        ("center", 0, (88, 42, 24, 11)),
        ("right", 0, (76, 42, 24, 11)),
        ("left", 90, (92, 26, 11, 24)),
        ("center", 90, (92, 38, 11, 24)),
        ("right", 90, (92, 50, 11, 24)),
    ],
)
def test_a_labels_box_lies_around_its_anchor(align: str, angle: int, rect: tuple[int, ...]) -> None:
    label = LETTERS.label("four", 100, 50, align, angle)  # type: ignore[arg-type]  # Literals as data
    assert label.rect == rect
    assert (label.x, label.y) == (100, 50)


def test_lines_of_a_column_are_apart_by_their_height_and_a_quarter() -> None:
    first, second, third = LETTERS.stack(["one", "two", "three"], 0, 20)
    assert (first.y, second.y - first.y, third.y - second.y) == (20, 12, 12)  # 10 pixels times 1.25


def test_lines_of_a_column_are_further_apart_where_letters_are_tall() -> None:
    letters = Typesetter(uneven_measure(72), 10.0, "#000000")
    low, high = letters.stack(["cc", "bb"], 0, 20)  # 5 below the first baseline, 13 above the second
    assert high.rect[1] >= low.rect[1] + low.rect[3]
    assert high.y - low.y >= 5 + 13
