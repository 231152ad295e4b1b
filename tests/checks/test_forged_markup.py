"""An SVG, a page or a specification that reads or looks differently is not accepted as the figure."""

from pathlib import Path

import pytest

from tests.checks.figures import accepted, figure_of

SVG_FORGERIES: dict[str, tuple[bytes, bytes]] = {
    "second path": (b"</svg>\n", b'<path fill="#ff0000" d="M0 0h90v90z"/></svg>\n'),
    "style attribute": (b"<g id=", b'<g style="display:none" id='),
    "style element": (b"</svg>\n", b"<style>path{fill:red}</style></svg>\n"),
    "transform": (b"<g id=", b'<g transform="scale(-1,1)" id='),
    "script": (b"</svg>\n", b"<script>document.documentElement.remove()</script></svg>\n"),
    "text of a label": (b">Knowledge<", b">Knowledqe<"),
    "title": (b"<title>", b"<title>Not "),
    "description": (b"<desc>", b"<desc>Not "),
    "entity": (b"<svg ", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg '),
    "comment": (b"</svg>\n", b"<!-- seen by nobody --></svg>\n"),
    "stylesheet": (b"<svg ", b'<?xml-stylesheet href="a.css"?><svg '),
    "second metadata": (b"<metadata>", b"<metadata></metadata><metadata>"),
    "tooltips": (b"</svg>\n", b'<g id="tooltips"><rect width="99" height="99"/></g></svg>\n'),
}


@pytest.mark.parametrize("forgery", SVG_FORGERIES)
def test_changed_markup_is_not_accepted(forgery: str, tmp_path: Path) -> None:
    before, after = SVG_FORGERIES[forgery]
    forged = figure_of("svg").replace(before, after, 1)
    assert forged != figure_of("svg")
    assert not accepted(forged, "svg", tmp_path)


@pytest.mark.parametrize(
    ("format", "before", "after"),
    [
        ("html", b"default-src 'none'", b"default-src *"),
        ("html", b"<body>", b"<body><img src=x onerror=alert(1)>"),
        ("html", b"<script>", b"<script>1;"),
        ("html", b"</style>", b"#figure{filter:invert(1)}</style>"),
        ("html", b'"#1f77b4"', b'"#ff0000"'),
        ("html", b'id="headmap-svg">eNr', b'id="headmap-svg">eNs'),
        ("html", b"<h1>", b"<h1>Not "),
        ("html", b"</html>\n", b"</html>\n<p>more</p>\n</html>\n"),
        ("vl.json", b'"layer":0', b'"layer":1'),
        ("vl.json", b'"mark":{', b'"mark":{"opacity":0.1,'),
        ("vl.json", b'"data":{', b'"data":{"url":"http://localhost/",'),
        ("vl.json", b'"usermeta":{', b'"title":"Forged","usermeta":{'),
        ("vl.json", b'"concat":[', b'"concat":[{},'),
        ("vl.json", b"}\n", b', "background": "red"}\n'),
    ],
)
def test_a_changed_page_or_specification_is_not_accepted(
    format: str, before: bytes, after: bytes, tmp_path: Path
) -> None:
    assert before in figure_of(format)
    assert not accepted(figure_of(format).replace(before, after, 1), format, tmp_path)
