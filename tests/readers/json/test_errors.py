"""Each bad JSON document gets its one line: the path in it, what was found, what was expected."""

import pytest

from tests.readers import error_lines, not_whole, outside

HEAD = 'expected a head such as [8, 10], {"layer": 8, "head": 10}, "8-10", "8.10" or "L8H10"'
SHAPES = 'expected {"category": [[layer, head], ..]} or a list of {"layer": .., "head": .., "category": ..}'


pytestmark = pytest.mark.usefixtures("workdir")


BROKEN = {
    "open": ('{"A": [[0, 1]', "1:14"),
    "a comma too many": ('{\n  "A": [[0, 1]],\n}', "2:16"),
    "single quotes": ("{'A': [[0, 1]]}", "1:2"),
    "more after the end": ('{"A": [[0, 1]]} x', "1:17"),
}


@pytest.mark.parametrize(("content", "place"), BROKEN.values(), ids=BROKEN)
def test_broken_json_is_reported_with_its_place(content: str, place: str) -> None:
    [line] = error_lines(content, "h.json")
    assert line.startswith(f"h.json:{place}: ")
    assert " JSON" in line


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_have_are_refused(word: str) -> None:
    content = '[{"layer": 0, "head": 0, "category": "A", "score": %s}]' % word  # noqa: UP031 - braces
    assert error_lines(content, "h.json") == [
        f"h.json:1:52: {word} is not JSON; "
        "leave the head out, give it a finite number, or set --missing unclassified"
    ]


@pytest.mark.parametrize(
    ("content", "key", "column"),
    [('{"A": [[0, 1]], "A": [[0, 2]]}', "A", 17), ('[{"layer": 0, "head": 1, "layer": 2}]', "layer", 26)],
)
def test_a_duplicate_key_is_refused(content: str, key: str, column: int) -> None:
    assert error_lines(content, "h.json") == [f"h.json:1:{column}: duplicate key '{key}' in one object"]


@pytest.mark.parametrize("start", ["[", '{"A":', '[{"A":', '{"headmap": 1, "categories": {"A": ' + "["])
def test_deep_nesting_is_refused(start: str) -> None:
    assert error_lines(start * 100_000, "h.json") == [
        "h.json: is nested too deeply for any shape that headmap knows"
    ]


@pytest.mark.parametrize("depth", [10, 300, 600, 800, 900, 940, 950, 960, 970, 980, 990])
def test_nesting_of_any_depth_is_the_users_error(depth: int) -> None:
    [line] = error_lines('{"A": [' + "[" * depth + "]" * depth + "]}", "h.json")
    assert line.startswith("h.json: ")
    assert len(line) < 300


@pytest.mark.parametrize(
    "content",
    ['{"A": [[%s, 0]]}', '[{"layer": 0, "head": 0, "category": "A", "score": %s}]', '{"headmap": %s}'],
    ids=["index", "score", "version"],
)
@pytest.mark.parametrize("digits", [400, 10_000])
def test_a_number_of_many_digits_is_the_users_error(content: str, digits: int) -> None:
    lines = error_lines(content % ("1" * digits), "h.json", threshold=0.5)
    assert lines
    assert lines[0].startswith("h.json: ")
    assert len(lines[0]) < 200


@pytest.mark.parametrize(("content", "kind"), [("{}", "an empty object"), ('{"A": 5}', "the keys 'A'")])
def test_json_of_no_known_shape(content: str, kind: str) -> None:
    [line] = error_lines(content, "h.json")
    assert line.startswith("h.json: $")
    assert SHAPES in line
    assert kind in line


HEADS = {
    "a number": ("5", f"'5' is not a head; {HEAD}"),
    "text": ('"Knowledge"', f"'Knowledge' is not a head; {HEAD}"),
    "three numbers in a text": ('"1-2-3"', f"'1-2-3' is not a head; {HEAD}"),
    "one number": ("[3]", f"'[3]' is not a head; {HEAD}"),
    "a text as index": ('["x", 0]', not_whole("layer", "'x'")),
    "negative": ("[0, -2]", "head '-2' is negative; expected a whole number from 0"),
    "fraction": ("[0, 1.5]", not_whole("head", "'1.5'")),
    "outside": ("[2, 40]", outside("head 40")),
    "huge": ("[1000000, 0]", "layer 1000000 needs a grid of more than 1,000,000 heads"),
}


@pytest.mark.parametrize(("head", "message"), HEADS.values(), ids=HEADS)
def test_a_bad_head_is_reported_with_its_path(head: str, message: str) -> None:
    content = f'{{"A": [[0, 0]], "my category": [[0, 0], {head}]}}'
    assert error_lines(content, "h.json", grid=(36, 40)) == [f"h.json: $['my category'][1]: {message}"]


