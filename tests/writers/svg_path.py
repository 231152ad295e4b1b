"""A reader of SVG path data, by the grammar of the SVG specification, for shapes with straight sides."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

Point = tuple[float, float]

TOKEN = re.compile(r"[MmLlHhVvZz]|-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")


def polygons(element: ElementTree.Element) -> list[list[Point]]:
    """The closed shapes of a path element in the units of the picture, its own scale applied."""
    data = element.get("d") or ""
    assert re.sub(r"[\s,]", "", TOKEN.sub("", data)) == "", "only straight sides, and plain numbers"
    scale = 1.0
    if transform := element.get("transform"):
        match = re.fullmatch(r"scale\(([0-9.]+)\)", transform)
        assert match
        scale = float(match[1])
    return [[(x * scale, y * scale) for x, y in shape] for shape in _shapes(TOKEN.findall(data))]


def _shapes(tokens: list[str]) -> Iterator[list[Point]]:
    shape: list[Point] = []
    x = y = 0.0
    command = ""
    numbers = iter(tokens)
    for token in numbers:
        if token.isalpha():
            command, value = token, ""
        else:
            value = token
        if command in "Zz":
            yield shape
            x, y = shape[0]
            shape = []
            continue
        first = float(value or next(numbers))
        if command in "HhVv":
            x, y = _along(command, first, x, y)
        else:
            second = float(next(numbers))
            relative = command.islower()
            x, y = (x + first, y + second) if relative else (first, second)
        if command in "Mm":
            assert not shape, "every shape is closed before the next begins"
            command = "L" if command == "M" else "l"  # what a pair without a letter of its own means
        shape.append((x, y))
    assert not shape, "the last shape is closed"


def _along(command: str, value: float, x: float, y: float) -> Point:
    """Where a horizontal or vertical line ends."""
    if command in "Hh":
        return (x + value if command == "h" else value), y
    return x, (y + value if command == "v" else value)


def area(shape: list[Point]) -> float:
    """What a polygon encloses, by the shoelace formula."""
    following = [*shape[1:], shape[0]]
    return abs(sum(x * y2 - x2 * y for (x, y), (x2, y2) in zip(shape, following, strict=True))) / 2
