"""Descriptions of the sample: each observation of the reference that the data supports, with its numbers.

The truth is counted from the table with the csv module alone, as in test_sample_data.
"""

import re
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from headmap_cli.core.classification import Classification
from headmap_cli.core.composite import merge
from headmap_cli.describe.description import describe
from headmap_cli.readers import read
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import Style
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
    description = describe(merge(sample()), Style())
    return {section.heading.split(": ")[-1]: "\n".join(section.paragraphs) for section in description}


def sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.])\s+(?=[A-Z0-9])", text) if s]


# --- the observations of the reference description ---


def test_the_panels_come_in_the_order_of_the_reference() -> None:
    assert [*sections()] == ["Overview", "Axes", "Legend", "All Categories", *CATEGORIES, "Key observations"]


def test_the_axes_are_described_with_their_ticks() -> None:
    assert (
        "The x axis is the layer, from 0 to 35, with 6 ticks at 0, 7, 14, 21, 28 and 35."
        in sections()["Axes"]
    )
    assert (
        "The y axis is the head, from 0 to 40, 0 at the top, with 6 ticks at 0, 8, 16, 24, 32 and 40."
        in (sections()["Axes"])
    )


def test_the_colours_of_the_legend_are_named_from_top_to_bottom() -> None:
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
def test_the_densest_areas_are_those_of_the_reference(
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


def test_knowledge_has_few_heads_in_the_first_and_last_layers() -> None:
    first, last = area(range(7), range(41)), area(range(28, 36), range(41))
    few = re.findall(r"layers (\d+) to (\d+) \((\d+), where", sections()[KNOWLEDGE])
    cells = heads_of(KNOWLEDGE)
    assert ("0", "6", str(len(cells & first))) in few
    assert ("28", "35", str(len(cells & last))) in few


def test_knowledge_forms_streaks_along_the_layers_and_algorithmic_does_not() -> None:
    cells = heads_of(KNOWLEDGE)
    lengths = [length for length in streaks(cells, (1, 0)) if length >= 3]
    pairs = sum((layer + 1, head) in cells for layer, head in cells)
    assert re.search(
        rf"{pairs} pairs of them are at one head index in neighbouring layers, more than the [\d.]+ expected "
        rf"by chance \(p = [\d.]+\); {len(lengths)} streaks of 3 or more, up to {max(lengths)}\.",
        sections()[KNOWLEDGE],
    )
    assert "in neighbouring layers, not clearly more than" in sections()[ALGORITHMIC]


def test_algorithmic_is_isolated_points_and_very_small_clusters() -> None:
    sizes = clusters(heads_of(ALGORITHMIC))
    assert (
        f"The heads form {len(sizes)} edge-connected clusters: {sizes.count(1)} are a single head, "
        f"and the largest has {max(sizes)} heads." in sections()[ALGORITHMIC]
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


def test_heads_in_several_categories_are_rare_and_named() -> None:
    two, three, single = (in_categories(k) for k in (2, 3, 1))
    text = sections()["All Categories"]
    near, alone = len(touching(two, single)), len(two) - len(touching(two, two | three))
    assert (
        f"Heads in 2 categories are rare: {len(two)} ({len(two) / 14.76:.1f}%); {near} are adjacent to a "
        f"head in one category, {alone} are not adjacent to another head in several categories."
    ) in text
    assert f"Heads in 3 categories are very rare: {len(three)} ({len(three) / 14.76:.1f}%), at " in text
    for layer, head in three:
        assert re.search(rf"\bL{layer}H{head}\b", text)


def excess_concentration(name: str) -> float:
    """Return how much more unevenly a category's heads lie than shuffled ones, both axes together."""
    random = np.random.default_rng(1)
    heads = np.zeros((36, 41), dtype=bool)
    for layer, head in heads_of(name):
        heads[layer, head] = True
    shuffled = [random.permutation(heads.ravel()).reshape(heads.shape) for _ in range(200)]
    return unevenness(heads) - float(np.mean([unevenness(mask) for mask in shuffled]))


def unevenness(mask: npt.NDArray[np.bool_]) -> float:
    """Return 1 - H / ln 5 of the densities of fifths, added up over layers and heads."""
    total = 0.0
    for axis in (0, 1):
        parts = [
            part.mean() for part in np.split(mask, [i * mask.shape[axis] // 5 for i in range(1, 5)], axis)
        ]
        shares = np.array(parts) / sum(parts)
        total += 1 - stats.entropy(shares) / np.log(5)
    return total


def test_the_key_observations_name_the_most_and_least_specialised_category() -> None:
    text = sections()["Key observations"]
    assert re.search(r"^Knowledge is the most localised category: ", text)
    assert re.search(r"^Linguistic is the most evenly spread of 3 categories: ", text, re.MULTILINE)
    # The quoted numbers are those that rank the categories, and the sums of their parts.
    ranked = {}
    pattern = (
        r"^(\w+) is the .*? its concentration differs from chance by ([-+.\d]+) "
        r"\(([-+.\d]+) by layer, .*?; ([-+.\d]+) by head"
    )
    for name, total, by_layer, by_head in re.findall(pattern, text, re.MULTILINE):
        assert float(total) == pytest.approx(float(by_layer) + float(by_head), abs=0.01)
        assert float(total) == pytest.approx(excess_concentration(name), abs=0.01)
        ranked[name] = float(total)
    assert ranked["Knowledge"] == pytest.approx(max(map(excess_concentration, CATEGORIES)), abs=0.01)
    assert ranked["Linguistic"] == pytest.approx(min(map(excess_concentration, CATEGORIES)), abs=0.01)
    several = len(in_categories(2) | in_categories(3))
    assert f"{several} heads ({several / 14.76:.1f}%) are in more than one category." in text


def test_each_fifth_of_the_layers_lists_its_categories() -> None:
    lines = {
        line.split(",")[0]: line for line in sections()["Key observations"].splitlines() if line[:3] == "In "
    }
    for first, last in ((0, 6), (7, 13), (14, 20), (21, 27), (28, 35)):
        band = area(range(first, last + 1), range(41))
        line = lines[f"In layers {first} to {last}"]
        assert f"{len(classified() & band)} of {len(band)} heads" in line
        counts = {name: len(heads_of(name) & band) for name in CATEGORIES}
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
