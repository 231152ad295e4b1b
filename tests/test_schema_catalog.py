"""The entry for SchemaStore is valid, and the schema that it names accepts the styles of the project."""

import fnmatch
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import yaml

from docs import schemas
from tests.parameters import slow_after_first

ROOT = Path(__file__).parent.parent
ENTRY: dict[str, Any] = json.loads((ROOT / "docs" / "schemastore.json").read_text(encoding="utf-8"))
# What https://json.schemastore.org/schema-catalog.json requires of an entry.
ENTRY_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "url", "description"],
    "properties": {
        "name": {"type": "string"},
        "description": {"type": "string"},
        "fileMatch": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        "url": {"type": "string", "pattern": "^https://"},
    },
}
STYLES = [*sorted((ROOT / "configs").glob("*.yaml")), ROOT / "examples" / "style.headmap.yaml"]


def test_the_entry_is_valid_and_matches_styles_only() -> None:
    jsonschema.validate(ENTRY, ENTRY_SCHEMA)
    patterns = ENTRY["fileMatch"]

    def is_matched(name: str) -> bool:
        return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)

    assert is_matched("style.headmap.yaml")
    assert is_matched("mine.headmap.yml")
    assert not is_matched("jobs.yaml")
    assert not is_matched("heads.yaml")


def test_the_schema_that_the_entry_names_is_up_to_date() -> None:
    name = Path(urlsplit(ENTRY["url"]).path).name
    assert schemas.STYLE_SCHEMA.name == name
    assert schemas.STYLE_SCHEMA.read_text(encoding="utf-8") == schemas.style_schema_text()


@pytest.mark.parametrize("path", slow_after_first(STYLES), ids=lambda path: path.name)
def test_the_schema_accepts_every_style(path: Path) -> None:
    schema = json.loads(schemas.STYLE_SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    # Editors follow YAML 1.2, in which 16:9 is text; this reader takes it for a number unless it is quoted.
    text = path.read_text(encoding="utf-8").replace("aspect: 16:9", "aspect: '16:9'")
    jsonschema.validate(yaml.safe_load(text), schema)


def test_the_schema_refuses_an_unknown_key() -> None:
    schema = json.loads(schemas.STYLE_SCHEMA.read_text(encoding="utf-8"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"titel": "x"}, schema)
