"""Errors and warnings name options as the caller does: flags on the command line, keywords in Python."""

import json
import logging
import pickle
import re
from pathlib import Path
from typing import Any

import pytest

import headmap_cli as headmap
from headmap_cli.core.vocabulary import option, python_caller, python_value, where_option
from tests.corpus import FILES, INDEX
from tests.parameters import slow_after_first

FLAG = re.compile(r"(?<![\w-])--[a-z]")


@pytest.mark.parametrize(
    ("name", "value", "flag", "keyword"),
    [
        ("threshold", "", "--threshold", "threshold="),
        ("threshold", 0.5, "--threshold 0.5", "threshold=0.5"),
        ("grid", "36x40", "--grid 36x40", 'grid="36x40"'),
        ("index-base", 1, "--index-base 1", "index_base=1"),
        ("missing", "absent", "--missing absent", 'missing="absent"'),
        ("input-format", "heads", "--input-format heads", 'input_format="heads"'),
        ("at", "runs.my model", "--at 'runs.my model'", 'at="runs.my model"'),
        ("at", 'a"b', "--at 'a\"b'", "at='a\"b'"),
        ("max-bytes", "", "--max-bytes", "max_bytes="),
        ("top", "5%", "--top 5%", 'top="5%"'),
        ("dpi", "", "--dpi", "layout.dpi"),
        ("dpi", 300, "--dpi 300", "layout.dpi=300"),
    ],
)
def test_an_option_is_a_flag_or_a_keyword(name: str, value: object, flag: str, keyword: str) -> None:
    assert option(name, value) == flag
    with python_caller():
        assert option(name, value) == keyword
    assert option(name, value) == flag


def test_where_is_a_dict_in_python() -> None:
    assert where_option("my model", "gpt2") == "--where 'my model=gpt2'"
    with python_caller():
        assert where_option("my model", "gpt2") == 'where={"my model": "gpt2"}'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (True, "True"),
        (0.5, "0.5"),
        ("a", "'a'"),
        (["a\nb"], "['a\\nb']"),
        ("x" * 99, "'" + "x" * 59 + "..."),
    ],
)
def test_a_value_of_python_is_its_repr_cut_at_sixty_characters(value: object, text: str) -> None:
    assert python_value(value) == text


def test_public_functions_can_be_pickled() -> None:
    # A pool of processes pickles functions by name, so that the wrapped ones must be found by theirs.
    for function in (headmap.read, headmap.figure, headmap.save, headmap.load_style, headmap.merge):
        assert pickle.loads(pickle.dumps(function)) is function
        assert function.__doc__


def test_after_an_error_of_the_api_options_are_flags_again() -> None:
    with pytest.raises(headmap.HeadmapError):
        headmap.read("no_such_file.csv")
    assert option("grid") == "--grid"


PARSED: dict[str, Any] = {"--index-base": int, "--max-bytes": int}


def keywords_of(options: list[str]) -> dict[str, Any] | None:
    """Return the keywords of read for options of the command line; None if an option has no keyword."""
    texts = {"--grid", "--threshold", "--top", "--column", "--where", "--at", "--missing", "--input-format"}
    keywords: dict[str, Any] = {}
    for flag, value in zip(options[::2], options[1::2], strict=False):
        if flag not in texts | PARSED.keys():
            return None
        name = flag[2:].replace("-", "_")
        if flag == "--where":
            column, _, wanted = value.partition("=")
            keywords.setdefault("where", {})[column] = wanted
        else:
            keywords[name] = PARSED.get(flag, str)(value)
    return keywords


@pytest.mark.parametrize(
    "entry", slow_after_first(INDEX), ids=lambda entry: " ".join([entry["file"], *entry["options"]])
)
def test_no_message_to_python_names_a_flag(
    entry: dict[str, Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    keywords = keywords_of(entry["options"])
    if keywords is None:
        pytest.skip("an option that read does not take")
    monkeypatch.chdir(FILES)
    messages = []
    with caplog.at_level(logging.INFO, "headmap"):
        try:
            headmap.read(entry["file"], **keywords)
        except headmap.HeadmapError as error:
            messages += error.lines()
    messages += [record.getMessage() for record in caplog.records]
    for message in messages:
        # Some advice is for the command line alone, which it mentions.
        if "headmap batch" not in message and "on the command line" not in message:
            assert not FLAG.search(message)


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize(
    ("content", "keywords", "expected"),
    [
        ("0.5\n0.7\n", {}, 'it needs grid="LAYERSxHEADS"'),
        ("layer,head,category\n5,0,A\n", {"grid": (2, 2)}, "; set grid= or fix the row"),
        ("layer,head,category\n1,2,A\n2,1,A\n", {"grid": (2, 2)}, "may count from 1: index_base=1"),
        (
            "layer,head,category,model\n0,0,A,m\n0,0,A,n\n",
            {},
            'choose one: where={"model": "m"}, where={"model": "n"}',
        ),
        (
            "layer,head,category,score\n0,0,A,\n",
            {"threshold": 0},
            'missing="unclassified" takes it as no score',
        ),
        ('{"a": {"A": [[0, 1]], "B": 1}, "b": {"A": [[0, 0]]}}', {}, 'choose one: at="a", at="b"'),
        ("layer,head,x,y\n0,0,foo,a\n1,1,bar,b\n", {}, 'choose one with column="x"'),
    ],
)
def test_errors_of_read_name_keywords(content: str, keywords: dict[str, Any], expected: str) -> None:
    name = "a.json" if content.startswith("{") else "a.csv"
    Path(name).write_text(content, encoding="utf-8")
    with pytest.raises(headmap.HeadmapError) as caught:
        headmap.read(name, **keywords)
    assert expected in str(caught.value)


def test_warnings_of_read_name_keywords(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"A": [[0, 1], [3, 2]]}), encoding="utf-8")
    headmap.read(path)
    assert [record.getMessage() for record in caplog.records] == [
        f"{path}: grid 4x3 taken from the largest layer and head seen; set grid= to be sure"
    ]


def test_errors_of_the_layout_name_keys_of_the_style() -> None:
    scores = [[0.1, 0.9]]
    data = headmap.Classification.from_scores(scores, "a", 0.5)
    with pytest.raises(headmap.HeadmapError, match=r"lower layout\.cell or layout\.dpi, or show"):
        headmap.figure(data, headmap.load_style(layout={"cell": 14_000, "dpi": 2400}))
