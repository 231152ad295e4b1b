"""Generate docs/commands.md, the reference of all commands and options, from the commands themselves.

``make docs`` runs this script, and tests/test_docs_made.py checks that the page is up to date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import click

from headmap_cli.cli.command import Section
from headmap_cli.cli.main import cli

PAGE = Path(__file__).parent / "commands.md"
OPENING = """\
# Commands

`headmap COMMAND --help` prints what this page says about a command. Options have the same names and meanings
in all commands. [Guarantees and exit statuses](guarantees.md) lists the exit statuses.
"""


def page() -> str:
    """Return the text of the page."""
    # click keeps the help option of each command as the first context asks for it, so this one needs -h too.
    context = click.Context(cli, info_name="headmap", **cli.context_settings)
    click_version = version("click")
    lines = [
        f"<!-- Made by docs/command_reference.py with click {click_version}; do not edit. -->\n",
        OPENING,
    ]
    for inner in contexts_below(context):
        lines += command_lines(inner)
    return "\n".join(lines)


def contexts_below(context: click.Context) -> Iterator[click.Context]:
    """Yield a context for each command of a group, and of the groups in it."""
    group = context.command
    assert isinstance(group, click.Group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, context, info_name=name)
        yield inner
        if isinstance(command, click.Group):
            yield from contexts_below(inner)


def command_lines(context: click.Context) -> Iterator[str]:
    """Yield the lines that describe a command: usage, help, and a table for each section of options."""
    command = context.command
    usage = " ".join(command.collect_usage_pieces(context))
    yield from (f"## {context.command_path}\n", "```", f"{context.command_path} {usage}", "```\n")
    for paragraph in re.split(r"\n\s*\n", (command.help or "").strip()):
        yield from paragraph_lines(paragraph)
    for section, rows in option_rows(context).items():
        yield from (f"| {section} | |", "|---|---|", *rows, "")


def paragraph_lines(paragraph: str) -> Iterator[str]:
    """Yield the lines of a paragraph of help; click marks one that keeps its lines with a backspace."""
    lines = [line.strip() for line in paragraph.removeprefix("\b\n").splitlines()]
    if paragraph.startswith("\b\n"):
        yield from ("```", *lines, "```\n")
    else:
        yield escaped(" ".join(lines)) + "\n"


def option_rows(context: click.Context) -> dict[Section, list[str]]:
    """Return the rows of the table of each section of a command's options."""
    rows: dict[Section, list[str]] = {}
    for section in Section:
        for param in context.command.get_params(context):
            record = param.get_help_record(context) if isinstance(param, click.Option) else None
            if record and getattr(param, "section", Section.MESSAGES) is section:
                names = record[0].replace("|", "\\|")
                rows.setdefault(section, []).append(f"| `{names}` | {escaped(record[1])} |")
    return rows


def escaped(text: str) -> str:
    """Return a text in which Markdown finds no markup, with its flags as code."""
    plain = re.sub(r"([|<*_\[\]])", r"\\\1", " ".join(text.split()))
    return re.sub(r"(?<![\w-])(--[a-z][a-z-]*)", r"`\1`", plain)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
