"""Generate docs/headmap.1, the man page, from the commands themselves.

``make docs`` runs this script, and tests/test_docs_made.py checks that the page is up to date. The wheel
installs it as share/man/man1/headmap.1.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click

from headmap_cli import __version__
from headmap_cli.cli.main import cli

from .command_reference import contexts_below

PAGE = Path(__file__).parent / "headmap.1"
STATUSES = {
    "0": "Success.",
    "1": "The input or the style is wrong, or a check found a difference.",
    "2": "The command line is wrong.",
    "3": "The output, a file or standard output, could not be written.",
    "4": "headmap or the machine failed: memory, open files, worker processes, an internal error.",
    "130": "Interrupted (Ctrl-C).",
    "143": "Terminated (SIGTERM).",
}
ENVIRONMENT = {
    "NO_COLOR": "If it is set, headmap prints no colours in the terminal.",
    "HEADMAP_DEBUG": "If it is 1, headmap prints the Python traceback of every error.",
}
EXAMPLES = {
    "Draw a figure in three formats, as wide as the text of a paper:": (
        "headmap render heads.csv --model pythia-12b -o fig.png -o fig.svg -o fig.pdf --width 5.5in"
    ),
    "Report all problems of a file at once:": "headmap check heads.csv --grid 36x40",
    "Get the data back out of a figure:": "headmap extract fig.png -o heads.csv",
}


def page() -> str:
    """The man page's text."""
    # click keeps the help option of each command as the first context asks for it, so this one needs -h too.
    context = click.Context(cli, info_name="headmap", **cli.context_settings)
    lines = [
        f'.\\" Made by docs/man.py from the commands with click {version("click")}; do not edit.',
        f'.TH HEADMAP 1 "" "headmap {__version__}" "User Commands"',
        ".SH NAME",
        f"headmap \\- {_text(_sentence(cli))}",
        ".SH SYNOPSIS",
        ".B headmap",
        ".I COMMAND",
        "[\\fIOPTION\\fR ...] [\\fIINPUT\\fR ...]",
        ".SH DESCRIPTION",
        "headmap reads a file that assigns attention heads to categories, or gives them scores. It draws",
        "a composite of all categories with a legend and one panel per category, or a map of the scores of",
        "each category.",
    ]
    for inner in contexts_below(context):
        lines += _command(inner)
    lines += [".SH EXIT STATUS", *_listed(STATUSES), ".SH ENVIRONMENT", *_listed(ENVIRONMENT), ".SH EXAMPLES"]
    for words, line in EXAMPLES.items():
        lines += [".PP", _text(words), ".PP", ".nf", ".RS", _text(line), ".RE", ".fi"]
    return "\n".join(lines) + "\n"


def _command(context: click.Context) -> Iterator[str]:
    """The section of a command."""
    command = context.command
    yield f".SH {_text(context.command_path.upper())}"
    yield f"\\fB{_text(context.command_path)}\\fR {_text(' '.join(command.collect_usage_pieces(context)))}"
    # Before Python 3.13, the docstring of a command is indented.
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(command.help or "")):
        kept = paragraph.startswith("\b\n")
        yield from (".PP", ".nf") if kept else (".PP",)
        rows = [line.strip() for line in paragraph.removeprefix("\b\n").splitlines()]
        yield from map(_text, rows if kept else [" ".join(rows)])
        yield from (".fi",) if kept else ()
    for param in command.params:
        record = param.get_help_record(context)
        if record and record[1]:
            yield from _listed({record[0]: record[1]})


def _listed(entries: dict[str, str]) -> Iterator[str]:
    for term, words in entries.items():
        yield from (".TP", f".B {_text(term)}", _text(words))


def _sentence(command: click.Command) -> str:
    """What a command is for, as the NAME section of a page has it."""
    words = (command.help or "").splitlines()[0].rstrip(".")
    return words[:1].lower() + words[1:]


def _text(text: str) -> str:
    """Text as roff sets it as it is: its own signs escaped, hyphens that can be copied."""
    escaped = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + escaped if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
