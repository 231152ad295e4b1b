"""A figure rendered from a small table by the command line."""

from pathlib import Path

from headmap_cli.cli.main import run

FORMATS = ["png", "svg", "pdf", "html"]
PICTURES = FORMATS[:3]

TABLE = "layer,head,category\n0,1,A\n1,0,A\n1,0,B\n"


def render_figure(*args: str, format: str = "png") -> str:
    """Render the table with these options in the current folder, and return the name of the figure."""
    Path("heads.csv").write_text(TABLE, encoding="utf-8")
    assert run(["render", "heads.csv", "--grid", "2x3", *args, "-o", f"fig.{format}"]) == 0
    return f"fig.{format}"
