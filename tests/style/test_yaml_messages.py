"""What is said of a text that is not YAML: in plain words, at its place, with what to write instead."""

from pathlib import Path

import pytest

from headmap_cli.core.errors import InputError, UsageError
from headmap_cli.style.load import load_style
from tests.style.test_load_errors import said_of

pytestmark = pytest.mark.usefixtures("workdir")


TABS = "tabs cannot indent YAML; use spaces"
INDENT = "is indented differently from the keys around it; keys of one part start in the same column"


def special(text: str) -> str:
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
    "at sign": ("title: @home\n", f"1:8: {special('@home')}"),
    "backquote": ("caption: `code`\n", f"1:10: {special('`code`')}"),
    "percent sign": ("composite:\n  label: %all\n", f"2:10: {special('%all')}"),
    "stars": ("title: **All**\n", f"1:8: {special('**All**')}"),
    "star": ("title: *All\n", f"1:8: {special('*All')}"),
    "arrow": ("title: > all\n", f"1:8: {special('> all')}"),
    "bar": ("title: |x|\n", f"1:8: {special('|x|')}"),
    "dash": ("title: - all\n", f"1:8: {special('- all')}"),
    "question mark": ("title: ? all\n", f"1:8: {special('? all')}"),
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


@pytest.mark.parametrize(("text", "meant"), BROKEN.values(), ids=BROKEN)
def test_broken_yaml(text: str, meant: str) -> None:
    assert said_of(text) == [f"s.yaml:{meant}"]


def test_a_single_line_without_a_space() -> None:
    assert said_of("dpi:300\n") == [
        "s.yaml:1:1: expected a mapping of style keys, found the text 'dpi:300'; put a space after ':'"
    ]


@pytest.mark.parametrize(
    ("text", "place", "path", "found"),
    [
        ('legend: {counts: "false"}\n', "1:18", "legend.counts", "false"),
        ("marginals: 'true'\n", "1:12", "marginals", "true"),
        ("text:\n  math: 'True'\n", "2:9", "text.math", "True"),
        ("layout: {dpi: '300'}\n", "1:15", "layout.dpi", "300"),
        ('axes: {head: {lines: "8"}}\n', "1:22", "axes.head.lines", "8"),
        ('axes: {layer: {ticks: ["0", 6]}}\n', "1:23", "axes.layer.ticks", None),
        ("threshold: '0.5'\n", "1:12", "threshold", "0.5"),
        ('text: {size: {tick: "9"}}\n', "1:21", "text.size.tick", "9"),
    ],
)
def test_a_number_or_flag_in_quotes(text: str, place: str, path: str, found: str | None) -> None:
    [line] = said_of(text)
    if found is None:
        assert line.startswith(f"s.yaml:{place}: {path}: found ") or line.startswith(
            f"s.yaml:1:22: {path}: found "
        )
    else:
        assert line == f's.yaml:{place}: {path}: found the text "{found}"; remove the quotes'


@pytest.mark.parametrize(
    "text",
    [
        "layout: {dpi: 1_000}",
        "layout: {dpi: 0x100}",
        "layout: {dpi: 1:30}",
        "layout: {dpi: ١٤٤}",
        "layout: {dpi: 1e}",
        "layout: {dpi: 1:1:1:1:1:1:1}",
    ],
)
def test_a_number_is_decimal(text: str) -> None:
    [line] = said_of(text)
    assert line.startswith("s.yaml:1:15: layout.dpi: found '")
    assert line.endswith("expected a number from 36 to 2400")


@pytest.mark.parametrize(
    ("text", "dpi"), [("144", 144), ("+96", 96), ("1e2", 100), ("1.5E2", 150), (".5e3", 500), ("0144", 144)]
)
def test_decimal_numbers(text: str, dpi: float) -> None:
    Path("s.yaml").write_text(f"layout: {{dpi: {text}}}\n", encoding="utf-8")
    assert load_style(["s.yaml"]).layout.dpi == dpi
    assert load_style([], [f"layout.dpi={text}"]).layout.dpi == dpi
    assert load_style([], [], {"--dpi": ("layout.dpi", text)}).layout.dpi == dpi


@pytest.mark.parametrize("text", ["1_00", "١٤٤", "0x90", "1:30", "1e", "--5"])
def test_a_flag_is_decimal(text: str) -> None:
    with pytest.raises(UsageError, match="expected a number from 36 to 2400"):
        load_style([], [], {"--dpi": ("layout.dpi", text)})


@pytest.mark.parametrize(
    ("text", "meant"),
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
def test_a_key_as_other_tools_call_it(text: str, meant: str) -> None:
    [line] = said_of(text)
    assert f": {meant}; expected " in line


def test_a_wrong_preset_hides_nothing() -> None:
    lines = said_of("preset: icmll\ntitle: [a]\nlayout: {dpi: 1}\nlegend: {place: top}\n")
    assert [line.split(" ")[0] for line in lines] == [
        "s.yaml:1:9:",
        "s.yaml:2:8:",
        "s.yaml:3:15:",
        "s.yaml:4:17:",
    ]
    assert "no preset 'icmll' (did you mean 'icml'?)" in lines[0]


def test_broken_yaml_hides_nothing_of_another_file() -> None:
    Path("a.yaml").write_text("title: [a\n", encoding="utf-8")
    Path("b.yaml").write_text("preset: x\nbackground: bleu\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_style(["a.yaml", "missing.yaml", "b.yaml"])
    assert [line.split(" ")[0] for line in caught.value.lines()] == [
        "a.yaml:1:8:",
        "b.yaml:1:9:",
        "b.yaml:2:13:",
        "missing.yaml:",
    ]


@pytest.mark.parametrize("name", ["icml", "neurips.yaml", "paper", "dark.yaml", "slides", "print-gray"])
def test_a_preset_where_a_file_belongs(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_style([name])
    preset = name.removesuffix(".yaml")
    assert caught.value.lines() == [f"--style {name}: no such file; for the preset, write --preset {preset}"]


def test_a_file_that_is_called_like_a_preset_is_read() -> None:
    Path("icml.yaml").write_text("title: mine\n", encoding="utf-8")
    assert load_style(["icml.yaml"]).title == "mine"
