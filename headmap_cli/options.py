"""What a command line, or a job of a manifest, asks for -> the style and how to read.

options: a value for each of the options of style and reading, by their names in cli.common.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from .core.errors import UsageError
from .core.grid import grid_shape, parse_grid
from .core.numbers import parse_number
from .core.rule import Rule, parse_top
from .files.source import named_path
from .files.streams import is_stream, refuse_repeated_streams
from .readers.inputs import Input, open_inputs
from .readers.options import Options

if TYPE_CHECKING:
    from .style.schema import CategoryStyle, Style
    from .style.sources import SourcedData

T = TypeVar("T")


def inputs_of(texts: Sequence[str], options: Mapping[str, Any]) -> list[Input]:
    """Open the INPUTs of a command, none of which may be a stream that another option reads too."""
    refuse_repeated_streams(streams_of(texts, options))
    return open_inputs(texts, options["max_bytes"])


def streams_of(texts: Sequence[str], options: Mapping[str, Any]) -> list[str]:
    """The streams among INPUTs, styles and the model's config, each as often as it is named."""
    paths = [named_path(text)[1] for text in texts]
    styles = [style for style in options.get("styles", ()) if isinstance(style, str)]
    return list(filter(is_stream, [*paths, *styles, *filter(None, [options["model"]])]))


def style_of(
    options: Mapping[str, Any], inputs: Sequence[Input] = (), **more: tuple[str, str | None]
) -> Style:
    """The style that --preset, -c and --set ask for, over the one that a figure among the inputs carries.

    more: further flags, with the key paths and values they set.
    """
    from .style.load import load_style

    flags = {f"--{name}": setting for name, setting in more.items()}
    return load_style(options["styles"], options["sets"], flags, options["presets"], _base(inputs))


def figure_style(options: Mapping[str, Any], inputs: Sequence[Input] = ()) -> Style:
    """The style of a figure: that of style_of, with the page that --dpi and --width ask for."""
    page = {name: (f"layout.{name}", options[name]) for name in ("dpi", "width")}
    return style_of(options, inputs, **page)


def _base(inputs: Sequence[Input]) -> SourcedData | None:
    """The style that the first figure among the inputs carries."""
    for each in inputs:
        style = each.carried_style
        if style is not None:
            from .style.sources import with_source

            return with_source(style, f"{each.source.name} (the style that it carries)")
    return None


def read_options(options: Mapping[str, Any], style: Style | None) -> Options:
    """How to read, by READ_OPTIONS, and by the style's grid, categories and rules for scores."""
    where = [text.partition("=") for text in options["where"]]
    if not all(equals for _, equals, _ in where):
        raise UsageError("--where expects COLUMN=VALUE")
    categories = style.categories if style else {}
    grid = _grid(options) or (style.grid if style and style.grid else None)
    return Options(
        grid=grid_shape(grid) if grid else None,
        threshold=_flag("--threshold", parse_number, options),
        top=_flag("--top", parse_top, options),
        style_rule=_rule(style) if style else Rule(),
        rules={name: _rule(category) for name, category in categories.items()},
        categories={name: category.includes for name, category in categories.items()},
        index_base=1 if options["index_base"] == "1" else 0,
        input_format=options["input_format"],
        column=options["column"],
        where=tuple((column, value) for column, _, value in where),
        at=options["at"],
        missing=options["missing"] or "",
        max_bytes=options["max_bytes"],
    )


def _rule(part: Style | CategoryStyle) -> Rule:
    """The rule for scores that a style, or one of its categories, sets."""
    return Rule(part.threshold, str(part.top) if part.top else None)


def _grid(options: Mapping[str, Any]) -> str | None:
    """The grid that --grid or --model says."""
    if options["kv"] and not options["model"]:
        raise UsageError("--kv goes with --model")
    if options["grid"] and options["model"]:
        raise UsageError("--grid and --model both say the grid; leave one out")
    if options["model"]:
        from .readers.model_grids import model_grid

        return "{}x{}".format(*model_grid(options["model"], options["kv"]))
    return _flag("--grid", parse_grid, options)


def _flag(name: str, parse: Callable[[str], T], options: Mapping[str, Any]) -> T | None:
    """The value of a flag, parsed; None where it is not given."""
    text = options[name.removeprefix("--")]
    try:
        return None if text is None else parse(text)
    except ValueError as e:
        raise UsageError(f"{name}: {e}") from None


def with_streams_read(options: Mapping[str, Any], read: dict[Any, Any] | None = None) -> Mapping[str, Any]:
    """Return options that can be used several times: a style or a model's config from a stream is read now.

    read: what streams gave to other options; what these give is added.
    """
    if not streams_of((), options):
        return options
    read = {} if read is None else read
    styles = [_style_read(style, read) for style in options["styles"]]
    changed: dict[str, Any] = {"styles": styles}
    model, kv = options["model"], options["kv"]
    if model and is_stream(model) and not options["grid"]:
        if (model, kv) not in read:
            read[model, kv] = _grid(options)
        changed |= {"grid": read[model, kv], "model": None, "kv": False}
    return {**options, **changed}


def _style_read(style: str | SourcedData, read: dict[Any, Any]) -> str | SourcedData:
    """The style file, or what a stream gives."""
    if not isinstance(style, str) or not is_stream(style):
        return style
    if style not in read:
        from .style.yaml.reader import read_yaml

        read[style] = read_yaml(style)
    tree: SourcedData = read[style]
    return tree


def inputs_read(inputs: Sequence[str]) -> Iterator[str]:
    """The files among inputs, of which each is a file, Name=FILE, or a stream."""
    for text in inputs:
        path = named_path(text)[1] or text
        if not is_stream(path):
            yield path


def files_read(inputs: Sequence[str], options: Mapping[str, Any]) -> Iterator[str]:
    """The files that a figure is made of: inputs, styles, the presets that these change, a model's config."""
    from .style.load import style_files

    yield from inputs_read(inputs)
    yield from style_files(options["styles"], options["presets"])
    if options["model"] and os.path.isfile(options["model"]):
        yield options["model"]
