"""What check --figure reports of a file whose name promises another format."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import RunCli


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.png", b"II*\0\x08\0\0\0", "is a TIFF picture, not a PNG picture, which its name says"),
        ("a.svg", b"MM\0*\0\0\0\x08", "is a TIFF picture, not an SVG picture, which its name says"),
        ("a.png", b"%!PS-Adobe-3.0 EPSF-3.0\n", "is PostScript, not a PNG picture, which its name says"),
        ("a.pdf", b"%!PS-Adobe-3.0\n", "is PostScript, not a PDF, which its name says"),
        ("a.pdf", b"GIF89a\x01\0", "is a GIF picture, not a PDF, which its name says"),
        (
            "a.svg",
            b"\xff\xd8\xff\xe0\0\x10JFIF",
            "is a JPEG picture, not an SVG picture, which its name says",
        ),
    ],
)
def test_a_picture_under_the_name_of_another_format_is_reported_with_its_kind(
    name: str,
    content: bytes,
    words: str,
    workdir: Path,
    run_cli: RunCli,
) -> None:
    (workdir / "heads.json").write_text('{"A": [[0, 1]]}', encoding="utf-8")
    (workdir / name).write_bytes(content)
    result = run_cli("check", "--figure", name, "heads.json", "--grid", "2x2")
    assert result.status == 1
    assert words in result.stdout
