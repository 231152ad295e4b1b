"""Generate the JSON Schemas in docs: ``python -m docs.schemas``.

Two describe what ``stats`` and ``compare`` print as JSON. The third describes style files; with the entry in
docs/schemastore.json, it is what SchemaStore needs so that editors check ``*.headmap.yaml``. Tests check that
the schemas are up to date.
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
from headmap_cli.style.json_schema import style_schema

DOCS = Path(__file__).parent
SCHEMAS: dict[str, tuple[type[msgspec.Struct], ...]] = {
    "stats.schema.json": (Stats, ThresholdStats, FacetsStats, FacetsThresholds),
    "compare.schema.json": (Comparison, ScoreComparison),
}
"""The types that each command prints, by the file of their schema."""


STYLE_SCHEMA = DOCS / "headmap-style.json"
"""The schema of style files, under the name that the address in docs/schemastore.json has."""


def style_schema_text() -> str:
    """Return the JSON Schema of style files, as ``headmap style schema`` prints it."""
    return json.dumps(style_schema(), indent=2, ensure_ascii=False) + "\n"


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
    """Write the schemas."""
    for name in SCHEMAS:
        (DOCS / name).write_text(text(name), encoding="utf-8")
    STYLE_SCHEMA.write_text(style_schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
