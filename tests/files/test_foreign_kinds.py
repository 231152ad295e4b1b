"""Files that are not data: each is called by its kind, in one line, with what to do about it."""

import io
import json
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import numpy as np
import pytest

from headmap_cli.core.strings import one_line
from tests.readers import said_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("workdir")]

PICTURE = "; expected a table, JSON or an array"
CONFLICT = "holds '<<<<<<<', which marks a conflict of a merge; resolve the merge first"
NOT_OURS = "that was not made by headmap, or lost its data when another program saved it"
SHEET = "save the sheet as CSV (UTF-8) in the spreadsheet program"
PAGE = "is a web page that headmap did not make"
UNPACK = "; unpack it and give the file inside: "


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return out.getvalue()


def tar(mode: Literal["w", "w:gz", "w:xz"], name: str = "heads.csv") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as file:
        file.addfile(tarfile.TarInfo(name))
    return out.getvalue()


def sqlite(path: Path) -> bytes:
    with sqlite3.connect(path) as database:
        database.execute("create table heads (layer, head)")
    database.close()
    return path.read_bytes()


def empty_npz() -> bytes:
    out = io.BytesIO()
    np.savez(out)
    return out.getvalue()


LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12345\n"
BINARY = {
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
    "a.zip": (archive("a.csv", "b/"), f"is a zip archive of 'a.csv'{UNPACK}unzip a.zip"),
    "two.zip": (archive("a.csv", "b.csv"), f"is a zip archive of 'a.csv', 'b.csv'{UNPACK}unzip two.zip"),
    "a.xlsx": (archive("[Content_Types].xml", "xl/workbook.xml"), f"is an Excel workbook (.xlsx); {SHEET}"),
    "a.xlsb": (archive("xl/workbook.bin"), f"is an Excel workbook (.xlsx); {SHEET}"),
    "a.ods": (archive("mimetype", "content.xml"), f"is an OpenDocument file (.ods); {SHEET}"),
    "a.numbers": (archive("Index/Document.iwa"), "is a Numbers or Pages document; export it as CSV"),
    "a.docx": (archive("word/document.xml"), "is a Word document (.docx); save the table as CSV"),
    "a.xls": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        f"is an Excel workbook (.xls) or another old Office file; {SHEET}",
    ),
    "a.gif": (b"GIF89a\x01\x00", "is a GIF picture" + PICTURE),
    "a.tiff": (b"II*\x00\x08\x00", "is a TIFF picture" + PICTURE),
    "a.webp": (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "is a WebP picture" + PICTURE),
    "a.bmp": (b"BM\x36\x00\x00\x00\x00\x00\x00\x00", "is a BMP picture" + PICTURE),
    "a.eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "is a PostScript document" + PICTURE),
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
}


@pytest.mark.parametrize("name", BINARY)
def test_a_file_of_another_kind(name: str) -> None:
    content, meant = BINARY[name]
    assert said_of(content, name) == [f"{name}: {meant}"]


