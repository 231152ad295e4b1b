"""Find the table in a text that has a title, or the rest of a document, around it."""

from __future__ import annotations

import csv
import logging
import re
from collections.abc import Sequence

from ...core.head_names import parse_head_name
from ...core.numbers import cell_number
from .column_names import category_rank, score_rank
from .delimiter import detect_delimiter, is_header
from .header import HEAD, LAYER, normalize_name

log = logging.getLogger("headmap")

MAX_START = 1 << 16
"""How many characters of a text are searched for its first line."""

MAX_TITLE_LINES = 20
"""How many lines there may be above a header that is not in a Markdown table."""

BAR_LINE = re.compile(r"\s*\|")
MARKDOWN_RULE = re.compile(r"\s*\|?(\s*:?-+:?\s*\|)+(\s*:?-+:?\s*)?")
"""The line of hyphens below the header of a Markdown table."""


def without_surroundings(text: str, source: str) -> str:
    """Return a text without the lines above and below its table, of which blank lines are left.

    So the rows keep their numbers. A text that begins with its table is returned unchanged, and so is one in
    which no line is certain to be a header of heads.

    Args:
        text: The text.
        source: The name of the input, for messages.
    """
    start = text[:MAX_START].split("\n")
    first = next((i for i, line in enumerate(start) if is_header(line)), None)
    if first is None or not _may_need_search(start[first]):
        return text
    titled = range(first, min(first + MAX_TITLE_LINES, len(start)))
    candidates = [i for i in titled if _is_header_of_heads(start[i])]
    if not candidates and "|" not in text:
        return text
    lines = text.split("\n")
    headers = _headers_of_markdown(lines)
    candidates = candidates or [i for i in headers if _is_header_of_heads(lines[i])]
    if _may_begin_table(start[first]) and not BAR_LINE.match(start[first]):
        # Words with spaces between them may be a title, unless the table has spaces between its columns too.
        candidates = [i for i in candidates if detect_delimiter(lines[i]) != " "]
    if not candidates:
        return text
    header = candidates[0]
    end = len(lines)
    if header in headers:
        end = _end_of_markdown(lines, header, headers)
    if any(map(is_header, lines[:header])):
        log.info("%s: takes line %d as the header of its table", source, header + 1)
    return "\n".join([*[""] * header, *lines[header:end], *[""] * (len(lines) - end)])


def _may_need_search(line: str) -> bool:
    """Return whether there may be something else than the table above or below it."""
    return bool(BAR_LINE.match(line)) or detect_delimiter(line) == " " or not _may_begin_table(line)


def _may_begin_table(line: str) -> bool:
    """Return whether the first line may be a header, or a row without a header."""
    fields = _fields(line)
    if len(fields) > 1 and any(normalize_name(field) in (*HEAD, *LAYER) for field in fields):
        return True
    return any(cell_number(field) is not None or parse_head_name(field) is not None for field in fields)


def _end_of_markdown(lines: Sequence[str], header: int, headers: Sequence[int]) -> int:
    """Return where the rows of a Markdown table end, which is where other text begins.

    If there are further rows or another table of heads below that text, the end is that of all lines, and the
    reader of the table reports the line that is no row.
    """
    all_lines = len(lines)
    end = all_lines
    for i in range(header, all_lines):
        if lines[i].strip() and not BAR_LINE.match(lines[i]):
            end = i
            break
    below = [i for i in range(end, all_lines) if BAR_LINE.match(lines[i])]
    if not below:
        return end
    is_other_table = below[0] in headers
    if is_other_table and not any(i > end and _is_header_of_heads(lines[i]) for i in headers):
        return end
    return all_lines


def _is_header_of_heads(line: str) -> bool:
    """Return whether a line has columns of heads, and of layers, categories or scores, by their names."""
    if not is_header(line):
        return False
    fields = _fields(line)
    names = list(map(normalize_name, fields))
    if not any(name in HEAD for name in names) or any(cell_number(field) is not None for field in fields):
        return False
    others = [name for name in names if name not in HEAD]
    return any(
        name in LAYER or category_rank(name) is not None or score_rank(name) is not None for name in others
    )


def _headers_of_markdown(lines: Sequence[str]) -> list[int]:
    """Return the numbers of the lines that are headers of Markdown tables."""
    headers = []
    for i in range(len(lines) - 1):
        if BAR_LINE.match(lines[i]) and MARKDOWN_RULE.fullmatch(lines[i + 1]):
            headers.append(i)
    return headers


def _fields(line: str) -> list[str]:
    """Return the fields of a line."""
    try:
        [fields] = csv.reader([line.strip().strip("|")], delimiter=detect_delimiter(line))
    except (csv.Error, ValueError):
        return [line]
    return fields
