"""Rewrite click's messages in the form of headmap's: what was found, and what was expected."""

from __future__ import annotations

import re
from collections.abc import Sequence

import click

from ..core.strings import did_you_mean, quote


def usage_message(error: click.UsageError) -> str:
    """Return the message of an error of the command line, on one line and without a full stop."""
    match error:
        case click.exceptions.NoSuchOption():
            hint = did_you_mean(error.option_name, error.possibilities or [])
            return f"unknown option {error.option_name}{hint}"
        case click.MissingParameter():
            return _missing_message(error)
        case click.BadParameter() if error.param is not None:
            return _bad_value_message(error, error.param)
        case click.exceptions.BadOptionUsage() if "requires" in error.format_message():
            return f"{error.option_name} needs a value"
    return _rewrite(error.format_message().rstrip("."))


def _rewrite(text: str) -> str:
    """Rewrite a message of click that only its text tells from others, since its error has no class."""
    command = re.match(r"No such command '(.*?)'\.?(?: Did you mean '(.*)'\?)?", text)
    if command:
        hint = f" (did you mean '{command[2]}'?)" if command[2] else ""
        return f"no command '{command[1]}'{hint}"
    arguments = re.match(r"Got unexpected extra arguments? \((.*)\)", text)
    if arguments:
        return f"unexpected argument: {arguments[1]}"
    # headmap's messages begin in lower case, unless with a name such as INPUT.
    if text[1:2].islower():
        return text[:1].lower() + text[1:]
    return text


def _missing_message(error: click.MissingParameter) -> str:
    """Return the message for a missing argument or option, with its choices."""
    if error.param is None:
        return error.format_message().rstrip(".")
    return f"{_param_name(error.param)} is missing{_expected_choices(error.param)}"


def _bad_value_message(error: click.BadParameter, param: click.Parameter) -> str:
    """Return the message for a value that an argument or option does not accept."""
    # The error has no field for the value: it is only in the text of click's message.
    name = _param_name(param)
    choices = getattr(param.type, "choices", None)
    not_a_choice = re.match(r"'(.*)' is not one of ", error.message, re.DOTALL)
    if choices and not_a_choice:
        value = not_a_choice[1]
        return f"{name} {quote(value)}{did_you_mean(value, choices)}{_expected_choices(param)}"
    not_a_number = re.match(r"'(.*)' is not a valid (integer|float)", error.message, re.DOTALL)
    if not_a_number:
        kind = "a whole number" if not_a_number[2] == "integer" else "a number"
        return f"{name} {quote(not_a_number[1])}; expected {kind}"
    not_in_range = re.match(r"(\S+) is not in the range ", error.message)
    if not_in_range and isinstance(param.type, click.IntRange):
        return f"{name} {not_in_range[1]}; expected a whole number {_range_text(param.type)}"
    return f"{name}: {error.message.rstrip('.')}"


def _range_text(kind: click.IntRange) -> str:
    """Return the limits of a whole number in words."""
    if kind.max is None:
        return f"from {kind.min}"
    return f"from {kind.min} to {kind.max}"


def _expected_choices(param: click.Parameter) -> str:
    """Return the end of a message that lists the choices of a parameter; empty if it has none."""
    choices: Sequence[str] = getattr(param.type, "choices", ())
    if not choices:
        return ""
    if len(choices) == 1:
        return f"; expected {choices[0]}"
    return f"; expected {', '.join(choices[:-1])} or {choices[-1]}"


def _param_name(param: click.Parameter) -> str:
    """Return what the help calls a parameter: the first name of an option, or the name of an argument."""
    if isinstance(param, click.Option):
        return param.opts[0]
    name = param.metavar or (param.name or "").upper()
    return name.strip("[].")
