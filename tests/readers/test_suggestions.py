"""Every option that an error suggests works when it is pasted after the command."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.commands import RunCli
from tests.corpus import FILES, INDEX
from tests.readers import npy, npz

FLAG_OF_OTHER_COMMANDS = ("--manifest", "--model")
SUGGESTION = re.compile(r"--scores\b|--[a-z][a-z-]* (?:'[^']*'|[^\s,;)]+)")
PLACEHOLDERS = ("LAYERSxHEADS", "ABOVE", "is", "or", "and", "to", "with", "does", "says", "NAME")
"""Words after an option that are no value to paste."""


SCORES = (np.arange(24) / 24).tolist()
CASES: dict[str, tuple[str, str | bytes, list[str]]] = {
    "two parts": ("h.json", '{"a": {"A": [[5, 1]]}, "b": {"A": [[5, 2]]}}', []),
    "two models": ("h.json", '{"gpt2": {"5-1": 0.9}, "gpt2-medium": {"5-1": 0.9}}', []),
    "models in rows": ("h.csv", "model,layer,head,category\na,0,1,A\nb,0,1,A\n", []),
    "several columns of scores": ("h.csv", "layer,head,category,a_score,b_score\n0,1,A,0.1,0.2\n", []),
    "several columns of categories": ("h.csv", "layer,head,role,motif\n0,1,A,B\n", []),
    "repeats in a flat column": ("h.json", json.dumps(SCORES), ["--grid", "3x4"]),
    "repeats in a table": (
        "h.csv",
        "a,b\n" + "".join(f"{score},1\n" for score in SCORES),
        ["--grid", "3x4", "--column", "a"],
    ),
    "a repeat that is missing": ("h.json", json.dumps(SCORES), ["--grid", "3x4", "--repeats", "2"]),
    "four axes": ("h.npy", npy(np.array(SCORES).reshape(2, 2, 2, 3)), []),
    "arrays of several shapes": ("h.npz", npz(a=np.ones((3, 4)) / 2, b=np.ones((2, 4)) / 2), []),
    "a narrow array": ("h.npy", npy(np.array([[0, 1], [2, 3]])), []),
    "a narrow array with scores": ("h.npy", npy(np.array([[0, 1, 0.5], [2, 3, 0.1]])), []),
    "a narrow matrix": ("h.csv", "0,1\n2,3\n", []),
    "NaN": ("h.json", '{"5-1": 0.9, "5-2": NaN}', []),
    "a missing score": ("h.csv", "layer,head,score\n0,1,0.9\n0,2,NA\n", []),
    "a ragged matrix": ("h.json", "[[0.1, 0.2, 0.3, 0.4], [0.1, 0.2, 0.3]]", []),
    "the heads of each layer": ("h.json", "[[1, 4, 7, 9], [2], [3, 5]]", []),
    "short rows of names": ("h.json", '[["A", "B"], ["A"]]', []),
    "a canonical table without its comment": (
        "h.csv",
        "layer,head,category,score,member\n0,1,A,0.5,1\n0,2,A,0.1,0\n",
        [],
    ),
    "a file that counts from 1": ("h.csv", "layer,head,category\n3,4,A\n1,1,A\n", ["--grid", "3x4"]),
    "text and flags": ("h.csv", "layer,head,A,B\n0,1,1,0.4\n2,3,0,0.5\n", []),
}


def suggestions(message: str) -> list[list[str]]:
    """Return the options with their values in a message, each as words, if they are for this command."""
    found = []
    for match in SUGGESTION.findall(message):
        words = shlex.split(match)
        is_complete = len(words) == 1 or words[1] not in PLACEHOLDERS
        if is_complete and words[0] not in FLAG_OF_OTHER_COMMANDS:
            found.append(words)
    return found


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize("name", CASES)
def test_each_suggestion_works_when_it_is_pasted(name: str, run_cli: RunCli) -> None:
    file, content, options = CASES[name]
    if isinstance(content, str):
        content = content.encode()
    Path(file).write_bytes(content)
    refused = run_cli("convert", file, *options, "-q", "-o", "out.json")
    assert refused.status == 1
    found = suggestions(refused.stderr)
    assert found
    for words in found:
        kept = options
        if words[0] in options:
            kept = [word for i, word in enumerate(options) if i not in place_of(words[0], options)]
        result = run_cli("convert", file, *kept, *words, "-q", "-o", "out.json")
        assert result.status == 0, (words, result.stderr)


def place_of(option: str, options: list[str]) -> tuple[int, int]:
    """Return the indices of an option and its value."""
    return options.index(option), options.index(option) + 1


REFUSED = [entry for entry in INDEX if entry["status"] == 1 and suggestions("\n".join(entry["lines"]))]


@pytest.mark.parametrize("entry", REFUSED, ids=lambda entry: " ".join([entry["file"], *entry["options"]]))
def test_suggestions_for_the_corpus_work_or_lead_to_another_error(
    entry: dict[str, Any], run_cli: RunCli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file may have other faults, but an option that was suggested must change what is said of it."""
    monkeypatch.chdir(FILES)
    for words in suggestions("\n".join(entry["lines"])):
        if words[0] in entry["options"]:
            continue
        result = run_cli(
            "convert", entry["file"], *entry["options"], *words, "-q", "-o", str(tmp_path / "out.json")
        )
        assert result.status in (0, 1)
        assert result.stderr.splitlines() != [f"headmap: error: {line}" for line in entry["lines"]]
