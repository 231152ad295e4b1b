"""Where JSON is refused: the place is that of the very token, whatever stands around it."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.core.errors import InputError
from headmap_cli.files.strict_json import parse_json

HERE = "\N{SNOWMAN}"
"""Where the refused thing goes; no other text has it."""

texts = st.text(st.sampled_from('aN\\"{}[]:,-\n é'), max_size=6)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), texts, st.sampled_from(["NaN", "-Infinity"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=8,
)


def lines_of(text: str, line: int = 0) -> list[str]:
    with pytest.raises(InputError) as e:
        parse_json(text, "h.json", line)
    return e.value.lines()


@pytest.mark.slow
@settings(deadline=None, max_examples=100)
@given(values, values, texts, st.sampled_from([None, 0, 3]), st.sampled_from(["NaN", "Infinity", "key"]))
def test_the_first_refused_token_is_named_with_its_place(
    before: Any, after: Any, key: str, indent: int | None, what: str
) -> None:
    document = [before, {key: before, "inner": [before], HERE: after}, after]
    text = json.dumps(document, indent=indent, ensure_ascii=False)
    said = f"{what} is not JSON; leave the head out, or give it a finite number"
    if what == "key":
        text = text.replace(f'"{HERE}"', HERE + json.dumps(key, ensure_ascii=False))
    else:
        text = text.replace(f'"{HERE}":', f'"new": [{HERE}{what}], "more":')
    start, text = text.index(HERE), text.replace(HERE, "")
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    [found] = lines_of(text)
    assert found.startswith(f"h.json:{line}:{column}: ")
    assert found.endswith(" stands twice in one object" if what == "key" else said)


@pytest.mark.parametrize(
    ("text", "first", "said"),
    [
        ('{"a": NaN}', ":1", ":7: NaN is not JSON; leave the head out, or give it a finite number"),
        ('{"a": 1, "a": 2}', ":1", ":10: key 'a' stands twice in one object"),
        ('{"a" 1}', ":1", ":6: is not JSON: expected ':' after the key"),
        ('{"a": ' + "1" * 5000 + "}", "", ": holds a number of too many digits"),
        ("[" * 100_000, "", ": is nested too deeply for any shape that headmap knows"),
    ],
    ids=["NaN", "twice", "broken", "digits", "nested"],
)
def test_a_line_of_json_lines_is_named_whatever_is_wrong_with_it(text: str, first: str, said: str) -> None:
    assert lines_of(text) == [f"h.json{first}{said}"]
    assert lines_of(text, line=7) == [f"h.json:7{said}"]
