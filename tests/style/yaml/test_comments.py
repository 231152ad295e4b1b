"""Values that YAML would take as comments, which are errors in style files and manifests."""

from pathlib import Path

import pytest

from headmap_cli.batch.manifest import read_manifest
from headmap_cli.core.errors import InputError
from headmap_cli.style.load import style_tree
from tests.style.helpers import color_message, cut_message, errors_of_file

pytestmark = pytest.mark.usefixtures("workdir")


SWALLOWED = {
    "a colour of three digits": ("background: #abc\n", f"1:13: background: {color_message('#abc')}"),
    "in capitals": ("frame:\n  lines: #FFEE00\n", f"2:10: frame.lines: {color_message('#FFEE00')}"),
    "with a comment of its own": (
        "text:\n  color:  #123456  # nearly black\n",
        f"2:11: text.color: {color_message('#123456')}",
    ),
    "in a list of lines": (
        "hatches: [none]\ncolors:\n  - red\n  - #0f0\n  - blue\n",
        f"4:5: colors.1: {color_message('#0f0')}",
    ),
    "at the end of a list of lines": (
        "multi:\n  colors:\n  - #112233",
        f"3:5: multi.colors.0: {color_message('#112233')}",
    ),
    "on a line of its own": (
        "background:\n  #fefefe\ntitle: a\n",
        f"2:3: background: {color_message('#fefefe')}",
    ),
    "of a category": (
        "categories:\n  Copy: {color:\n #aabbcc\n }\n",
        f"3:2: categories.Copy.color: {color_message('#aabbcc')}",
    ),
    "for a whole category": (
        "categories:\n  Copy: #aabbcc\n",
        f"2:9: categories.Copy: {color_message('#aabbcc')}",
    ),
    "in brackets": ("colors: [#f00, #0f0]\ntitle: a\n", f"1:10: {color_message('#f00')}"),
    "last in brackets": ("colors: [red, #0f0]\n", f"1:15: {color_message('#0f0')}"),
    "in braces": ("categories: {A: {color: #0ff}}\n", f"1:25: {color_message('#0ff')}"),
    "on a line between brackets": ("colors: [red,\n  #0ff,\n  blue]\n", f"2:3: {color_message('#0ff')}"),
    "after a comma": ("colors: [red, #0ff\n  , blue]\n", f"1:15: {color_message('#0ff')}"),
    "the end of a title": (
        "caption: Figure #2\n",
        f"1:17: caption: {cut_message('Figure', 'Figure #2')}",
    ),
    "the end of a label": (
        "categories:\n  A:\n    label: Seed #10 # of 12\n",
        f"3:17: categories.A.label: {cut_message('Seed', 'Seed #10')}",
    ),
    "the end of an item": (
        "categories:\n  A:\n    includes:\n    - C#\n    - run #b\n",
        f"5:11: categories.A.includes.1: {cut_message('run', 'run #b')}",
    ),
    "beyond ASCII": ("title: é😀 #1\n", f"1:11: title: {cut_message('é😀', 'é😀 #1')}"),
    "in a file of Windows": (
        "title: a\r\ncaption: b #c\r\n",
        f"2:12: caption: {cut_message('b', 'b #c')}",
    ),
    "a whole title": (
        "title: #1 of 3\n",
        "1:8: title: '#' starts a comment, so there is no value here; quote it: '#1 of 3'",
    ),
    "a category's name": (
        "categories:\n  Run #1:\n    color: red\n",
        f"2:7: {cut_message('Run', 'Run #1')}",
    ),
}


@pytest.mark.parametrize(("text", "message"), SWALLOWED.values(), ids=SWALLOWED)
def test_a_value_that_is_a_comment_is_an_error(text: str, message: str) -> None:
    assert errors_of_file(text) == [f"s.yaml:{message}"]


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
def test_an_ordinary_comment_is_accepted(text: str) -> None:
    assert errors_of_file(text) == []


MANIFESTS = {
    "an input": (
        "jobs: [{input: a.csv, output: b.png}]\ndefaults:\n  column: kind #2\n",
        "3:16: defaults.column: " + cut_message("kind", "kind #2"),
    ),
    "a setting": (
        "jobs:\n- {input: a.csv, output: b.png}\ndefaults:\n  set:\n    title: Run #1\n",
        "5:16: defaults.set.title: " + cut_message("Run", "Run #1"),
    ),
    "a setting of a job": (
        "jobs:\n- {input: a.csv, output: b.png, set: {background: red}}\n"
        "- input: a.csv\n  output: c.png\n  set:\n    background: #eee\n",
        "6:17: jobs.1.set.background: " + color_message("#eee"),
    ),
    "a setting by its path": (
        "jobs:\n- input: a.csv\n  output: b.png\n  set:\n    text.color: #333333\n",
        "5:17: jobs.0.set.text.color: " + color_message("#333333"),
    ),
    "a setting in parts": (
        "jobs:\n- input: a.csv\n  output: b.png\n  set:\n    categories:\n      A:\n        label: x #y\n",
        "7:18: jobs.0.set.categories.A.label: " + cut_message("x", "x #y"),
    ),
    "an output": (
        "jobs:\n- input: a.csv\n  output: fig #1.png\n",
        "3:15: jobs.0.output: " + cut_message("fig", "fig #1.png"),
    ),
    "an input in a list": (
        "jobs:\n- output: a.png\n  input:\n  - run #1.csv\n",
        "4:9: jobs.0.input.0: " + cut_message("run", "run #1.csv"),
    ),
}


@pytest.mark.parametrize(("text", "message"), MANIFESTS.values(), ids=MANIFESTS)
def test_a_value_that_is_a_comment_is_an_error_in_a_manifest_too(text: str, message: str) -> None:
    Path("jobs.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_manifest(
            "jobs.yaml",
            {"outputs": (), "endings": (), "presets": (), "sets": (), "styles": (), "where": ()},
            [],
        )
    assert caught.value.lines() == [f"jobs.yaml:{message}"]


@pytest.mark.parametrize("title", ["Run #1", "a: b", "😀", "'q'", "5", "a\nb", "\x85", "[x]", " "])
def test_a_setting_of_a_manifest_reaches_the_style(title: str) -> None:
    import json

    text = json.dumps(
        {"jobs": [{"input": "a.csv", "output": "b.png", "set": {"title": title}}]},
        ensure_ascii=title == "\x85",
    )
    Path("jobs.yaml").write_text(text, encoding="utf-8")
    [job] = read_manifest("jobs.yaml", {}, (), ())
    assert style_tree([], job.args.style.sets).data["title"] == title
