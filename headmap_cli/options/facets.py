"""Parse and open the facets that ``--facet LABEL=FILE`` names, and find their grids in the style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..core.errors import HeadmapError, UsageError
from ..core.grid import grid_shape
from ..core.strings import quote
from ..readers.inputs import Input, open_input
from .records import ReadArgs

if TYPE_CHECKING:
    from ..style.schema import FacetStyle


def check_facets(input_args: Sequence[str], read_args: ReadArgs) -> None:
    """Raise UsageError unless there are either INPUTs or facets."""
    if read_args.facets and read_args.facet_by:
        raise UsageError("--facet and --facet-by cannot be used together; --facet-by splits INPUTs")
    if read_args.facets and input_args:
        label = parse_facet(read_args.facets[0])[0]
        raise UsageError(
            f"INPUT {quote(input_args[0])} has no label beside --facet {label}=..; "
            f"write --facet LABEL={input_args[0]}"
        )
    if not read_args.facets and not input_args:
        raise UsageError("INPUT is missing; name a file, or facets with --facet LABEL=FILE")


def parse_facet(text: str) -> tuple[str, str]:
    """Return the label and the file of a facet ``LABEL=FILE``; the file may be ``Name=FILE`` itself."""
    label, equals, file = text.partition("=")
    if not equals or not label.strip() or not file:
        raise UsageError(f"--facet {quote(text)}: expected LABEL=FILE, such as 'GPT-2 XL=gpt2.csv'")
    return label.strip(), file


def facet_files(read_args: ReadArgs) -> list[str]:
    """Return the files of the facets, each as an INPUT would name it."""
    return [parse_facet(text)[1] for text in read_args.facets]


def open_facets(read_args: ReadArgs, contents: Mapping[str, bytes] | None = None) -> list[Input]:
    """Open the files of the facets, each as an input that knows its facet.

    Args:
        read_args: The options that name the facets.
        contents: The bytes of streams that have been read already, by the file of the facet.

    Raises:
        InputError: A file cannot be opened.
    """
    contents = contents or {}
    inputs = []
    for text in read_args.facets:
        label, file = parse_facet(text)
        opened = open_input(file, read_args.max_bytes, contents.get(file))
        opened.facet = label
        inputs.append(opened)
    return inputs


def facet_grid(label: str, facet: FacetStyle) -> tuple[int, int] | None:
    """Return the grid that the style gives a facet, itself or by the name of its model.

    Raises:
        HeadmapError: The model is not known, or there are both a grid and a model.
    """
    if facet.model is None:
        return grid_shape(facet.grid) if facet.grid else None
    if facet.grid:
        raise HeadmapError(f"the style's facets.{label} has a grid and a model; keep one of them")
    from ..readers.model_grids import known_grid

    grid = known_grid(facet.model)
    if grid is None:
        raise HeadmapError(
            f"the style's facets.{label}.model {quote(facet.model)} is not known; "
            "write its grid, such as grid: 36x40"
        )
    return grid
