"""Recognise the markers of missing values, in every format and every column."""

from __future__ import annotations

from typing import Any

EXCEL_ERRORS = "#n/a #null! #div/0! #value! #ref! #name? #num! #spill! #calc! #field! #getting_data #busy!"
GOOGLE_ERRORS = "#error! #n/a! #na"
LIBREOFFICE_ERRORS = "err:502 err:504 err:508 err:509 err:511 err:512 err:522 err:523"

SPREADSHEET_ERRORS = frozenset(f"{EXCEL_ERRORS} {GOOGLE_ERRORS} {LIBREOFFICE_ERRORS}".split())
"""What spreadsheets show in a cell whose formula fails, in lower case."""

WORDS = "na n/a n.a. <na> nan -nan +nan nat null none 1.#qnan -1.#ind"
"""What pandas, R, SQL, Python and C write for a missing value, in lower case."""

SIGNS = "? - -- --- . \N{EN DASH} \N{EM DASH}"
"""What people, Weka, SAS and Stata write for a missing value."""

MISSING = SPREADSHEET_ERRORS | {"", "not applicable", *WORDS.split(), *SIGNS.split()}

NOT_A_CATEGORY = frozenset({"unclassified", "none", "nan"})
"""Names that people and programs write for heads without a category; only these are worth a warning."""

NOT_FINITE = frozenset({"inf", "infinity"})


def is_missing(value: Any) -> bool:
    """Return whether a cell or a JSON value marks a missing value.

    >>> is_missing(" NA"), is_missing("#REF!"), is_missing("-"), is_missing(None), is_missing("-nan")
    (True, True, True, True, True)
    >>> is_missing("x"), is_missing("-1"), is_missing("inf"), is_missing("other"), is_missing(0)
    (False, False, False, False, False)
    """
    return value is None or str(value).strip().lower() in MISSING


def is_no_score(value: Any) -> bool:
    """Return whether a cell or a JSON value stands for no score, because it is missing or infinite.

    >>> is_no_score("N/A"), is_no_score("-inf"), is_no_score("0.5"), is_no_score("x")
    (True, True, False, False)
    """
    return is_missing(value) or str(value).strip().lower().lstrip("+-") in NOT_FINITE
