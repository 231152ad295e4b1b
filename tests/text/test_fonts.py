"""Fonts for every character: those of the style, then any installed one; and math where allowed."""

import json
import re

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.font_manager import FontProperties, fontManager, get_font

from headmap_cli.core.errors import HeadmapError
from headmap_cli.mpl.rcparams import headmap_rcparams
from headmap_cli.render import Drawing
from headmap_cli.scene.marks import Label, Scene, walk
from headmap_cli.style.load import load_style
from headmap_cli.text import fonts, installed_fonts
from headmap_cli.text.measure import glyphs, make_measure
from headmap_cli.writers.pdf import pdf
from headmap_cli.writers.png import picture
from headmap_cli.writers.svg import svg
from tests.helpers import covering_family, random_data

pytestmark = pytest.mark.slow


def has(family: str, character: str) -> bool:
    paths = [entry.fname for entry in fontManager.ttflist if entry.name == family]
    return any(get_font(path).get_char_index(ord(character)) for path in paths)


def only_in(family: str, other: str) -> str:
    """A printable character of one family of matplotlib's own that another lacks."""
    paths = [
        e.fname for e in fontManager.ttflist if e.name == family and e.style == "normal" and e.weight == 400
    ]
    lacking = get_font(next(e.fname for e in fontManager.ttflist if e.name == other and e.weight == 400))
    characters = map(chr, sorted(get_font(paths[0]).get_charmap()))
    return next(
        c for c in characters if c > "\u2100" and c.isprintable() and not lacking.get_char_index(ord(c))
    )


def test_a_family_that_has_all_characters_needs_no_other() -> None:
    assert covering_family(("DejaVu Sans",), "Größe, αβγ, Привет") == ("DejaVu Sans",)


def test_missing_characters_come_from_another_installed_family(caplog: pytest.LogCaptureFixture) -> None:
    character = only_in("STIXGeneral", "DejaVu Sans")
    family = covering_family(("DejaVu Sans",), f"head {character}")
    assert family[0] == "DejaVu Sans"
    assert len(family) == 2
    assert has(family[1], character)
    assert not caplog.records
    drawn = glyphs(character, family, 20, False, 100).coverage
    missing = glyphs(character, ("DejaVu Sans",), 20, False, 100).coverage
    assert drawn.shape != missing.shape or (drawn != missing).any()


def test_the_choice_is_the_same_each_time() -> None:
    character = only_in("STIXGeneral", "DejaVu Sans")
    first = covering_family(("DejaVu Sans",), character)
    assert first == covering_family(("DejaVu Sans",), character * 2 + "a")


def test_a_scene_names_the_fonts_that_it_is_set_in() -> None:
    character = only_in("STIXGeneral", "DejaVu Sans")
    scene = Drawing(random_data([f"name {character}", "b"], 4, 4)).scene
    assert scene.family[0] == "DejaVu Sans"
    assert has(scene.family[1], character)
    text = svg(scene).decode()
    assert scene.family[1] in text
    assert f"name {character}" in text
    assert b"/Type3" not in pdf(scene)


def test_the_font_of_empty_boxes_is_never_chosen() -> None:
    installed_fonts.usable_files.cache_clear()
    assert not [name for name in installed_fonts.usable_files() if "Last Resort" in name]
    assert "DejaVu Sans" in installed_fonts.usable_files()


def test_usual_characters_do_not_search_all_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    def no() -> dict[str, str]:
        raise AssertionError("looked through all fonts")

    monkeypatch.setattr(fonts, "usable_files", no)
    assert covering_family(("DejaVu Sans",), "plain text, αβγ") == ("DejaVu Sans",)


@pytest.mark.parametrize(
    "label",
    ["שלום עולם", "العربية", "e\u0301\u0302\u0303", "\u0301", "👩‍👩‍👧", "\u200f\u202eabc", "ﷺ", "a\u200b"],
)
def test_right_to_left_and_combining_text_is_drawn(label: str) -> None:
    scene = Drawing(random_data([label, "b"], 5, 5), load_style(sets=["layout.dpi=72"])).scene
    assert picture(scene).size == (scene.width, scene.height)
    assert svg(scene)
    assert pdf(scene)


# --- math ---


def labelled(label: str, math: bool) -> Scene:
    sets = [f"text.math={str(math).lower()}", f"categories.a.label='{label}'", "layout.dpi=100"]
    return Drawing(random_data(["a"], 5, 5), load_style(sets=sets)).scene


def ink(scene: Scene, text: str) -> list[np.ndarray]:
    pixels = np.asarray(picture(scene).convert("L"))
    rects = [tuple(map(int, i.rect)) for i in walk(scene.groups) if isinstance(i, Label) and i.text == text]
    return [pixels[y : y + h, x : x + w] < 128 for x, y, w, h in rects]


