"""Recognise files that headmap cannot read by their content, with messages that say how to convert them.

The messages are templates: ``{name}`` stands for the file, ``{stem}`` for its name without folder and
extensions. Many end in a command that converts the file, for the user to paste into a shell.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from ..core.strings import quote, truncated_list
from .source import PACKED_ENDINGS, Source

EXPECTED = "; expected a table, JSON or an array"
SPREADSHEET = "save the sheet as CSV (UTF-8) in the spreadsheet program"
PANDAS = """python -c "import pandas; pandas.read_{kind}('{name}').to_csv('{stem}.csv', index=False)\""""
FEATHER = "is a Feather (Arrow) file; save it as CSV: " + PANDAS.replace("{kind}", "feather")
PICKLE = (
    "is a pickle, which could run code when it is read; if you trust it, save it as JSON: "
    """python -c "import json, pickle; """
    """json.dump(pickle.load(open('{name}', 'rb')), open('{stem}.json', 'w'), """
    """default=lambda a: a.tolist())\""""
)
TORCH = (
    "holds PyTorch's tensors; save them as arrays: "
    """python -c "import numpy, torch; t = torch.load('{name}', map_location='cpu'); """
    """t = t if isinstance(t, dict) else {'scores': t}; """
    """numpy.savez('{stem}.npz', **{str(k): t[k].detach().float().numpy() for k in t})\""""
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
R = "is an R data file; save the table in R: write.csv(table, '{stem}.csv', row.names = FALSE)"
UNPACK = "; unpack it and give the file inside: "
CONFLICT = "holds '<<<<<<<', which marks a conflict of a merge; resolve the merge first"

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"version https://git-lfs", "is a git-lfs pointer, not the data itself; fetch the data: git lfs pull"),
    (b"/annex/objects/", "is a git-annex pointer, not the data itself; fetch the data: git annex get {name}"),
    (b"../.git/annex/objects/", "is a git-annex pointer, not the data itself; fetch the data: git annex get"),
    (b"<<<<<<< ", CONFLICT),
    (b"\xff\xd8\xff", "is a JPEG picture" + EXPECTED),
    (b"GIF87a", "is a GIF picture" + EXPECTED),
    (b"GIF89a", "is a GIF picture" + EXPECTED),
    (b"II*\x00", "is a TIFF picture" + EXPECTED),
    (b"MM\x00*", "is a TIFF picture" + EXPECTED),
    (b"%!PS", "is a PostScript document" + EXPECTED),
    (b"\x89HDF", HDF5),
    (b"MATLAB 7.3 MAT-file", HDF5.replace("an HDF5 file", "a MATLAB 7.3 (HDF5) file")),
    (b"MATLAB 5.0 MAT-file", MATLAB),
    # PyTorch before 1.6 wrote a pickle that begins with this number, so it comes before the other pickles.
    (b"\x80\x02\x8a\x0al\xfc\x9cF\xf9", TORCH),
    # Pickles begin with the number of their protocol, except in protocol 0, see below.
    (b"\x80\x02", PICKLE),
    (b"\x80\x03", PICKLE),
    (b"\x80\x04", PICKLE),
    (b"\x80\x05", PICKLE),
    # A dictionary and a list in protocol 0, which is text.
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
    (b"RDX2\n", R),
    (b"RDX3\n", R),
    (b"RDA2\n", R),
    (b"RDA3\n", R),
    (b"X\n\x00\x00\x00", R),
    (b"GGUF\x03\x00", "is a GGUF file of a model's weights; expected a table, JSON or an array of heads"),
    (b"{\\rtf", "is a rich-text document; save the table as plain text or CSV"),
    (b"\x7fELF", "is a program; expected a table, JSON or an array"),
)
"""How files of other kinds begin, each with its message."""

TAR_MAGIC = slice(257, 262)
"""Where a tar archive has its magic number, ``ustar``."""

TAR_MEMBER = slice(0, 100)
"""Where a tar archive has the name of its first member, padded with zeros."""

PROLOGUE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*", re.DOTALL)
"""What may come before the first element of markup: a byte order mark, a declaration and comments."""