COMMANDS: dict[str, tuple[bytes | Callable[[Path], bytes], str, str]] = {
    "run/h.pkl": (
        b"\x80\x04\x95",
        "is a pickle",
        "pickle.load(open('run/h.pkl', 'rb')), open('h.json', 'w')",
    ),
    "old.pkl": (b"(dp0\nS'A'\n", "is a pickle", "pickle.load(open('old.pkl', 'rb'))"),
    "h.pt": (
        archive("h/data.pkl", "h/data/0"),
        "holds PyTorch's tensors",
        "torch.load('h.pt', map_location='cpu')",
    ),
    "h.bin": (b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.", "holds PyTorch's tensors", "torch.load('h.bin'"),
    "h.h5": (b"\x89HDF\r\n\x1a\n" + bytes(8), "is an HDF5 file", "h5py.File('h.h5')"),
    "h.mat": (b"MATLAB 5.0 MAT-file, Platform: GLNXA64", "is a MATLAB file", "scipy.io.loadmat('h.mat')"),
    "v7.mat": (
        b"MATLAB 7.3 MAT-file, Platform: GLNXA64",
        "is a MATLAB 7.3 (HDF5) file",
        "h5py.File('v7.mat')",
    ),
    "h.feather": (b"ARROW1\x00\x00\xff\xff", "is a Feather (Arrow) file", "pandas.read_feather('h.feather')"),
    "h.dta": (b"<stata_dta><header>", "is a Stata file", "pandas.read_stata('h.dta')"),
    "h.sav": (b"$FL2@(#) SPSS", "is an SPSS file", "pandas.read_spss('h.sav').to_csv('h.csv', index=False)"),
    "h.sqlite": (sqlite, "is an SQLite database", "sqlite3 -header -csv h.sqlite 'SELECT"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_that_another_program_converts(name: str, tmp_path: Path) -> None:
    content, kind, command = COMMANDS[name]
    Path(name).parent.mkdir(exist_ok=True)
    [line] = said_of(content if isinstance(content, bytes) else content(tmp_path / "made.db"), name)
    assert line.startswith(f"{name}: {kind}")
    assert command in line
    assert line == one_line(line)


@pytest.mark.parametrize("name", ["a'b.pkl", "a b.pkl", "$(x).pkl", "x;y.pkl", "-x.pkl", "x.pkl.gz"])
def test_a_name_that_a_shell_could_misread_is_in_no_command(name: str) -> None:
    [line] = said_of(b"\x80\x04\x95", name)
    assert line.endswith("pickle.load(open('FILE', 'rb')), open('FILE.json', 'w'))\"")


def notebook() -> str:
    return json.dumps({"cells": [{"cell_type": "code", "source": []}], "metadata": {}, "nbformat": 4})


SCRIPT = "; expected a table, JSON or an array of heads"
TEXTS = {
    "merge.csv": ("layer,head,category\n<<<<<<< HEAD\n0,1,A\n=======\n0,2,A\n>>>>>>> b\n", ":2:1", CONFLICT),
    "first.csv": ("<<<<<<< HEAD\nlayer,head,category\n=======\nl,h,c\n>>>>>>> b\n", "", CONFLICT),
    "merge.tsv": (
        "layer\thead\tcategory\n0\t1\tA\n<<<<<<< ours\n0\t2\tB\n=======\n>>>>>>> x\n",
        ":3:1",
        CONFLICT,
    ),
    "merge.json": ('{"A": [\n<<<<<<< HEAD\n[0, 1]\n=======\n[0, 2]\n>>>>>>> b\n]}', ":2:1", CONFLICT),
    "merge.txt": ("0-1\n<<<<<<< HEAD\n0-2\n=======\n0-3\n>>>>>>> b\n", ":2:1", CONFLICT),
    "merge.jsonl": (
        '{"layer": 0, "head": 1, "category": "A"}\n<<<<<<< HEAD\n{"layer": 1}\n=======\n>>>>>>> b\n',
        ":2:1",
        CONFLICT,
    ),
    "page.html": ("<!DOCTYPE html>\n<html><title>404</title></html>", "", PAGE),
    "page.csv": ("\n <html lang=en><body>Sign in</body></html>", "", PAGE),
    "comment.csv": ("<!-- saved -->\n<!doctype HTML><p>x", "", PAGE),
    "xml.csv": (
        "<?xml version='1.0'?>\n<Error><Code>AccessDenied</Code></Error>",
        "",
        "is XML or other markup",
    ),
    "xhtml.csv": ("<?xml version='1.0'?>\n<html xmlns='x'/>", "", PAGE),
    "pic.svg": (
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "",
        f"is an SVG picture {NOT_OURS}",
    ),
    "404.csv": ("404: Not Found", "", "holds a server's error, '404: Not Found', in place of the data"),
    "hf.json": ("Entry not found\n", "", "holds a server's error, 'Entry not found', in place of the data"),
    "hub.csv": ("Invalid username or password.", "", "holds a server's error"),
    "api.json": (
        '{"message": "Not Found", "documentation_url": "https://x"}',
        "",
        "holds a server's error in place of the data",
    ),
    "run.ipynb": (notebook(), "", "is a Jupyter notebook; save the heads from it as CSV or JSON"),
    "config.json": (
        '{"model_type": "llama", "num_hidden_layers": 32, "num_attention_heads": 32}',
        "",
        "is a model's config.json, without heads; on the command line, --model config.json takes its grid",
    ),
    "fig.vl.json": (
        '{"$schema": "https://vega.github.io/schema/vega-lite/v5.json", "mark": "rect", "encoding": {"x": {}}}',
        "",
        "is a Vega-Lite figure, from which no data can be read",
    ),
    "s.yaml": (
        "# mine\npreset: icml\nlayout:\n  dpi: 300\n",
        "",
        "is a style, not data; give it with -c s.yaml",
    ),
    "t.yml": ("title: Heads\nlegend: {place: right}\n", "", "is a style, not data; give it with -c t.yml"),
    "jobs.yaml": (
        "defaults: {preset: icml}\njobs:\n- {input: a.csv, output: b.png}\n",
        "",
        "is a manifest, not data; draw its figures: headmap batch --manifest jobs.yaml",
    ),
    "d.yaml": (
        "Knowledge:\n  - [0, 1]\nCopying:\n  - [0, 2]\n",
        "",
        "is YAML, which headmap reads only for styles",
    ),
    "Makefile": ("all: fig.png\n\nfig.png: h.csv\n\theadmap render $< -o $@\n", "", "is a Makefile" + SCRIPT),
    "run.sh": ("#!/bin/sh\nheadmap render h.csv\n", "", "is a script" + SCRIPT),
    "run.py": ('"""Heads."""\n\nimport json\n\nx = [1]\n', "", "is a Python script" + SCRIPT),
    "from.py": ("from pathlib import Path\nprint(1)\n", "", "is a Python script" + SCRIPT),
    "t.tex": ("% table\n\\begin{tabular}{ll}\n0 & 1\\\\\n\\end{tabular}\n", "", "is a TeX file" + SCRIPT),
    "p.toml": ("[tool.x]\nname = 1\n", "", "is a TOML or INI file" + SCRIPT),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_of_another_kind(name: str) -> None:
    content, place, meant = TEXTS[name]
    [line] = said_of(content, name)
    assert line.startswith(f"{name}{place}: {meant}")


DATE = "; a spreadsheet made a date of a head such as 8-10"
DATES = [
    "8-Oct",
    "10-Aug",
    "Oct-08",
    "2024-08-10",
    "2024-10-08 00:00:00",
    "8/10/2024",
    "08.10.2024",
    "8-Oct-24",
    "8. Okt",
    "1-Dez",
]


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("h.csv", "head,category\n9-14,A\n{},A\n"),
        ("h.csv", "head,category\n{},A\n9-14,A\n"),
        ("h.tsv", "head\tscore\n9-14\t0.5\n{}\t0.7\n"),
        ("h.txt", "9-14\n{}\n9-15\n"),
        ("h.json", '{{"A": ["9-14", "{}"]}}'),
        ("h.jsonl", '{{"head": "9-14", "category": "A"}}\n{{"head": "{}", "category": "A"}}\n'),
        ("h.csv", "layer,head,category\n{},1,A\n0,1,A\n"),
    ],
)
def test_a_date_where_a_head_belongs(name: str, content: str, date: str) -> None:
    lines = said_of(content.format(date), name)
    assert DATE in lines[0]


def test_a_score_that_is_no_date_has_no_such_hint() -> None:
    lines = said_of("head,category\n9-14,A\nnine,A\n")
    assert lines
    assert not any(DATE in line for line in lines)


JSON = {
    "line comment": ('{\n  // heads\n  "A": [[0, 1]]\n}', "2:3: comments are not JSON; remove them"),
    "comment behind": ('{"A": [[0, 1]] // heads\n}', "1:16: comments are not JSON; remove them"),
    "block comment": ('{"A": [[0, /* head */ 1]]}', "1:12: comments are not JSON; remove them"),
    "first comment": ("[ /* heads */ [0, 1]]", "1:3: comments are not JSON; remove them"),
    "hash comment": ('{"A": [[0, 1],\n # more\n [0, 2]]}', "2:2: comments are not JSON; remove them"),
    "last comment": ('{"A": [[0, 1]]}\n// end', "2:1: comments are not JSON; remove them"),
    "comma in a list": ('{"A": [[0, 1],\n]}', "1:14: a comma before ']' is not JSON; remove it"),
    "comma in an object": ('{"A": [[0, 1]],}', "1:15: a comma before '}' is not JSON; remove it"),
    "comma in a head": ('{"A": [[0, 1,]]}', "1:13: a comma before ']' is not JSON; remove it"),
    "comma and spaces": ('{"A": [[0, 1] ,  \n\n  ] }', "1:15: a comma before ']' is not JSON; remove it"),
    "comma at the end of records": ('[{"layer": 0},]', "1:14: a comma before ']' is not JSON; remove it"),
    "comma in records": ('[{"layer": 0, }]', "1:13: a comma before '}' is not JSON; remove it"),
    "bare key": ("{A: [[0, 1]]}", '1:2: is not JSON: expected a key in double quotes, as in "A"'),
    "second bare key": (
        '{"A": [], Copy: []}',
        '1:11: is not JSON: expected a key in double quotes, as in "Copy"',
    ),
    "bare text": ('{"A": [zero, 1]}', "1:8: is not JSON: expected a value; text is written in double quotes"),
    "undefined": ('{"A": undefined}', "1:7: is not JSON: expected a value; text is written in double quotes"),
    "plus": (
        '{"A": [[+1, 2]]}',
        "1:9: is not JSON: expected a value; a number has digits before its point and no '+'",
    ),
    "point": (
        '[{"score": .5}]',
        "1:12: is not JSON: expected a value; a number has digits before its point and no '+'",
    ),
    "two documents": (
        '{\n"A": [[0, 1]]\n}\n{"B": []}',
        "4:1: a second JSON document begins here; put them in one list, or each on a line of its own",
    ),
    "text behind": ('{"A": [[0, 1]]} done', "1:17: is not JSON: text goes on after the end of the document"),
    "cut off": ('{"A": [[0, 1]', "1:14: is not complete JSON: it ends before its last bracket is closed"),
    "no comma": ('{"A": [[0, 1] [0, 2]]}', "1:15: is not JSON: expected ',' or a closing bracket"),
    "no colon": ('{"A" [[0, 1]]}', "1:6: is not JSON: expected ':' after the key"),
    "open text": ('{"A: [[0, 1]]}', "1:2: is not JSON: a text begins here whose closing quote is missing"),
    "line end in a text": (
        '{"A\n": []}',
        "1:4: is not JSON: a text ends its line here without a closing quote",
    ),
    "backslash": ('{"A\\x": []}', "1:4: is not JSON: '\\\\' starts an escape that JSON does not know"),
    "Python": (
        "{'A': [[0, 1]]}",
        "1:2: is not JSON: expected a key in double quotes; is it Python's own notation? write it with json.dump",
    ),
}


@pytest.mark.parametrize(("text", "meant"), JSON.values(), ids=JSON)
def test_what_is_not_json(text: str, meant: str) -> None:
    [line] = said_of(text, "h.json")
    assert line.startswith(f"h.json:{meant}".replace("\\\\", "\\"))
