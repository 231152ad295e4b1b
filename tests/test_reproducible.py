"""The same input gives the same bytes, in any process, folder and order of hashing."""

from pathlib import Path

import pytest

from tests.commands import TABLE, python

pytestmark = pytest.mark.slow

FORMATS = ("png", "svg", "pdf")


def rendered(folder: Path, **env: str) -> dict[str, bytes]:
    """The figure in each format, drawn by a process of its own in a folder."""
    folder.mkdir(exist_ok=True)
    (folder / "heads.csv").write_text(TABLE, encoding="utf-8")
    names = [f"figure.{format}" for format in FORMATS]
    outputs = [arg for name in names for arg in ("-o", name)]
    python("-m", "headmap_cli", "render", "heads.csv", "--grid", "12x12", *outputs, cwd=folder, **env)
    return {name: (folder / name).read_bytes() for name in names}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return rendered(tmp_path_factory.mktemp("usual"), PYTHONHASHSEED="1")


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return [name for name, data in one.items() if other[name] != data]


def test_another_process_folder_and_hash_seed_give_the_same_bytes(
    usual: dict[str, bytes], tmp_path: Path
) -> None:
    other = rendered(tmp_path / "another folder", PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C")
    assert differing(usual, other) == []


def test_rows_in_another_order_give_the_same_figure(usual: dict[str, bytes], tmp_path: Path) -> None:
    header, *rows = TABLE.splitlines()
    folder = tmp_path
    (folder / "turned.csv").write_text("\n".join([header, *rows[::-1], ""]), encoding="utf-8")
    python("-m", "headmap_cli", "render", "turned.csv", "--grid", "12x12", "-o", "figure.svg", cwd=folder)
    assert (folder / "figure.svg").read_bytes() == usual["figure.svg"]


def test_a_format_alone_is_the_same_as_among_others(usual: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / "heads.csv").write_text(TABLE, encoding="utf-8")
    for name, data in usual.items():
        python("-m", "headmap_cli", "render", "heads.csv", "--grid", "12x12", "-o", name, cwd=tmp_path)
        assert (tmp_path / name).read_bytes() == data
    assert len(list(tmp_path.iterdir())) == 1 + len(FORMATS)  # and nothing else is left there
