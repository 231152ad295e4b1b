"""Fingerprints: the same for the same figure, another for any other. Seals: those of whole files alone."""

import hashlib
import zlib
from collections.abc import Callable
from pathlib import Path

import matplotlib
import numpy as np
import PIL
import pytest
from PIL import Image, features
from pypdf import PdfReader

from headmap_cli.checks.figure import differences
from headmap_cli.core.classification import Classification
from headmap_cli.embed.fingerprint import (
    Contents,
    FingerprintSlot,
    is_sealed,
    matplotlib_version,
    pillow_version,
    recorded_seal,
)
from headmap_cli.embed.metadata import payload
from headmap_cli.readers.inputs import open_input
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import Style
from headmap_cli.writers.formats import expected_fingerprint, find_format, format_names
from tests.helpers import random_data

DATA = random_data(["A", "B"], 3, 4, 0.4)
STYLE = load_style(sets=["layout.dpi=40"])
ALL_DATA = Contents()


def encoded(format: str, carry: bool = True) -> bytes:
    return Drawing(DATA, STYLE, Contents(carry)).encode(format)


def key(
    format: str,
    data: Classification = DATA,
    style: Style = STYLE,
    contents: Contents = ALL_DATA,
    part: str = "",
) -> str:
    return expected_fingerprint(find_format(format), payload(data, style), "", contents, part)


def has_key(figure: bytes, format: str, key: str, folder: Path) -> bool:
    path = folder / f"figure.{format}"
    path.write_bytes(figure)
    return is_sealed(path, slot(format), key)


def slot(format: str) -> FingerprintSlot:
    return find_format(format).slot


@pytest.mark.slow
@pytest.mark.parametrize("format", format_names())
def test_a_figure_is_sealed_with_the_expected_fingerprint(format: str, tmp_path: Path) -> None:
    assert has_key(encoded(format), format, key(format), tmp_path)
    assert Drawing(DATA, STYLE).fingerprint(find_format(format)) == key(format)


@pytest.mark.slow
@pytest.mark.parametrize("format", format_names())
def test_the_seal_is_the_hash_of_the_file_with_the_fingerprint_in_its_place(format: str) -> None:
    figure = encoded(format)
    seal = recorded_seal(figure, slot(format))
    assert seal is not None
    before, after = figure.split(seal.encode())
    if format == "png":
        after = zlib.crc32(b"tEXtheadmap-key\0" + key(format).encode()).to_bytes(4) + after[4:]
    content = before + key(format).encode() + after
    assert hashlib.blake2b(content, digest_size=32).hexdigest() == seal


@pytest.mark.slow
@pytest.mark.parametrize("format", format_names("data_optional"))
def test_a_figure_without_its_data_has_another_fingerprint(format: str, tmp_path: Path) -> None:
    figure = encoded(format, carry=False)
    assert has_key(figure, format, key(format, contents=Contents(embed_data=False)), tmp_path)
    assert not has_key(figure, format, key(format), tmp_path)


def test_a_single_panel_has_another_fingerprint_than_the_figure(tmp_path: Path) -> None:
    drawing = Drawing(DATA, STYLE)
    for name in drawing.panels:
        png = drawing.encode("png", name)
        assert has_key(png, "png", key("png", part=name), tmp_path)
        assert not has_key(png, "png", key("png"), tmp_path)


