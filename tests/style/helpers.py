"""Load style files and settings, and return the styles or errors that they give."""

from pathlib import Path

import numpy as np
import pytest

from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import ExitStatus, InputError, UsageError
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import CategoryStyle, LayoutStyle, Style

COLOR = "expected a name, #rrggbb, tab:blue, C0 or rgb(r, g, b)"
AUTO_LENGTH = "expected auto, points, or a number with pt, in, cm or mm, up to 200in"
LENGTH = "expected points, or a number with pt, in, cm or mm, up to 200in"
LAYOUT_KEYS = f"expected {', '.join(LayoutStyle.__struct_fields__)}"
CATEGORY_KEYS = f"expected {', '.join(CategoryStyle.__struct_fields__)}"
STYLE_KEYS = f"expected {', '.join(Style.__struct_fields__)}"


def color_message(code: str) -> str:
    """Return the message for a colour that is a comment."""
    return f"'#' starts a comment; quote the colour: '{code}'"


def cut_message(value: str, whole_value: str) -> str:
    """Return the message for a text whose end is a comment."""
    return f"'#' starts a comment, so the text ends at '{value}'; quote it: '{whole_value}'"


def write_style(content: str | bytes, path: str = "s.yaml") -> str:
    """Write a style file in the current folder, and return its path."""
    if isinstance(content, str):
        content = content.encode()
    Path(path).write_bytes(content)
    return path


def style_of(content: str | bytes, *sets: str) -> Style:
    """Return the style of a file and settings."""
    return load_style([write_style(content)], sets)


def errors_of_file(content: str | bytes) -> list[str]:
    """Return the lines of the error that a style file gets; none if it can be loaded."""
    try:
        load_style([write_style(content)])
    except InputError as e:
        return e.lines()
    return []


def error_of_setting(setting: str) -> str:
    """Return the only line of the error that a --set gets."""
    with pytest.raises(UsageError) as caught:
        load_style([], [setting])
    assert caught.value.exit_status == ExitStatus.USAGE
    [line] = caught.value.lines()
    return line


def error_of_flag(flag: str, path: str, value: str) -> str:
    """Return the only line of the error that a flag which sets a key of the style gets."""
    with pytest.raises(UsageError) as caught:
        load_style([], [], {flag: (path, value)})
    assert caught.value.exit_status == ExitStatus.USAGE
    [line] = caught.value.lines()
    return line


def overlapping(n: int) -> Classification:
    """Return n categories, with heads in every count of categories from 1 to n."""
    membership = np.array([[[head >= category for head in range(n)]] for category in range(n)])
    return Classification(tuple(f"c{i}" for i in range(n)), membership)
