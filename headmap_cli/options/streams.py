"""Read the streams that options name, once for all the figures of a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..files.streams import is_stream
from .records import FigureArgs, ReadArgs, StyleArgs
from .resolve import resolve_grid

if TYPE_CHECKING:
    from ..style.sources import SourcedData


class StreamContents:
    """The contents of the streams that options name. Each stream is read once, however many options name it.

    Attributes:
        styles: The data of style files, by path.
        grids: The grids of models, by the path of the config and whether ``--kv`` is given.
    """

    def __init__(self) -> None:
        self.styles: dict[str, SourcedData] = {}
        self.grids: dict[tuple[str, bool], str | None] = {}

    def read_args(self, args: FigureArgs) -> FigureArgs:
        """Return the options of a figure with the contents of streams in the place of their names."""
        return FigureArgs(self.read_style(args.style), self.read_model(args.read), args.draw)

    def read_style(self, style_args: StyleArgs) -> StyleArgs:
        """Return style options in which the data of a style takes the place of a stream."""
        styles: list[str | SourcedData] = []
        for style in style_args.styles:
            if isinstance(style, str) and is_stream(style):
                styles.append(self._read_style_stream(style))
            else:
                styles.append(style)
        return replace(style_args, styles=tuple(styles))

    def _read_style_stream(self, path: str) -> SourcedData:
        """Return the data of a style that comes through a stream."""
        if path not in self.styles:
            from ..style.yaml.reader import read_yaml

            self.styles[path] = read_yaml(path)
        return self.styles[path]

    def read_model(self, read_args: ReadArgs) -> ReadArgs:
        """Return reading options in which the grid of a model takes the place of a stream with its config."""
        # A model with --grid is left as it is: read_options refuses it, whether it is a stream or a file.
        if not read_args.model or read_args.grid or not is_stream(read_args.model):
            return read_args
        key = (read_args.model, read_args.kv)
        if key not in self.grids:
            self.grids[key] = resolve_grid(read_args)
        return replace(read_args, grid=self.grids[key], model=None, kv=False)
