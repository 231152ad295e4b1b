"""Zip archives of tables and documents."""

import io
import shlex
import zipfile
from pathlib import Path

import numpy as np
import pytest

from headmap_cli.cli.main import run
from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.readers import heads_of

pytestmark = pytest.mark.usefixtures("workdir")

TABLE = "layer,head,category\n0,1,A\n2,3,B\n"


def archive(files: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize(
    "files",
    [
        {"heads.csv": TABLE},
        {"results/heads.TSV": TABLE.replace(",", "\t")},
        {"heads.json": '{"A": [[0, 1]], "B": ["L2H3"]}'},
        {"heads.yaml": "A:\n- [0, 1]\nB:\n- L2H3\n"},
        {"heads.csv": TABLE, "__MACOSX/._heads.csv": "x", ".DS_Store": "x", "empty/": ""},
    ],
)
def test_the_only_file_is_read(files: dict[str, str], method: int) -> None:
    Path("h.zip").write_bytes(archive(files, method))
    found = read("h.zip")
    assert found.categories == ("A", "B")
    assert np.argwhere(found.membership).tolist() == [[0, 0, 1], [1, 2, 3]]


def test_heads_of_one_category_are_named_after_the_archive() -> None:
    Path("Knowledge.zip").write_bytes(archive({"x.csv": "L0H1\nL2H3\n"}))
    assert read("Knowledge.zip").categories == ("Knowledge",)
    assert read("Other=Knowledge.zip").categories == ("Other",)


SEVERAL = {
    "a.csv": TABLE,
    "runs/b.tsv": TABLE.replace(",", "\t").replace("A", "C"),
    "runs/c.json": '{"gpt2": {"D": [[0, 1]]}, "pythia-160m": {"E": [[2, 3]]}}',
    "c.json": '{"F": ["L0H1"]}',
    "read me.txt": "L1H1\n",
    "plot.png": "no data",
}


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("a.csv", {"A": {(0, 1)}, "B": {(2, 3)}}),
        ("runs/b.tsv", {"C": {(0, 1)}, "B": {(2, 3)}}),
        ("c.json", {"F": {(0, 1)}}),
        ("runs/c.json.gpt2", {"D": {(0, 1)}}),
        ("runs/c.json.pythia-160m", {"E": {(2, 3)}}),
        ("$.runs/c.json.gpt2", {"D": {(0, 1)}}),
        ("c.json.F", {"h": {(0, 1)}}),
        ("read me.txt", {"h": {(1, 1)}}),
    ],
)
def test_one_of_several_files_is_read(at: str, expected: dict[str, set[tuple[int, int]]]) -> None:
    Path("h.zip").write_bytes(archive(SEVERAL))
    assert heads_of(read("h.zip", at=at)) == expected


def choices_of(at: str = "") -> list[str]:
    """Return the values of --at that the error of reading an archive offers."""
    with pytest.raises(InputError) as error:
        read("h.zip", at=at)
    words = shlex.split(str(error.value).partition("choose one: ")[2].replace(",", " "))
    return [word for word in words if word != "--at"]


def test_several_files_need_a_choice_and_each_one_offered_works() -> None:
    Path("h.zip").write_bytes(archive(SEVERAL))
    choices = choices_of()
    assert choices == [name for name in SEVERAL if name != "plot.png"]
    choices.remove("runs/c.json")
    choices += choices_of("runs/c.json")
    assert choices[-2:] == ["runs/c.json.gpt2", "runs/c.json.pythia-160m"]
    for choice in choices:
        assert run(["check", "-q", "h.zip", "--at", choice]) == 0


def test_a_name_with_a_hyphen_is_offered_so_that_it_works() -> None:
    Path("h.zip").write_bytes(archive({"-a.csv": TABLE, "b.pdf": ""}))
    assert choices_of() == ["$.-a.csv"]
    assert run(["check", "-q", "h.zip", "--at", "$.-a.csv"]) == 0


def test_a_file_that_is_not_there_is_an_error_with_the_nearest_name() -> None:
    Path("h.zip").write_bytes(archive(SEVERAL))
    with pytest.raises(InputError, match=r"has no file 'b\.csv' \(did you mean 'a\.csv'\?\)"):
        read("h.zip", at="b.csv")


def test_the_only_file_may_be_named_too() -> None:
    Path("h.zip").write_bytes(archive({"a.json": '{"x": {"A": [[0, 1]]}, "y": {"A": [[2, 3]]}}'}))
    assert heads_of(read("h.zip", at="x")) == heads_of(read("h.zip", at="a.json.x")) == {"A": {(0, 1)}}


def test_files_of_other_programs_stay_what_they_are() -> None:
    Path("h.zip").write_bytes(archive({"model.weights.h5": "", "config.json": "{}", "a.json": "{}"}))
    with pytest.raises(InputError, match="is a Keras model"):
        read("h.zip", at="config.json")


def test_an_error_names_the_file_inside() -> None:
    Path("h.zip").write_bytes(archive({"a.csv": "layer,head,category\n0,x,A\n"}))
    with pytest.raises(InputError, match=r"^h\.zip/a\.csv:2:3: head 'x'"):
        read("h.zip")


def test_what_unpacks_to_too_much_is_refused() -> None:
    Path("h.zip").write_bytes(archive({"a.csv": "#" * 100_000 + "\n" + TABLE}))
    with pytest.raises(InputError, match="unpacks to more than 10,000 bytes"):
        read("h.zip", max_bytes=10_000)


def test_an_unusual_compression_and_damage_are_refused() -> None:
    Path("h.zip").write_bytes(archive({"a.csv": TABLE}, zipfile.ZIP_BZIP2))
    with pytest.raises(InputError, match="in an unusual compression; unpack it first"):
        read("h.zip")
    whole = archive({"a.csv": TABLE}, zipfile.ZIP_STORED)
    Path("h.zip").write_bytes(whole.replace(b"0,1,A", b"0,2,A"))
    with pytest.raises(InputError, match="is not a whole zip archive"):
        read("h.zip")


@pytest.mark.parametrize("position", range(46))
@pytest.mark.parametrize("value", [0, 1, 255])
def test_a_damaged_directory_is_an_error_or_changes_nothing(position: int, value: int) -> None:
    """Each byte of the entry in the directory at the end of the archive is replaced."""
    data = bytearray(archive({"a.csv": TABLE, "b.csv": TABLE}))
    data[data.index(b"PK\x01\x02") + position] = value
    Path("h.zip").write_bytes(data)
    try:
        data_read = read("h.zip", at="b.csv")
    except InputError:
        return
    assert heads_of(data_read) == {"A": {(0, 1)}, "B": {(2, 3)}}
