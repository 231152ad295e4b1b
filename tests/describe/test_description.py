"""The words of a description: each observation of the reference that the data supports, with its numbers.

The truth is counted from the table with the csv module alone, as in test_sample_data.
"""

import json
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from headmap_cli.cli.main import run
from headmap_cli.cli.tables import escaped
from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.describe.description import as_text, describe
from headmap_cli.readers import read
from headmap_cli.render import Drawing
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import Style
from tests.helpers import random_data
from tests.test_sample_data import (
    ALGORITHMIC,
    CATEGORIES,
    GRID,
    KNOWLEDGE,
    LINGUISTIC,
    TABLE,
    area,
    classified,
    clusters,
    heads_of,
    in_categories,
    streaks,
    touching,
)


@cache
def sample() -> Classification:
    return read(TABLE, grid=(36, 41))


@cache
def sections() -> dict[str, str]:
    found = describe(merge(sample()), Style())
    return {one.heading.split(": ")[-1]: "\n".join(one.paragraphs) for one in found}


def sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.])\s+(?=[A-Z0-9])", text) if s]


# --- the observations of the reference description ---


def test_the_panels_come_in_the_order_of_the_reference() -> None:
    assert [*sections()] == ["Overview", "Axes", "Legend", "All Categories", *CATEGORIES, "Key observations"]


def test_axes_and_their_ticks() -> None:
    assert (
        "The x axis is the layer, from 0 to 35, with 6 ticks at 0, 7, 14, 21, 28 and 35."
        in sections()["Axes"]
    )
    assert (
        "The y axis is the head, from 0 to 40, 0 at the top, with 6 ticks at 0, 8, 16, 24, 32 and 40."
        in (sections()["Axes"])
    )


def test_the_colours_of_the_legend_by_their_words_from_the_top() -> None:
    words = re.findall(r"([a-z ]+) \(#\w+\) for ([\w ]+?)(?:,|\.| and )", sections()["Legend"])
    assert [(word.strip().removeprefix("and "), label) for word, label in words] == [
        ("brown", "3 categories"),
        ("purple", "2 categories"),
        ("green", "Linguistic"),
        ("orange", "Knowledge"),
        ("blue", "Algorithmic"),
        ("light gray", "Unclassified"),
    ]


def test_less_than_a_quarter_is_classified_and_the_majority_is_not() -> None:
    n = len(classified())
    assert (
        f"{n} of 1476 heads ({n / 14.76:.0f}%) are in at least one category." in sections()["All Categories"]
    )
    free = len(GRID) - n
    assert f"{free} of 1476 heads ({free / 14.76:.0f}%) are unclassified." in sections()["Key observations"]


def test_no_layer_is_devoid_of_classified_heads() -> None:
    assert {layer for layer, _ in classified()} == set(range(36))
    assert "They are in 36 of 36 layers." in sections()["All Categories"]


@pytest.mark.parametrize(
    ("panel", "layers", "heads"),
    [
        ("All Categories", (14, 27), (8, 31)),
        (ALGORITHMIC, (0, 13), (24, 40)),
        (KNOWLEDGE, (14, 27), (16, 31)),
    ],
)
def test_concentrations_are_where_the_reference_sees_them(
    panel: str, layers: tuple[int, int], heads: tuple[int, int]
) -> None:
    """The reference: 14-28 and 8-32; 0-14 and 24-40; 14-28 and 16-32, where the latter is the next tick."""
    cells = classified() if panel == "All Categories" else heads_of(panel)
    core = area(range(layers[0], layers[1] + 1), range(heads[0], heads[1] + 1))
    inside, part = len(cells & core), len(core) / len(GRID)
    assert (
        f"The densest area is layers {layers[0]} to {layers[1]}, heads {heads[0]} to {heads[1]}: {inside} "
        f"of the {len(cells)} ({100 * inside / len(cells):.0f}%) in {100 * part:.0f}% of the grid, where an "
        f"even spread would put {len(cells) * part:.1f} (p "
    ) in sections()[panel]


