"""Which names in an input are categories: some say that a head has none, and some name several."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Mapping, Sequence

from ..core.strings import quote, truncated_list
from .category_cells import BRACKETS
from .entries import Entries
from .missing import NOT_A_CATEGORY, SPREADSHEET_ERRORS, is_missing
from .options import Options

log = logging.getLogger("headmap")


def category_names(names: Iterable[str], entries: Entries, options: Options) -> list[str]:
    """Return the names that are categories; the others are noted in the entries as ignored."""
    chosen = []
    for name in names:
        if _means_no_category(name, options):
            entries.ignored[name] = None
        else:
            chosen.append(name)
    return chosen


def settle_categories(entries: Entries, options: Options) -> None:
    """Leave out labels that are not categories, split those that name several, and report both.

    A label such as ``A, B`` is split only if A and B are labels too, and only where it comes from a cell:
    the name of a column or a key is taken as it is.
    """
    if entries.exact:
        return
    replacements: dict[str, list[str]] = {}
    split: list[str] = []
    for label in entries.labels:
        # A blank label comes from an input that names no category, or is a blank key, which is an error.
        if label.strip() and not category_names([label], entries, options):
            replacements[label] = []
        elif not entries.ordered and not options.styles_name(label):
            parts = _labels_in(label, entries, options)
            if parts:
                replacements[label] = parts
                split.append(label)
    replacements = {label: _resolved(label, replacements) for label in replacements}
    if replacements:
        _replace_labels(entries, replacements)
    _report_split(split, replacements, entries.source)
    _report_ignored(list(entries.ignored), entries.source)


def _means_no_category(name: str, options: Options) -> bool:
    """Return whether a name says that a head has no category; a style that names it decides otherwise."""
    plain = name.strip().casefold()
    return (plain in NOT_A_CATEGORY or is_missing(plain)) and not options.styles_name(name)


def _labels_in(text: str, entries: Entries, options: Options) -> list[str]:
    """Return the labels that a text lists, in brackets or with commas, or nothing if one is not a label."""
    brackets = BRACKETS.fullmatch(text)
    inside = brackets[brackets.lastindex or 0] if brackets else text
    parts = [part.strip() for part in inside.split(",")]
    if len(parts) == 1 and not text.startswith(("[", "{")):
        return []
    labels = [part for part in parts if not _means_no_category(part, options)]
    if not all(label in entries.labels and label != text for label in labels):
        return []
    return list(dict.fromkeys(labels))


def _resolved(label: str, replacements: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the labels that replace a label in the end; a part such as ``[A]`` may be replaced itself."""
    if label not in replacements:
        return [label]
    parts = [name for part in replacements[label] for name in _resolved(part, replacements)]
    return list(dict.fromkeys(parts))


def _replace_labels(entries: Entries, replacements: Mapping[str, Sequence[str]]) -> None:
    """Give each row of a label a row for each of the names that replace it, or one without a label."""
    import numpy as np

    old_labels = list(entries.labels)
    entries.labels = {}
    for label in old_labels:
        if label not in replacements:
            entries.number(label)
    layer, head = np.array(entries.layer), np.array(entries.head)
    label_numbers, score = np.array(entries.label), np.array(entries.score)
    width = max(1, *map(len, replacements.values()))
    # Column i holds the i-th new number of each old label; -2 stands for no further row.
    # The last row of the table is for heads that were declared without a label, whose number is -1.
    new_numbers = np.full((len(old_labels) + 1, width), -2)
    new_numbers[:, 0] = -1
    for number, label in enumerate(old_labels):
        names = replacements.get(label, [label])
        new_numbers[number, : len(names)] = [entries.labels[name] for name in names]
    for column in (entries.layer, entries.head, entries.label, entries.score):
        del column[:]
    for numbers in new_numbers.T:
        new = numbers[label_numbers]
        kept = new != -2
        scores = np.where(new >= 0, score, math.nan)
        entries.extend(layer[kept], head[kept], new[kept], scores[kept])


def _report_split(labels: list[str], replacements: Mapping[str, Sequence[str]], source: str) -> None:
    """Say which labels were split."""
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
    """Say which names are ignored: as a warning, unless all are the usual signs for a missing value."""
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
