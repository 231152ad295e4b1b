"""The class of all commands: an option that takes one value is given once."""

from __future__ import annotations

import copy
from collections.abc import Sequence

import click

from ..core.errors import UsageError

TIMES = {2: "twice"}


class Command(click.Command):
    """A command that refuses an option with a value if it is repeated and only the last would count."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does, after a look for repeated options."""
        if not ctx.resilient_parsing:  # a line that is being completed may be anything
            self._refuse_repeated(ctx, args)
        return super().parse_args(ctx, args)

    def _refuse_repeated(self, ctx: click.Context, args: Sequence[str]) -> None:
        """Raise UsageError for a repeated option, with the values that it is given."""
        single = {
            param.name: param
            for param in self.get_params(ctx)
            if isinstance(param, click.Option) and not (param.multiple or param.is_flag or param.count)
        }
        # Click keeps only the last value of an option, unless the option says that it takes several.
        collecting = [_collecting(param) if param.name in single else param for param in self.get_params(ctx)]
        parser = click.Command(self.name, params=collecting, add_help_option=False).make_parser(ctx)
        values, _, _ = parser.parse_args(list(args))
        for name, param in single.items():
            given = values.get(name)
            if isinstance(given, list) and len(given) > 1:
                option = max(param.opts, key=len)
                times = TIMES.get(len(given), f"{len(given)} times")
                listed = " and ".join([", ".join(given[:-1]), given[-1]])
                raise UsageError(f"{option} is given {times} ({listed}); give it once")


def _collecting(param: click.Parameter) -> click.Parameter:
    """Return a copy of an option that collects all values that it is given."""
    collecting = copy.copy(param)
    collecting.multiple = True
    return collecting
