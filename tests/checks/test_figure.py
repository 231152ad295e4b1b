"""check --figure says what a file is whose name claims another format."""

from __future__ import annotations

from pathlib import Path

import pytest

from headmap_cli.cli.main import run


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
def test_the_kind_is_named(
    name: str,
    content: bytes,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("heads.json").write_text('{"A": [[0, 1]]}', encoding="utf-8")
    Path(name).write_bytes(content)
    assert run(["check", "--figure", name, "heads.json", "--grid", "2x2"]) == 1
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (
            ["render", "h.json", "-o", "a.png", "--max-bytes", "-5"],
            "--max-bytes -5; expected a whole number from 1",
        ),
        (["show", "h.json", "--max-bytes", "0"], "--max-bytes 0; expected a whole number from 1"),
        (["show", "h.json", "--width", "9"], "--width 9; expected a whole number from 10"),
        (["stats", "h.json", "--permutations", "-1"], "expected a whole number from 0 to 1000000"),
        (["batch", "h.json", "-o", "{stem}.png", "-j", "0"], "-j 0; expected a whole number from 1"),
        (["batch", "h.json", "-o", "{stem}.png", "--jobs", "-2"], "-2; expected a whole number from 1"),
        (["show", ""], "an INPUT is empty; expected a file name"),
        (["describe", "Name="], "an INPUT is empty; expected a file name"),
    ],
)
def test_values_outside_a_range(args: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(args) == 2
    assert words in capsys.readouterr().err
