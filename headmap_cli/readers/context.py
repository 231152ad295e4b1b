"""Hold what every reader needs to know: the input, how to read it, and its name in messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..core.errors import WHOLE_SOURCE, InputError, Location, input_error

if TYPE_CHECKING:
    from ..files.source import Source
    from .inputs import Input
    from .options import Options


class ReadContext(NamedTuple):
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

    def error(self, message: str, location: Location = WHOLE_SOURCE) -> InputError:
        """Return an error that reports a single problem of this input."""
        return input_error(self.name, message, location)
