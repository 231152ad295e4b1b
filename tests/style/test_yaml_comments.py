"""A value that YAML would take as a comment is an error in a file, and is taken as typed by ``--set``."""

from pathlib import Path

import pytest

from headmap_cli.batch.manifest import read_manifest
from headmap_cli.core.errors import InputError, UsageError
from headmap_cli.style.load import load_style, style_tree
from tests.style.test_load_errors import said_of

pytestmark = pytest.mark.usefixtures("workdir")


def color(code: str) -> str:
    return f"'#' starts a comment; quote the colour: '{code}'"


def cut(value: str, whole: str) -> str:
    return f"'#' starts a comment, so the text ends at '{value}'; quote it: '{whole}'"


SWALLOWED = {
    "a colour of three digits": ("background: #abc\n", f"1:13: background: {color('#abc')}"),
    "in capitals": ("frame:\n  lines: #FFEE00\n", f"2:10: frame.lines: {color('#FFEE00')}"),
    "with a comment of its own": (
        "text:\n  color:  #123456  # nearly black\n",
        f"2:11: text.color: {color('#123456')}",
    ),
    "in a list of lines": (
        "hatches: [none]\ncolors:\n  - red\n  - #0f0\n  - blue\n",
        f"4:5: colors.1: {color('#0f0')}",
    ),
    "at the end of a list of lines": (
        "multi:\n  colors:\n  - #112233",
        f"3:5: multi.colors.0: {color('#112233')}",
    ),
    "on a line of its own": ("background:\n  #fefefe\ntitle: a\n", f"2:3: background: {color('#fefefe')}"),
    "of a category": (
        "categories:\n  Copy: {color:\n #aabbcc\n }\n",
        f"3:2: categories.Copy.color: {color('#aabbcc')}",
    ),
    "for a whole category": ("categories:\n  Copy: #aabbcc\n", f"2:9: categories.Copy: {color('#aabbcc')}"),
    "in brackets": ("colors: [#f00, #0f0]\ntitle: a\n", f"1:10: {color('#f00')}"),
    "last in brackets": ("colors: [red, #0f0]\n", f"1:15: {color('#0f0')}"),
    "in braces": ("categories: {A: {color: #0ff}}\n", f"1:25: {color('#0ff')}"),
    "on a line between brackets": ("colors: [red,\n  #0ff,\n  blue]\n", f"2:3: {color('#0ff')}"),
    "after a comma": ("colors: [red, #0ff\n  , blue]\n", f"1:15: {color('#0ff')}"),
    "the end of a title": ("caption: Figure #2\n", f"1:17: caption: {cut('Figure', 'Figure #2')}"),
    "the end of a label": (
        "categories:\n  A:\n    label: Seed #10 # of 12\n",
        f"3:17: categories.A.label: {cut('Seed', 'Seed #10')}",
    ),
    "the end of an item": (
        "categories:\n  A:\n    includes:\n    - C#\n    - run #b\n",
        f"5:11: categories.A.includes.1: {cut('run', 'run #b')}",
    ),
    "beyond ASCII": ("title: é😀 #1\n", f"1:11: title: {cut('é😀', 'é😀 #1')}"),
    "in a file of Windows": ("title: a\r\ncaption: b #c\r\n", f"2:12: caption: {cut('b', 'b #c')}"),
    "a whole title": (
        "title: #1 of 3\n",
        "1:8: title: '#' starts a comment, so there is no value here; quote it: '#1 of 3'",
    ),
    "a category's name": ("categories:\n  Run #1:\n    color: red\n", f"2:7: {cut('Run', 'Run #1')}"),
}


@pytest.mark.parametrize(("text", "meant"), SWALLOWED.values(), ids=SWALLOWED)
def test_a_value_that_is_a_comment_is_an_error(text: str, meant: str) -> None:
    assert said_of(text) == [f"s.yaml:{meant}"]


@pytest.mark.parametrize(
    "text",
    [
        "title: Run # 1\n",
        "#fff\ntitle: a\n",
        "title: a\n#ffffff\n",
        "title: 'Run #1' #x\n",
        "background: red #ff0000\n",
        "layout: {dpi: 300} #print\n",
        "layout: #big\n  dpi: 300\n",
        "colors: #three\n- red\n- blue\n",
        "caption: |\n  see #1\n  #fff\n",
        "legend: {place: right} ## why\n",
        "title: a#b\n",
        "threshold: #0.5\n",
    ],
)
def test_other_comments_stay_comments(text: str) -> None:
    assert said_of(text) == []


