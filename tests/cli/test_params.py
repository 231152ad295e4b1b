"""The options of all commands: their sections in the help, and the records that they become."""

import re

import click
import pytest

from headmap_cli.cli.command import Option, Section
from headmap_cli.cli.draw_params import DRAW_OPTIONS
from headmap_cli.cli.params import READ_OPTIONS, STYLE_OPTIONS, given_values, with_options
from headmap_cli.options.records import DrawArgs, ReadArgs, StyleArgs
from tests.cli import all_commands
from tests.commands import RunCli


def test_every_option_of_every_command_has_a_section() -> None:
    for name, command in all_commands():
        for param in command.params:
            if isinstance(param, click.Option):
                assert isinstance(param, Option), (name, param.name)


@pytest.mark.parametrize(
    ("command", "sections"),
    [
        ("render", ["Input", "Scores", "Style", "Output", "Messages"]),
        ("batch", ["Input", "Scores", "Style", "Run", "Output", "Messages"]),
        ("style show", ["Style", "Output", "Messages"]),
        ("completion", ["Messages"]),
    ],
)
def test_the_help_lists_the_options_in_sections(command: str, sections: list[str], run_cli: RunCli) -> None:
    text = run_cli("help", *command.split()).stdout
    assert re.findall(r"^([A-Z]\w+):$", text, re.MULTILINE) == sections
    assert "Options:" not in text


def test_an_option_is_listed_in_its_section_only(run_cli: RunCli) -> None:
    scores = run_cli("render", "--help").stdout.partition("\nScores:\n")[2].partition("\nStyle:\n")[0]
    assert re.findall(r"^  (-\S+)", scores, re.MULTILINE) == [
        "--threshold",
        "--below",
        "--top",
        "--bottom",
        "--abs",
        "--scores",
        "--missing",
        "--repeats",
    ]
    assert run_cli("render", "--help").stdout.count("--threshold X") == 1


@click.command()
@click.argument("text", default="")
@with_options(STYLE_OPTIONS, READ_OPTIONS, DRAW_OPTIONS)
def probe(
    text: str, style_args: StyleArgs, read_args: ReadArgs, draw_args: DrawArgs
) -> tuple[StyleArgs, ReadArgs, DrawArgs]:
    """Return the records of a command line."""
    assert text == ""
    return style_args, read_args, draw_args


def test_without_options_a_command_gets_the_defaults_of_the_records() -> None:
    assert probe.main([], standalone_mode=False) == (StyleArgs(), ReadArgs(), DrawArgs())


def test_each_option_reaches_its_record() -> None:
    args = ["--preset", "icml", "--preset", "dark", "-c", "a.yaml", "--set", "title=x", "--grid", "2x3"]
    args += ["--kv", "--where", "a=1", "--at", "x.y", "--missing", "absent", "--max-bytes", "7", "--no-data"]
    style_args, read_args, draw_args = probe.main(args, standalone_mode=False)
    assert style_args == StyleArgs(("icml", "dark"), ("a.yaml",), ("title=x",))
    assert read_args == ReadArgs(
        grid="2x3", kv=True, where=("a=1",), key_path="x.y", missing="absent", max_bytes=7
    )
    assert draw_args == DrawArgs(embed_data=False)


def test_records_are_hashable_so_that_they_can_be_keys_of_a_cache() -> None:
    assert len({*probe.main(["--set", "title=x"], standalone_mode=False)}) == 3


def test_only_values_of_the_command_line_are_given_even_if_they_are_the_defaults() -> None:
    context = probe.make_context("probe", ["--index-base", "0", "--set", "title=x"])
    assert given_values(context, STYLE_OPTIONS, READ_OPTIONS, DRAW_OPTIONS) == {
        "index_base": "0",
        "sets": ("title=x",),
    }


def test_the_sections_are_those_of_the_documentation() -> None:
    assert [str(section) for section in Section] == ["Input", "Scores", "Style", "Run", "Output", "Messages"]
