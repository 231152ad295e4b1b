"""Hold what every reader needs to know: the input, how to read it, and its name in messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from ..core.errors import WHOLE_SOURCE, InputError, Location, input_error

if TYPE_CHECKING:
    from ..files.source import Source
    from .inputs import Input
    from .options import Options


class ReadContext(Struct, frozen=True):
    """One input, how to read it, and its name in messages.

    Attributes:
        input: The input that is read; it is opened once and holds its bytes.
        options: How to read.
        name: The name of the input in messages.
        format: The format that the input is read as; one of formats.INPUT_FORMATS.
    """

    input: Input
    options: Options
    name: str
    format: str

    @property
    def source(self) -> Source:
        """Return the bytes of the input."""
        return self.input.source

    def check_grid(self, layers: int, heads: int, description: str) -> None:
        """Raise InputError if the user gives a grid and the input has another shape.

        Args:
            layers: The number of layers of the input.
            heads: The number of heads of the input.
            description: The shape of the input in a message, such as ``is 12 rows x 16 columns``.
        """
        grid = self.options.grid
        if grid is None or grid == (layers, heads):
            return
        hint = "; it looks transposed" if grid == (heads, layers) else ""
        raise self.error(f"{description} where the grid has {grid[0]} layers x {grid[1]} heads{hint}")

    def error(self, message: str, location: Location = WHOLE_SOURCE) -> InputError:
        """Return an error that reports a single problem of this input."""
        return input_error(self.name, message, location)
