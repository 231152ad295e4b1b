"""Recognise files that are not data for headmap by their first bytes, and say how to convert them."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from ..core.strings import quote, truncated_list
from .source import PACKED_ENDINGS, Source

PICTURE = "; expected a table, JSON or an array"
SPREADSHEET = "save the sheet as CSV (UTF-8) in the spreadsheet program"
PANDAS = """python -c "import pandas; pandas.read_{kind}('{name}').to_csv('{stem}.csv', index=False)\""""
FEATHER = "is a Feather (Arrow) file; save it as CSV: " + PANDAS.replace("{kind}", "feather")
PICKLE = (
    "is a pickle, which could run code when it is read; if you trust it, save it as JSON: "
    """python -c "import json, pickle; """
    """json.dump(pickle.load(open('{name}', 'rb')), open('{stem}.json', 'w'))\""""
)
TORCH = (
    "holds PyTorch's tensors; save them as arrays: "
    """python -c "import numpy, torch; t = torch.load('{name}', map_location='cpu'); """
    """numpy.savez('{stem}.npz', **(t if isinstance(t, dict) else {'scores': t}))\""""
)
HDF5 = (
    "is an HDF5 file; save its arrays as npz: "
    """python -c "import h5py, numpy; f = h5py.File('{name}'); """
    """numpy.savez('{stem}.npz', **{k: f[k][()] for k in f})\""""
)
MATLAB = (
    "is a MATLAB file; save its arrays as npz: "
    """python -c "import numpy, scipy.io; m = scipy.io.loadmat('{name}'); """
    """numpy.savez('{stem}.npz', **{k: m[k] for k in m if k[0] != '_'})\""""
)
SAFETENSORS = (
    "is a safetensors file; save its tensors as npz: "
    """python -c "import numpy, safetensors.numpy as s; """
    """numpy.savez('{stem}.npz', **s.load_file('{name}'))\""""
)
R = "is an R data file; save the table in R: write.csv(table, '{stem}.csv', row.names = FALSE)"
UNPACK = "; unpack it and give the file inside: "
CONFLICT = "holds '<<<<<<<', which marks a conflict of a merge; resolve the merge first"

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"version https://git-lfs", "is a git-lfs pointer, not the data itself; fetch the data: git lfs pull"),
    (b"/annex/objects/", "is a git-annex pointer, not the data itself; fetch the data: git annex get {name}"),
    (b"../.git/annex/objects/", "is a git-annex pointer, not the data itself; fetch the data: git annex get"),
    (b"<<<<<<< ", CONFLICT),
    (b"\xff\xd8\xff", "is a JPEG picture" + PICTURE),
    (b"GIF87a", "is a GIF picture" + PICTURE),
    (b"GIF89a", "is a GIF picture" + PICTURE),
    (b"II*\x00", "is a TIFF picture" + PICTURE),
    (b"MM\x00*", "is a TIFF picture" + PICTURE),
    (b"%!PS", "is a PostScript document" + PICTURE),
    (b"\x89HDF", HDF5),
    (b"MATLAB 7.3 MAT-file", HDF5.replace("an HDF5 file", "a MATLAB 7.3 (HDF5) file")),
    (b"MATLAB 5.0 MAT-file", MATLAB),
    (b"\x80\x02\x8a\x0al\xfc\x9cF\xf9", TORCH),
    *((bytes([0x80, protocol]), PICKLE) for protocol in range(2, 6)),
    (b"(dp0\n", PICKLE),
    (b"(lp0\n", PICKLE),
    (b"\x28\xb5\x2f\xfd", "is compressed with zstd" + UNPACK + "zstd -d {name}"),
    (b"\x04\x22\x4d\x18", "is compressed with lz4" + UNPACK + "lz4 -d {name}"),
    (b"\x1f\x9d", "is compressed with compress" + UNPACK + "uncompress {name}"),
    (b"LZIP\x01", "is compressed with lzip" + UNPACK + "lzip -d {name}"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive" + UNPACK + "7z x {name}"),
    (b"Rar!\x1a\x07", "is a RAR archive" + UNPACK + "unrar x {name}"),
    (b"PK\x05\x06", "is an empty archive; expected an npz file with an array for each category"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "is an Excel workbook (.xls) or another old Office file; " + SPREADSHEET,
    ),
    (
        b"SQLite format 3\x00",
        "is an SQLite database; export the table: "
        "sqlite3 -header -csv {name} 'SELECT * FROM heads' > {stem}.csv",
    ),
    (b"ARROW1\x00\x00", FEATHER),
    (b"FEA1\x00", FEATHER),
    (b"Obj\x01", "is an Avro file; save it as CSV or JSON"),
    (b"<stata_dta>", "is a Stata file; save it as CSV: " + PANDAS.replace("{kind}", "stata")),
    (b"$FL2", "is an SPSS file; save it as CSV: " + PANDAS.replace("{kind}", "spss")),
    *((b"RDX%d\n" % version, R) for version in (2, 3)),
    *((b"RDA%d\n" % version, R) for version in (2, 3)),
    (b"X\n\x00\x00\x00", R),
    (b"GGUF\x03\x00", "is a GGUF file of a model's weights; expected a table, JSON or an array of heads"),
    (b"{\\rtf", "is a rich-text document; save the table as plain text or CSV"),
    (b"\x7fELF", "is a program; expected a table, JSON or an array"),
)
"""How files of other kinds begin, and what is said of them.

{name} is the file, {stem} its name without folder and endings.
"""

