"""A text that is not JSON is refused with its position, and with what to write instead."""

from json import JSONDecodeError

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.files.json_errors import explain_json_error
from headmap_cli.files.strict_json import parse_json

ERRORS = {
    "line comment": ('{\n  // heads\n  "A": [[0, 1]]\n}', "2:3: comments are not JSON; remove them"),
    "comment after a value": ('{"A": [[0, 1]] // heads\n}', "1:16: comments are not JSON; remove them"),
    "block comment": ('{"A": [[0, /* head */ 1]]}', "1:12: comments are not JSON; remove them"),
    "first comment": ("[ /* heads */ [0, 1]]", "1:3: comments are not JSON; remove them"),
    "hash comment": ('{"A": [[0, 1],\n # more\n [0, 2]]}', "2:2: comments are not JSON; remove them"),
    "last comment": ('{"A": [[0, 1]]}\n// end', "2:1: comments are not JSON; remove them"),
    "comma in a list": ('{"A": [[0, 1],\n]}', "1:14: a comma before ']' is not JSON; remove it"),
    "comma in an object": ('{"A": [[0, 1]],}', "1:15: a comma before '}' is not JSON; remove it"),
    "comma in a head": ('{"A": [[0, 1,]]}', "1:13: a comma before ']' is not JSON; remove it"),
    "comma and spaces": ('{"A": [[0, 1] ,  \n\n  ] }', "1:15: a comma before ']' is not JSON; remove it"),
    "comma at the end of records": ('[{"layer": 0},]', "1:14: a comma before ']' is not JSON; remove it"),
    "comma in records": ('[{"layer": 0, }]', "1:13: a comma before '}' is not JSON; remove it"),
    "bare key": ("{A: [[0, 1]]}", '1:2: is not JSON: expected a key in double quotes, as in "A"'),
    "second bare key": (
        '{"A": [], Copy: []}',
        '1:11: is not JSON: expected a key in double quotes, as in "Copy"',
    ),
    "bare text": ('{"A": [zero, 1]}', "1:8: is not JSON: expected a value; text is written in double quotes"),
    "undefined": ('{"A": undefined}', "1:7: is not JSON: expected a value; text is written in double quotes"),
    "plus": (
        '{"A": [[+1, 2]]}',
        "1:9: is not JSON: expected a value; a number has digits before its point and no '+'",
    ),
    "point": (
        '[{"score": .5}]',
        "1:12: is not JSON: expected a value; a number has digits before its point and no '+'",
    ),
    "two documents": (
        '{\n"A": [[0, 1]]\n}\n{"B": []}',
        "4:1: a second JSON document begins here; put them in one list, or each on a line of its own",
    ),
    "text after the end": (
        '{"A": [[0, 1]]} done',
        "1:17: is not JSON: text goes on after the end of the document",
    ),
    "cut off": ('{"A": [[0, 1]', "1:14: is not complete JSON: it ends before its last bracket is closed"),
    "no comma": ('{"A": [[0, 1] [0, 2]]}', "1:15: is not JSON: expected ',' or a closing bracket"),
    "no colon": ('{"A" [[0, 1]]}', "1:6: is not JSON: expected ':' after the key"),
    "open text": ('{"A: [[0, 1]]}', "1:2: is not JSON: a text begins here whose closing quote is missing"),
    "line end in a text": (
        '{"A\n": []}',
        "1:4: is not JSON: a text ends its line here without a closing quote",
    ),
    "backslash": (
        '{"A\\x": []}',
        "1:4: is not JSON: '\\' starts an escape that JSON does not know; write \\\\ for a backslash",
    ),
    "Python": (
        "{'A': [[0, 1]]}",
        "1:2: is not JSON: expected a key in double quotes; "
        "is it Python's own notation? write it with json.dump",
    ),
}


def error_of(text: str) -> str:
    """Return the only line of the error for a text."""
    with pytest.raises(InputError) as raised:
        parse_json(text, "h.json")
    [line] = raised.value.lines()
    return line


@pytest.mark.parametrize(("text", "message"), ERRORS.values(), ids=ERRORS)
def test_an_error_of_syntax_is_explained(text: str, message: str) -> None:
    assert error_of(text) == f"h.json:{message}"


@pytest.mark.parametrize(
    ("text", "column"), [("{'A': [[0, 1]]}", 2), ('{"A": [(0, 1)]}', 8), ('{"0-1": True}', 9)]
)
def test_the_notation_of_python_is_recognised(text: str, column: int) -> None:
    line = error_of(text)
    assert line.startswith(f"h.json:1:{column}: is not JSON: expected a ")
    assert line.endswith("; is it Python's own notation? write it with json.dump")


def test_other_errors_do_not_mention_python() -> None:
    assert error_of('{"A": [[0, 1]}') == "h.json:1:14: is not JSON: expected ',' or a closing bracket"


def test_a_trailing_comma_is_explained_as_python_3_13_reports_it() -> None:
    # From Python 3.13 on, the error is at the comma; earlier versions report the bracket after it.
    error = JSONDecodeError("Illegal trailing comma before end of object", '{"A": [], }', 8)
    assert explain_json_error(error) == ("a comma before '}' is not JSON; remove it", 8)
