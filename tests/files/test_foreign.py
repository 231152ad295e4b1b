"""Files of other kinds are refused with their kind and, where there is one, a command that converts them."""

import io
import pickle
import sqlite3
import tarfile
import zipfile
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from headmap_cli.core.strings import one_line
from tests.readers import error_lines

pytestmark = pytest.mark.usefixtures("workdir")

EXPECTED = "; expected a table, JSON or an array"
SPREADSHEET = "save the sheet as CSV (UTF-8) in the spreadsheet program"
UNPACK = "; unpack it and give the file inside: "
PAGE = "is a web page that headmap did not make"
NOT_OURS = "that was not made by headmap, or lost its data when another program saved it"
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12345\n"
"""A pointer that git-lfs leaves in place of a file."""


def archive(*names: str) -> bytes:
    """Return a zip archive of files with these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return out.getvalue()


def tar(mode: Literal["w", "w:gz", "w:xz"], name: str = "heads.csv") -> bytes:
    """Return a tar archive of one file."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as file:
        file.addfile(tarfile.TarInfo(name))
    return out.getvalue()


def empty_npz() -> bytes:
    """Return an npz file without arrays."""
    out = io.BytesIO()
    np.savez(out)
    return out.getvalue()


BINARY_FILES = {
    "lfs.csv": (LFS, "is a git-lfs pointer, not the data itself; fetch the data: git lfs pull"),
    "lfs.npz": (LFS, "is a git-lfs pointer, not the data itself; fetch the data: git lfs pull"),
    "annex.csv": (
        b"/annex/objects/SHA256E-s10--00.csv\n",
        "is a git-annex pointer, not the data itself; fetch the data: git annex get annex.csv",
    ),
    "a.csv.zst": (b"\x28\xb5\x2f\xfd\x04\x00", f"is compressed with zstd{UNPACK}zstd -d a.csv.zst"),
    "a.json.lz4": (b"\x04\x22\x4d\x18\x64", f"is compressed with lz4{UNPACK}lz4 -d a.json.lz4"),
    "a.tsv.Z": (b"\x1f\x9d\x90", f"is compressed with compress{UNPACK}uncompress a.tsv.Z"),
    "a.7z": (b"7z\xbc\xaf\x27\x1c\x00\x04", f"is a 7z archive{UNPACK}7z x a.7z"),
    "a.rar": (b"Rar!\x1a\x07\x01\x00", f"is a RAR archive{UNPACK}unrar x a.rar"),
    "a.tar": (tar("w"), f"is a tar archive that begins with 'heads.csv'{UNPACK}tar -xf a.tar"),
    "a.tar.gz": (tar("w:gz"), f"is a tar archive that begins with 'heads.csv'{UNPACK}tar -xf a.tar.gz"),
    "a.tar.xz": (
        tar("w:xz", "d/x.json"),
        f"is a tar archive that begins with 'd/x.json'{UNPACK}tar -xf a.tar.xz",
    ),
    "a.zip": (archive("a.bin", "b/"), f"is a zip archive of 'a.bin'{UNPACK}unzip a.zip"),
    "two.zip": (archive("a.bin", "b.bin"), f"is a zip archive of 'a.bin', 'b.bin'{UNPACK}unzip two.zip"),
    "a.xlsx": (
        archive("[Content_Types].xml", "xl/workbook.xml"),
        f"is an Excel workbook (.xlsx); {SPREADSHEET}",
    ),
    "a.xlsb": (archive("xl/workbook.bin"), f"is an Excel workbook (.xlsx); {SPREADSHEET}"),
    "a.ods": (archive("mimetype", "content.xml"), f"is an OpenDocument file (.ods); {SPREADSHEET}"),
    "a.numbers": (archive("Index/Document.iwa"), "is a Numbers or Pages document; export it as CSV"),
    "a.docx": (archive("word/document.xml"), "is a Word document (.docx); save the table as CSV"),
    "a.xls": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        f"is an Excel workbook (.xls) or another old Office file; {SPREADSHEET}",
    ),
    "a.gif": (b"GIF89a\x01\x00", "is a GIF picture" + EXPECTED),
    "a.tiff": (b"II*\x00\x08\x00", "is a TIFF picture" + EXPECTED),
    "a.webp": (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "is a WebP picture" + EXPECTED),
    "a.bmp": (b"BM\x36\x00\x00\x00\x00\x00\x00\x00", "is a BMP picture" + EXPECTED),
    "a.eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "is a PostScript document" + EXPECTED),
    "empty.npz": (
        empty_npz(),
        "is an empty archive; expected an npz file with an array for each category",
    ),
    "a.rtf": (b"{\\rtf1\\ansi layer}", "is a rich-text document; save the table as plain text or CSV"),
    "a.gguf": (
        b"GGUF\x03\x00\x00\x00",
        "is a GGUF file of a model's weights; expected a table, JSON or an array of heads",
    ),
    "a.RData": (
        b"RDX3\nX\n\x00\x00\x00\x03",
        "is an R data file; save the table in R: write.csv(table, 'a.csv', row.names = FALSE)",
    ),
    "a.rds": (
        b"X\n\x00\x00\x00\x03\x00\x04",
        "is an R data file; save the table in R: write.csv(table, 'a.csv', row.names = FALSE)",
    ),
    "a.jpg": (b"\xff\xd8\xff\xe0", "is a JPEG picture" + EXPECTED),
    "a.h5": (
        b"\x89HDF\r\n\x1a\n" + bytes(8),
        "is an HDF5 file; save its arrays as npz: "
        """python -c "import h5py, numpy; f = h5py.File('a.h5'); """
        """numpy.savez('a.npz', **{k: f[k][()] for k in f})\"""",
    ),
    "a.pt": (
        archive("a/data.pkl", "a/version"),
        "holds PyTorch's tensors; save them as arrays: "
        """python -c "import numpy, torch; t = torch.load('a.pt', map_location='cpu'); """
        """t = t if isinstance(t, dict) else {'scores': t}; """
        """numpy.savez('a.npz', **{str(k): t[k].detach().float().numpy() for k in t})\"""",
    ),
}


