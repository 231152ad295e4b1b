"""Find the presets, the styles that come with headmap, by name, and merge them into the styles that ask."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from ..core.errors import UsageError
from ..core.strings import did_you_mean, quote
from .sources import SourcedData


def _preset_folder() -> Path:
    """Return the folder of the presets: inside the installed package, or beside it in a clone."""
    package = Path(__file__).parents[1]
    inside = package / "configs"
    if inside.is_dir():
        return inside
    return package.parent / "configs"


def names() -> list[str]:
    """Return the names of all presets, ``default`` first."""
    files = _preset_folder().glob("*.yaml")
    return sorted((path.stem for path in files), key=lambda name: (name != "default", name))


def summary(name: str) -> str:
    """Return what a preset is for, which is the comment on its first line."""
    with preset_path(name).open(encoding="utf-8") as file:
        return file.readline().lstrip("# ").rstrip(". \n")


def preset_path(name: str) -> Path:
    """Return the file of a preset.

    Raises:
        UsageError: There is no preset of that name.
    """
    presets = names()
    if name not in presets:
        hint = did_you_mean(name, presets)
        raise UsageError(f"no preset {quote(name)}{hint}; expected one of {', '.join(presets)}")
    return _preset_folder() / f"{name}.yaml"


def preset_names(preset: object) -> list[str]:
    """Return the names of presets as a list, whether none, one or several are given.

    >>> preset_names(None), preset_names("icml"), preset_names(["icml", "dark"])
    ([], ['icml'], ['icml', 'dark'])
    """
    if isinstance(preset, str):
        return [preset]
    if isinstance(preset, Iterable):
        return [name for name in preset if isinstance(name, str)]
    return []


def preset_tree(name: str) -> SourcedData:
    """Read the plain data of a preset; its origins name the preset instead of a file.

    Raises:
        UsageError: There is no preset of that name.
    """
    from .yaml.reader import read_yaml  # loads PyYAML, which a list of the presets does without

    return read_yaml(preset_path(name), f"preset {name}")


def with_presets(tree: SourcedData) -> list[SourcedData]:
    """Return a style after the presets that its ``preset`` key names, and after those that these name.

    A preset that does not exist becomes a problem of the returned style.
    """
    preset = tree.data.get("preset")
    if isinstance(preset, bool | int | float):
        # YAML takes a name such as 5 for a number.
        preset = tree.origin_of_value(("preset",)).literal
    trees: list[SourcedData] = []
    problems = list(tree.problems)
    for name in preset_names(preset):
        try:
            trees += with_presets(preset_tree(name))
        except UsageError as e:
            problems.append(tree.origin_of_value(("preset",)).problem(f"preset: {e}"))
    return [*trees, replace(tree, problems=problems)]
