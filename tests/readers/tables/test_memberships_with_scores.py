"""A table with scores of only some heads in each category is a list of memberships."""

from typing import Any

import pytest

from tests.readers import Head, heads_of
from tests.readers.tables.formats import Row, every_format, read_table

pytestmark = pytest.mark.usefixtures("workdir")

ALL = [(layer, head) for layer in range(2) for head in range(3)]


@every_format
@pytest.mark.parametrize(
    ("rows", "memberships"),
    [
        ([(*head, "A", 0.5) for head in ALL], False),
        ([(*head, name, 0.5) for head in ALL for name in "AB"], False),
        ([(*head, "A", 0.5) for head in ALL[1:]], False),
        ([(*head, name, 0.5) for head in ALL[:3] for name in "AB"], False),
        ([(*head, "A", 0.5) for head in ALL[:3]], True),
        ([(*head, "AB"[head[0]], 0.5) for head in ALL], True),
        ([(0, 0, "A", 0.5), (0, 0, "B", 0.5), (1, 1, "B", 0.5)], True),
        ([(*head, "A" if head != (1, 2) else "B", -0.5) for head in ALL], True),
    ],
    ids=["one", "each", "nearly all", "the same", "some", "one or the other", "overlap", "nearly one"],
)
def test_a_list_of_some_heads_holds_memberships(write: Any, rows: list[Row], memberships: bool) -> None:
    members: dict[str, set[Head]] = {}
    for layer, head, name, _ in rows:
        members.setdefault(name, set()).add((layer, head))
    if memberships:
        assert heads_of(read_table(write, "layer,head,category,score", rows)) == members
    else:
        assert not read_table(write, "layer,head,category,score", rows).is_decided
    high = read_table(write, "layer,head,category,score", rows, threshold=0.6)
    assert heads_of(high) == {name: set() for name in members}


@every_format
def test_scores_without_categories_stay_scores(write: Any) -> None:
    assert not read_table(write, "layer,head,score", [(0, 0, 0.5)]).is_decided
