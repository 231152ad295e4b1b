"""Explain mistakes in the structure of a text that is not YAML: indentation, brackets, quotes, documents.

Each check looks for one mistake, and returns None if the text does not have it.
"""

from __future__ import annotations

from ...core.strings import quote
from .broken import BrokenYaml, Diagnosis, Symptom, indentation

CLOSING_BRACKETS = {"[": "]", "{": "}"}


def check_depth(broken: BrokenYaml) -> Diagnosis | None:
    """Explain a document that is nested deeper than the parser allows."""
    if Symptom.TOO_DEEP not in broken.symptoms:
        return None
    return broken.error_at("is nested too deeply")


def check_tab(broken: BrokenYaml) -> Diagnosis | None:
    """Explain a line that is indented with a tab."""
    indent = indentation(broken.text_of(broken.line))
    if "\t" not in indent:
        return None
    return broken.error_at("tabs cannot indent YAML; use spaces", column=indent.index("\t"))


def check_unclosed_quote(broken: BrokenYaml) -> Diagnosis | None:
    """Explain a quoted text whose closing quote is missing."""
    if Symptom.UNCLOSED_QUOTE not in broken.symptoms:
        return None
    mark = broken.text_of(broken.start_line)[broken.start_column]
    message = f"the quote {mark} that opens here is not closed; add {mark} at the end of the text"
    return broken.error_at_start(message)


def check_second_document(broken: BrokenYaml) -> Diagnosis | None:
    """Explain a line ``---`` after the first document."""
    if Symptom.SECOND_DOCUMENT not in broken.symptoms:
        return None
    return broken.error_at("starts a second document with '---'; keep one in a file")


def check_list_item(broken: BrokenYaml) -> Diagnosis | None:
    """Explain a list item where a key is expected."""
    line = broken.text_of(broken.line)
    if not line[broken.column :].startswith("- ") or line[: broken.column].strip():
        return None
    return broken.error_at("found a list item among keys; indent it under the key that it belongs to")


def check_brackets(broken: BrokenYaml) -> Diagnosis | None:
    """Explain a bracket that is not closed, and a missing or superfluous comma between brackets."""
    if Symptom.IN_BRACKETS not in broken.symptoms:
        return None
    opening = broken.text_of(broken.start_line)[broken.start_column : broken.start_column + 1]
    closing = CLOSING_BRACKETS.get(opening)
    if closing is None:
        return broken.error_at("expected a value here; remove the extra ',' or add the value")
    is_at_end = broken.line >= len(broken.lines) - 1 and not broken.text_of(broken.line).strip()
    # If the error is on a later line than the opening bracket, the closing one was most likely forgotten.
    if broken.line > broken.start_line or is_at_end:
        return broken.error_at_start(f"{quote(opening)} opens here and is not closed; add {quote(closing)}")
    return broken.error_at(
        f"expected ',' or {quote(closing)} here; quote text that contains ',', ':' or brackets"
    )


def check_indentation(broken: BrokenYaml) -> Diagnosis | None:
    """Explain a line that begins in another column than the keys around it."""
    if not broken.symptoms & {Symptom.NOT_ALLOWED_HERE, Symptom.IN_BLOCK_MAPPING}:
        return None
    message = "is indented differently from the keys around it; keys of one part start in the same column"
    return broken.error_at(message, column=len(indentation(broken.text_of(broken.line))))
