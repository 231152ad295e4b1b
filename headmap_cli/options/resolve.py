"""Resolve the records of options: to a Style, and to the Options of ``readers``, which say how to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from ..core.errors import UsageError
from ..core.grid import grid_shape, parse_grid
from ..core.numbers import parse_number
from ..core.rule import Rule, parse_head_count, require_condition
from ..readers.inputs import Input
from ..readers.options import FacetOptions, Options, parse_repeats
from .facets import facet_grid
from .records import NO_DRAW_ARGS, NO_STYLE_ARGS, DrawArgs, ReadArgs, StyleArgs

if TYPE_CHECKING:
    from ..style.schema import CategoryStyle, FacetStyle, Style
    from ..style.sources import SourcedData

T = TypeVar("T")


def resolve_style(
    style_args: StyleArgs, inputs: Iterable[Input] = (), draw_args: DrawArgs = NO_DRAW_ARGS
) -> Style:
    """Return the style that the options choose.

    Args:
        style_args: The options that choose a style.
        inputs: The INPUTs. The style that a figure among them carries is changed by the options; without one,
            the default style is.
        draw_args: ``dpi``, ``width`` and ``panels`` win over all other sources, ``marks`` over those of style
            files.

    Raises:
        InputError: A style file has problems; the error lists all of them.
        UsageError: A preset, a setting, ``--dpi``, ``--width`` or ``--mark`` is wrong.
    """
    carried = _carried_style(inputs)
    if style_args == NO_STYLE_ARGS and carried is None and not _sets_style(draw_args):
        # The code that reads and checks styles takes a tenth of the start of a figure in the default style.
        from ..style.schema import Style

        return Style()
    from ..style.load import load_style

    flags = {
        "--dpi": ("layout.dpi", draw_args.dpi),
        "--width": ("layout.width", draw_args.width),
        "--panels": ("panels.show", draw_args.panels),
    }
    styles = style_args.styles
    if draw_args.marks:
        from .marks import marks_source

        styles = (*styles, marks_source(draw_args.marks))
    return load_style(styles, style_args.sets, flags, style_args.presets, carried)


def _sets_style(draw_args: DrawArgs) -> bool:
    """Return whether options of drawing set keys of the style."""
    return bool(draw_args.dpi or draw_args.width or draw_args.panels or draw_args.marks)


def with_score_panels(draw_args: DrawArgs, read_args: ReadArgs) -> DrawArgs:
    """Return how to draw a figure if ``--scores``, which is short for ``--panels scores``, is given."""
    if read_args.scores and draw_args.panels is None:
        return replace(draw_args, panels="scores")
    return draw_args


def _carried_style(inputs: Iterable[Input]) -> SourcedData | None:
    """Return the style of the first figure among the inputs that carries one."""
    for opened in inputs:
        if opened.carried_style is not None:
            from ..style.sources import with_source

            return with_source(opened.carried_style, f"{opened.source.name} (the style that it carries)")
    return None


def read_options(read_args: ReadArgs, style: Style | None) -> Options:
    """Return how to read inputs.

    Args:
        read_args: The options, which win over the style.
        style: The style, which may set the grid, rules for scores, and the labels of categories.

    Raises:
        UsageError: An option has a value that cannot be used, or two exclude each other.
    """
    grid = resolve_grid(read_args)
    style_rule = Rule()
    rules: dict[str, Rule] = {}
    categories: dict[str, Sequence[str]] = {}
    facets: dict[str, FacetOptions] = {}
    has_own_grid = grid is not None
    if style:
        # One style may be used for several models, so the grid of the command line wins.
        if not grid:
            grid = style.grid
        style_rule = _rule(style)
        for name, category in style.categories.items():
            rules[name] = _rule(category)
            categories[name] = category.includes
        for label, facet in style.facets.items():
            facets[label] = FacetOptions(facet_grid(label, facet), _rule(facet))
    return Options(
        grid=grid_shape(grid) if grid else None,
        own_rule=_own_rule(read_args),
        scores=read_args.scores,
        style_rule=style_rule,
        rules=rules,
        categories=categories,
        index_base=1 if read_args.index_base == "1" else 0,
        input_format=read_args.input_format,
        column=read_args.column,
        where=tuple(_parse_condition(text) for text in read_args.where),
        at=read_args.key_path,
        missing=read_args.missing or "",
        repeats=_parse("--repeats", parse_repeats, read_args.repeats) or "",
        max_bytes=read_args.max_bytes,
        absent=_absent_heads(read_args, grid),
        facet_by=read_args.facet_by,
        facets=facets,
        has_own_grid=has_own_grid,
    )


def _absent_heads(read_args: ReadArgs, grid: str | None) -> tuple[tuple[int, int], ...]:
    """Return the heads that the model of ``--model`` lacks."""
    if not read_args.model or not grid:
        return ()
    from ..readers.absent_heads import absent_heads

    return absent_heads(read_args.model, grid_shape(grid), read_args.kv)


def _rule(part: Style | CategoryStyle | FacetStyle) -> Rule:
    """Return the rule for scores that a style, or one of its categories or facets, sets."""
    # The style allows a number (20) or a share ("5%"); a rule takes both as text.
    top = str(part.top) if part.top else None
    bottom = str(part.bottom) if part.bottom else None
    return Rule(part.threshold, top, part.below, bottom, part.abs)


def _own_rule(read_args: ReadArgs) -> Rule:
    """Return the rule that the options give; raise UsageError if ``--abs`` is given without a condition."""
    rule = Rule(
        threshold=_parse("--threshold", parse_number, read_args.threshold),
        top=_parse("--top", parse_head_count, read_args.top),
        below=_parse("--below", parse_number, read_args.below),
        bottom=_parse("--bottom", parse_head_count, read_args.bottom),
        abs=read_args.abs,
    )
    return require_condition(rule)


def _parse_condition(text: str) -> tuple[str, str]:
    """Return the column and the value of a condition of ``--where``."""
    column, equals, value = text.partition("=")
    if not equals:
        raise UsageError("--where expects COLUMN=VALUE")
    return column, value


def resolve_grid(read_args: ReadArgs) -> str | None:
    """Return the grid that ``--grid`` or ``--model`` gives, such as ``36x40``; None if neither is given.

    Raises:
        UsageError: The grid or model is wrong, both are given, or ``--kv`` is given without a model.
    """
    if read_args.kv and not read_args.model:
        raise UsageError("--kv can only be used with --model")
    if read_args.grid and read_args.model:
        raise UsageError("--grid and --model cannot be used together")
    if read_args.model:
        from ..readers.model_grids import model_grid

        layers, heads = model_grid(read_args.model, read_args.kv)
        return f"{layers}x{heads}"
    return _parse("--grid", parse_grid, read_args.grid)


def _parse(flag: str, parse: Callable[[str], T], text: str | None) -> T | None:
    """Return the parsed value of a flag, None if it is not given; raise UsageError if it is wrong."""
    if text is None:
        return None
    try:
        return parse(text)
    except ValueError as e:
        raise UsageError(f"{flag}: {e}") from None
