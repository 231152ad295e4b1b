"""The commands that errors give for pickles and PyTorch's files convert them."""

import pickle
import shlex
import zipfile
from pathlib import Path

import numpy as np
import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.commands import python

SCORES = np.arange(12).reshape(3, 4) / 16
TORCH = """
import numpy


class Tensor:
    # numpy cannot read a tensor of type bfloat16 or one that requires grad.
    def __array__(self, *_args, **_keywords):
        raise TypeError

    def detach(self):
        return self

    def float(self):
        return self

    def numpy(self):
        return numpy.arange(12).reshape(3, 4) / 16


def load(name, map_location):
    return {content}
"""
"""A stand-in for torch, which is not installed: ``load`` returns its tensors."""


def convert(name: str, folder: Path) -> None:
    """Run the command that the error for a file gives, in the folder of the file."""
    with pytest.raises(InputError) as error:
        read(name)
    words = shlex.split(str(error.value).partition(": python ")[2])
    assert words[0] == "-c"
    python(*words, cwd=folder, PYTHONPATH=str(folder))


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize("content", [{"A": SCORES}, SCORES, {"A": SCORES.tolist()}, {"L0H1": SCORES[0, 1]}])
def test_a_pickle(content: object) -> None:
    Path("h.pkl").write_bytes(pickle.dumps(content))
    convert("h.pkl", Path.cwd())
    found = read("h.json").scores
    assert found is not None
    assert found[0].ravel()[1] == SCORES[0, 1]


@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize(("content", "category"), [("{'A': Tensor()}", "A"), ("Tensor()", "scores")])
def test_tensors(content: str, category: str) -> None:
    Path("torch.py").write_text(TORCH.replace("{content}", content))
    with zipfile.ZipFile("h.pt", "w") as archive:
        archive.writestr("h/data.pkl", "")
    convert("h.pt", Path.cwd())
    found = read("h.npz")
    assert found.categories == (category,)
    assert found.scores is not None
    assert np.array_equal(found.scores[0], SCORES)
