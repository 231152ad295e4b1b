"""Makes docs/stats.schema.json and docs/compare.schema.json; a test keeps them true.

Run with ``python -m docs.schemas``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from headmap_cli.analysis.statistics import Stats
from headmap_cli.core.comparison import Comparison

DOCS = Path(__file__).parent
SCHEMAS = {"stats.schema.json": Stats, "compare.schema.json": Comparison}


def text(kind: Any) -> str:
    """The JSON Schema of what ``--format json`` prints."""
    command = {Stats: "stats", Comparison: "compare"}[kind]
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"headmap {command} --format json",
    }
    return json.dumps(head | msgspec.json.schema(kind), indent=2) + "\n"


def main() -> None:
    """Write both schemas."""
    for name, kind in SCHEMAS.items():
        (DOCS / name).write_text(text(kind), encoding="utf-8")


if __name__ == "__main__":
    main()
