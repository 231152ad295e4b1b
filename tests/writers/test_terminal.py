"""The terminal's picture, read back character by character and held against the data."""

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headmap_cli.cli.main import run
from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.core.strings import display_width
from headmap_cli.style.load import load_style
from headmap_cli.style.palette import palette
from headmap_cli.writers.terminal import LETTERS, terminal
from headmap_cli.writers.terminal_colors import nearest_256
from tests.helpers import random_data

Grid = dict[tuple[int, int], str]


def picture_of(text: str) -> list[str]:
    """Return the lines of the first panel between the names of its axes."""
    first, *lines, last = text.split("\n\n")[0].splitlines()
    assert (first.strip(), last.strip()) == ("head", "layer")
    return lines


def letters_of(text: str, rows: int) -> Grid:
    """(row, column) -> the sign of each head, from blocks of rows below each other."""
    lines = picture_of(text)
    left, found, start = len(str(rows - 1)) + 1, {}, 0
    for block in range(0, len(lines), rows + 1):
        picture, numbers = lines[block : block + rows], lines[block + rows]
        for row, line in enumerate(picture):
            # Absent heads at the end of a line are spaces, which are not written.
            for column, sign in enumerate(line[left:]):
                found[row, start + column] = sign
        for number in re.finditer(r"\d+", numbers):
            assert int(number[0]) == start + number.start() - left
        start += max(len(line) - left for line in picture)
    return found


