"""default.yaml and the styles in configs/, and the keys that they show."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.inspect import DictType, Metadata, StructType, type_info

from headmap_cli.style.export import default_text
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import Style

CONFIGS = Path(__file__).parent.parent.parent / "configs"


def keys_of(kind: Any, path: str = "") -> Iterator[str]:
    """Yield the paths of all keys of a type; those of a category as ``categories.*.key``."""
    while isinstance(kind, Metadata):
        kind = kind.type
    if isinstance(kind, StructType):
        for field in kind.fields:
            key_path = f"{path}.{field.encode_name}".lstrip(".")
            yield key_path
            yield from keys_of(field.type, key_path)
    elif isinstance(kind, DictType):
        yield from keys_of(kind.value_type, f"{path}.*")


def paths_in(data: Any, path: str = "") -> Iterator[str]:
    """Yield the paths of all keys of plain data."""
    if not isinstance(data, dict):
        return
    for key, value in data.items():
        key_path = f"{path}.{key}".lstrip(".")
        yield key_path
        yield from paths_in(value, key_path)


def test_default_yaml_gives_the_default_style() -> None:
    assert load_style([CONFIGS / "default.yaml"]) == Style()


def test_default_yaml_shows_every_key() -> None:
    text = (CONFIGS / "default.yaml").read_text(encoding="utf-8")
    keys = {key for key in keys_of(type_info(Style)) if not key.startswith(("categories.", "facets."))}
    assert set(paths_in(yaml.safe_load(text))) == keys - {"preset"}


def test_default_yaml_is_generated_from_the_types() -> None:
    # Update it with: python -c 'from headmap_cli.style.export import default_text as t; print(t(), end="")'
    assert (CONFIGS / "default.yaml").read_text(encoding="utf-8") == default_text()


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.yaml")), ids=lambda path: path.name)
def test_every_preset_can_be_loaded(path: Path) -> None:
    assert isinstance(load_style([path]), Style)


def test_presets_have_the_page_and_categories_that_their_names_promise() -> None:
    paper = load_style([CONFIGS / "paper.yaml"])
    assert (paper.layout.width, paper.layout.dpi) == (6.5 * 72, 600)
    maps = load_style([CONFIGS / "pythia-12b-maps.yaml"])
    assert (maps.grid, maps.threshold) == ("36x40", 0.15)
    assert {name: len(category.includes) for name, category in maps.categories.items()} == {
        "Algorithmic": 5,
        "Knowledge": 5,
        "Linguistic": 8,
    }
    # The published figure has a tick at the outer edge of the heads, but none at that of the layers.
    assert maps.axes.layer.ticks == tuple(range(0, 36, 7))
    assert maps.axes.head.ticks == tuple(range(0, 41, 8))
    relations = load_style([CONFIGS / "maps.yaml"])
    assert (relations.grid, relations.threshold) == (None, 0.15)
    assert [len(category.includes) for category in relations.categories.values()] == [5, 5, 8, 2]
    assert list(relations.categories) == ["Algorithmic", "Knowledge", "Linguistic", "Translation"]
