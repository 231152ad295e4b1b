"""Texts that are not YAML: the error names the mistake, its line and column, and what to write instead."""

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.style.load import load_style
from tests.style.helpers import errors_of_file, write_style

pytestmark = pytest.mark.usefixtures("workdir")


TABS = "tabs cannot indent YAML; use spaces"
INDENT = "is indented differently from the keys around it; keys of one part start in the same column"


def indicator_message(text: str) -> str:
    return f"text that begins with '{text[0]}' must be quoted: '{text}'"


BROKEN = {
    "colon": (
        "caption: Llama: all heads\n",
        "1:10: quote text that contains ': ', as in caption: 'Llama: all heads'",
    ),
    "colon, inside": (
        "composite:\n  label: A: b: c\n",
        "2:10: quote text that contains ': ', as in label: 'A: b: c'",
    ),
    "colon and an apostrophe": (
        "title: what's: this\n",
        "1:8: quote text that contains ': ', as in title: \"what's: this\"",
    ),
    "colon at the end": ("title: Heads:\n", "1:8: quote text that contains ': ', as in title: 'Heads:'"),
    "colon in a category's label": (
        "categories:\n  A:\n    label: one: two\n",
        "3:12: quote text that contains ': ', as in label: 'one: two'",
    ),
    "colon in a list": (
        "panels:\n  show:\n  - a: b: c\n",
        "3:8: quote text that contains ': ', as in a: 'b: c'",
    ),
    "tab": ("legend:\n\tplace: right\n", f"2:1: {TABS}"),
    "tab after spaces": ("legend:\n  place: right\n  \tcounts: true\n", f"3:3: {TABS}"),
    "tab at a list": ("colors:\n\t- red\n", f"2:1: {TABS}"),
    "tab in a category": ("categories:\n  A:\n\t\tcolor: red\n", f"3:1: {TABS}"),
    "tab after a value": ("title: a\n\tcaption: b\n", f"2:1: {TABS}"),
    "tab in a second part": ("text:\n  color: red\nlayout:\n\tdpi: 300\n", f"4:1: {TABS}"),
    "open quote": (
        "title: 'Heads\ncaption: x\n",
        "1:8: the quote ' that opens here is not closed; add ' at the end of the text",
    ),
    "open double quote": (
        'text:\n  family: ["Arial, serif]\n',
        '2:12: the quote " that opens here is not closed; add " at the end of the text',
    ),
    "quote that closes early": (
        "caption: 'what's this'\n",
        "1:16: text goes on after its closing quote; write '' for a ' inside the text",
    ),
    "double quote that closes early": (
        'title: "a" b\n',
        '1:12: text goes on after its closing quote; write \\" for a " inside the text',
    ),
    "open bracket": ("colors: [red,\n  blue\ntitle: a\n", "1:9: '[' opens here and is not closed; add ']'"),
    "open brace": ("title: a\nlayout: {dpi: 300\n", "2:9: '{' opens here and is not closed; add '}'"),
    "brackets that cross": (
        "axes: {layer: {ticks: [0, 1}}\n",
        "1:28: expected ',' or ']' here; quote text that contains ',', ':' or brackets",
    ),
    "comma too many": (
        "colors: [red,, blue]\n",
        "1:14: expected a value here; remove the extra ',' or add the value",
    ),
    "text after a bracket": (
        "title: [v2] heads\n",
        "1:8: text that begins with '[' must be quoted as a whole: '[v2] heads'",
    ),
    "text after a brace": (
        "panels:\n  letters: {a} of\n",
        "2:12: text that begins with '{' must be quoted as a whole: '{a} of'",
    ),
    "at sign": ("title: @home\n", f"1:8: {indicator_message('@home')}"),
    "backquote": ("caption: `code`\n", f"1:10: {indicator_message('`code`')}"),
    "percent sign": ("composite:\n  label: %all\n", f"2:10: {indicator_message('%all')}"),
    "stars": ("title: **All**\n", f"1:8: {indicator_message('**All**')}"),
    "star": ("title: *All\n", f"1:8: {indicator_message('*All')}"),
    "arrow": ("title: > all\n", f"1:8: {indicator_message('> all')}"),
    "bar": ("title: |x|\n", f"1:8: {indicator_message('|x|')}"),
    "dash": ("title: - all\n", f"1:8: {indicator_message('- all')}"),
    "question mark": ("title: ? all\n", f"1:8: {indicator_message('? all')}"),
    "backslash": (
        'title: "C:\\heads"\n',
        "1:11: '\\' starts an escape between double quotes; use single quotes, or write \\\\",
    ),
    "no space": ("title: a\ncaption:b\n", "2:8: put a space after ':', as in caption: b"),
    "no space, first": ("caption:b\ntitle: a\n", "1:8: put a space after ':', as in caption: b"),
    "no space, inside": ("layout:\n  dpi:300\n  cell: 5\n", "2:6: put a space after ':', as in dpi: 300"),
    "no colon": ("title: a\nlegend\n", "2:1: expected 'key: value', found 'legend'"),
    "no colon, first": ("legend\ntitle: a\n", "1:1: expected 'key: value', found 'legend'"),
    "deeper": ("title: a\n    caption: b\n", f"2:5: {INDENT}"),
    "less deep": ("layout:\n    dpi: 300\n  cell: 5\n", f"3:3: {INDENT}"),
    "item among keys": (
        "title: a\n- b\n",
        "2:1: found a list item among keys; indent it under the key that it belongs to",
    ),
    "second document": (
        "title: a\n---\ntitle: b\n",
        "2:1: starts a second document with '---'; keep one in a file",
    ),
    "merge": (
        "title: a\n<<<<<<< HEAD\ncaption: b\n=======\ncaption: c\n>>>>>>> other\n",
        "2:1: holds '<<<<<<<', which marks a conflict of a merge; resolve the merge first",
    ),
}


@pytest.mark.parametrize(("text", "message"), BROKEN.values(), ids=BROKEN)
def test_a_text_that_is_not_yaml_gets_an_explanation(text: str, message: str) -> None:
    assert errors_of_file(text) == [f"s.yaml:{message}"]


def test_a_missing_space_on_the_only_line_is_explained() -> None:
    assert errors_of_file("dpi:300\n") == [
        "s.yaml:1:1: expected a mapping of style keys, found the text 'dpi:300'; put a space after ':'"
    ]


def test_the_problems_of_other_files_are_reported_with_broken_yaml() -> None:
    write_style("title: [a\n", "a.yaml")
    write_style("preset: x\nbackground: bleu\n", "b.yaml")
    with pytest.raises(InputError) as caught:
        load_style(["a.yaml", "missing.yaml", "b.yaml"])
    assert [line.split(" ")[0] for line in caught.value.lines()] == [
        "a.yaml:1:8:",
        "b.yaml:1:9:",
        "b.yaml:2:13:",
        "missing.yaml:",
    ]
