"""A file of which some bytes were altered at random is not accepted as the figure."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from headmap_cli.checks.figure import same_file
from headmap_cli.embed.fingerprint import seal_spans
from headmap_cli.writers.formats import find_format, format_names
from tests.checks.figures import accepted, figure_of, seal_of
from tests.parameters import slow_after_first

ALTERATIONS = 120


def alterations(figure: bytes, seed: int) -> Iterator[bytes]:
    """Files that differ from a figure: bytes changed, taken out, put in, doubled, exchanged or cut off."""
    dice = random.Random(seed)
    made = 0
    while made < ALTERATIONS:
        at, size = dice.randrange(len(figure)), dice.randrange(1, 20)
        before, part, after = figure[:at], figure[at : at + size], figure[at + size :]
        other = dice.randbytes(size)
        altered = dice.choice(
            [
                before + bytes([part[0] ^ 1 << dice.randrange(8)]) + part[1:] + after,
                before + other[: len(part)] + after,
                before + after,
                before + other + part + after,
                before + part + part + after,
                before + part[::-1] + after,
                before + part.swapcase() + after,
                before,
                figure + other,
                other + figure,
            ]
        )
        if altered != figure:
            made += 1
            yield altered


@pytest.mark.slow
@pytest.mark.parametrize("format", format_names())
def test_no_file_altered_at_random_is_the_figure(format: str) -> None:
    figure = figure_of(format)
    for altered in alterations(figure, seed=len(format)):
        # The checksum of a PNG's chunk covers the seal.
        in_seal_alone = format != "png" and blanked(altered, format) == blanked(figure, format)
        assert same_file(altered, figure, find_format(format)) == in_seal_alone


def blanked(figure: bytes, format: str) -> bytes:
    """A file in which every seal is replaced by a word."""
    blank = bytearray(figure)
    for span in reversed(seal_spans(figure, find_format(format).slot)):
        blank[span] = b"seal"
    return bytes(blank)


@pytest.mark.slow
@pytest.mark.parametrize("format", format_names())
def test_no_file_altered_at_random_passes_check_figure(format: str, tmp_path: Path) -> None:
    """A PDF takes half a second, so it is tried less often."""
    seal = seal_of(figure_of(format), format)
    step = 20 if format == "pdf" else 1
    for altered in [*alterations(figure_of(format), seed=7)][::step]:
        if seal in altered:  # an alteration of the seal alone is harmless, see below
            assert not accepted(altered, format, tmp_path)


@pytest.mark.parametrize("format", slow_after_first(format_names()))
def test_the_figure_itself_is_accepted(format: str, tmp_path: Path) -> None:
    assert accepted(figure_of(format), format, tmp_path)
