"""The alt text of a figure, and the command that prints it."""

import pytest

from headmap_cli.cli.main import run
from headmap_cli.core.classification import Classification
from headmap_cli.readers import read
from headmap_cli.render import Drawing
from tests.test_sample_data import (
    KNOWLEDGE,
    TABLE,
    area,
    heads_of,
)


def sample() -> Classification:
    return read(TABLE, grid=(36, 41))


def test_the_alt_text_is_the_one_that_figures_carry(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["describe", str(TABLE), "--grid", "36x41", "--alt"]) == 0
    text = capsysbinary.readouterr().out.decode().strip()
    assert text == Drawing(sample()).metadata.description
    assert text.count(". ") == 2
    assert text.endswith(
        "The strongest pattern: 73 of the 117 heads of Knowledge (62%) are in layers 14 to 27, "
        "heads 16 to 31, which hold 15% of all heads."
    )
    cells = heads_of(KNOWLEDGE) & area(range(14, 28), range(16, 32))
    assert len(cells) == 73


def test_alt_and_a_format_are_refused_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["describe", str(TABLE), "--grid", "36x41", "--alt", "--format", "md"]) == 2
    assert "--alt is plain text" in capsys.readouterr().err
