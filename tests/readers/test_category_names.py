"""Names that say that a head has no category, and names that are almost the same."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.parameters import slow_after_first
from tests.readers import heads_of

pytestmark = pytest.mark.usefixtures("workdir")

WORDS = ["unclassified", "Unclassified", "UNCLASSIFIED", "none", "None", "NONE", "nan", "NaN"]


def npz(name: str) -> bytes:
    out = io.BytesIO()
    arrays: dict[str, Any] = {"A": np.array([[1, 0, 0]]), name: np.array([[0, 1, 1]])}
    np.savez(out, **arrays)
    return out.getvalue()


FORMS = {
    "long": "layer,head,category\n0,0,A\n0,1,{0}\n0,2,{0}\n",
    "long, quoted": 'layer,head,category\n0,0,A\n0,1,"{0}"\n0,2,"{0}"\n',
    "wide": "layer,head,A,{}\n0,0,x,\n0,1,,x\n0,2,,x\n",
    "category -> heads": '{{"A": [[0, 0]], "{}": [[0, 1], [0, 2]]}}',
    "head -> category": '{{"0-0": "A", "0-1": "{0}", "0-2": "{0}"}}',
    "head -> category -> flag": '{{"0-0": {{"A": true}}, "0-1": {{"{0}": true}}, "0-2": {{"{0}": true}}}}',
    "list": '[[0, 0, "A"], [0, 1, "{0}"], [0, 2, "{0}"]]',
    "records": '[{{"layer": 0, "head": 0, "label": "A"}}, {{"layer": 0, "head": 2, "label": "{}"}}]',
    "category -> matrix": '{{"A": [[true, false, false]], "{}": [[false, true, true]]}}',
    "lists": "layer,head,category\n0,0,A\n0,1,\"['{0}']\"\n0,2,{0}\n",
}


@pytest.mark.parametrize("form", [*FORMS, "npz"])
@pytest.mark.parametrize("word", slow_after_first(WORDS))
def test_a_word_for_no_category_is_none_and_is_reported_once(
    form: str, word: str, caplog: pytest.LogCaptureFixture
) -> None:
    Path("h").write_bytes(npz(word) if form == "npz" else FORMS[form].format(word).encode())
    found = read("h", grid=(1, 3))
    assert heads_of(found) == {"A": {(0, 0)}}
    assert found.present.all()
    assert caplog.messages == [
        f"h: ignores the name '{word}', which means that a head has no category; "
        "to draw it, name it under categories: in a style"
    ]


@pytest.mark.parametrize("form", [*FORMS, "npz"])
@pytest.mark.parametrize("word", ["unclassified", "None", "nan"])
def test_a_style_that_names_the_word_wins(form: str, word: str, caplog: pytest.LogCaptureFixture) -> None:
    Path("h").write_bytes(npz(word) if form == "npz" else FORMS[form].format(word).encode())
    heads = {(0, 2)} if form == "records" else {(0, 1), (0, 2)}
    assert heads_of(read("h", grid=(1, 3), categories={word: []})) == {word: heads, "A": {(0, 0)}}
    assert heads_of(read("h", grid=(1, 3), categories={"Rest": [word]})) == {"Rest": heads, "A": {(0, 0)}}
    assert not caplog.messages


@pytest.mark.parametrize("form", [*FORMS, "npz"])
@pytest.mark.parametrize(
    "word", slow_after_first(["other", "Other", "nothing", "unclassified heads", "classified"])
)
def test_other_words_are_categories(form: str, word: str) -> None:
    Path("h").write_bytes(npz(word) if form == "npz" else FORMS[form].format(word).encode())
    assert set(heads_of(read("h", grid=(1, 3)))) == {"A", word}


def test_several_words_are_one_line(caplog: pytest.LogCaptureFixture) -> None:
    Path("h.csv").write_text("layer,head,category\n0,0,A\n0,1,none\n0,2,NA\n0,3,Unclassified\n")
    read("h.csv", grid=(1, 4))
    assert caplog.messages == [
        "h.csv: ignores the names 'none', 'NA', 'Unclassified', which mean that a head has no category; "
        "to draw one, name it under categories: in a style"
    ]


@pytest.mark.parametrize(("marker", "level"), [("NA", "INFO"), ("-", "INFO"), ("#REF!", "WARNING")])
@pytest.mark.usefixtures("verbose_log")
def test_the_usual_markers_are_reported_with_v_alone(
    marker: str, level: str, caplog: pytest.LogCaptureFixture
) -> None:
    Path("h.csv").write_text(f"layer,head,category\n0,0,A\n0,1,{marker}\n")
    read("h.csv", grid=(1, 2))
    levels = {record.levelname for record in caplog.records if "ignores the name" in record.getMessage()}
    assert levels == {level}


def test_a_file_without_any_other_name_has_no_category() -> None:
    Path("h.csv").write_text("layer,head,category\n0,0,none\n0,1,unclassified\n")
    with pytest.raises(InputError, match="names no category; every row leaves it blank"):
        read("h.csv")


def test_the_canonical_document_is_taken_as_it_is() -> None:
    """It is what convert wrote for a style that names the word."""
    Path("h.json").write_text(
        '{"headmap": 1, "categories": {"none": [[0, 0]], "A": [], "A, none": [[0, 1]]}}'
    )
    assert heads_of(read("h.json")) == {"none": {(0, 0)}, "A": set(), "A, none": {(0, 1)}}


ALMOST: dict[str, tuple[list[str], str]] = {
    "case": (["Copy", "COPY"], "'COPY' and 'Copy'"),
    "case beyond ASCII": (["Straße", "STRASSE"], "'STRASSE' and 'Straße'"),
    "spaces within": (["Name mover", "Name  mover"], "'Name  mover' and 'Name mover'"),
    "a space that does not break": (["Name mover", "Name\u00a0mover"], r"'Name mover' and 'Name\xa0mover'"),
    "a zero-width space": (["Copy", "Co\u200bpy"], r"'Copy' and 'Co\u200bpy'"),
    "a byte order mark": (["Copy", "\ufeffCopy"], r"'Copy' and '\ufeffCopy'"),
    "a soft hyphen": (["Copy", "Co\u00adpy"], r"'Copy' and 'Co\xadpy'"),
    "a mark of direction": (["Copy", "Copy\u200e"], r"'Copy' and 'Copy\u200e'"),
    "a variation selector": (["A\u2764", "A\u2764\ufe0f"], r"'A\u2764' and 'A\u2764\ufe0f'"),
    "an accent of its own": (["caf\u00e9", "cafe\u0301"], r"'cafe\u0301' and 'caf\xe9'"),
    "full width": (["A1", "\uff21\uff11"], r"'A1' and '\uff21\uff11'"),
    "a ligature": (["\ufb01rst", "first"], r"'first' and '\ufb01rst'"),
    "a filler of Hangul": (["A", "A\u3164"], r"'A' and 'A\u3164'"),
    "case and an invisible character": (["Copy", "copy\u200b"], r"'Copy' and 'copy\u200b'"),
}


@pytest.mark.parametrize("name", ALMOST)
@pytest.mark.parametrize("form", ["long", "json"])
def test_names_that_are_almost_the_same_are_reported_once(
    name: str, form: str, caplog: pytest.LogCaptureFixture
) -> None:
    labels, shown = ALMOST[name]
    text = "layer,head,category\n0,0,Z\n" + "".join(f"0,{i},{label}\n" for i, label in enumerate(labels))
    if form == "json":
        text = "{" + ", ".join(f'"0-{i}": "{label}"' for i, label in enumerate(sorted(labels))) + "}"
    Path("h").write_text(text, encoding="utf-8")
    found = read("h", grid=(1, 3))
    assert set(labels) <= set(found.categories)
    [message] = caplog.messages
    first, second = shown.split(" and ")
    names = message.partition("almost the same: ")[2].partition(";")[0]
    assert names in (f"{first} and {second}", f"{second} and {first}")
    assert message.endswith("fix the file or merge them with includes: in a style")


@pytest.mark.parametrize(
    "labels",
    [["Copy", "Copies"], ["A B", "AB"], ["A-B", "A B"], ["A1", "A2"], ["resume", "résumé"], ["\u0391", "A"]],
)
def test_names_that_differ_to_the_eye_are_not_reported(
    labels: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    text = "layer,head,category\n" + "".join(f"0,{i},{label}\n" for i, label in enumerate(labels))
    Path("h").write_text(text, encoding="utf-8")
    read("h", grid=(1, 2))
    assert not caplog.messages


def test_a_style_settles_names_that_are_almost_the_same(caplog: pytest.LogCaptureFixture) -> None:
    Path("h.csv").write_text("layer,head,category\n0,0,Copy\n0,1,copy\n")
    assert heads_of(read("h.csv", grid=(1, 2), categories={"Copy": ["copy"]})) == {"Copy": {(0, 0), (0, 1)}}
    read("h.csv", grid=(1, 2), categories={"Copy": [], "copy": []})
    assert not caplog.messages


def test_many_pairs_are_one_short_line(caplog: pytest.LogCaptureFixture) -> None:
    lines = [f"0,{i},{name}" for i in range(5) for name in (f"K{i}", f"k{i}")]
    Path("h.csv").write_text("\n".join(["layer,head,category", *lines]))
    read("h.csv", grid=(1, 5))
    [message] = caplog.messages
    assert "'K0' and 'k0'; 'K1' and 'k1'; 'K2' and 'k2'; and 2 more; if they" in message


def test_names_of_two_files_are_compared(caplog: pytest.LogCaptureFixture) -> None:
    Path("a.csv").write_text("layer,head,category\n0,0,Copy\n")
    Path("b.csv").write_text("layer,head,category\n0,1,copy\n")
    read("a.csv", "b.csv", grid=(1, 2))
    assert ["'Copy' and 'copy'" in message for message in caplog.messages] == [True]
