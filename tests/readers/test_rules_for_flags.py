"""A rule for scores where numbers alone are all 0 or 1: they are flags, and there is no column to name."""

import json
from pathlib import Path

import numpy as np
import pytest

from headmap_cli.core.vocabulary import option
from headmap_cli.readers import read

pytestmark = pytest.mark.usefixtures("workdir")

FLAGS = "its values are all 0 or 1, or true or false, and were read as flags"


def saved(name: str) -> str:
    if name == "zeros.npy":
        np.save(name, np.zeros((2, 4)))
    elif name == "ones.npy":
        np.save(name, np.ones((2, 4), dtype=int))
    elif name == "true.npy":
        np.save(name, np.array([[True, False, True, True]]))
    elif name == "flags.npz":
        np.savez(name, A=np.eye(4), B=np.zeros((4, 4)))
    elif name == "flags.csv":
        Path(name).write_text("0,1,0,1\n1,0,1,1\n")
    else:
        Path(name).write_text(json.dumps([[0, 1, 0, 1], [1, 1, 0, 0]]))
    return name


@pytest.mark.parametrize(
    "name", ["zeros.npy", "ones.npy", "true.npy", "flags.npz", "flags.csv", "flags.json"]
)
def test_a_rule_for_flags_is_reported_as_without_effect(name: str, caplog: pytest.LogCaptureFixture) -> None:
    read(saved(name), top=3)
    assert f"{name}: top 3 changes nothing: {FLAGS}" in caplog.messages


def test_a_table_still_names_the_option_for_its_column(caplog: pytest.LogCaptureFixture) -> None:
    Path("t.csv").write_text("layer,head,A\n0,0,1\n0,1,0\n")
    read("t.csv", top=3, grid="1x2")
    message = f"no scores were recognised; {option('column')} names a score column"
    assert f"t.csv: top 3 changes nothing: {message}" in caplog.messages