def colors_of(text: str, rows: int) -> Grid:
    """(row, column) -> the colour of each head, by the codes for front and back; '' for none."""
    lines = picture_of(text)
    half, left = -(-rows // 2), len(str(rows - 1)) + 1
    found, start = Grid(), 0
    for block in range(0, len(lines), half + 1):
        for at, line in enumerate(lines[block : block + half]):
            assert line.count("\x1b[0m") >= 1 or "\x1b" not in line
            front = back = ""
            column = start
            for code, sign in re.findall(r"\x1b\[([\d;]*)m|(.)", line[left:]):
                if not sign:
                    (
                        kind,
                        *_,
                    ) = code.split(";")
                    value = code.split(";", 2)[-1]
                    front, back = (
                        ("", "") if kind == "0" else (value, back) if kind == "38" else (front, value)
                    )
                    continue
                upper, lower = {"▀": (front, back), "▄": ("", front), " ": ("", "")}[sign]
                found[2 * at, column] = upper
                if 2 * at + 1 < rows:
                    found[2 * at + 1, column] = lower
                else:
                    assert lower == ""
                column += 1
        start = column
    return found


def rgb(color: str) -> str:
    return ";".join(str(int(color[i : i + 2], 16)) for i in (1, 3, 5))


cases = st.builds(
    random_data,
    st.sampled_from([["a"], ["a", "b", "c"], [f"c{i}" for i in range(12)]]),
    st.integers(1, 70),
    st.integers(1, 23),
    st.sampled_from([0.05, 0.4]),
    st.integers(0, 9),
    st.sampled_from([0.0, 0.2]),
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(cases, st.integers(10, 90), st.sampled_from(["top", "bottom"]))
def test_every_head_has_its_letter(data: Classification, width: int, origin: str) -> None:
    style = load_style(sets=[f"axes.origin={origin}"])
    drawn = terminal(merge(data), style, width)
    assert all(display_width(line) <= width for line in drawn.splitlines())
    counts = merge(data).counts
    signs = [".", *LETTERS[: len(data.categories)]]
    found, code = letters_of(drawn, data.heads), merge(data).code
    for layer in range(data.layers):
        for head in range(data.heads):
            row = head if origin == "top" else data.heads - 1 - head
            c = code[layer, head]
            k = c - len(data.categories) + 1
            expected = " " if c < 0 else signs[c] if c < len(signs) else (str(k) if k < 10 else "+")
            assert found.get((row, layer), " ") == expected
            assert k < 2 or k in counts


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(cases, st.integers(10, 90), st.sampled_from(["truecolor", "256"]))
def test_every_head_has_its_colour(data: Classification, width: int, colors: str) -> None:
    drawn = terminal(merge(data), load_style(), width, colors)  # type: ignore[arg-type]  # one of the two
    plain = re.sub(r"\x1b\[[\d;]*m", "", drawn)
    assert all(display_width(line) <= width for line in plain.splitlines())
    chosen = palette(load_style(), data.categories)
    shades = [chosen.unclassified, *chosen.categories, *chosen.multi.values()]
    found, code = colors_of(drawn, data.heads), merge(data).code
    for layer in range(data.layers):
        for head in range(data.heads):
            c = code[layer, head]
            color = shades[c] if c >= 0 else ""
            if color and colors == "256":
                expected = str(nearest_256(*(int(v) for v in rgb(color).split(";"))))
            else:
                expected = rgb(color) if color else ""
            assert found.get((head, layer), "") == expected


def test_the_legend_explains_letters_and_counts() -> None:
    membership = np.zeros((2, 3, 3), dtype=bool)
    membership[:, 0, 0] = membership[1, 1, 1] = True
    drawn = terminal(merge(Classification(("A", "B"), membership)), load_style(), 80)
    assert drawn.splitlines()[-1] == "a A (0)   b B (1)   2 2 categories (1)   . Unclassified (7)"


def test_panels_show_each_category() -> None:
    data = random_data(["Knowledge", "b"], 4, 5, 0.4)
    # Thirty columns have no room for two panels.
    drawn = terminal(merge(data), load_style(), 30, panels=True)
    titles = ["All Categories  ", "Knowledge       ", "b               "]
    assert [line for line in drawn.splitlines() if line in titles] == titles
    found = letters_of(drawn.split(titles[1] + "\n")[1], 5)
    for layer in range(4):
        for head in range(5):
            assert found[head, layer] == ("a" if data.membership[0, layer, head] else ".")


@pytest.mark.parametrize(("width", "in_a_row"), [(33, 1), (34, 2), (51, 2), (52, 3), (200, 3)])
@pytest.mark.parametrize("colors", ["none", "256"])
def test_as_many_panels_are_side_by_side_as_fit(width: int, in_a_row: int, colors: str) -> None:
    """A panel takes 16 columns with the space for its title, and a gap takes 2."""
    data = random_data(["A", "B"], 5, 4, 0.4, absent=0.3)
    narrow = terminal(merge(data), load_style(), 16, colors, panels=True)  # type: ignore[arg-type]
    drawn = terminal(merge(data), load_style(), width, colors, panels=True)  # type: ignore[arg-type]
    alone = [split_columns(block) for block in narrow.split("\n\n")[:3]]
    together: list[list[str]] = []
    for block in drawn.split("\n\n")[: -(-3 // in_a_row)]:
        columns = split_columns(block)
        panels = [[line[i * 18 : i * 18 + 16].rstrip() for line in columns] for i in range(in_a_row)]
        together += [panel for panel in panels if any(panel)]
    assert together == [[line.rstrip() for line in panel] for panel in alone]


def split_columns(block: str) -> list[str]:
    """Return the lines of a block without colours."""
    return [re.sub(r"\x1b\[[\d;]*m", "", line) for line in block.splitlines()]


@pytest.mark.parametrize("x", ["layer", "head"])
def test_the_names_of_the_axes_come_from_the_style(x: str) -> None:
    style = load_style(sets=[f"axes.x={x}", "axes.layer.label=Block", "axes.head.label=''"])
    lines = terminal(merge(random_data(["A"], 12, 8, 0.4)), style, 80).split("\n\n")[0].splitlines()
    if x == "layer":
        # The name is in the middle of twelve columns, behind two columns of numbers.
        assert (lines[-1], len(lines)) == ("  " + "   Block", 8 + 2)
    else:
        assert (lines[0], len(lines)) == ("Block", 12 + 2)


@pytest.mark.parametrize("colors", ["none", "256", "truecolor"])
def test_no_name_reaches_the_terminal_as_a_command(colors: str) -> None:
    data = random_data(["\x1b]0;title\x07", "\x1b[2J", "日本語" * 40, "e\u0301\u202eabc", "n" * 10_000], 3, 3)
    drawn = terminal(merge(data), load_style(), 30, colors, panels=True)  # type: ignore[arg-type]
    assert set(re.findall(r"\x1b\[[\d;]*m|[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", drawn)) <= set(
        re.findall(r"\x1b\[[34]8;[25];[\d;]+m|\x1b\[0m", drawn)
    )
    plain = re.sub(r"\x1b\[[\d;]*m", "", drawn)
    assert all(display_width(line) <= 30 for line in plain.splitlines())


@pytest.mark.parametrize("color", range(0, 256, 17))
def test_the_nearest_of_256_is_the_nearest(color: int) -> None:
    levels = (0, 95, 135, 175, 215, 255)
    table = {
        16 + 36 * r + 6 * g + b: (levels[r], levels[g], levels[b])
        for r in range(6)
        for g in range(6)
        for b in range(6)
    }
    table |= {232 + i: (8 + 10 * i,) * 3 for i in range(24)}
    for wanted in ((color, color, color), (color, 120, 255 - color), (255, color, 3)):
        away = {
            n: sum((a - b) ** 2 for a, b in zip(shade, wanted, strict=True)) for n, shade in table.items()
        }
        assert away[nearest_256(*wanted)] == min(away.values())


# --- the command ---


@pytest.fixture
def _heads(workdir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "COLORTERM", "TERM"):
        monkeypatch.delenv(name, raising=False)
    (workdir / "heads.csv").write_text("layer,head,category\n0,1,A\n1,0,A\n1,0,B\n", encoding="utf-8")


@pytest.mark.usefixtures("_heads")
def test_show_prints_the_composite_in_the_terminal(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["show", "heads.csv", "--grid", "2x2"]
    assert run(command) == 0
    assert (
        capfd.readouterr().out
        == "head\n0 .2\n  a.\n  0\nlayer\n\na A (1)   b B (0)   2 2 categories (1)   . Unclassified (2)\n"
    )
    assert run([*command, "--color", "always"]) == 0
    assert "\x1b[38;5;" in capfd.readouterr().out
    monkeypatch.setenv("COLORTERM", "truecolor")
    assert run([*command, "--color", "always"]) == 0
    assert "\x1b[38;2;" in capfd.readouterr().out
    assert run([*command, "--color", "never", "--categories"]) == 0
    out = capfd.readouterr().out
    assert "All Categories" in out
    assert "\x1b" not in out


@pytest.mark.slow
@pytest.mark.usefixtures("_heads")
def test_show_reads_figures_and_needs_no_matplotlib(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    from tests.test_imports import imported

    assert run(["render", "heads.csv", "--grid", "2x2", "-o", "f.png"]) == 0
    assert run(["show", "f.png"]) == 0
    assert capfd.readouterr().out.startswith("head\n0 .2\n")
    assert "matplotlib" not in imported("show", "heads.csv", "--grid", "2x2", cwd=tmp_path)


@pytest.mark.parametrize("colors", ["none", "256"])
def test_upward_rows_are_numbered_on_the_lines_that_hold_them(colors: str) -> None:
    style = load_style(sets=["axes.origin=bottom"])
    drawn = terminal(merge(random_data(["a"], 3, 23, 0.4)), style, 80, colors)  # type: ignore[arg-type]
    lines = picture_of(drawn)[:-1]
    numbers = {int(line[:2]): i for i, line in enumerate(lines) if line[:2].strip()}
    if colors == "none":
        assert numbers == {row: 22 - row for row in (0, 5, 10, 15, 20)}
    else:
        assert numbers == {row: (22 - row) // 2 for row in (0, 10, 20)}
