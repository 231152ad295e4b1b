"""The presets: the styles that come with headmap, by name."""

from __future__ import annotations

from pathlib import Path

from ..core.errors import UsageError
from ..core.strings import did_you_mean, quote
from .sources import SourcedData


def folder() -> Path:
    """Where the presets lie: inside the installed package, or beside it in a clone."""
    package = Path(__file__).parents[1]
    inside = package / "configs"
    return inside if inside.is_dir() else package.parent / "configs"


def names() -> list[str]:
    """The presets, ``default`` first."""
    found = sorted(path.stem for path in folder().glob("*.yaml"))
    return sorted(found, key=lambda name: name != "default")


def summary(name: str) -> str:
    """What a preset is for: the comment on its first line."""
    with preset_path(name).open(encoding="utf-8") as file:
        return file.readline().lstrip("# ").rstrip(". \n")


def preset_path(name: str) -> Path:
    """The file of a preset; raises UsageError where there is none of that name."""
    known = names()
    if name not in known:
        raise UsageError(
            f"no preset {quote(name)}{did_you_mean(name, known)}; expected one of {', '.join(known)}"
        )
    return folder() / f"{name}.yaml"


def preset_tree(name: str) -> SourcedData:
    """The plain data of a preset; its places name the preset instead of a file."""
    from .yaml import read_yaml

    return read_yaml(preset_path(name), f"preset {name}")
