"""Define the classes of all commands and options, for help in sections and errors for repeated options."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeAlias

import click
from click.core import ParameterSource

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

    @property
    def takes_one_value(self) -> bool:
        """Whether the option takes one value and is given at most once."""
        return not (self.multiple or self.is_flag or self.count)

    def add_to_parser(self, parser: Any, ctx: click.Context) -> None:
        """Let click's parser collect all values that are given, instead of silently keeping the last."""
        if self.takes_one_value:
            parser.add_option(obj=self, opts=self.opts, dest=self.name, action="append", nargs=self.nargs)
        else:
            super().add_to_parser(parser, ctx)

    def consume_value(self, ctx: click.Context, opts: Mapping[str, Any]) -> tuple[Any, ParameterSource]:
        """Return the value and where it comes from, as click does; refuse to choose from several values.

        Raises:
            UsageError: The option is repeated.
        """
        values = opts.get(str(self.name))
        if self.takes_one_value and isinstance(values, list):
            # Resilient parsing is for completion: the line may be incomplete, and nothing is run.
            if len(values) > 1 and not ctx.resilient_parsing:
                raise UsageError(_repetition(max(self.opts, key=len), values))
            opts = {**opts, str(self.name): values[-1]}
        return super().consume_value(ctx, opts)


def option(*names: str, section: Section, **attributes: Any) -> Decorator:
    """Return a decorator that adds an option to a command.

    Args:
        names: The flags, and the name of the parameter if it differs from that of the longest flag.
        section: The section of the help that lists the option.
        attributes: What ``click.Option`` takes.
    """
    return click.option(*names, cls=Option, section=section, **attributes)


class Command(click.Command):
    """A command whose help has sections."""

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


def _repetition(name: str, values: Sequence[str]) -> str:
    """Return the message for a repeated option."""
    times = "twice" if len(values) == 2 else f"{len(values)} times"
    first_values = ", ".join(values[:-1])
    return f"{name} is given {times} ({first_values} and {values[-1]}); give it once"
