"""A PDF that reads or looks differently is not accepted as the figure."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.checks.figures import accepted, figure_of
from tests.parameters import slow_after_first


def incremental_update(figure: bytes) -> bytes:
    """The PDF with its page's box put anew behind its end, which viewers take instead of the first."""
    found = re.search(rb"(\d+) 0 obj\n<<[^>]*?/MediaBox \[[^]]*\][^>]*?>>\nendobj", figure)
    assert found is not None
    page = re.sub(rb"/MediaBox \[[^]]*\]", b"/MediaBox [ 0 0 9 9 ]", found[0])
    start, previous = len(figure), re.findall(rb"startxref\n(\d+)", figure)[-1]
    table = b"xref\n%s 1\n%010d 00000 n \ntrailer\n<< /Prev %s >>\n" % (found[1], start, previous)
    return figure + page + b"\n" + table + b"startxref\n%d\n%%%%EOF\n" % (start + len(page) + 1)


PDF_FORGERIES: dict[str, Callable[[bytes], bytes]] = {
    "incremental update": incremental_update,
    "page box": lambda pdf: pdf.replace(b"/MediaBox [ 0 ", b"/MediaBox [ 9 ", 1),
    "title": lambda pdf: pdf.replace(b"/Title (Attention", b"/Title (attention", 1),
    "second end": lambda pdf: pdf + b"%%EOF\n",
    "comment": lambda pdf: pdf.replace(b"%PDF-1.4\n", b"%PDF-1.4\n%\n", 1),
    "other stream": lambda pdf: pdf.replace(b"/Length ", b"/Lengtj ", 1),
}


@pytest.mark.parametrize("forgery", slow_after_first(PDF_FORGERIES))
def test_a_changed_pdf_is_not_accepted(forgery: str, tmp_path: Path) -> None:
    forged = PDF_FORGERIES[forgery](figure_of("pdf"))
    assert forged != figure_of("pdf")
    assert not accepted(forged, "pdf", tmp_path)