@pytest.mark.parametrize("name", BINARY_FILES)
def test_a_binary_file_is_refused_with_its_kind(name: str) -> None:
    content, message = BINARY_FILES[name]
    assert error_lines(content, name) == [f"{name}: {message}"]


@pytest.mark.parametrize("protocol", range(2, 6))
def test_a_pickle_of_each_protocol_is_refused(protocol: int) -> None:
    message = (
        "is a pickle, which could run code when it is read; if you trust it, save it as JSON: "
        """python -c "import json, pickle; """
        """json.dump(pickle.load(open('f.bin', 'rb')), open('f.json', 'w'), default=lambda a: a.tolist())\""""
    )
    assert error_lines(pickle.dumps({"A": [(0, 1)]}, protocol), "f.bin") == [f"f.bin: {message}"]


COMMANDS: dict[str, tuple[bytes, str, str]] = {
    "run/h.pkl": (
        b"\x80\x04\x95",
        "is a pickle",
        "pickle.load(open('run/h.pkl', 'rb')), open('h.json', 'w'), default",
    ),
    "old.pkl": (b"(dp0\nS'A'\n", "is a pickle", "pickle.load(open('old.pkl', 'rb'))"),
    "h.pt": (
        archive("h/data.pkl", "h/data/0"),
        "holds PyTorch's tensors",
        "torch.load('h.pt', map_location='cpu')",
    ),
    "h.bin": (b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.", "holds PyTorch's tensors", "torch.load('h.bin'"),
    "h.mat": (b"MATLAB 5.0 MAT-file, Platform: GLNXA64", "is a MATLAB file", "scipy.io.loadmat('h.mat')"),
    "v7.mat": (
        b"MATLAB 7.3 MAT-file, Platform: GLNXA64",
        "is a MATLAB 7.3 (HDF5) file",
        "h5py.File('v7.mat')",
    ),
    "h.feather": (b"ARROW1\x00\x00\xff\xff", "is a Feather (Arrow) file", "pandas.read_feather('h.feather')"),
    "h.dta": (b"<stata_dta><header>", "is a Stata file", "pandas.read_stata('h.dta')"),
    "h.sav": (b"$FL2@(#) SPSS", "is an SPSS file", "pandas.read_spss('h.sav').to_csv('h.csv', index=False)"),
    "h.sqlite": (b"SQLite format 3\x00", "is an SQLite database", "sqlite3 -header -csv h.sqlite 'SELECT"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_command_that_converts_a_file_is_given(name: str) -> None:
    content, kind, command = COMMANDS[name]
    Path(name).parent.mkdir(exist_ok=True)
    [line] = error_lines(content, name)
    assert line.startswith(f"{name}: {kind}")
    assert command in line
    assert line == one_line(line)


def test_a_database_of_sqlite_begins_as_expected(tmp_path: Path) -> None:
    path = tmp_path / "heads.db"
    with sqlite3.connect(path) as database:
        database.execute("create table heads (layer, head)")
    database.close()
    [line] = error_lines(path.read_bytes(), "h.sqlite")
    assert line.startswith("h.sqlite: is an SQLite database")


@pytest.mark.parametrize("name", ["a'b.pkl", "a b.pkl", "$(x).pkl", "x;y.pkl", "-x.pkl", "x.pkl.gz"])
def test_a_command_has_no_name_that_a_shell_could_misread(name: str) -> None:
    [line] = error_lines(b"\x80\x04\x95", name)
    assert line.endswith(
        "pickle.load(open('FILE', 'rb')), open('FILE.json', 'w'), default=lambda a: a.tolist())\""
    )


def test_a_text_whose_ninth_character_is_a_brace_is_not_a_safetensors_file() -> None:
    # Its first eight letters would be the size of a header far larger than the file.
    [line] = error_lines('inductio{"a","b"\n')
    assert "safetensors" not in line


MARKUP = {
    "page.html": ("<!DOCTYPE html>\n<html><title>404</title></html>", PAGE),
    "page.csv": ("\n <html lang=en><body>Sign in</body></html>", PAGE),
    "comment.csv": ("<!-- saved -->\n<!doctype HTML><p>x", PAGE),
    "xml.csv": (
        "<?xml version='1.0'?>\n<Error><Code>AccessDenied</Code></Error>",
        "is XML or other markup",
    ),
    "xhtml.csv": ("<?xml version='1.0'?>\n<html xmlns='x'/>", PAGE),
    "pic.svg": (
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        f"is an SVG picture {NOT_OURS}",
    ),
}


@pytest.mark.parametrize("name", MARKUP)
def test_markup_is_refused_with_its_kind(name: str) -> None:
    content, message = MARKUP[name]
    [line] = error_lines(content, name)
    assert line.startswith(f"{name}: {message}")
