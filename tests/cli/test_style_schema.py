"""``headmap style schema``: the JSON Schema accepts what the loader accepts, and refuses what it refuses."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from headmap_cli.cli.main import run
from headmap_cli.style.json_schema import SCHEMA_FILE, style_schema
from headmap_cli.style.presets import preset_names, preset_path
from tests.cli.test_style import style_output

pytestmark = pytest.mark.usefixtures("workdir")


def documents() -> list[Any]:
    return [yaml.safe_load(preset_path(name).read_text(encoding="utf-8")) for name in preset_names()]


@pytest.mark.slow
def test_the_schema_is_valid_and_accepts_every_preset() -> None:
    jsonschema.Draft202012Validator.check_schema(style_schema())
    for document in documents():
        if isinstance(document.get("layout", {}).get("aspect"), int):
            # This reader follows YAML 1.1, which takes 16:9 for a number.
            document["layout"]["aspect"] = "16:9"
        jsonschema.validate(document, style_schema())


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
