"""Settings and flags of the command line: how they are read, and their errors, which are usage errors."""

import pytest

from headmap_cli.core.errors import InputError
from headmap_cli.style.load import load_style
from tests.style.helpers import (
    AUTO_LENGTH,
    COLOR,
    LAYOUT_KEYS,
    color_message,
    error_of_flag,
    error_of_setting,
    write_style,
)

pytestmark = pytest.mark.usefixtures("workdir")

WRONG_SETTINGS = {
    "no equals sign": ("title", "expected KEY.PATH=VALUE, such as layout.cell=6"),
    "no key": ("=5", "expected KEY.PATH=VALUE, such as layout.cell=6"),
    "half a key": ("layout.=5", "expected KEY.PATH=VALUE, such as layout.cell=6"),
    "unknown key": ("layout.cel=5", f"unknown key 'cel' in layout (did you mean 'cell'?); {LAYOUT_KEYS}"),
    "unknown key in a mapping": (
        "layout={cel: 5}",
        f"unknown key 'cel' in layout (did you mean 'cell'?); {LAYOUT_KEYS}",
    ),
    "color": ("background=bleu", f"background: 'bleu' is not a colour (did you mean 'blue'?); {COLOR}"),
    "color in a list": (
        "multi.colors=[red, bleu]",
        f"multi.colors.1: 'bleu' is not a colour (did you mean 'blue'?); {COLOR}",
    ),
    "number": ("threshold=x", "threshold: found 'x'; expected a number"),
    "mapping": ("layout=5", f"layout: found '5' where keys belong; {LAYOUT_KEYS}"),
}


@pytest.mark.parametrize(("setting", "message"), WRONG_SETTINGS.values(), ids=WRONG_SETTINGS)
def test_a_wrong_setting_is_a_usage_error(setting: str, message: str) -> None:
    assert error_of_setting(setting) == f"--set {setting}: {message}"


@pytest.mark.parametrize("value", ["[a", "a: b: c", "{a: 1, a: 2}", "*x", "!!int x", "\udcff"])
def test_a_setting_that_is_not_yaml_gives_one_line(value: str) -> None:
    assert error_of_setting(f"layout.dpi={value}").startswith("--set layout.dpi=")


def test_a_number_of_thousands_of_digits_is_a_usage_error() -> None:
    assert error_of_setting(f"threshold={'1' * 5000}").startswith("--set threshold=")


def test_numbers_in_a_list_of_texts_are_text() -> None:
    assert load_style([], ["categories.A.includes=[1, yes]"]).categories["A"].includes == ("1", "yes")


@pytest.mark.parametrize(
    ("flag", "path", "value", "message"),
    [
        ("--dpi", "layout.dpi", "abc", "layout.dpi: found 'abc'; expected a number from 36 to 2400"),
        ("--dpi", "layout.dpi", "nan", "layout.dpi: found 'nan'; expected a number from 36 to 2400"),
        ("--width", "layout.width", "5 feet", f"layout.width: '5 feet' is not a length; {AUTO_LENGTH}"),
        ("--grid", "grid", "36", "grid: '36' is not a grid; expected LAYERSxHEADS, such as 36x40"),
        ("--threshold", "threshold", "x", "threshold: found 'x'; expected a number"),
        ("--threshold", "threshold", "nan", "threshold: found 'nan'; expected a number"),
    ],
)
def test_a_wrong_flag_is_a_usage_error(flag: str, path: str, value: str, message: str) -> None:
    assert error_of_flag(flag, path, value) == f"{flag} {value}: {message}"


