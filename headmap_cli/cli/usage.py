"""Click's errors of the command line in headmap's manner: what was found, what was expected."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from ..core.strings import did_you_mean, quote


def usage_message(error: click.UsageError) -> str:
    """Return the message of an error of the command line, on one line and without a full stop."""
    if isinstance(error, click.exceptions.NoSuchOption):
        close = error.possibilities or []
        return f"unknown option {error.option_name}{did_you_mean(error.option_name, close)}"
    if isinstance(error, click.MissingParameter):
        return _missing(error)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _bad(error, error.param)
    text = error.format_message().rstrip(".")
    command = re.match(r"No such command '(.*?)'\.?(?: Did you mean '(.*)'\?)?", text)
    if command:
        hint = f" (did you mean '{command[2]}'?)" if command[2] else ""
        return f"no command '{command[1]}'{hint}"
    found = re.match(r"Got unexpected extra arguments? \((.*)\)", text)
    if found:
        return f"unexpected argument: {found[1]}"
    if isinstance(error, click.exceptions.BadOptionUsage):
        return f"{error.option_name} needs a value" if "requires" in text else text
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _missing(error: click.MissingParameter) -> str:
    param = error.param
    if param is None:
        return error.format_message().rstrip(".")
    name = _name(param)
    return f"{name} is missing{_choices(param)}"


def _bad(error: click.BadParameter, param: click.Parameter) -> str:
    """Say which value of which option is wrong; the words of a choice are listed with commas."""
    choices = getattr(param.type, "choices", None)
    found = re.match(r"'(.*)' is not one of ", error.message, re.DOTALL)
    if choices and found:
        value = found[1]
        return f"{_name(param)} {quote(value)}{did_you_mean(value, choices)}{_choices(param)}"
    number = re.match(r"'(.*)' is not a valid (integer|float)", error.message, re.DOTALL)
    if number:
        kind = "a whole number" if number[2] == "integer" else "a number"
        return f"{_name(param)} {quote(number[1])}; expected {kind}"
    outside = re.match(r"(\S+) is not in the range ", error.message)
    if outside and isinstance(param.type, click.IntRange):
        return f"{_name(param)} {outside[1]}; expected a whole number {_range(param.type)}"
    return f"{_name(param)}: {error.message.rstrip('.')}"


def _range(kind: click.IntRange) -> str:
    """Return the limits of a whole number in words."""
    if kind.max is None:
        return f"from {kind.min}"
    return f"from {kind.min} to {kind.max}"


def _choices(param: click.Parameter) -> str:
    choices: Sequence[str] = getattr(param.type, "choices", ())
    if not choices:
        return ""
    *first, last = choices
    return f"; expected {', '.join(first)} or {last}" if first else f"; expected {last}"


def _name(param: click.Parameter) -> str:
    """Return what the help calls a parameter: the first name of an option, or the name of an argument."""
    if isinstance(param, click.Option):
        return param.opts[0]
    return (param.metavar or (param.name or "").upper()).strip("[].")