@pytest.mark.parametrize("word", ["null", "true"])
@pytest.mark.parametrize("content", ['{"A": [%s]}', '{"A": [[%s, 0]]}', '{"headmap": 1, "categories": %s}'])
def test_words_of_json_are_shown_as_the_file_has_them(content: str, word: str) -> None:
    [line] = error_lines(content % word, "h.json")
    assert word in line


RECORDS = {
    "a bad index": ('{"layer": 0, "head": "x"}', "$[1].head: " + not_whole("head", "'x'")),
    "outside": ('{"layer": 3, "head": 0}', "$[1].layer: " + outside("layer 3", "2 layers x 2 heads")),
}


@pytest.mark.parametrize(("record", "message"), RECORDS.values(), ids=RECORDS)
def test_a_bad_record_is_reported_with_its_path(record: str, message: str) -> None:
    content = f'[{{"layer": 0, "head": 0, "category": "A"}}, {record}]'
    assert error_lines(content, "h.json", grid=(2, 2)) == [f"h.json: {message}"]


@pytest.mark.parametrize("record", ["5", '{"layer": 0}', '{"layer": 0, "head": 0, "category": {"A": 1}}'])
def test_an_element_that_is_not_a_record_is_reported_with_the_expected_form(record: str) -> None:
    [line] = error_lines(f'[{{"layer": 0, "head": 0, "category": "A"}}, {record}]', "h.json", grid=(2, 2))
    assert line.startswith("h.json: $[1]")
    assert "expected" in line
    assert "None" not in line


@pytest.mark.parametrize(("score", "found"), [('"high"', "'high'"), ("1e999", "'inf'"), ("[1]", "'[1]'")])
def test_a_bad_score_of_a_record_is_reported_with_its_path(score: str, found: str) -> None:
    content = f'[{{"layer": 0, "head": 0, "category": "A", "score": {score}}}]'
    [line] = error_lines(content, "h.json", threshold=0.5)
    assert line.startswith(f"h.json: $[0].score: score {found} is not a finite number")


CANONICAL = {
    "a newer version": ('"headmap": 2', ["$.headmap: version '2' is newer than this headmap; update it"]),
    "a bad model": ('"headmap": 1, "model": 5', ["$.model: expected text, found '5'"]),
    "outside its own grid": ('"headmap": 1, "grid": {"layers": 2, "heads": 2}', [
        "$.categories.A[1]: " + outside("layer 2", "2 layers x 2 heads"),
        "$.categories.A[2]: " + outside("head 5", "2 layers x 2 heads")]),
}  # fmt: skip


@pytest.mark.parametrize(("start", "messages"), CANONICAL.values(), ids=CANONICAL)
def test_the_canonical_document(start: str, messages: list[str]) -> None:
    content = f'{{{start}, "categories": {{"A": [[0, 0], [2, 1], [1, 5]]}}}}'
    assert error_lines(content, "h.json") == [f"h.json: {line}" for line in messages]


@pytest.mark.parametrize("version", ["0", '"one"', "null", "-1"])
def test_only_a_larger_version_is_called_newer(version: str) -> None:
    [line] = error_lines(f'{{"headmap": {version}, "categories": {{"A": [[0, 0]]}}}}', "h.json")
    assert line.startswith("h.json: $.headmap: ")
    assert "newer" not in line


@pytest.mark.parametrize(
    "grid", ['{"layers": 0, "heads": 2}', '{"layers": 2000, "heads": 501}', '{"layers": "2"}', "[2, 2]", "5"]
)
def test_a_bad_grid_of_a_document_is_refused(grid: str) -> None:
    [line] = error_lines(f'{{"headmap": 1, "grid": {grid}, "categories": {{"A": [[0, 0]]}}}}', "h.json")
    assert line.startswith("h.json: $.grid: expected ")
    assert "1,000,000 heads" in line


def test_a_document_without_heads_and_without_grid_is_refused() -> None:
    assert error_lines('{"headmap": 1, "categories": {"A": []}}', "h.json") == [
        "h.json: lists no heads, so its grid is unknown; set --grid LAYERSxHEADS"
    ]


@pytest.mark.parametrize("content", ["[]", '{"headmap": 1, "categories": {}}'])
def test_json_without_any_category_does_not_speak_of_rows_that_it_has_not(content: str) -> None:
    [line] = error_lines(content, "h.json", grid=(2, 2))
    assert line.startswith("h.json")
    assert "every row" not in line
