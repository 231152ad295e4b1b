"""Find YAML comments that were probably meant as values: ``color: #ff0000``, ``title: Run #1``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from ..core.strings import quote

GLUED = re.compile(r"(?:^|[\s\[\]{},:-])#[^\s#!]", re.MULTILINE)
"""A '#' that may start a comment, with text right after it."""
COMMENT = re.compile(r"#.*")
HEX = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})(?=[\s,\]}]|$)")
ENDS = (
    yaml.KeyToken,
    yaml.BlockEndToken,
    yaml.BlockEntryToken,
    yaml.FlowEntryToken,
    yaml.FlowSequenceEndToken,
    yaml.FlowMappingEndToken,
    yaml.DocumentStartToken,
    yaml.DocumentEndToken,
    yaml.StreamEndToken,
)
"""What follows a key or a dash that has no value."""


@dataclass(frozen=True, slots=True)
class Swallowed:
    """A comment without a space after its '#', where a value or the rest of one was probably meant.

    value: the text before the comment, or empty if the comment stands in the place of the value.
    line and column count from 1 and point at the '#'.
    """

    text: str
    value: str
    line: int
    column: int

    @property
    def is_color(self) -> bool:
        """Whether the comment looks like a colour such as ``#ff0000``."""
        return HEX.match(self.text) is not None

    @property
    def message(self) -> str:
        """What is wrong, and the value to write instead."""
        if self.value:
            return (
                f"'#' starts a comment, so the text ends at {quote(self.value)}; "
                f"quote it: {quote(f'{self.value} {self.text}')}"
            )
        if self.is_color:
            return f"'#' starts a comment; quote the colour: {quote(self.text)}"
        return f"'#' starts a comment, so there is no value here; quote it: {quote(self.text)}"


@dataclass
class Comments:
    """The suspicious comments of a YAML text.

    values: those after a key, a dash or a text, by the index where the parser has the value end.
    lost: those inside brackets, where no value remains that they belong to.
    """

    values: dict[int, Swallowed]
    lost: list[Swallowed]


def swallowed(text: str, loader: Any) -> Comments:
    """Find the comments of a text that were probably meant as values.

    A comment with a space after its '#' is always taken as a comment. Where the text is not YAML, the
    comments up to the error are returned.
    """
    found = Comments({}, [])
    if not GLUED.search(text):
        return found
    before, depth = None, 0
    try:
        for token in yaml.scan(text, Loader=loader):
            if before is not None:
                _add(text, before, token, depth, found)
            depth += isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken)
            depth -= isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken)
            before = token
    except yaml.YAMLError:
        pass  # the parser reports it
    return found


def _add(text: str, before: Any, token: Any, depth: int, found: Comments) -> None:
    """Add the first comment between two tokens if it was probably meant as a value."""
    start = before.end_mark.index
    match = COMMENT.search(text, start, max(start, token.start_mark.index))
    if match is None or match[0][1:2].strip() == "" or match[0][1] in "#!":
        return
    lines = text.count("\n", start, match.start())
    color = HEX.match(match[0])
    if lines and not color:
        return
    written = color[0] if color else match[0].partition(" # ")[0].rstrip()
    line_start = text.rfind("\n", 0, match.start()) + 1
    place = (before.end_mark.line + lines + 1, match.start() - line_start + 1)
    if isinstance(before, yaml.ValueToken | yaml.BlockEntryToken) and isinstance(token, ENDS):
        end = token.start_mark.index if depth else start
        found.values[end] = Swallowed(written, "", *place)
    elif isinstance(before, yaml.ScalarToken) and before.plain and not lines:
        found.values[start] = Swallowed(written, before.value, *place)
    elif depth and not isinstance(before, yaml.ScalarToken):
        found.lost.append(Swallowed(written, "", *place))
