"""Define the classes of all commands and options, for help in sections and errors for repeated options."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, TypeAlias

import click

from ..core.errors import UsageError

Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]


class Section(StrEnum):
    """The sections of a command's help, in their order."""

    INPUT = "Input"
    SCORES = "Scores"
    STYLE = "Style"
    RUN = "Run"
    OUTPUT = "Output"
    MESSAGES = "Messages"


class Option(click.Option):
    """An option that the help lists in a section.

    Attributes:
        section: The section.
    """

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section


def option(*names: str, section: Section, **attributes: Any) -> Decorator:
    """Return a decorator that adds an option to a command.

    Args:
        names: The flags, and the name of the parameter if it differs from that of the longest flag.
        section: The section of the help that lists the option.
        attributes: What ``click.Option`` takes.
    """
    return click.option(*names, cls=Option, section=section, **attributes)


class Command(click.Command):
    """A command whose help has sections, and which refuses to let a repeated option replace the first one."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options into the help, section by section."""
        rows: dict[Section, list[tuple[str, str]]] = {section: [] for section in Section}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None and isinstance(param, click.Option):
                # --help, which click adds, is the only one without a section.
                rows[getattr(param, "section", Section.MESSAGES)].append(record)
        for section, records in rows.items():
            if records:
                with formatter.section(section):
                    formatter.write_dl(records)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse repeated options, then parse as click does."""
        # Resilient parsing is for completion: the line may be incomplete, and nothing is run.
        if not ctx.resilient_parsing:
            self._refuse_repeated(ctx, args)
        return super().parse_args(ctx, args)

    def _refuse_repeated(self, ctx: click.Context, args: Sequence[str]) -> None:
        """Raise UsageError for a repeated option of which click would silently keep only the last value."""
        params = self.get_params(ctx)
        single = [param for param in params if isinstance(param, click.Option) and _takes_one_value(param)]
        # click's parser keeps only the last value, so this one has options that collect all values.
        collecting = [_make_collecting(param) if param in single else param for param in params]
        parser = click.Command(self.name, params=collecting, add_help_option=False).make_parser(ctx)
        values, _, _ = parser.parse_args(list(args))
        for param in single:
            option_values = values.get(param.name)
            if isinstance(option_values, list) and len(option_values) > 1:
                raise UsageError(_repetition(max(param.opts, key=len), option_values))


def _takes_one_value(param: click.Option) -> bool:
    """Return whether an option takes one value and is given at most once."""
    return not (param.multiple or param.is_flag or param.count)


def _make_collecting(param: click.Parameter) -> click.Parameter:
    """Return a copy of an option that collects all values that it is given."""
    collecting = copy.copy(param)
    collecting.multiple = True
    return collecting


def _repetition(name: str, values: Sequence[str]) -> str:
    """Return the message for a repeated option."""
    times = "twice" if len(values) == 2 else f"{len(values)} times"
    first_values = ", ".join(values[:-1])
    return f"{name} is given {times} ({first_values} and {values[-1]}); give it once"
