"""``headmap style schema``: the JSON Schema accepts what the loader accepts, and refuses what it refuses."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from headmap_cli.cli.main import run
from headmap_cli.style.json_schema import SCHEMA_FILE, style_schema
from tests.cli.test_style import style_output

pytestmark = pytest.mark.usefixtures("workdir")


@pytest.mark.parametrize(
    "bad",
    [
        {"titel": "x"},
        {"layout": {"dpi": 1}},
        {"legend": {"place": "top"}},
        {"categories": {"A": {"colour": "red"}}},
        {"hatches": ["dotted"]},
        {"text": {"size": {"tick": "small"}}},
    ],
)
def test_the_schema_refuses_the_styles_that_the_loader_refuses(bad: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(bad, style_schema())
    Path("a.yaml").write_text(json.dumps(bad), encoding="utf-8")
    assert run(["style", "show", "-c", "a.yaml"]) == 1


def test_every_key_of_the_schema_has_a_description() -> None:
    for name, part in style_schema()["$defs"].items():
        assert part.get("description"), name
        for key, value in part["properties"].items():
            assert value.get("description") or "$ref" in value, (name, key)


def test_schema_is_written_as_a_file() -> None:
    assert run(["style", "schema", "-o", SCHEMA_FILE]) == 0
    expected = json.loads(json.dumps(style_schema()))
    assert json.loads(Path(SCHEMA_FILE).read_text(encoding="utf-8")) == expected
    assert json.loads(style_output("schema")) == expected
