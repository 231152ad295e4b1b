"""Find YAML comments that were probably meant as values: ``color: #ff0000``, ``title: Run #1``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from ...core.errors import Location
from ...core.strings import quote
from .loader import Yaml12Loader

COMMENT_WITHOUT_SPACE = re.compile(r"(?:^|[\s\[\]{},:-])#[^\s#!]", re.MULTILINE)
"""A '#' that may start a comment, with text right after it."""
COMMENT = re.compile(r"#.*")
HEX_COLOR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})(?=[\s,\]}]|$)")
BRACKET_START = (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)
BRACKET_END = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)
AFTER_MISSING_VALUE = (
    *BRACKET_END,
    yaml.KeyToken,
    yaml.BlockEndToken,
    yaml.BlockEntryToken,
    yaml.FlowEntryToken,
    yaml.DocumentStartToken,
    yaml.DocumentEndToken,
    yaml.StreamEndToken,
)
"""The tokens that can follow a key or a dash that has no value."""


@dataclass(frozen=True, slots=True)
class SwallowedText:
    """A comment without a space after its '#', where a value or the end of one was probably meant.

    Attributes:
        text: The comment, from its '#' on.
        value: The text before the comment; empty if the comment is in the place of the value.
        location: The line and column of the '#'.
    """

    text: str
    value: str
    location: Location

    @property
    def is_color(self) -> bool:
        """Return whether the comment looks like a colour such as ``#ff0000``."""
        return HEX_COLOR.match(self.text) is not None

    @property
    def message(self) -> str:
        """Return what is wrong, and the value to write instead."""
        if self.value:
            return (
                f"'#' starts a comment, so the text ends at {quote(self.value)}; "
                f"quote it: {quote(f'{self.value} {self.text}')}"
            )
        if self.is_color:
            return f"'#' starts a comment; quote the colour: {quote(self.text)}"
        return f"'#' starts a comment, so there is no value here; quote it: {quote(self.text)}"


@dataclass
class SwallowedByPlace:
    """The comments of a document that were probably meant as values, by where they are.

    Attributes:
        after_values: Those after a key, a dash or a text, by the index of the character at which the value
            ends for the parser.
        inside_brackets: Those inside brackets that follow no value, as the colours in ``[#f00, #0f0]``.
    """

    after_values: dict[int, SwallowedText] = field(default_factory=dict)
    inside_brackets: list[SwallowedText] = field(default_factory=list)

    def all_texts(self) -> list[SwallowedText]:
        """Return all of them: those after values, then those inside brackets."""
        return [*self.after_values.values(), *self.inside_brackets]


def find_swallowed(text: str) -> SwallowedByPlace:
    """Find the comments of a text that were probably meant as values.

    A comment with a space after its '#' is always taken as a comment. If the text is not YAML, the comments
    up to the error are returned.
    """
    swallowed = SwallowedByPlace()
    # Scanning for tokens takes as long as parsing, and few files have such a comment.
    if not COMMENT_WITHOUT_SPACE.search(text):
        return swallowed
    previous = None
    depth = 0
    try:
        for token in yaml.scan(text, Loader=Yaml12Loader):
            if previous is not None:
                _add_between(text, previous, token, depth, swallowed)
            if isinstance(token, BRACKET_START):
                depth += 1
            elif isinstance(token, BRACKET_END):
                depth -= 1
            previous = token
    except yaml.YAMLError:
        pass  # The parser meets the same error, and reports it.
    return swallowed


def _add_between(
    text: str, previous: yaml.Token, following: yaml.Token, depth: int, swallowed: SwallowedByPlace
) -> None:
    """Add the first comment between two tokens if it was probably meant as a value.

    Args:
        text: The whole document.
        previous: The token before the comment.
        following: The token after it.
        depth: How many brackets are open at the comment.
        swallowed: What is added to.
    """
    start = previous.end_mark.index
    comment = COMMENT.search(text, start, following.start_mark.index)
    if comment is None or not _starts_with_text(comment[0]):
        return
    color = HEX_COLOR.match(comment[0])
    line_breaks = text.count("\n", start, comment.start())
    # A comment on a line of its own explains the next line, unless it looks like a colour.
    if line_breaks and not color:
        return
    # A colour ends with its digits, other text before a comment that has a space after its '#'.
    swallowed_text = color[0] if color else comment[0].partition(" # ")[0].rstrip()
    line_start = text.rfind("\n", 0, comment.start()) + 1
    location = Location(previous.end_mark.line + line_breaks + 1, comment.start() - line_start + 1)
    has_no_value = isinstance(previous, yaml.ValueToken | yaml.BlockEntryToken)
    if has_no_value and isinstance(following, AFTER_MISSING_VALUE):
        # "color: #ff0000": the comment is in the place of the value. The parser puts the empty value right
        # after its key, but in brackets before the next token.
        end = following.start_mark.index if depth else start
        swallowed.after_values[end] = SwallowedText(swallowed_text, "", location)
    elif isinstance(previous, yaml.ScalarToken) and previous.plain and not line_breaks:
        # "title: Run #1": the comment is the end of the value.
        swallowed.after_values[start] = SwallowedText(swallowed_text, previous.value, location)
    elif depth and not isinstance(previous, yaml.ScalarToken):
        swallowed.inside_brackets.append(SwallowedText(swallowed_text, "", location))


def _starts_with_text(comment: str) -> bool:
    """Return whether a comment has text right after its '#'; ``##`` and ``#!`` are usual in comments."""
    after = comment[1:2]
    return after.strip() != "" and after not in "#!"