def test_math_is_math_only_where_asked_for() -> None:
    plain, math = labelled("$x_1^2$", False), labelled("$x_1^2$", True)
    one, other = ink(plain, "$x_1^2$")[0], ink(math, "$x_1^2$")[0]
    assert other.any()
    assert other.shape[1] < one.shape[1] / 2  # no dollar signs, and small digits above each other
    assert "$x_1^2$" in svg(plain).decode()
    assert "$" not in re.sub('aria-label="[^"]*"', "", svg(math).decode().split("<g ", 1)[1])
    assert b"/Type3" not in pdf(math)


def test_single_and_escaped_dollar_signs_are_not_math() -> None:
    assert "costs 5 $" in svg(labelled("costs 5 $", True)).decode()
    assert "costs 5 $ or 6 $" in svg(labelled(r"costs 5 \$ or 6 \$", True)).decode()
    assert r"costs 5 \$" in svg(labelled(r"costs 5 \$", False)).decode()


def test_math_that_cannot_be_set_is_an_error_of_one_line() -> None:
    with pytest.raises(HeadmapError, match=r"^text.math: .*nonsense.* cannot be set as math \(Unknown") as e:
        labelled(r"$\nonsense$", True)
    assert "\n" not in str(e.value)


def test_math_is_not_broken_apart() -> None:
    scene = labelled("some words and $a - b, c_2$ more words, which go on", True)
    texts = [i.text for i in walk(scene.groups) if isinstance(i, Label)]
    assert [text for text in texts if "$" in text]
    assert all(text.count("$") in (0, 2) for text in texts)


def test_math_is_measured_as_it_is_drawn() -> None:
    measure = make_measure(("STIXGeneral",), 100, math=True)
    extent = measure(r"$\frac{a}{b}$", 20, False)
    drawn = glyphs(r"$\frac{a}{b}$", ("STIXGeneral",), 20, False, 100, math=True)
    assert drawn.coverage.shape[0] == pytest.approx(extent.ascent + extent.descent, abs=2)
    assert drawn.coverage.shape[1] == pytest.approx(extent.width, abs=2)


FAMILIES = [
    ["Nimbus Nowhere", "sans-serif"],
    ["sans-serif"],
    ["Serif"],
    ["Sans-Serif", "Nimbus Nowhere"],
    ["monospace", "DejaVu Sans"],
    ["cursive"],
    ["fantasy", "serif"],
    ["sans"],
    ["No-Such: Font, really\\"],
]


@pytest.mark.parametrize("family", FAMILIES, ids=", ".join)
@pytest.mark.parametrize("math", [False, True])
def test_generic_families_work_in_all_formats(family: list[str], math: bool) -> None:
    style = load_style(
        [], [f"text.family={json.dumps(family)}", f"text.math={str(math).lower()}", r"title=$\alpha_1$"]
    )
    scene = Drawing(random_data(["a", "b"], 4, 4), style).scene
    assert svg(scene).startswith(b"<?xml")
    assert b"/Type3" not in pdf(scene)
    assert picture(scene).width > 0


@pytest.mark.parametrize("name", ["A-B", "A: bold", "A, B", "C:\\fonts", "sans-serif", "Fira Sans", "-"])
def test_math_is_set_in_the_font_of_that_name(name: str) -> None:
    with headmap_rcparams((name,)):
        parameters = dict(mpl.rcParams)
    assert FontProperties(parameters["mathtext.rm"]).get_family() == [name]
    assert FontProperties(parameters["mathtext.bf"]).get_weight() == "bold"
    assert FontProperties(parameters["mathtext.it"]).get_family() == [name]


@pytest.mark.parametrize(
    "text",
    [
        "$" + "{" * 13 + "x" + "}" * 13 + "$",
        "$" + r"\frac{1}{" * 400 + "x" + "}" * 400 + "$",
        "$" + r"\sqrt{" * 50 + "x" + "}" * 50 + "$",
        "$" + r"\sqrt[" * 20 + "x" + "]{y}" * 20 + "$",
        "$" + "x^{" * 300 + "x$",
        "$" + r"\hat " * 500 + "x$",
        "$" + r"\left(" * 300 + "x" + r"\right)" * 300 + "$",
    ],
)
def test_math_that_is_nested_without_end_is_an_ordinary_error(text: str) -> None:
    style = load_style([], ["text.math=true", f"title={text}"])
    with pytest.raises(HeadmapError, match=r"^text\.math: .* cannot be set as math \(.*nested"):
        Drawing(random_data(["a"], 4, 4), style).encode("png")


def test_characters_that_no_font_has_are_named(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # Other machines may have a font of cuneiform.
    monkeypatch.setattr(fonts, "usable_files", dict)
    assert covering_family(("DejaVu Sans",), "A \N{CUNEIFORM SIGN A}") == ("DejaVu Sans",)
    [message] = caplog.messages
    assert message.startswith("no installed font has '\N{CUNEIFORM SIGN A}' (U+12000); install one that does")
