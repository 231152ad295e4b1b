"""Decide which labels of an input are categories: some mean that a head has none, and some list several."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterable, Mapping, Sequence

from ..core.strings import quote, truncated_list
from .category_cells import BRACKETS
from .entries import Entries
from .missing import NOT_A_CATEGORY, SPREADSHEET_ERRORS, is_missing
from .options import Options

log = logging.getLogger("headmap")


def category_names(names: Iterable[str], entries: Entries, options: Options) -> list[str]:
    """Return the names that are categories, and add the others to those that the entries ignore."""
    chosen = []
    for name in names:
        if _means_no_category(name, options):
            entries.ignored[name] = None
        else:
            chosen.append(name)
    return chosen


def settle_categories(entries: Entries, options: Options) -> None:
    """Remove labels that are not categories, split those that list several, and report both.

    A label such as ``A, B`` is split only if A and B are labels too, and only if it comes from a cell. The
    name of a column and the key of an object are never split.

    Args:
        entries: The rows of one input, which are changed.
        options: The style's categories, whose labels stay as they are.
    """
    if entries.exact:
        return
    replacements: dict[str, list[str]] = {}
    split_labels: list[str] = []
    for label in entries.labels:
        # A blank label comes from an input that names no category, or is a blank key, which is an error.
        if label.strip() and not category_names([label], entries, options):
            replacements[label] = []
        elif not entries.ordered and not options.styles_name(label):
            parts = _labels_in(label, entries, options)
            if parts:
                replacements[label] = parts
                split_labels.append(label)
    replacements = {label: _resolve(label, replacements) for label in replacements}
    if replacements:
        _replace_labels(entries, replacements)
    _report_split(split_labels, replacements, entries.source)
    _report_ignored(list(entries.ignored), entries.source)


def _means_no_category(name: str, options: Options) -> bool:
    """Return whether a name means that a head has no category, unless the style names it as a category."""
    plain = name.strip().casefold()
    return (plain in NOT_A_CATEGORY or is_missing(plain)) and not options.styles_name(name)


def _labels_in(text: str, entries: Entries, options: Options) -> list[str]:
    """Return the labels that a text lists, in brackets or with commas; none unless every part is a label."""
    brackets = re.fullmatch(BRACKETS, text)
    inside = brackets[brackets.lastindex or 0] if brackets else text
    parts = [part.strip() for part in inside.split(",")]
    if len(parts) == 1 and not text.startswith(("[", "{")):
        return []
    labels = [part for part in parts if not _means_no_category(part, options)]
    if not all(label in entries.labels and label != text for label in labels):
        return []
    return list(dict.fromkeys(labels))


def _resolve(label: str, replacements: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the labels that finally replace a label, whose parts, such as ``[A]``, may be replaced too."""
    if label not in replacements:
        return [label]
    labels: dict[str, None] = {}
    for part in replacements[label]:
        labels |= dict.fromkeys(_resolve(part, replacements))
    return list(labels)


def _replace_labels(entries: Entries, replacements: Mapping[str, Sequence[str]]) -> None:
    """Replace each row of a replaced label by a row for each of the new labels, or by one without a label.

    Args:
        entries: The rows, which are changed.
        replacements: The new labels of each label that is replaced.
    """
    import numpy as np

    old_labels = list(entries.labels)
    entries.labels = {}
    for label in old_labels:
        if label not in replacements:
            entries.number(label)
    rows = entries.take_rows()
    width = max(1, *map(len, replacements.values()))
    # If A is replaced by B and C, B stays, and X is removed, the table of the new numbers is
    #
    #     A   0  1       B is 0 and C is 1
    #     B   0 -2       -2: there is no second row
    #     X  -1 -2       -1: a row without a label
    #        -1 -2       the last row, at index -1, is that of rows which had no label before
    new_numbers = np.full((len(old_labels) + 1, width), -2)
    new_numbers[:, 0] = -1
    for number, label in enumerate(old_labels):
        names = replacements.get(label, [label])
        new_numbers[number, : len(names)] = [entries.labels[name] for name in names]
    for numbers in new_numbers.T:
        new = numbers[rows.label]
        kept = new != -2
        scores = np.where(new >= 0, rows.score, math.nan)
        entries.extend(rows.layer[kept], rows.head[kept], new[kept], scores[kept])


def _report_split(labels: list[str], replacements: Mapping[str, Sequence[str]], source: str) -> None:
    """Warn of labels that were split."""
    if not labels:
        return
    first = labels[0]
    *others, last = map(quote, replacements[first])
    names = f"{', '.join(others)} and {last}" if others else last
    more = f" (and {len(labels) - 1} more like it)" if len(labels) > 1 else ""
    log.warning(
        "%s: reads %s as %s, which are categories of their own%s; to keep it as one category, name it under "
        "categories: in a style",
        source,
        quote(first),
        names,
        more,
    )


def _report_ignored(names: list[str], source: str) -> None:
    """Report the names that are ignored, as a warning unless all are usual markers of missing values."""
    if not names:
        return
    unusual = any(name.strip().casefold() in NOT_A_CATEGORY | SPREADSHEET_ERRORS for name in names)
    level = logging.WARNING if unusual else logging.INFO
    if len(names) == 1:
        message = "ignores the name %s, which means that a head has no category; to draw it, name it"
    else:
        message = "ignores the names %s, which mean that a head has no category; to draw one, name it"
    listed = truncated_list(list(map(quote, names)))
    log.log(level, f"%s: {message} under categories: in a style", source, listed)
