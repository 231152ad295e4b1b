"""What may come of any input: a value, or a HeadmapError of a few lines. Anything else is a defect."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from unittest import mock

from headmap_cli.core.classification import Classification
from headmap_cli.core.errors import MAX_PROBLEMS_SHOWN, HeadmapError
from headmap_cli.core.grid import MAX_HEADS
from headmap_cli.readers import open_inputs, read_inputs
from headmap_cli.readers.options import Options
from headmap_cli.style.load import load_style
from headmap_cli.style.schema import Style

T = TypeVar("T")


class _Stdin:
    """Standard input with these bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def reads(data: bytes, options: Options) -> None:
    """Read the bytes as standard input."""
    with mock.patch("sys.stdin", _Stdin(data)):
        found = _outcome(lambda: read_inputs(open_inputs(["-"], options.max_bytes), options))
    if isinstance(found, Classification):
        assert 0 < found.layers * found.heads <= MAX_HEADS
        if found.is_decided:
            assert not (found.membership & ~found.present).any()
        else:
            assert found.scores is not None


def loads(file: Path, data: bytes) -> None:
    """Load the bytes as a style."""
    file.write_bytes(data)
    found = _outcome(lambda: load_style([file]))
    assert found is None or isinstance(found, Style)


def _outcome(attempt: Callable[[], T]) -> T | None:
    """What an attempt gives; None where it is refused in a few lines that a terminal shows as they are."""
    try:
        return attempt()
    except HeadmapError as error:
        refused = error
    lines = refused.lines()
    assert 0 < len(lines) <= MAX_PROBLEMS_SHOWN + 1
    assert refused.exit_status in (1, 2)
    for line in lines:
        assert line.isprintable(), line
        assert len(line) < 2000, line
    return None
