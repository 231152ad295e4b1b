"""A figure that was drawn with options is accepted as long as it is unaltered."""

from pathlib import Path

import pytest

from headmap_cli.cli.main import run
from headmap_cli.render import Drawing
from headmap_cli.writers.formats import format_names
from tests.checks.figures import DATA, STYLE, accepted
from tests.parameters import slow_after_first

OPTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "tooltips": (("--tooltips", "-o", "f.svg", "-o", "f.html"), ("f.svg", "f.html")),
    "no data": (("--no-data", "-o", "f.png", "-o", "f.svg", "-o", "f.pdf"), ("f.png", "f.svg", "f.pdf")),
    "no data, tooltips": (("--no-data", "--tooltips", "-o", "f.svg"), ("f.svg",)),
    "panels": (("--split", "-o", "f.svg", "-o", "f.png"), ("f-all.svg", "f-a.png", "f-legend.svg")),
    "panels, tooltips": (("--split", "--tooltips", "-o", "f.svg"), ("f-all.svg", "f-b.svg")),
    "panels without data": (("--split", "--no-data", "-o", "f.pdf"), ("f-all.pdf", "f-legend.pdf")),
    "all formats": (
        ("-o", "f.png", "-o", "f.svg", "-o", "f.html", "-o", "f.vl.json"),
        ("f.html", "f.vl.json"),
    ),
}


@pytest.mark.slow
@pytest.mark.usefixtures("workdir")
@pytest.mark.parametrize("options", OPTIONS)
def test_a_figure_with_options_is_accepted_only_unaltered(options: str) -> None:
    Path("heads.csv").write_text("layer,head,category\n0,1,A\n1,2,B\n1,0,B\n", encoding="utf-8")
    data = ("heads.csv", "--grid", "2x3")
    arguments, names = OPTIONS[options]
    assert run(["render", *data, *arguments]) == 0
    for name in names:
        assert run(["check", "--figure", name, *data]) == 0
        assert run(["check", "--figure", name, "heads.csv", "--grid", "3x3"]) == 1
        altered = Path(name).read_bytes()
        Path(name).write_bytes(altered[:-20] + b"\0" + altered[-20:])
        assert run(["check", "--figure", name, *data]) == 1


@pytest.mark.parametrize("format", slow_after_first(format_names("single_panel")))
def test_a_panel_is_not_accepted_with_the_bytes_of_two(format: str, tmp_path: Path) -> None:
    drawing = Drawing(DATA, STYLE)
    first, second, *_ = [drawing.encode(format, part) for part in drawing.panels]
    assert accepted(first, format, tmp_path)
    assert accepted(second, format, tmp_path)
    assert not accepted(first[: len(first) // 2] + second[len(second) // 2 :], format, tmp_path)
