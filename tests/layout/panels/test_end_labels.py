"""Names beside the ends of lines: places against all choices, and what is drawn for them."""

from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from headmap_cli.layout.panels.end_labels import LineEnd, end_labels, spread
from headmap_cli.scene.marks import Label
from headmap_cli.scene.strokes import Strokes, stroke_ends
from tests.layout.worked import plain_look


@given(st.lists(st.integers(0, 12), min_size=1, max_size=3), st.integers(1, 5))
def test_places_move_as_little_as_possible(places: list[int], space: int) -> None:
    """All choices of whole places between the bounds are tried."""
    places.sort()
    found = spread(places, space, 0, 12)
    assert all(b - a >= space for a, b in pairwise(found))
    moves = sum((a - b) ** 2 for a, b in zip(found, places, strict=True))
    for choice in product(range(13), repeat=len(places)):
        if all(b - a >= space for a, b in pairwise(choice)):
            assert moves <= sum((a - b) ** 2 for a, b in zip(choice, places, strict=True))


def test_places_without_room_keep_their_distance_and_begin_at_the_lower_bound() -> None:
    assert spread([3, 3, 3, 3], 5, 0, 10) == [0, 5, 10, 15]


def test_names_that_would_touch_are_joined_to_their_ends() -> None:
    """A line of text is 12: the names at 50 and 52 move to 45 and 57, the name at 10 stays."""
    ends = [
        LineEnd("b", "#bbbbbb", "B", 52),
        LineEnd("a", "#aaaaaa", "A", 10),
        LineEnd("c", "#cccccc", "C", 50),
    ]
    items = end_labels(ends, 100, 200, plain_look())
    labels = [item for item in items if isinstance(item, Label)]
    # The baseline of a text of 8 is 4 below its middle. Two ticks of 4 and a gap of 3 are in front of it.
    assert [(label.text, label.x, label.y) for label in labels] == [
        ("A", 111, 14),
        ("C", 111, 49),
        ("B", 111, 61),
    ]
    strokes = [item for item in items if isinstance(item, Strokes)]
    drawn = [(item.id, item.color, [end[0].tolist() for end in stroke_ends(item)]) for item in strokes]
    assert drawn == [
        ("c--connector", "#cccccc", [[100, 50], [108, 45]]),
        ("b--connector", "#bbbbbb", [[100, 52], [108, 57]]),
    ]
