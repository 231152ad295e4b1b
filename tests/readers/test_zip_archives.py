"""Zip archives of a single table or document."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read

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


def test_several_files_are_refused_with_their_names() -> None:
    Path("h.zip").write_bytes(archive({"a.csv": TABLE, "b.csv": TABLE}))
    with pytest.raises(InputError, match=r"is a zip archive of 'a\.csv', 'b\.csv'"):
        read("h.zip")


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