ARCHIVES: tuple[tuple[str, str], ...] = (
    (r"xl/workbook\.(xml|bin)", "is an Excel workbook (.xlsx); " + SPREADSHEET),
    (r"content\.xml", "is an OpenDocument file (.ods); " + SPREADSHEET),
    (r"Index/Document\.iwa", "is a Numbers or Pages document; export it as CSV"),
    (r"word/document\.xml", "is a Word document (.docx); save the table as CSV"),
    (r"ppt/presentation\.xml", "is a PowerPoint file (.pptx); save the data as CSV"),
    (r"(.*/)?data\.pkl", TORCH),
    (r".*\.weights\.h5", "is a Keras model; expected a table, JSON or an array of heads"),
)
"""Kinds of zip archives without arrays, each as a pattern for the name of a member, and the message."""


def foreign_kind(start: bytes, source: Source) -> str | None:
    """Return the message for a file of another kind, or None for a file that may be data.

    Args:
        start: The first bytes of the file.
        source: The file.
    """
    for magic, message in MAGIC:
        if start.startswith(magic):
            return fill_in_file_name(message, source.name)
    if start[TAR_MAGIC] == b"ustar" and b"\0" in start[TAR_MEMBER]:
        member = start[TAR_MEMBER].rstrip(b"\0").decode("utf-8", "replace")
        message = f"is a tar archive that begins with {quote(member)}{UNPACK}tar -xf {{name}}"
        return fill_in_file_name(message, source.name)
    # A text may begin with BM too, but not with the four reserved bytes of a bitmap, which are zero.
    if start.startswith(b"BM") and start[6:10] == bytes(4):
        return "is a BMP picture" + EXPECTED
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        return "is a WebP picture" + EXPECTED
    return None


def known_archive(members: Sequence[str], name: str) -> str | None:
    """Return the message for a zip archive that is a file of another kind; None for any other archive.

    Args:
        members: The names of the files and folders in the archive.
        name: The name of the archive.
    """
    for pattern, message in ARCHIVES:
        for member in members:
            if re.fullmatch(pattern, member):
                return fill_in_file_name(message, name)
    return None


def archive_kind(members: Sequence[str], name: str) -> str:
    """Return the message for a zip archive without arrays, tables and documents; see known_archive."""
    message = known_archive(members, name)
    if message:
        return message
    files = [quote(member) for member in members if not member.endswith("/")]
    content = truncated_list(files) if files else "nothing"
    return fill_in_file_name(f"is a zip archive of {content}{UNPACK}unzip {{name}}", name)


def is_svg(data: bytes) -> bool:
    """Return whether markup is an SVG picture."""
    return _first_element(data).startswith((b"<svg", b"<!doctype svg"))


def markup_kind(data: bytes) -> str:
    """Return the message for markup that is not a figure."""
    if not _first_element(data).startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "is XML or other markup" + EXPECTED
    return (
        "is a web page that headmap did not make, such as a server's error saved in place of the data; "
        "open it in a browser, and download the data again"
    )


def _first_element(data: bytes) -> bytes:
    """Return the start of the first element of markup, in lower case."""
    start = 0
    # Only the first bytes are searched, since a large file may be one long comment.
    prologue = PROLOGUE.match(data[:8192])
    if prologue:
        start = prologue.end()
    return data[start : start + 64].lower()


def fill_in_file_name(message: str, name: str) -> str:
    """Return a message with the name of the file in its command.

    The user will paste the command into a shell. So a name with characters that are special there is replaced
    by FILE, and so is that of a compressed file, since the command needs the decompressed one.
    """
    # The command of tar takes the compressed file, since tar can decompress it.
    is_compressed = name.endswith(PACKED_ENDINGS) and "tar -xf" not in message
    is_plain = re.fullmatch(r"[\w./+][\w./+-]*", name) is not None
    if is_compressed or not is_plain:
        name = "FILE"
    stem = os.path.basename(name).split(".")[0]
    if not stem:  # a name such as .csv
        stem = "heads"
    return message.replace("{name}", name).replace("{stem}", stem)
