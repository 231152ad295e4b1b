"""Arguments of the wrong type are refused with a way to make the right one."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from headmap_cli import Style, figure, load_style, merge, read, save
from headmap_cli.core.errors import UsageError
from tests.helpers import random_data

DATA = random_data(["Knowledge", "Algorithmic", "Linguistic"], 12, 10, 0.3)
ARRAY = np.zeros((2, 3))
MAKES = "headmap.Classification.from_scores(scores, categories, threshold=...) makes one"


@pytest.mark.parametrize("function", [figure, save, merge])
@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (ARRAY, f"found an ndarray; {MAKES}"),
        ([[0.1]], f"found a list; {MAKES}"),
        (
            {"A": ARRAY},
            "found a dict; headmap.Classification.from_scores({name: array}, threshold=...) makes one",
        ),
        ("h.csv", "(headmap.read('h.csv')) reads the file"),
        (Path("h.csv"), "(headmap.read('h.csv')) reads the file"),
        (merge(DATA), "found a Composite; pass its .classification"),
        ([DATA, DATA], "found a list; pass one at a time"),
        (None, "found None; headmap.read(path) or"),
        (Style(), "found a Style; headmap.read(path) or"),
    ],
)
def test_another_type_than_a_classification_is_refused_with_a_way_to_make_one(
    function: Any, value: Any, hint: str
) -> None:
    with pytest.raises(UsageError) as caught:
        function(value, "x.png") if function is save else function(value)
    message = str(caught.value)
    if function is not merge or not isinstance(value, type(merge(DATA))):
        assert message.startswith(f"headmap.{function.__name__} takes a Classification; found ")
    assert hint in message


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        (ARRAY, "found an ndarray; headmap.Classification.from_scores(scores, categories, threshold=...)"),
        ({"A": ARRAY}, "found a dict; headmap.Classification.from_scores({name: array}, threshold=...)"),
        ([[0, 1]], "found a list; headmap.Classification.from_scores(scores, categories, threshold=...)"),
        (["a.csv", "b.csv"], "found a list; pass each path by itself: headmap.read(*paths)"),
        (io.StringIO("layer"), "found a StringIO; pass the path of the file"),
        (DATA, "found a Classification"),
        (3, "found an int"),
        (None, "found None"),
    ],
)
def test_read_takes_paths(value: Any, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(value)
    assert str(caught.value).startswith(f"headmap.read takes paths; {hint}")


def test_read_of_a_frame_names_both_ways() -> None:
    class Frame:
        columns = ("layer", "head")

        def to_csv(self) -> None: ...

    with pytest.raises(UsageError, match=r"from_scores\(df, .*df\.to_csv\("):
        read(Frame())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("keywords", "message"),
    [
        ({"treshold": 1}, "headmap.read has no keyword 'treshold' (did you mean 'threshold'?)"),
        ({"threshold": True}, "threshold= is True; expected a finite number"),
        ({"threshold": [1]}, "threshold= is [1]; expected a finite number"),
        ({"top": 0}, 'top= is 0; expected a count such as 20, or a share such as "5%"'),
        ({"top": "200%"}, "top= is '200%'; expected a count"),
        ({"top": 1.5}, "top= is 1.5; expected a count"),
        ({"grid": (2, 2, 2)}, 'grid= is (2, 2, 2); expected (layers, heads), such as (36, 40) or "36x40"'),
        ({"grid": 36}, "grid= is 36; expected (layers, heads)"),
        ({"index_base": 2}, "index_base= is 2; expected 0 or 1"),
        ({"index_base": "1"}, "index_base= is '1'; expected 0 or 1"),
        ({"missing": "gray"}, 'missing= is \'gray\'; expected "unclassified" or "absent"'),
        ({"where": "a=b"}, "where= is 'a=b'; expected a dict {column: value}"),
        ({"column": 3}, "column= is 3; expected text"),
        ({"max_bytes": -1}, "max_bytes= is -1; expected a whole number from 1"),
    ],
)
def test_keywords_of_read_are_checked(keywords: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        read("any.csv", **keywords)
    assert str(caught.value).startswith(message)


def test_keywords_of_read_are_accepted_in_all_their_forms(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_text(
        "layer,head,category,score,model\n0,0,A,0.1,m\n1,1,A,0.2,m\n1,1,A,0.9,n\n", encoding="utf-8"
    )
    one = [[False, False], [False, True]]
    for grid in ((2, 2), [2, 2], "2x2", (np.int64(2), 2)):
        for threshold in (0.1, "0.1", np.float32(0.1)):
            for where in ({"model": "m"}, (("model", "m"),), [["model", "m"]]):
                data = read(path, grid=grid, threshold=threshold, where=where, top=None)
                assert data.membership.tolist() == [one]


@pytest.mark.parametrize(
    ("style", "message"),
    [
        ("icml", "style= is 'icml'; expected a Style, such as headmap.load_style(preset='icml')"),
        ("a.yaml", "style= is 'a.yaml'; expected a Style, such as headmap.load_style('a.yaml')"),
        ({"title": "x"}, "expected a Style, such as headmap.load_style({'title': 'x'})"),
        (3, "style= is 3; expected a Style, such as headmap.load_style(...)"),
    ],
)
def test_another_type_than_a_style_is_refused_with_a_way_to_make_one(style: Any, message: str) -> None:
    for call in (lambda: figure(DATA, style), lambda: save(DATA, "x.png", style=style)):
        with pytest.raises(UsageError) as caught:
            call()
        assert message in str(caught.value)


def test_a_parent_that_is_not_a_figure_is_refused(tmp_path: Path) -> None:
    axes: Any = Figure().subplots()
    with pytest.raises(UsageError, match="parent= is <Axes: >; expected a matplotlib Figure or SubFigure"):
        figure(DATA, parent=axes)
    with pytest.raises(UsageError, match=r"headmap\.save takes paths; found a Style"):
        save(DATA, tmp_path / "x.png", load_style())  # type: ignore[arg-type]
