"""Explain in plain words why a text is not YAML, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import yaml

from ...core.errors import Location
from ...core.strings import quote
from .broken import BrokenYaml, Diagnosis, Symptom, broken_yaml
from .comments import find_swallowed
from .line_checks import (
    check_bad_escape,
    check_colon_in_text,
    check_indicator,
    check_missing_colon,
    check_missing_space,
    check_text_after_value,
)
from .structure_checks import (
    check_brackets,
    check_depth,
    check_indentation,
    check_list_item,
    check_second_document,
    check_tab,
    check_unclosed_quote,
)

CONFLICT_MARKER = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)
CHECKS: tuple[Callable[[BrokenYaml], Diagnosis | None], ...] = (
    check_depth,
    check_tab,
    check_unclosed_quote,
    check_bad_escape,
    check_second_document,
    check_missing_space,
    check_missing_colon,
    check_list_item,
    check_indicator,
    check_text_after_value,
    check_brackets,
    check_colon_in_text,
    check_indentation,
)
"""The checks, the most specific first: many texts fit the last ones too."""


def diagnose(text: str, error: yaml.MarkedYAMLError) -> Diagnosis:
    """Explain an error of PyYAML by looking at the text around it.

    Args:
        text: The text that is not YAML.
        error: What PyYAML raised for it.

    Returns:
        What is wrong, in the words of the first check that recognises it, else in those of PyYAML.
    """
    fallback = f"is not YAML: {error.problem or error.context}"
    broken = broken_yaml(text, error)
    if broken is None:
        return Diagnosis(fallback)
    # These two mistakes may be far from the line where PyYAML stopped, so they are not found by CHECKS.
    diagnosis = _find_conflict_marker(text) or _find_swallowed_text(text, broken)
    if diagnosis is not None:
        return diagnosis
    for check in CHECKS:
        diagnosis = check(broken)
        if diagnosis is not None:
            return diagnosis
    return broken.error_at(fallback)


def _find_conflict_marker(text: str) -> Diagnosis | None:
    """Explain the lines with which git marks a conflict of two versions."""
    marker = CONFLICT_MARKER.search(text)
    if not marker:
        return None
    line = text.count("\n", 0, marker.start()) + 1
    message = f"holds {quote(marker[0][:7])}, which marks a conflict of a merge; resolve the merge first"
    return Diagnosis(message, Location(line, 1))


def _find_swallowed_text(text: str, broken: BrokenYaml) -> Diagnosis | None:
    """Explain an error after a comment that was meant as a value, or that hides a closing bracket."""
    error_line = broken.line + 1  # locations count from 1, BrokenYaml from 0
    # The comments end at the error, so the last one is the most likely cause.
    for comment in reversed(find_swallowed(text).all_texts()):
        line, column = comment.location.line, comment.location.column
        commented_out = broken.text_of(line - 1)[column - 1 :]
        hides_bracket = Symptom.IN_BRACKETS in broken.symptoms and re.search(r"[\]}]", commented_out)
        is_near_error = line in (error_line - 1, error_line)
        if is_near_error or (hides_bracket and line <= error_line):
            # In "Run #1: x" the colon ends a key; it is not part of the text to quote.
            without_colon = replace(comment, text=comment.text.rstrip(":"))
            return Diagnosis(without_colon.message, comment.location)
    return None
