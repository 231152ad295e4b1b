"""Name the outputs of a job by the fields in a template, such as ``figs/{stem}.{ext}``."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Formatter

from ..core.errors import UsageError
from ..core.strings import did_you_mean, quote
from ..files.source import PACKED_ENDINGS, named_path
from ..options.records import NO_FIGURE_ARGS, FigureArgs
from ..writers.formats import format_of
from .sweeps import value_text

FIELDS = ("stem", "name", "parent", "ext", "index")
"""The fields that every figure has."""
OPTION_FIELDS = ("threshold", "below", "top", "bottom", "column", "at", "where", "preset", "dpi", "width")
"""The fields for options, which a figure has if the option is given."""


def output_names(
    templates: Sequence[str],
    endings: Sequence[str],
    text: str,
    index: int = 1,
    args: FigureArgs = NO_FIGURE_ARGS,
) -> tuple[str, ...]:
    """Return the outputs of an INPUT: each template, with each ending if it has ``{ext}``.

    Args:
        templates: The templates, with any of FIELDS and OPTION_FIELDS in braces.
        endings: The values of ``{ext}``.
        text: The INPUT.
        index: The number of the figure in its run, from 1.
        args: The options of the figure.

    Raises:
        UsageError: A template has other fields, or one for an option that is not given, or makes a name that
            no output can have.

    >>> output_names(["figs/{parent}-{stem}.{ext}"], ["png", "svg"], "runs/7/heads.csv.gz")
    ('figs/7-heads.png', 'figs/7-heads.svg')
    """
    values = _field_values(text, index)
    option_values = _option_values(args)
    names: list[str] = []
    has_ext = False
    for template in templates:
        fields = _template_fields(template)
        for field in fields:
            if field in OPTION_FIELDS:
                _check_option(field, option_values, template)
            else:
                _refuse_path(field, values.get(field, ""), text)
        if "ext" not in fields:
            names.append(template.format(**values, **option_values))
            continue
        has_ext = True
        if not endings:
            raise UsageError(
                f"-o {quote(template)} has {{ext}}; name the formats with --ext, such as --ext png"
            )
        names += [template.format(**values, **option_values, ext=ending) for ending in endings]
    for name in names:
        format_of(name)  # raises for a name whose ending is not a format
    if endings and not has_ext:
        raise UsageError("--ext can only be used with {ext} in -o, such as -o 'figs/{stem}.{ext}'")
    return tuple(dict.fromkeys(names))


def _field_values(text: str, index: int) -> dict[str, str | int]:
    """Return the values of all fields but ``ext``.

    ``stem`` is the name of the file without its endings, ``name`` the whole name or that of Name=FILE,
    ``parent`` the name of the file's folder, and ``index`` the number of the figure.
    """
    label, path = named_path(text)
    if path == "-":
        path = "stdin"
    file = Path(os.path.abspath(path))
    unpacked = file
    if file.suffix.lower() in PACKED_ENDINGS:
        unpacked = file.with_suffix("")
    return {"stem": unpacked.stem, "name": label or file.name, "parent": file.parent.name, "index": index}


def _option_values(args: FigureArgs) -> dict[str, str]:
    """Return the values of the fields for the options that are given."""
    read, draw = args.read, args.draw
    values = {
        "threshold": read.threshold,
        "below": read.below,
        "top": read.top,
        "bottom": read.bottom,
        "column": read.column,
        "at": read.key_path,
        "where": value_text(read.where),
        "preset": value_text(args.style.presets),
        "dpi": draw.dpi,
        "width": draw.width,
    }
    return {field: value for field, value in values.items() if value}


def _template_fields(template: str) -> list[str]:
    """Return the fields of a template, and raise UsageError for one that does not exist."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        raise UsageError(
            f"-o {quote(template)}: a brace without its pair; write {{{{ for a brace of the name",
        ) from None
    fields: list[str] = []
    for _, field, format_spec, conversion in parts:
        if field is None:  # text after the last field
            continue
        if field not in (*FIELDS, *OPTION_FIELDS):
            choice = ", ".join(f"{{{name}}}" for name in FIELDS)
            hint = did_you_mean(field, (*FIELDS, *OPTION_FIELDS))
            raise UsageError(
                f"-o {quote(template)}: no field {{{field}}}{hint}; expected {choice} "
                "or an option, such as {threshold}"
            )
        # Any other specification could contain a field of its own, as {stem:{name}} does.
        is_padding = field == "index" and format_spec is not None and format_spec.isdigit()
        if conversion or (format_spec and not is_padding):
            raise UsageError(f"-o {quote(template)}: only {{index}} takes a form, such as {{index:03}}")
        fields.append(field)
    return fields


def _check_option(field: str, option_values: Mapping[str, str], template: str) -> None:
    """Raise UsageError if the option of a field is not given, or if its value cannot be part of a name."""
    if field not in option_values:
        raise UsageError(
            f"-o {quote(template)} has {{{field}}}, but the figure has no {field}; "
            "give it one, or use {index}"
        )
    value = option_values[field]
    if _is_no_name(value):
        problem = f"{field} {quote(value)} makes {{{field}}} a text that is not a file name"
        raise UsageError(f"-o {quote(template)}: {problem}; use {{index}} in its place")


def _refuse_path(field: str, value: str | int, text: str) -> None:
    """Raise UsageError for a value that is not a single name: it could lead out of the output's folder."""
    if field in ("index", "ext"):
        return
    if _is_no_name(str(value)):
        problem = f"{quote(text)} makes {{{field}}} {quote(str(value))}, which is not a file name"
        raise UsageError(f"{problem}; rename the input")


def _is_no_name(value: str) -> bool:
    """Return whether a text is not a single name, so that it could lead to another folder."""
    return value in ("", ".", "..") or bool(set(value) & set("/\\\0"))
