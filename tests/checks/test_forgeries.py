"""No forged figure is accepted: a sample of those that ``make forgeries`` tries."""

from pathlib import Path

import pytest

from tests.checks.forgery.sweep import (
    FORGERIES,
    SUBJECTS,
    Forged,
    figure_of,
    forged_files,
    is_accepted_wrongly,
    is_same_figure,
)

SAMPLE = {"png": 60, "svg": 60, "pdf": 12, "html": 60, "vl.json": 60}


@pytest.mark.slow
@pytest.mark.parametrize("format", FORGERIES)
def test_no_forged_figure_is_accepted(format: str, tmp_path: Path) -> None:
    wrong = [
        forged.kind
        for forged in forged_files(format, SAMPLE[format], seed=22)
        if is_accepted_wrongly(forged, tmp_path)
    ]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("format", FORGERIES)
def test_a_genuine_figure_would_be_noticed_among_the_forged_ones(format: str, tmp_path: Path) -> None:
    """The sweep would prove nothing if it took every file for a forged one."""
    for subject in SUBJECTS[format]:
        figure = figure_of(subject)
        assert is_same_figure(figure, figure)
        if format != "png":
            assert not is_same_figure(figure + b"\n", figure)
        assert is_accepted_wrongly(Forged(subject, "genuine", figure), tmp_path)
