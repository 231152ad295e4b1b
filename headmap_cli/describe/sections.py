"""Define the sections of a description, and write them as text or Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct


class Section(Struct, frozen=True):
    """A part of a description.

    Attributes:
        heading: The heading.
        paragraphs: The paragraphs, or the statements of a list.
        numbered: Whether the paragraphs are a numbered list.
    """

    heading: str
    paragraphs: tuple[str, ...]
    numbered: bool = False


def as_text(sections: Sequence[Section], *, markdown: bool) -> str:
    """Return a description as text.

    Args:
        sections: The parts of the description.
        markdown: Whether to write headings as Markdown, instead of as plain lines.
    """
    blocks = []
    for section in sections:
        heading = section.heading
        if markdown:
            heading = f"## {heading}\n"
        paragraphs = list(section.paragraphs)
        if section.numbered:
            paragraphs = [f"{i}. {statement}" for i, statement in enumerate(paragraphs, start=1)]
        blocks.append("\n".join([heading, *paragraphs]))
    return "\n\n".join(blocks) + "\n"