SETTINGS = {
    "a colour": ("background=#ff0000", ("background", "#ff0000")),
    "a short colour": ("text.color=#0f0", ("text.color", "#00ff00")),
    "a number sign in a title": ("title=Run #1", ("title", "Run #1")),
    "a title of one": ("title=#1", ("title", "#1")),
    "a colon": ("caption=Heads: all of them", ("caption", "Heads: all of them")),
    "a brace": ("multi.label={k} kinds", ("multi.label", "{k} kinds")),
    "a bracket": ("composite.label=[all]", ("composite.label", "[all]")),
    "a star": ("unclassified.label=*other*", ("unclassified.label", "*other*")),
    "a percent sign": ("title=%d heads", ("title", "%d heads")),
    "an apostrophe": ("title=what's there", ("title", "what's there")),
    "a number": ("title=007", ("title", "007")),
    "a flag": ("title=true", ("title", "true")),
    "quotes around all": ("title='Run #1'", ("title", "Run #1")),
    "double quotes around all": (r'title="a\nb \"c\""', ("title", 'a\nb "c"')),
    "quotes around parts": ("title='a' and 'b'", ("title", "'a' and 'b'")),
    "a quote in quotes": ("title='it''s'", ("title", "it's")),
    "nothing": ("composite.label=", ("composite.label", "")),
    "an equals sign": ("title=a=b", ("title", "a=b")),
    "a length": ("layout.cell=3mm", ("layout.cell", 3 * 72 / 25.4)),
    "a width": ("layout.width=400", ("layout.width", 400.0)),
    "one of some words": ("legend.place=bottom", ("legend.place", "bottom")),
    "one colour for a list": ("multi.colors=#010203", ("multi.colors", ("#010203",))),
    "a list": ("multi.colors=[red, '#010203']", ("multi.colors", ("#ff0000", "#010203"))),
    "a number where one belongs": ("layout.dpi=300", ("layout.dpi", 300.0)),
    "a flag where one belongs": ("legend.counts=true", ("legend.counts", True)),
    "null where it means something": ("threshold=null", ("threshold", None)),
}


@pytest.mark.parametrize(("setting", "path_and_value"), SETTINGS.values(), ids=SETTINGS)
def test_a_setting_takes_text_as_it_is_typed(setting: str, path_and_value: tuple[str, object]) -> None:
    path, expected = path_and_value
    value: object = load_style([], [setting])
    for key in path.split("."):
        value = getattr(value, key)
    assert value == expected


def test_a_setting_of_a_category_takes_text_as_it_is_typed() -> None:
    style = load_style(
        [], ["categories.A #1.color=#00f", "categories.A #1.label=null", "categories.B.label=B: b"]
    )
    assert style.categories["A #1"].color == "#0000ff"
    assert style.categories["A #1"].label is None
    assert style.categories["B"].label == "B: b"


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("colors=[#f00, #0f0]", color_message("#f00")),
        ("multi.colors=[red, #0f0]", color_message("#0f0")),
        ("categories.K={color: #0f0}", color_message("#0f0")),
        ("layout.dpi=[1", "'[' opens here and is not closed; add ']'"),
        ("axes.layer.ticks=[0, *x]", "text that begins with '*' must be quoted: '*x]'"),
        ('title="a\\qb"', "'\\' starts an escape between double quotes; use single quotes, or write \\\\"),
    ],
)
def test_a_setting_that_is_not_yaml_is_explained(setting: str, message: str) -> None:
    line = error_of_setting(setting)
    assert line.startswith(f"--set {setting}: ")
    assert line.endswith(message)


@pytest.mark.parametrize("text", ["1_00", "١٤٤", "0x90", "1:30", "1e", "--5"])
def test_a_flag_that_is_not_decimal_is_refused(text: str) -> None:
    assert error_of_flag("--dpi", "layout.dpi", text).endswith("expected a number from 36 to 2400")


def test_a_problem_of_a_setting_is_reported_with_those_of_the_files() -> None:
    path = write_style("titel: a\n")
    with pytest.raises(InputError) as caught:
        load_style([path], ["background=bleu"])
    assert [line.split(":")[0] for line in caught.value.lines()] == ["--set background=bleu", "s.yaml"]


def test_a_file_that_is_called_like_a_flag_is_an_input_error() -> None:
    path = write_style("titel: a\n", "--s.yaml")
    with pytest.raises(InputError, match=r"^--s\.yaml:1:1: unknown key 'titel'"):
        load_style([path])