def test_knowledge_is_few_in_the_first_and_last_layers() -> None:
    first, last = area(range(7), range(41)), area(range(28, 36), range(41))
    few = re.findall(r"layers (\d+) to (\d+) \((\d+), where", sections()[KNOWLEDGE])
    cells = heads_of(KNOWLEDGE)
    assert ("0", "6", str(len(cells & first))) in few
    assert ("28", "35", str(len(cells & last))) in few


def test_knowledge_forms_streaks_along_the_layers_and_algorithmic_does_not() -> None:
    cells = heads_of(KNOWLEDGE)
    long = [length for length in streaks(cells, (1, 0)) if length >= 3]
    pairs = sum((layer + 1, head) in cells for layer, head in cells)
    assert re.search(
        rf"{pairs} pairs of them are at one head index in neighbouring layers, more than the [\d.]+ expected "
        rf"by chance \(p = [\d.]+\); {len(long)} streaks of 3 or more, up to {max(long)}\.",
        sections()[KNOWLEDGE],
    )
    assert "in neighbouring layers, not clearly more than" in sections()[ALGORITHMIC]


def test_algorithmic_is_isolated_points_and_very_small_clusters() -> None:
    sizes = clusters(heads_of(ALGORITHMIC))
    assert (
        f"form {len(sizes)} clusters: {sizes.count(1)} are a single head, the largest has {max(sizes)} heads."
        in sections()[ALGORITHMIC]
    )


def test_linguistic_has_no_clear_pattern_and_slightly_more_in_the_upper_half() -> None:
    text, cells = sections()[LINGUISTIC], heads_of(LINGUISTIC)
    assert "No clear pattern over layers and heads together" in text
    assert "By layer, no clear pattern" in text
    half = len(cells & area(range(36), range(21)))
    share = 100 * half / len(cells)
    assert re.search(
        rf"By head, no clear pattern \(.*?\): {half} \({share:.0f}%\) are in heads 0 to 20, which have 51%",
        text,
    )


def test_several_categories_are_rare_and_where_they_are() -> None:
    two, three, single = (in_categories(k) for k in (2, 3, 1))
    text = sections()["All Categories"]
    near, alone = len(touching(two, single)), len(two) - len(touching(two, two | three))
    assert (
        f"Heads in 2 categories are rare: {len(two)} ({len(two) / 14.76:.1f}%); {near} touch a head in one "
        f"category, {alone} touch no other head in several."
    ) in text
    assert f"Heads in 3 categories are very rare: {len(three)} ({len(three) / 14.76:.1f}%), at " in text
    for layer, head in three:
        assert re.search(rf"\bL{layer}H{head}\b", text)


def test_the_key_observations_name_the_most_and_least_specialised_category() -> None:
    text = sections()["Key observations"]
    assert re.search(r"^Knowledge keeps most to a part of the grid: concentration 0\.29 by layer", text)
    assert re.search(
        r"^Linguistic is spread most evenly of 3 categories: concentration 0\.0078", text, re.MULTILINE
    )
    several = len(in_categories(2) | in_categories(3))
    assert f"{several} heads ({several / 14.76:.1f}%) are in more than one category." in text


def test_early_middle_and_late_layers() -> None:
    lines = {
        line.split(",")[0]: line for line in sections()["Key observations"].splitlines() if line[:3] == "In "
    }
    for first, last in ((0, 6), (7, 13), (14, 20), (21, 27), (28, 35)):
        here = area(range(first, last + 1), range(41))
        line = lines[f"In layers {first} to {last}"]
        assert f"{len(classified() & here)} of {len(here)} heads" in line
        counts = {name: len(heads_of(name) & here) for name in CATEGORIES}
        assert re.findall(r"([A-Z]\w+) (\d+)", line.split(": ")[1]) == [
            (name, str(n)) for name, n in sorted(counts.items(), key=lambda item: -item[1])
        ]


