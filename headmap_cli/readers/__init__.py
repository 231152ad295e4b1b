"""Read classifications from files: one reader for each family of formats, chosen by the content.

The readers are imported only when something is read, since help and completion need only the options.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from ..core.errors import UsageError, input_error
from ..core.grid import MAX_HEADS
from ..core.rule import Rule
from ..core.strings import quote, truncated_list
from ..core.vocabulary import option, python_only, where_option
from .formats import INPUT_FORMATS
from .inputs import Input, open_inputs
from .options import Options

if TYPE_CHECKING:
    from ..core.classification import Classification
    from ..core.facets import Facets
    from .entries import Entries

MAX_LABELS_LISTED = 6
"""How many labels of an input an error lists."""

__all__ = [
    "INPUT_FORMATS",
    "Input",
    "Options",
    "Rule",
    "open_inputs",
    "read",
    "read_inputs",
    "read_memberships",
    "read_scores",
    "read_shown",
]


def read(*inputs: str | os.PathLike[str], **options: Any) -> Classification:
    """Read the classification that files hold; ``-`` is standard input.

    Args:
        inputs: Paths; ``Name=path`` takes the heads of a file as the category Name.
        options: How to read, as the options of the command line do: ``grid`` (a pair, or a string such as
            ``"36x40"``), ``threshold``, ``below``, ``top``, ``bottom``, ``abs``, ``scores``, ``column``,
            ``where`` (a dict), ``at``, ``index_base``, ``input_format``, ``missing``, ``repeats`` and
            ``max_bytes``. ``categories`` is a dict from the name of each category to its labels in the files.

    Returns:
        The classification of all files, whose grids must agree.

    Raises:
        InputError: There are problems in the files; the error holds all of them. Or they hold several facets,
            which ``read_facets`` reads.
        UsageError: An option is unknown, or its value is invalid.
    """
    from .python_options import parse_options

    if not inputs:
        raise UsageError("headmap.read needs the path of a file, or several")
    for path in inputs:
        if not isinstance(path, str | os.PathLike):
            raise UsageError(f"headmap.read takes paths; found {_instead_of_path(path)}")
    chosen = parse_options(options)
    return read_inputs(open_inputs([os.fspath(path) for path in inputs], chosen.max_bytes), chosen)


def _instead_of_path(value: Any) -> str:
    """Return the type of a value that is not a path, with advice on which call takes it."""
    from ..core.arguments import is_arraylike, type_name

    kind = type_name(value)
    if hasattr(value, "read"):
        return f"{kind}; pass the path of the file"
    if isinstance(value, list | tuple) and all(isinstance(item, str | os.PathLike) for item in value):
        return f"{kind}; pass each path by itself: headmap.read(*paths)"
    if isinstance(value, dict):
        return f"{kind}; headmap.Classification.from_scores({{name: array}}, threshold=...) takes scores"
    if hasattr(value, "columns") and hasattr(value, "to_csv"):
        return (
            f"{kind}; headmap.Classification.from_scores(df, category, threshold=...) takes layers x heads, "
            'and df.to_csv("heads.csv", index=False) writes a table that headmap.read("heads.csv") takes'
        )
    if is_arraylike(value):
        return f"{kind}; headmap.Classification.from_scores(scores, categories, threshold=...) takes scores"
    return kind


def read_inputs(inputs: Sequence[Input], options: Options) -> Classification:
    """Read the classification of one or several inputs.

    Args:
        inputs: The inputs, which have been opened.
        options: How to read them.

    Raises:
        InputError: There are problems in the inputs, their grids differ, or they hold several facets.
        UsageError: The grid that the options give is too large.
    """
    from ..core.facets import Facets  # imports numpy, which help and completion do not need

    data = read_shown(inputs, options)
    if isinstance(data, Facets):
        labels = [quote(facet.label) for facet in data.facets]
        source = truncated_list(list(dict.fromkeys(input.source.name for input in inputs)))
        choice = where_option("facet", data.facets[0].label)
        if options.facet_by:
            choice = f"{where_option(options.facet_by, data.facets[0].label)} without {option('facet-by')}"
        message = f"holds {len(labels)} facets, and one is needed here: {truncated_list(labels)}"
        all_of_them = python_only("; headmap.read_facets reads all of them")
        raise input_error(source, f"{message}; choose one, for example with {choice}{all_of_them}")
    return data


def read_shown(inputs: Sequence[Input], options: Options) -> Classification | Facets:
    """Read inputs that may hold several facets: the Facets if they do, or else their classification.

    Args:
        inputs: The inputs, which have been opened.
        options: How to read them.

    Raises:
        InputError: There are problems in the inputs, or the grids of one classification differ.
        UsageError: The grid that the options give is too large.
    """
    from .assemble import assemble  # imports numpy as well

    if options.grid and options.grid[0] * options.grid[1] > MAX_HEADS:
        raise UsageError(f"grid {options.grid[0]}x{options.grid[1]} has more than {MAX_HEADS:,} heads")
    entries = []
    for input in inputs:
        entries.append(_read_named(input, options))
        # An interrupt that arrives while the garbage collector closes a file is lost.
        input.source.close()
    if not any(part.facets for part in entries):
        if options.facets:
            from .facets import warn_of_unknown_facets

            warn_of_unknown_facets([], options)
        return assemble(entries, options)
    from .facets import assemble_facets

    return assemble_facets(entries, options)


def read_memberships(inputs: Sequence[Input], options: Options) -> Classification:
    """Read the classification of inputs as ``read_inputs`` does, for what needs the heads of each category.

    Raises:
        InputError: The inputs hold scores, and no rule says which heads are in a category.
    """
    from ..core.undecided import require_memberships

    data = read_inputs(inputs, options)
    require_memberships(data, truncated_list([input.source.name for input in inputs]))
    return data


def read_scores(inputs: Sequence[Input], options: Options, magnitudes: bool = False) -> Classification:
    """Read the scores of inputs, with which rules have nothing to do: the result has no memberships.

    Args:
        inputs: The inputs, which have been opened.
        options: How to read them; their rules are ignored.
        magnitudes: Whether the score with the largest magnitude counts, where several labels of a head belong
            to a category, instead of the largest score.

    Raises:
        InputError: The inputs do not hold scores of every category.
    """
    return read_inputs(inputs, without_rules(options, magnitudes))


def without_rules(options: Options, magnitudes: bool = False) -> Options:
    """Return options that read scores without any rule, see ``read_scores``."""
    no_rule = Rule(abs=magnitudes)
    return replace(
        options, scores=True, own_rule=no_rule, style_rule=no_rule, rules={}, facets=options.grids_of_facets
    )


def _read_named(input: Input, options: Options) -> Entries:
    """Read one INPUT, and name its category after the file or the name in ``Name=path``."""
    from .detect import read_entries
    from .entries import Entries

    named_options = replace(options, name=input.label)
    if input.facet:
        named_options = named_options.for_facet(input.facet)
    entries = read_entries(input, named_options)
    for part in [entries, *entries.facets.values()]:
        _name_category(input, part)
    if not input.facet:
        return entries
    if entries.facets:
        message = f"already holds facets, so {option('facet')} cannot make it one"
        raise input_error(input.source.name, message)
    facet_entries = Entries(input.source.name, entries.shape)
    facet_entries.facets[input.facet] = entries
    return facet_entries


def _name_category(input: Input, entries: Entries) -> None:
    """Name the category of entries without one after the file or the name in ``Name=path``."""
    if entries.facets:
        return
    labels = [label for label in entries.labels if label]
    if input.label and len(labels) > 1:
        names = ", ".join(labels[:MAX_LABELS_LISTED])
        message = f"holds {len(labels)} categories, so {input.label}= cannot name them: {names}"
        raise input_error(input.source.name, message)
    # An input that names no category has a single label, which is blank, or none if it lists no head.
    has_no_name = "" in entries.labels
    if (input.label or has_no_name) and len(entries.labels) <= 1:
        entries.labels = {input.label or _category_of_file(input.path): 0}


def _category_of_file(path: str) -> str:
    """Return the category of a file that names none: the file's name without the extensions of its format.

    >>> _category_of_file("runs/llama-3.1-8b.heads.csv.gz")
    'llama-3.1-8b.heads'
    """
    from ..files.source import PACKED_ENDINGS

    name = "stdin" if path == "-" else os.path.basename(path)
    for packed_ending in PACKED_ENDINGS:
        name = name.removesuffix(packed_ending) or name
    stem, _, ending = name.rpartition(".")
    # The 1 of "heads.v2.1" and the 1000 of "step.1000" are not file extensions.
    if stem and ending.isalnum() and not ending.isdigit():
        return stem
    return name
