"""JSON that headmap refuses is reported with the line and column of the refused token."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.core.errors import InputError
from headmap_cli.files.strict_json import parse_json

MARKER = "\N{SNOWMAN}"
"""Marks where the refused token goes; no other text of a document has it."""

texts = st.text(st.sampled_from('aN\\"{}[]:,-\n é'), max_size=6)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), texts, st.sampled_from(["NaN", "-Infinity"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=8,
)


def lines_of(text: str, line: int = 0) -> list[str]:
    """Return the lines of the error for a text."""
    with pytest.raises(InputError) as raised:
        parse_json(text, "h.json", line)
    return raised.value.lines()


@pytest.mark.slow
@settings(deadline=None, max_examples=100)
@given(
    values,
    values,
    texts,
    st.sampled_from([None, 0, 3]),
    st.sampled_from(["NaN", "Infinity", "-Infinity", "key"]),
)
def test_the_first_refused_token_is_reported_with_its_line_and_column(
    before: Any, after: Any, key: str, indent: int | None, refused: str
) -> None:
    document = [before, {key: before, "inner": [before], MARKER: after}, after]
    text = json.dumps(document, indent=indent, ensure_ascii=False)
    if refused == "key":
        text = text.replace(f'"{MARKER}"', MARKER + json.dumps(key, ensure_ascii=False))
    else:
        text = text.replace(f'"{MARKER}":', f'"new": [{MARKER}{refused}], "more":')
    lines_before = text[: text.index(MARKER)].split("\n")
    location = f"h.json:{len(lines_before)}:{len(lines_before[-1]) + 1}: "
    [message] = lines_of(text.replace(MARKER, ""))
    if refused == "key":
        assert message.startswith(f"{location}duplicate key ")
    else:
        advice = "leave the head out, give it a finite number, or set --missing unclassified"
        assert message == f"{location}{refused} is not JSON; {advice}"


@pytest.mark.parametrize(
    ("text", "location", "message"),
    [
        (
            '{"a": NaN}',
            ":1",
            ":7: NaN is not JSON; leave the head out, give it a finite number, or set --missing unclassified",
        ),
        ('{"a": 1, "a": 2}', ":1", ":10: duplicate key 'a' in one object"),
        ('{"a" 1}', ":1", ":6: is not JSON: expected ':' after the key"),
        ('{"a": ' + "1" * 5000 + "}", "", ": holds a number of too many digits"),
        ("[" * 100_000, "", ": is nested too deeply for any shape that headmap knows"),
    ],
    ids=["NaN", "twice", "broken", "digits", "nested"],
)
def test_every_error_of_a_line_of_json_lines_has_its_line(text: str, location: str, message: str) -> None:
    assert lines_of(text) == [f"h.json{location}{message}"]
    assert lines_of(text, line=7) == [f"h.json:7{message}"]