SETTINGS = {
    "a colour": ("background=#ff0000", ("background", "#ff0000")),
    "a short colour": ("text.color=#0f0", ("text.color", "#00ff00")),
    "a number sign in a title": ("title=Run #1", ("title", "Run #1")),
    "a title of one": ("title=#1", ("title", "#1")),
    "a colon": ("caption=Heads: all of them", ("caption", "Heads: all of them")),
    "a brace": ("multi.label={k} kinds", ("multi.label", "{k} kinds")),
    "a bracket": ("composite.label=[all]", ("composite.label", "[all]")),
    "a star": ("unclassified.label=*other*", ("unclassified.label", "*other*")),
    "a percent sign": ("title=%d heads", ("title", "%d heads")),
    "an apostrophe": ("title=what's there", ("title", "what's there")),
    "a number": ("title=007", ("title", "007")),
    "a flag": ("title=true", ("title", "true")),
    "quotes around all": ("title='Run #1'", ("title", "Run #1")),
    "double quotes around all": (r'title="a\nb \"c\""', ("title", 'a\nb "c"')),
    "quotes around parts": ("title='a' and 'b'", ("title", "'a' and 'b'")),
    "a quote in quotes": ("title='it''s'", ("title", "it's")),
    "nothing": ("composite.label=", ("composite.label", "")),
    "an equals sign": ("title=a=b", ("title", "a=b")),
    "a length": ("layout.cell=3mm", ("layout.cell", 3 * 72 / 25.4)),
    "a width": ("layout.width=400", ("layout.width", 400.0)),
    "one of some words": ("legend.place=bottom", ("legend.place", "bottom")),
    "one colour for a list": ("multi.colors=#010203", ("multi.colors", ("#010203",))),
    "a list": ("multi.colors=[red, '#010203']", ("multi.colors", ("#ff0000", "#010203"))),
    "a number where one belongs": ("layout.dpi=300", ("layout.dpi", 300.0)),
    "a flag where one belongs": ("legend.counts=true", ("legend.counts", True)),
    "null where it means something": ("threshold=null", ("threshold", None)),
}


@pytest.mark.parametrize(("setting", "meant"), SETTINGS.values(), ids=SETTINGS)
def test_a_setting_takes_text_as_it_is_typed(setting: str, meant: tuple[str, object]) -> None:
    path, value = meant
    found: object = load_style([], [setting])
    for key in path.split("."):
        found = getattr(found, key)
    assert found == value


def test_settings_of_a_category() -> None:
    style = load_style(
        [], ["categories.A #1.color=#00f", "categories.A #1.label=null", "categories.B.label=B: b"]
    )
    assert style.categories["A #1"].color == "#0000ff"
    assert style.categories["A #1"].label is None
    assert style.categories["B"].label == "B: b"


@pytest.mark.parametrize(
    ("setting", "meant"),
    [
        ("colors=[#f00, #0f0]", color("#f00")),
        ("multi.colors=[red, #0f0]", color("#0f0")),
        ("categories.K={color: #0f0}", color("#0f0")),
        ("layout.dpi=[1", "'[' opens here and is not closed; add ']'"),
        ("axes.layer.ticks=[0, *x]", "text that begins with '*' must be quoted: '*x]'"),
        ('title="a\\qb"', "'\\' starts an escape between double quotes; use single quotes, or write \\\\"),
    ],
)
def test_a_setting_that_is_not_yaml_says_why(setting: str, meant: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_style([], [setting])
    [line] = caught.value.lines()
    assert line.startswith(f"--set {setting}: ".replace("\\", "\\"))
    assert line.endswith(meant)


MANIFESTS = {
    "an input": (
        "jobs: [{input: a.csv, output: b.png}]\ndefaults:\n  column: kind #2\n",
        "3:16: defaults.column: " + cut("kind", "kind #2"),
    ),
    "a setting": (
        "jobs:\n- {input: a.csv, output: b.png}\ndefaults:\n  set:\n    title: Run #1\n",
        "5:16: defaults.set.title: " + cut("Run", "Run #1"),
    ),
    "a setting of a job": (
        "jobs:\n- {input: a.csv, output: b.png, set: {background: red}}\n"
        "- input: a.csv\n  output: c.png\n  set:\n    background: #eee\n",
        "6:17: jobs.1.set.background: " + color("#eee"),
    ),
    "a setting by its path": (
        "jobs:\n- input: a.csv\n  output: b.png\n  set:\n    text.color: #333333\n",
        "5:17: jobs.0.set.text.color: " + color("#333333"),
    ),
    "a setting in parts": (
        "jobs:\n- input: a.csv\n  output: b.png\n  set:\n    categories:\n      A:\n        label: x #y\n",
        "7:18: jobs.0.set.categories.A.label: " + cut("x", "x #y"),
    ),
    "an output": (
        "jobs:\n- input: a.csv\n  output: fig #1.png\n",
        "3:15: jobs.0.output: " + cut("fig", "fig #1.png"),
    ),
    "an input in a list": (
        "jobs:\n- output: a.png\n  input:\n  - run #1.csv\n",
        "4:9: jobs.0.input.0: " + cut("run", "run #1.csv"),
    ),
}


@pytest.mark.parametrize(("text", "meant"), MANIFESTS.values(), ids=MANIFESTS)
def test_a_manifest_has_the_same_errors(text: str, meant: str) -> None:
    Path("jobs.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_manifest("jobs.yaml", {})
    assert caught.value.lines() == [f"jobs.yaml:{meant}"]


@pytest.mark.parametrize("title", ["Run #1", "a: b", "😀", "'q'", "5", "a\nb", "\x85", "[x]", " "])
def test_a_setting_of_a_manifest_reaches_the_style(title: str) -> None:
    import json

    text = json.dumps(
        {"jobs": [{"input": "a.csv", "output": "b.png", "set": {"title": title}}]},
        ensure_ascii=title == "\x85",
    )
    Path("jobs.yaml").write_text(text, encoding="utf-8")
    [job] = read_manifest("jobs.yaml", {})
    assert style_tree([], job.args.style.sets).data["title"] == title
