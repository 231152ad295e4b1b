"""Each block of docs/inputs.md is a file that is read as the line below it says."""

import json
import re
import shlex
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from headmap_cli.cli.main import run
from headmap_cli.core import canonical
from headmap_cli.readers import read
from headmap_cli.readers.formats import INPUT_FORMATS

PAGE = (Path(__file__).parents[1] / "docs" / "inputs.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"^```(csv|json|yaml)([^\n]*)\n(.*?)^```\n\n((?:`[^`\n]+`[ \n]?)+)$", re.MULTILINE | re.DOTALL
)
EXAMPLES = BLOCK.findall(PAGE)
NAMES_OF_HEADS = [
    name
    for row in PAGE.partition("| Where | Names |")[2].partition("\n\n")[0].splitlines()
    if row.startswith("|")
    for name in re.findall(r"`([^`]+)`", row)
]


def test_every_block_has_its_outcome_below_it() -> None:
    assert len(EXAMPLES) == PAGE.count("```") // 2 >= 14


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize(("kind", "flags", "content", "outcome"), EXAMPLES)
def test_each_example_is_read_as_the_page_describes(
    kind: str, flags: str, content: str, outcome: str
) -> None:
    Path(f"heads.{kind}").write_text(content, encoding="utf-8")
    words = shlex.split(flags)
    grid = [] if "--grid" in words else ["--grid", "3x4"]
    assert run(["convert", f"heads.{kind}", *words, *grid, "-q", "-o", "out.json"]) == 0
    found = read("out.json")
    expected = {
        name: {tuple(map(int, head.split("-"))) for head in heads.split()}
        for name, heads in re.findall(r"`([^`:]+): ([^`]+)`", outcome)
    }
    assert (found.layers, found.heads) == (3, 4)
    assert {
        name: {(int(layer), int(head)) for layer, head in zip(*member.nonzero(), strict=True)}
        for name, member in zip(found.categories, found.membership, strict=True)
    } == expected
    assert canonical.to_json(found) == Path("out.json").read_bytes()


def test_each_value_of_input_format_is_described_on_the_page() -> None:
    words = {"table": "Tables", "flat": "flat column", "heads": "list of", "figure": "Figures"}
    assert not [name for name in INPUT_FORMATS if words.get(name, name).lower() not in PAGE.lower()]


COMMANDS = {
    "heads.csv": "layer,head,category,score,model\n0,1,Knowledge,0.9,gpt2\n",
    "heads.txt": "L5H1\nL2H3\n",
    "heads.json": '{"results": {"gpt2": {"L0H1": 0.9, "L2H3": 0.2}, "other": {"L0H1": 0.9}}}',
    "pivot.csv": "head,layer_0,layer_1\n0,0.5,0.25\n1,0.75,0.5\n",
    "heads.yaml": "Knowledge:\n  - L0H1\n",
    "graph.json": '{"nodes": {"a0.h1": true, "m3": true}}',
    "scores.csv": "score\n" + "0.5\n0.25\n" * 72,
}
TABLE_COMMANDS = re.findall(r"`headmap (render [^`]+)`", PAGE)


def test_the_table_of_formats_has_a_command_for_each() -> None:
    assert len(TABLE_COMMANDS) >= 14


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize("command", TABLE_COMMANDS)
def test_each_command_of_the_table_of_formats_works(command: str) -> None:
    for name, content in COMMANDS.items():
        Path(name).write_text(content, encoding="utf-8")
    if "heads.json" in command and "--at" not in command:
        Path("heads.json").write_text('{"L0H1": 0.9, "L2H3": 0.2}', encoding="utf-8")
    if "--repeats" in command:
        Path("scores.csv").write_text("score\n" + "0.5\n0.25\n" * 144, encoding="utf-8")
    with zipfile.ZipFile("heads.zip", "w") as archive:
        archive.writestr("results/heads.csv", COMMANDS["heads.csv"])
        archive.writestr("results/notes.txt", "")
    scores = np.arange(12).reshape(3, 4) / 16
    np.save("scores.npy", scores)
    header = json.dumps({"A": {"dtype": "F64", "shape": [3, 4], "data_offsets": [0, 96]}}).encode()
    Path("scores.safetensors").write_bytes(struct.pack("<Q", len(header)) + header + scores.tobytes())
    assert run([*shlex.split(command), "-q", "-o", "fig.png"]) == 0
    assert Path("fig.png").exists()


def test_the_page_has_names_of_heads_of_every_kind() -> None:
    assert len(NAMES_OF_HEADS) > 50
    assert len(set(NAMES_OF_HEADS)) == len(NAMES_OF_HEADS)


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize("name", NAMES_OF_HEADS)
def test_each_name_of_a_head_on_the_page_is_read_in_a_table_and_in_json(name: str) -> None:
    Path("heads.csv").write_text(f'head,category\n"{name}",A\n', encoding="utf-8")
    Path("heads.json").write_text(json.dumps({"A": [name]}), encoding="utf-8")
    for path in ("heads.csv", "heads.json"):
        found = read(path, grid=(6, 2))
        assert np.argwhere(found.membership).tolist() == [[0, 5, 1]]
