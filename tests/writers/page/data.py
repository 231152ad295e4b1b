"""Data that several tests of the page show."""

import numpy as np

from headmap_cli.core.classification import Classification
from headmap_cli.core.facets import Facet, Facets
from tests.helpers import random_data

NAMES = ["Knowledge", "Algorithmic", "Linguistic"]
HEADS = random_data(NAMES, 12, 10, 0.3, absent=0.1)


def scored(
    count: int = 3, layers: int = 12, heads: int = 10, threshold: float | None = 0.5, kind: str = "float32"
) -> Classification:
    """Scores on a coarse lattice, so that several are equal, with some missing."""
    random = np.random.default_rng(4)
    scores = np.round(random.normal(0.2, 0.4, (count, layers, heads)), 2).astype(kind)
    scores[:, random.random((layers, heads)) < 0.1] = np.nan
    return Classification.from_scores(scores, NAMES[:count], threshold=threshold)


FACETS = Facets(
    [
        Facet("Step 1", random_data(["A", "B"], 6, 5, 0.3, seed=1)),
        Facet("Step 2", random_data(["A", "B"], 6, 5, 0.3, seed=2, absent=0.2)),
        Facet("=Other", random_data(["B"], 4, 8, 0.4, seed=3)),
    ]
)

HOSTILE = [
    "</svg><script>document.title='run'</script>",
    "</script><script>document.title='run'</script>",
    "]]>",
    "<!--",
    "$x$",
    "{{constructor}}",
    "'\"><img src=x onerror=document.title='run'>",
    "=1+1",
    "__proto__",
    "constructor",
    "2",
    "1",
    "n" * 10_000,
]


def expected(data: Classification, layer: int, head: int) -> str:
    """What the page says about a head without scores."""
    names = [n for n, m in zip(data.categories, data.membership[:, layer, head], strict=True) if m]
    what = ", ".join(names) or "Unclassified"
    return f"layer {layer}, head {head}: {what if data.present[layer, head] else 'not in this model'}"


def expected_counts(data: Classification) -> dict[str, int]:
    """The numbers of heads beside the entries of the legend, by their labels."""
    count = data.membership.sum(axis=0)
    found = {name: int(heads.sum()) for name, heads in zip(data.categories, data.membership, strict=True)}
    for k in range(2, len(data.categories) + 1):
        if (count == k).any():
            found[f"{k} categories"] = int((count == k).sum())
    found["Unclassified"] = int((data.present & (count == 0)).sum())
    if not data.present.all():
        found["Absent"] = int((~data.present).sum())
    return found
