"""The canonical forms of several facets, and the data that figures carry, are read back without loss."""

import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest

import headmap_cli as headmap
from headmap_cli.core.canonical_facets import facets_to_csv, facets_to_json
from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import InputError
from headmap_cli.core.facets import Facet, Facets
from headmap_cli.embed.metadata import payload, payload_as_base64
from headmap_cli.readers.python_facets import read_facets
from headmap_cli.style.schema import Style

pytestmark = pytest.mark.usefixtures("workdir")

NAMES = ("=SUM(A1)", 'a "b", c', "line\nbreak", "\u2028separator", "'quoted", "plain")
LABELS = ("=1+1", "one, two", "  padded ", "\u2028x", "GPT-2 XL")
KINDS = ("memberships", "scores", "both", "scores of members", "mixed")


def svg_with(facets: Facets) -> bytes:
    """Return an SVG that has no picture and carries facets as a figure does."""
    content = payload_as_base64(payload(facets, Style()))
    return f"<svg><metadata><headmap:data>{content}</headmap:data></metadata></svg>".encode()


def random_classification(random: np.random.Generator, kind: str, order: list[str]) -> Classification:
    """Return a classification on a random grid, with some of the categories and with absent heads."""
    chosen = random.permutation(order)[: random.integers(1, 5)].tolist()
    names = tuple(sorted(chosen, key=order.index))
    shape = (len(names), int(random.integers(1, 6)), int(random.integers(1, 6)))
    present = random.random(shape[1:]) < 0.9
    membership = (random.random(shape) < 0.5) & present
    scores = np.where((random.random(shape) < 0.8) & present, random.normal(size=shape), np.nan)
    scores[0, 0, 0] = -0.0  # at least one score, at a head that is present
    present[0, 0] = True
    model = str(random.choice(["", "a model"]))
    if kind == "memberships":
        return Classification(names, membership, present, model)
    if kind == "scores":
        return Classification(names, None, present, model, scores)
    if kind == "scores of members":
        return Classification(names, membership | ~np.isnan(scores), present, model, scores)
    return Classification(names, membership, present, model, scores)


def random_facets(seed: int, kind: str) -> Facets:
    random = np.random.default_rng(seed)
    # Readers give the categories of all facets one order, so facets that survive have one.
    order = random.permutation(NAMES).tolist()
    facets = []
    for i, label in enumerate(random.permutation(LABELS)[: random.integers(1, 5)].tolist()):
        own_kind = ("memberships", "both", "scores of members")[i % 3] if kind == "mixed" else kind
        facets.append(Facet(label, random_classification(random, own_kind, order)))
    return Facets(facets, order)


@pytest.mark.parametrize(("kind", "seed"), list(product(KINDS, range(12))))
def test_facets_survive_every_form(kind: str, seed: int) -> None:
    facets = random_facets(seed, kind)
    forms = {
        "f.json": facets_to_json(facets),
        "f.csv": facets_to_csv(facets),
        "f.svg": svg_with(facets),
    }
    for name, content in forms.items():
        Path(name).write_bytes(content)
        read = read_facets(name)
        assert read == facets, name
        assert facets_to_json(read) == forms["f.json"]


def test_the_document_is_that_of_the_contract() -> None:
    member = np.array([[[True, False]]])
    facets = Facets([Facet("m", Classification(("A",), member)), Facet("n", Classification(("B",), member))])
    assert json.loads(facets_to_json(facets)) == {
        "headmap": 1,
        "facets": [
            {"label": "m", "grid": {"layers": 1, "heads": 2}, "categories": {"A": [[0, 0]]}},
            {"label": "n", "grid": {"layers": 1, "heads": 2}, "categories": {"B": [[0, 0]]}},
        ],
    }
    assert facets_to_csv(facets).decode().splitlines()[1:] == [
        "layer,head,category,facet",
        "0,0,A,m",
        "0,0,B,n",
    ]


@pytest.mark.parametrize("name", ["f.json", "f.csv"])
def test_where_chooses_one_facet(name: str) -> None:
    facets = random_facets(5, "both")
    chosen = facets.facets[-1]
    Path(name).write_bytes(facets_to_json(facets) if name == "f.json" else facets_to_csv(facets))
    assert headmap.read(name, where={"facet": chosen.label}) == chosen.data
    with pytest.raises(InputError, match="has no facet=none; the facets are"):
        headmap.read(name, where={"facet": "none"})


@pytest.mark.parametrize(
    ("facets", "message"),
    [
        ("[]", r"\$\.facets: expected \[\{\"label\": \.\., .*, found an empty list"),
        ('[{"label": "a"}, {"label": "a"}]', r"\$\.facets\[1\]: two facets have the label 'a'"),
        ('[{"label": " "}]', r"\$\.facets\[0\]: expected .* without a label"),
        (
            '[{"label": "a", "categories": {"A": [[0, 0], [7, 0]]}}]',
            r"\$\.facets\[0\]\.categories\.A\[1\]: layer 7",
        ),
    ],
)
def test_broken_documents_are_refused_at_the_place_of_the_mistake(facets: str, message: str) -> None:
    Path("f.json").write_text(f'{{"headmap": 1, "facets": {facets}}}')
    with pytest.raises(InputError, match=message):
        headmap.read_facets("f.json", grid="2x2")


def test_broken_tables_are_refused_at_the_line_of_the_mistake() -> None:
    text = facets_to_csv(random_facets(1, "memberships")).decode()
    first, header, *rows = text.split("\n")
    Path("f.csv").write_text("\n".join([first, header.replace("facet", "set"), *rows]))
    with pytest.raises(InputError, match=r"^f\.csv:2:1: expected the header layer,head,category,\.\.,facet"):
        headmap.read_facets("f.csv")
    Path("f.csv").write_text("\n".join([first, header, "0,0,A,unknown"]))
    with pytest.raises(
        InputError, match=r"^f\.csv:3:1: expected layer,head,category and one of the facets in line 1"
    ):
        headmap.read_facets("f.csv")