def test_every_sentence_quotes_a_number_and_none_says_what_a_model_does() -> None:
    for panels in ("[composite, categories]", "[upset, layers]"):
        style = load_style(sets=[f"panels.show={panels}", "legend.place=none"])
        for section in describe(merge(sample()), style):
            for paragraph in section.paragraphs:
                for sentence in sentences(paragraph):
                    assert re.search(r"\d", sentence) or "no legend" in sentence, sentence
                assert not re.search(
                    r"process|function|responsib|knowledge base|suggest|because|role", paragraph
                )


# --- one, two, many; chance; names ---


@pytest.mark.slow
def test_what_is_random_has_no_clear_pattern_but_for_the_odd_case() -> None:
    texts = [
        as_text(describe(merge(random_data(["a", "b", "c"], 12, 10, 0.15, seed)), Style()), md=False)
        for seed in range(20)
    ]
    for claim in ("The densest area", "they are uneven", "; a keeps", "overlap more", ", more than the"):
        assert sum(claim in text for text in texts) <= 3, claim
    assert sum("No clear pattern over layers and heads in 3 categories" in text for text in texts) >= 17


def text_of(membership: object, names: tuple[str, ...] = ("a",)) -> str:
    data = Classification(names, np.array(membership, dtype=bool))
    return as_text(describe(merge(data), Style()), md=False)


def test_one_head_of_one() -> None:
    text = text_of([[[1]]])
    assert "a has 1 head (100% of all, at L0H0)." in text
    assert "1 of 1 head (100%) is in at least one category." in text
    assert "0 of 1 head (0%) are unclassified." in text


def test_nothing_classified() -> None:
    text = text_of(np.zeros((2, 5, 4)), ("a", "b"))
    assert "0 of 20 heads (0%) are in at least one category." in text
    assert "a has 0 heads (0% of all)." in text
    assert "0 heads (0%) are in more than one category." in text


def test_all_heads_in_everything() -> None:
    text = text_of(np.ones((2, 6, 6)), ("a", "b"))
    assert "no area is denser than all 36 heads" in text
    assert "Heads in 2 categories are 36 (100%); 0 touch a head in one category" in text


@pytest.mark.parametrize("shape", [(1, 30), (30, 1), (2, 2), (1, 1)])
@pytest.mark.parametrize("absent", [0.0, 0.5, 1.0])
def test_grids_of_any_shape_are_described(shape: tuple[int, int], absent: float) -> None:
    data = random_data(["a", "b"], *shape, 0.5, absent=absent)
    assert "nan" not in as_text(describe(merge(data), Style()), md=False)


HOSTILE = ["x" * 500, "# head\n<script>", "a|*b*_c_", "日本 100%", "{k}\\n"]


def test_names_stay_names(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    heads = {name: [[i, 0], [i, 1]] for i, name in enumerate(HOSTILE)}
    (tmp_path / "a.json").write_text(json.dumps(heads), encoding="utf-8")
    for format in ("text", "md"):
        assert run(["describe", str(tmp_path / "a.json"), "--grid", "5x3", "--format", format]) == 0
        out = capsysbinary.readouterr().out.decode()
        assert len(re.findall("^Panel|^## Panel", out, re.MULTILINE)) == 6
        assert "x" * 81 not in out
        assert "\n<script>" not in out
        assert ("\\<script\\>" if format == "md" else "\\n<script>") in out
    assert escaped("a|*b*_c_") in out


def test_the_alt_text_is_the_one_that_figures_carry(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["describe", str(TABLE), "--grid", "36x41", "--alt"]) == 0
    said = capsysbinary.readouterr().out.decode().strip()
    assert said == Drawing(sample()).metadata.description
    assert said.count(". ") == 2
    assert said.endswith(
        "The strongest pattern: 73 of the 117 heads of Knowledge (62%) are in layers 14 to 27, "
        "heads 16 to 31, which hold 15% of all heads."
    )
    cells = heads_of(KNOWLEDGE) & area(range(14, 28), range(16, 32))
    assert len(cells) == 73


def test_alt_and_a_format_are_refused_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["describe", str(TABLE), "--grid", "36x41", "--alt", "--format", "md"]) == 2
    assert "--alt is plain text" in capsys.readouterr().err
