"""Spaces between a delimiter and a quoted field are not part of the field."""

from pathlib import Path

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.readers import read
from tests.readers import heads_of

pytestmark = pytest.mark.usefixtures("workdir")

TABLES = {
    "comma": 'Layer ,"Head", Category\n0 , 1, "A"\n1,0,A\n',
    "all quoted": '"layer", "head", "category"\n"0", "1", "A"\n"1", "0", "A"\n',
    "semicolon": 'layer; head; "role"\n0; 1;  "A"\n1;0;A\n',
    "tab": 'layer\thead\tcategory\n0\t1\t "A"\n1\t0\tA\n',
    "bar": 'layer | head | "label"\n0 | 1 | "A"\n1 | 0 | A\n',
    "wide": 'layer,head, "A"\n0,1, "yes"\n1,0,"yes"\n1,1, "no"\n',
    "a comma in quotes": 'head, category\n "(0, 1)", "A"\n"(1, 0)", A\n',
}


@pytest.mark.parametrize("content", TABLES.values(), ids=TABLES)
def test_quotes_after_spaces_are_not_part_of_a_category(content: str) -> None:
    Path("t.csv").write_text(content)
    assert heads_of(read("t.csv", grid="2x2")) == {"A": {(0, 1), (1, 0)}}


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_spaces_inside_quotes_do_not_separate_and_places_count_from_the_quote(mark: str) -> None:
    Path("t.csv").write_text(f'layer{mark}head{mark}category\n0{mark}  "x"{mark}"A"\n')
    with pytest.raises(InputError) as e:
        read("t.csv")
    assert e.value.lines()[0].startswith("t.csv:2:5: head 'x' is not a whole number")
