"""``headmap check``: all problems of inputs and styles at once, nothing drawn."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from ..errors import HeadmapError, InputError, Problem, one_line
from ..readers import read_inputs
from .common import READ_OPTIONS, STYLE_OPTIONS, read_options, reading_style, talks, with_options


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--format", type=click.Choice(("text", "json")), default="text", help="json: for editors and CI."
)
@with_options(STYLE_OPTIONS, READ_OPTIONS)
@talks
def check(inputs: tuple[str, ...], format: str, **options: Any) -> int:
    """Report all problems of inputs and styles at once, sorted by place; draw nothing.

    Each INPUT is held against the same style and options. Exit status 1 when there is a problem.
    """
    problems: list[Problem] = []
    total = 0
    good: list[str] = []
    style = None
    try:
        style = reading_style(options)
    except InputError as e:
        problems, total = e.problems, e.total
    chosen = read_options(options, style)
    for text in inputs:
        try:
            found = read_inputs([text], chosen)
            good.append(
                f"{text}: ok: {_counted(found.layers, 'layer', 'layers')} x "
                f"{_counted(found.heads, 'head', 'heads')}, "
                f"{_counted(len(found.categories), 'category', 'categories')}, "
                f"{int(found.membership.any(axis=0).sum())} of {int(found.present.sum())} heads classified"
            )
        except InputError as e:
            problems = [*problems, *e.problems]
            total += e.total
        except HeadmapError as e:
            if e.exit_status != 1:
                raise
            problems.append(Problem(text, str(e)))
            total += 1
    problems.sort(key=lambda p: (p.source, p.line, p.column, p.path))
    _report(problems, total, good, format)
    return 1 if total else 0


def _report(problems: list[Problem], total: int, good: list[str], format: str) -> None:
    if format == "json":
        rows = [
            {"file": p.source, "line": p.line, "column": p.column, "path": p.path, "message": p.message}
            for p in problems
        ]
        json.dump({"problems": rows, "total": total}, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
        return
    for line in InputError(problems, total).lines() if total else []:
        click.echo(one_line(line))
    for line in good:
        click.echo(one_line(line))


def _counted(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"
