"""Cells that say that a value is missing, and names that only look as if they did."""

from pathlib import Path

import pytest

from headmap_cli.readers import read
from tests.readers import heads_of

pytestmark = pytest.mark.usefixtures("workdir")

FORMS = {
    "csv": "layer,head,category\n0,0,A\n0,1,{}\n",
    "tsv": "layer\thead\trole\n0\t0\tA\n0\t1\t {} \n",
    "quoted": 'layer;head;type\n0;0;A\n0;1;"{}"\n',
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("marker", ["?", "not applicable", "Not Applicable", "NOT APPLICABLE"])
def test_a_marker_is_no_category(marker: str, form: str) -> None:
    Path("t.csv").write_text(form.format(marker))
    assert heads_of(read("t.csv", grid="1x2")) == {"A": {(0, 0)}}


@pytest.mark.parametrize("marker", ["?", "not applicable"])
def test_a_marker_is_no_score(marker: str) -> None:
    Path("t.csv").write_text(f"layer,head,score\n0,0,0.9\n0,1,{marker}\n")
    found = read("t.csv", grid="1x2", threshold=0.5, missing="unclassified")
    assert heads_of(found) == {"t": {(0, 0)}}


@pytest.mark.parametrize("name", ["No category", "unknown", "false", "??", "applicable", "other"])
def test_other_names_are_categories(name: str) -> None:
    Path("t.csv").write_text(f"layer,head,category\n0,0,A\n0,1,{name}\n")
    assert heads_of(read("t.csv", grid="1x2")) == {"A": {(0, 0)}, name: {(0, 1)}}