PROLOGUE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*", re.DOTALL)
"""What may come before the first element of markup."""

ARCHIVES: tuple[tuple[str, str], ...] = (
    (r"xl/workbook\.(xml|bin)", "is an Excel workbook (.xlsx); " + SPREADSHEET),
    (r"content\.xml", "is an OpenDocument file (.ods); " + SPREADSHEET),
    (r"Index/Document\.iwa", "is a Numbers or Pages document; export it as CSV"),
    (r"word/document\.xml", "is a Word document (.docx); save the table as CSV"),
    (r"ppt/presentation\.xml", "is a PowerPoint file (.pptx); save the data as CSV"),
    (r"(.*/)?data\.pkl", TORCH),
    (r".*\.weights\.h5", "is a Keras model; expected a table, JSON or an array of heads"),
)
"""What a zip archive without arrays is, by the name of a member."""


def foreign_kind(start: bytes, source: Source) -> str | None:
    """Return what is said of a file of another kind, or None for what may be data.

    start: the first bytes of the source.
    """
    for magic, message in MAGIC:
        if start.startswith(magic):
            return filled(message, source.name)
    if start[257:262] == b"ustar" and b"\0" in start[:100]:
        member = start[:100].rstrip(b"\0").decode("utf-8", "replace")
        return filled(
            f"is a tar archive that begins with {quote(member)}{UNPACK}tar -xf {{name}}", source.name
        )
    if start.startswith(b"BM") and start[6:10] == bytes(4):
        return "is a BMP picture" + PICTURE
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "is a WebP picture" + PICTURE
    if start[8:10] == b'{"' and int.from_bytes(start[:8], "little") < source.size:
        return filled(SAFETENSORS, source.name)
    return None


def archive_kind(members: Sequence[str], name: str) -> str:
    """Return what is said of a zip archive without arrays, by the names of its members."""
    for pattern, message in ARCHIVES:
        if any(re.fullmatch(pattern, member) for member in members):
            return filled(message, name)
    files = [quote(member) for member in members if not member.endswith("/")]
    return filled(f"is a zip archive of {truncated_list(files) or 'nothing'}{UNPACK}unzip {{name}}", name)


def is_svg(data: bytes) -> bool:
    """Whether markup is an SVG picture."""
    return _element(data).startswith((b"<svg", b"<!doctype svg"))


def markup_kind(data: bytes) -> str:
    """Return what is said of markup that is not a figure."""
    if not _element(data).startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "is XML or other markup; expected a table, JSON or an array"
    return (
        "is a web page that headmap did not make, such as a server's error saved in place of the data; "
        "open it in a browser, and download the data again"
    )


def _element(data: bytes) -> bytes:
    """Return the start of the first element of markup, in lower case."""
    found = PROLOGUE.match(data[:8192])
    return data[found.end() if found else 0 :][:64].lower()


def filled(message: str, name: str) -> str:
    """Return a message with a file's name in its command.

    FILE stands for a name that a shell could misread, and for one of a packed file, which has to be unpacked.
    """
    plain = re.fullmatch(r"[\w./+][\w./+-]*", name)
    packed = name.endswith(PACKED_ENDINGS) and "tar -xf" not in message
    shown = name if plain and not packed else "FILE"
    stem = os.path.basename(shown).split(".")[0] or "heads"
    return message.replace("{name}", shown).replace("{stem}", stem)
