"""Find presets, the styles that come with headmap, by name, and read those that a style changes."""

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


def preset_names() -> list[str]:
    """Return the names of all presets, ``default`` first."""
    files = _preset_folder().glob("*.yaml")
    return sorted((path.stem for path in files), key=lambda name: (name != "default", name))


def preset_summary(name: str) -> str:
    """Return what a preset is for, which is the comment on its first line."""
    with preset_path(name).open(encoding="utf-8") as file:
        return file.readline().lstrip("# ").rstrip(". \n")


def preset_path(name: str) -> Path:
    """Return the file of a preset.

    Raises:
        UsageError: There is no preset of that name.
    """
    presets = preset_names()
    if name not in presets:
        hint = did_you_mean(name, presets)
        raise UsageError(f"no preset {quote(name)}{hint}; expected one of {', '.join(presets)}")
    return _preset_folder() / f"{name}.yaml"


def as_preset_list(preset: object) -> list[str]:
    """Return the presets that a value names, as a list: none for None, and one for a text.

    >>> as_preset_list(None), as_preset_list("icml"), as_preset_list(["icml", "dark"])
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
    """Return a style after the presets that its ``preset`` key names, each after those that it names itself.

    Returns:
        The sources to merge, the weakest first; the last is the style. A preset that does not exist becomes a
        problem of the style.
    """
    preset = tree.data.get("preset")
    if isinstance(preset, bool | int | float):
        # A preset may have a name that YAML takes for a number or a boolean, such as 5.
        preset = tree.origin_of_value(("preset",)).literal
    trees: list[SourcedData] = []
    problems = list(tree.problems)
    for name in as_preset_list(preset):
        try:
            trees += with_presets(preset_tree(name))
        except UsageError as e:
            problems.append(tree.origin_of_value(("preset",)).problem(f"preset: {e}"))
    return [*trees, replace(tree, problems=problems)]
