"""What is said of wrong ``--set`` values and flags: always the command line's error, exit status 2."""

import pytest

from headmap_cli.core.errors import UsageError
from headmap_cli.style.load import load_style
from tests.style.test_load_errors import AUTO_LENGTH, COLOR, LAYOUT

SETTINGS = {
    "no equals sign": ("title", "expected KEY.PATH=VALUE, such as layout.cell=6"),
    "no key": ("=5", "expected KEY.PATH=VALUE, such as layout.cell=6"),
    "half a key": ("layout.=5", "expected KEY.PATH=VALUE, such as layout.cell=6"),
    "unknown key": ("layout.cel=5", f"unknown key 'cel' in layout (did you mean 'cell'?); {LAYOUT}"),
    "unknown key in a mapping": (
        "layout={cel: 5}",
        f"unknown key 'cel' in layout (did you mean 'cell'?); {LAYOUT}",
    ),
    "color": ("background=bleu", f"background: 'bleu' is not a colour (did you mean 'blue'?); {COLOR}"),
    "color in a list": (
        "multi.colors=[red, bleu]",
        f"multi.colors.1: 'bleu' is not a colour (did you mean 'blue'?); {COLOR}",
    ),
    "number": ("threshold=x", "threshold: found 'x'; expected a number"),
    "mapping": ("layout=5", f"layout: found '5' where keys belong; {LAYOUT}"),
}


@pytest.mark.parametrize(("text", "meant"), SETTINGS.values(), ids=SETTINGS)
def test_settings(text: str, meant: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_style([], [text])
    assert caught.value.lines() == [f"--set {text}: {meant}"]
    assert caught.value.exit_status == 2


@pytest.mark.parametrize("value", ["[a", "a: b: c", "{a: 1, a: 2}", "*x", "!!int x", "\udcff"])
def test_values_of_settings_that_are_no_yaml(value: str) -> None:
    with pytest.raises(UsageError, match=r"^--set layout.dpi=") as caught:
        load_style([], [f"layout.dpi={value}"])
    assert len(caught.value.lines()) == 1


def test_a_number_of_many_digits_is_the_users_error() -> None:
    with pytest.raises(UsageError, match=r"^--set threshold="):
        load_style([], [f"threshold={'1' * 5000}"])


def test_a_list_of_numbers_is_taken_as_text_in_a_setting_too() -> None:
    assert load_style([], ["categories.A.includes=[1, yes]"]).categories["A"].includes == ("1", "yes")


@pytest.mark.parametrize(
    ("flag", "path", "value", "meant"),
    [
        ("--dpi", "layout.dpi", "abc", "layout.dpi: found 'abc'; expected a number from 36 to 2400"),
        ("--dpi", "layout.dpi", "nan", "layout.dpi: found 'nan'; expected a number from 36 to 2400"),
        ("--width", "layout.width", "5 feet", f"layout.width: '5 feet' is not a length; {AUTO_LENGTH}"),
        ("--grid", "grid", "36", "grid: '36' is not a grid; expected LAYERSxHEADS, such as 36x40"),
        ("--threshold", "threshold", "x", "threshold: found 'x'; expected a number"),
        ("--threshold", "threshold", "nan", "threshold: found 'nan'; expected a number"),
    ],
)
def test_flags(flag: str, path: str, value: str, meant: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_style([], [], {flag: (path, value)})
    assert caught.value.lines() == [f"{flag} {value}: {meant}"]