CHANGES: dict[str, Callable[[], str]] = {
    "member": lambda: key("png", Classification(DATA.categories, ~DATA.membership)),
    "absent": lambda: key("png", random_data(["A", "B"], 3, 4, 0.4, absent=0.3)),
    "names": lambda: key("png", Classification(("B", "A"), DATA.membership)),
    "model": lambda: key("png", Classification(DATA.categories, DATA.membership, model="gpt2")),
    "style": lambda: key("png", style=load_style(sets=["layout.dpi=41"])),
    "format": lambda: key("svg"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_changes_the_fingerprint(change: str) -> None:
    assert CHANGES[change]() != key("png")


def test_versions_change_the_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key("png")
    with monkeypatch.context() as patched:
        patched.setattr(matplotlib, "__version__", "0.1")
        assert key("png") != before
    with monkeypatch.context() as patched:
        version = pillow_version()
        assert version == f"{PIL.__version__} raqm={features.check('raqm')}"
        other = version.translate(str.maketrans("TF", "FT"))  # True and False begin with these letters
        patched.setattr("headmap_cli.embed.fingerprint.pillow_version", lambda: other)
        assert key("png") != before
    monkeypatch.setattr("headmap_cli.embed.metadata.__version__", "0.0.0")
    assert key("png") != before


def test_scores_change_the_fingerprint_and_tooltips_where_they_are_shown() -> None:
    scores = np.random.default_rng(0).random(DATA.membership.shape)
    scored = Classification(DATA.categories, DATA.membership, scores=scores)
    for format in format_names():
        assert key(format, scored) != key(format)
    assert key("svg", contents=Contents(tooltips=True)) != key("svg")
    assert key("png", contents=Contents(tooltips=True)) == key("png")


@pytest.mark.slow
@pytest.mark.parametrize("format", format_names())
def test_a_truncated_missing_or_foreign_file_has_no_seal(format: str, tmp_path: Path) -> None:
    whole = encoded(format)
    assert recorded_seal(whole[:-1], slot(format)) is None
    assert recorded_seal(b"", slot(format)) is None
    assert not is_sealed(tmp_path / "gone", slot(format), key(format))
    assert not is_sealed(tmp_path, slot(format), key(format))
    other = "png" if format != "png" else "svg"
    assert recorded_seal(whole, slot(other)) is None


@pytest.mark.slow
def test_no_label_can_pose_as_a_seal(tmp_path: Path) -> None:
    lie = "0" * 64
    names = [
        f'<headmap:key xmlns:headmap="urn:headmap">{lie}<',
        f"/HeadmapKey ({lie})",
        f'"usermeta":{{"headmap":{{"key":"{lie}"}}}}',
        f"tEXtheadmap-key\0{lie}",
        f'<meta name="headmap-key" content="{lie}">',
    ]
    data = random_data(names, 2, 2, 0.5)
    style = load_style(sets=["layout.dpi=40", f"title='{names[1]}'"])
    drawing = Drawing(data, style)
    for format in format_names():
        figure = drawing.encode(format)
        assert recorded_seal(figure, slot(format)) != lie
        assert has_key(figure, format, key(format, data, style), tmp_path)


@pytest.mark.slow
def test_other_programs_find_the_seal_in_png_and_pdf(tmp_path: Path) -> None:
    for format in ("png", "pdf"):
        (tmp_path / f"f.{format}").write_bytes(encoded(format))
    with Image.open(tmp_path / "f.png") as picture:
        assert picture.info["headmap-key"] == recorded_seal(encoded("png"), slot("png"))
    metadata = PdfReader(tmp_path / "f.pdf").metadata
    assert metadata is not None
    assert str(metadata["/HeadmapKey"]) == recorded_seal(encoded("pdf"), slot("pdf"))


def test_the_version_of_matplotlib_is_known_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(__import__("sys").modules, "matplotlib")
    assert matplotlib_version() == matplotlib.__version__


@pytest.mark.slow
@pytest.mark.parametrize("format", format_names("data_optional"))
def test_a_figure_of_another_matplotlib_is_the_same_where_it_looks_the_same(
    format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"fig.{format}"
    with monkeypatch.context() as patched:
        patched.setattr("headmap_cli.embed.fingerprint.matplotlib_version", lambda: "3.0.0")
        path.write_bytes(encoded(format))
    assert not is_sealed(path, slot(format), key(format))
    assert differences(open_input(str(path)), DATA, STYLE) == []
