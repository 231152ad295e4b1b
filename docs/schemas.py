"""Generate docs/stats.schema.json and docs/compare.schema.json: ``python -m docs.schemas``.

A test checks that they are up to date.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from headmap_cli.analysis.facet_statistics import FacetsStats, FacetsThresholds
from headmap_cli.analysis.statistics import Stats
from headmap_cli.analysis.thresholds import ThresholdStats
from headmap_cli.core.comparison import Comparison
from headmap_cli.core.score_comparison import ScoreComparison

DOCS = Path(__file__).parent
SCHEMAS: dict[str, tuple[type[msgspec.Struct], ...]] = {
    "stats.schema.json": (Stats, ThresholdStats, FacetsStats, FacetsThresholds),
    "compare.schema.json": (Comparison, ScoreComparison),
}
"""The types that each command prints, by the file of their schema."""


def text(name: str) -> str:
    """Return the JSON Schema of what ``--format json`` prints, which is one of several types.

    Args:
        name: The name of the file, one of SCHEMAS.
    """
    references, definitions = msgspec.json.schema_components(SCHEMAS[name], ref_template="#/$defs/{name}")
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"headmap {name.removesuffix('.schema.json')} --format json",
        "anyOf": list(references),
        "$defs": definitions,
    }
    return json.dumps(schema, indent=2) + "\n"


def main() -> None:
    """Write both schemas."""
    for name in SCHEMAS:
        (DOCS / name).write_text(text(name), encoding="utf-8")


if __name__ == "__main__":
    main()
