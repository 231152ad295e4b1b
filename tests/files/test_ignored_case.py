"""File names that differ only in case, or in the form of a letter, may be one file."""

from pathlib import Path

import pytest

from headmap_cli.core.errors import UsageError
from headmap_cli.files import output_guard
from headmap_cli.files.output_guard import OutputGuard, ignores_case

pytestmark = pytest.mark.usefixtures("workdir")


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("a.png", "A.png", True),
        ("folder/fig.PNG", "folder/fig.png", True),
        ("folder/x/fig.png", "FOLDER/x/fig.png", True),
        ("stra\u00dfe.png", "STRASSE.png", True),
        ("caf\u00e9.png", "cafe\u0301.png", True),
        ("a.png", "b.png", False),
        ("folder/a.png", "A.png", False),
    ],
)
@pytest.mark.parametrize("ignored", [True, False])
def test_names_that_differ_only_in_case_are_one_file_where_the_folder_ignores_case(
    first: str, second: str, is_same: bool, ignored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output_guard, "ignores_case", lambda _folder: ignored)
    guard = OutputGuard()
    guard.writes(first, "-o")
    if is_same and ignored:
        with pytest.raises(UsageError, match="are one file"):
            guard.writes(second, "-o")
    else:
        guard.writes(second, "-o")
        with pytest.raises(UsageError, match="twice"):  # the second name has been added too
            guard.writes(second, "-o")


def test_a_folder_is_asked_whether_it_ignores_case(tmp_path: Path) -> None:
    (tmp_path / "probe").write_text("", encoding="utf-8")
    expected = (tmp_path / "PROBE").exists()
    assert ignores_case(tmp_path) is expected
    assert ignores_case(tmp_path / "missing" / "deeper") is expected


def test_two_existing_files_whose_names_differ_only_in_case_are_two_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(output_guard, "ignores_case", lambda _folder: True)
    Path("h.csv").touch()
    Path("H.CSV").touch()
    if Path("h.csv").samefile("H.CSV"):
        pytest.skip("this file system ignores case")
    guard = OutputGuard()
    guard.reads("h.csv", "an input")
    guard.writes("H.CSV", "-o")
