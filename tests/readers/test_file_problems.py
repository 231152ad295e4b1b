"""What a file holds is a problem of that file, with status 1, and never a wrong command line."""

import io
from pathlib import Path

import numpy as np
import pytest

from headmap_cli.cli.main import run
from headmap_cli.core.errors import InputError
from headmap_cli.readers.model_grids import model_grid
from tests.commands import RunCli
from tests.readers import error_lines, error_lines_of_file

pytestmark = pytest.mark.usefixtures("workdir")

GRID = ("--grid", "2x3")
HEADER = "layer,head,category\n"
BLANK = "holds a category whose name is blank; give it a name"


@pytest.mark.parametrize(
    "content",
    [
        '{"": [[0, 0]], "P": [[1, 2]]}',
        '{" ": [[0, 0]], "P": [[1, 2]]}',
        '{"P": ["1-2"], "\\t": ["0-0"]}',
        '{"": {"0": [1]}, "P": {"1": [2]}}',
        '{"results": {"": [[0, 0]], "P": [[1, 2]]}}',
        '{"headmap": 1, "grid": {"layers": 2, "heads": 3}, "categories": {"A": [[0, 1]], "": []}}',
        '# headmap: {"headmap": 1, "categories": ["", "B"]}\nlayer,head,category\n0,0,\n1,1,B\n',
    ],
)
def test_a_category_without_a_name_is_a_problem_of_the_file(content: str) -> None:
    assert error_lines(content, "h", grid=(2, 3)) == [f"h: {BLANK}"]
    assert run(["show", "h", *GRID]) == 1


def test_an_array_without_a_name_is_a_problem_of_the_file() -> None:
    flags = np.ones((2, 2, 3), dtype=bool)
    for names in (["", "B"], ["A", " "]):
        np.savez("h.npz", categories=np.array(names), arrays=flags)
        assert error_lines_of_file("h.npz") == [f"h.npz: {BLANK}"]
    out = io.BytesIO()
    np.savez(out, **{"": flags[0], "B": flags[1]})
    Path("h.npz").write_bytes(out.getvalue())
    assert error_lines_of_file("h.npz") == [f"h.npz: {BLANK}"]


STYLES = {
    "categories:\n  '': {color: red}\n  A: {}\n": "s.yaml:2:3: categories: a name is blank; give it a name",
    "categories:\n  A: {}\n  '  ': {includes: [B]}\n": (
        "s.yaml:3:3: categories: a name is blank; give it a name"
    ),
    "layout: {widths: {'': 3in}}\n": "s.yaml:1:19: layout.widths: a name is blank; give it a name",
    "grid: 5000x5000\n": "s.yaml:1:7: grid: grid 5000x5000 has more than 1,000,000 heads",
    "preset: nosuch\n": "s.yaml:1:9: preset: no preset 'nosuch'",
    "threshold: high\n": "s.yaml:1:12: threshold: ",
    "top: 5x\n": "s.yaml:1:6: top: ",
}


@pytest.mark.parametrize(("style", "message"), STYLES.items())
def test_a_problem_in_a_style_file_exits_with_1(style: str, message: str, run_cli: RunCli) -> None:
    Path("h.csv").write_text(HEADER + "0,1,A\n")
    Path("s.yaml").write_text(style)
    result = run_cli("render", "h.csv", "-c", "s.yaml", "-o", "x.png")
    assert result.status == 1
    assert result.stderr.startswith(f"headmap: error: {message}")


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (
            '{"n_layer": 5000, "n_head": 5000}',
            "needs a grid of 5000 x 5000, which has more than 1,000,000 heads",
        ),
        (
            '{"num_layers": 1000001, "num_heads": 1}',
            "needs a grid of 1000001 x 1, which has more than 1,000,000 heads",
        ),
        (
            '{"text_config": {"n_layers": 2000, "n_heads": 501}}',
            "needs a grid of 2000 x 501, which has more than",
        ),
        (" " * ((1 << 24) + 1), "is larger than a config.json may be (16,777,216 bytes)"),
        ('{"n_layer": 0, "n_head": 5}', "is not a model's config.json"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_a_problem_in_a_config_is_an_input_error(config: str, message: str) -> None:
    Path("config.json").write_text(config)
    with pytest.raises(InputError, match=r"^config\.json: ") as e:
        model_grid("config.json")
    assert str(e.value).startswith(f"config.json: {message}")
